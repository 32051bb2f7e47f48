/** What makes jobs alike, and how long one took that completed. */
export interface CompletedJob {
  readonly resourceArn: string | null;
  readonly resourceType: string | null;
  readonly seconds: number;
}

/** How long completed restores like a job took: what is expected of it where AWS gives no estimate. */
export interface Likeness {
  /** They are of the same resource, or of the same type of resource where too few are. */
  readonly of: 'resource' | 'type';
  readonly count: number;
  readonly medianSeconds: number;
  readonly leastSeconds: number;
  readonly mostSeconds: number;
}

/** Of fewer a median says nothing. */
const FEWEST = 3;

const likeness = (of: Likeness['of'], all: readonly number[] | undefined): Likeness | null => {
  if (all === undefined || all.length < FEWEST) return null;
  const sorted = all.toSorted((a, b) => a - b);
  const at = (index: number): number => sorted[index] ?? 0;
  const middle = Math.floor(sorted.length / 2);
  const median = sorted.length % 2 === 1 ? at(middle) : Math.round((at(middle - 1) + at(middle)) / 2);
  return { of, count: sorted.length, medianSeconds: median, leastSeconds: at(0), mostSeconds: at(sorted.length - 1) };
};

const grouped = (jobs: readonly CompletedJob[], keyOf: (job: CompletedJob) => string | null): ReadonlyMap<string, readonly number[]> => {
  const groups = new Map<string, number[]>();
  for (const job of jobs) {
    const key = keyOf(job);
    if (key === null) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [job.seconds]);
    else group.push(job.seconds);
  }
  return groups;
};

/** Tells of a job how long those like it took, from completed ones; `null` where they are too few. */
export const likenessAmong = (
  completed: readonly CompletedJob[],
): ((job: Pick<CompletedJob, 'resourceArn' | 'resourceType'>) => Likeness | null) => {
  const ofResource = grouped(completed, ({ resourceArn }) => resourceArn);
  const ofType = grouped(completed, ({ resourceType }) => resourceType);
  return ({ resourceArn, resourceType }) =>
    likeness('resource', resourceArn === null ? undefined : ofResource.get(resourceArn)) ??
    likeness('type', resourceType === null ? undefined : ofType.get(resourceType));
};
