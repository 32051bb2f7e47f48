import { logUnexpected } from '@/lib/log';

/** What a worker does on its own, again and again. */
export interface Rounds {
  /** Begins a round now, unless one is under way. */
  readonly begin: () => void;
  /** Begins no more, and resolves when the one under way is over, or after `patienceMs`. Never rejects. */
  readonly end: (patienceMs: number) => Promise<void>;
}

/** Does `work` every `everyMs`, one round at a time. A failure is logged under `name` and ends nothing, for the next round comes soon. */
export const roundsOf = (name: string, everyMs: number, work: () => Promise<unknown>): Rounds => {
  let underWay: Promise<void> | null = null;
  let ended = false;
  const round = async (): Promise<void> => {
    try {
      await work();
    } catch (error) {
      logUnexpected(name, error);
    }
  };
  const begin = (): void => {
    if (ended) return;
    underWay ??= round().finally(() => {
      underWay = null;
    });
  };
  const timer = setInterval(begin, everyMs);
  const end = async (patienceMs: number): Promise<void> => {
    ended = true;
    clearInterval(timer);
    await new Promise<void>((resolve) => {
      const patience = setTimeout(resolve, patienceMs);
      void Promise.resolve(underWay).then(() => {
        clearTimeout(patience);
        resolve();
      });
    });
  };
  return { begin, end };
};
