/** A stretch of time that a vault's list is read by; both ends are left out (facts 2.1). */
export interface Window {
  readonly createdAfter?: Date;
  readonly createdBefore?: Date;
}

const DAY = 86_400_000;
/** A list of so many points is read from its start to its end; a longer one in stretches side by side, for a page comes only after the one before it. */
const ONE_LIST = 20_000;
/** Where the stretches meet, in days before now: shorter where more is kept, as retention has it. */
const EDGES = [1, 7, 14, 30, 45, 60, 90, 180, 365, 1_095];
/** Stretches overlap by so much, so that no point lies on an edge that both leave out. Milliseconds. */
const OVERLAP_MS = 1_000;

/** How to read the list of a vault with about `points` points: stretches that cover all time, newest first. */
export const windowsOf = (points: number, now: Date): readonly Window[] => {
  if (points <= ONE_LIST) return [{}];
  const at = EDGES.map((days) => now.getTime() - days * DAY);
  return [...at, null].map((edge, index) => {
    const before = at[index - 1];
    return {
      ...(edge === null ? {} : { createdAfter: new Date(edge - OVERLAP_MS) }),
      ...(before === undefined ? {} : { createdBefore: new Date(before) }),
    };
  });
};
