import { setTimeout as wait } from 'node:timers/promises';

/** Between two calls after AWS said that it is asked too often: twice as long each time, and at most so many times as long. */
const SLOWEST = 64;

/** Lets calls begin one after another, so many a second. */
export interface Pace {
  /** Resolves when the next call may begin. Rejects when `signal` is aborted. */
  readonly next: (signal?: AbortSignal) => Promise<void>;
  /** AWS was asked too often: from now on half as many a second. */
  readonly slowDown: () => void;
}

/** A pace of `perSecond` calls, which must be above 0. Time that nobody used is not made up for, so there is never a burst. */
export const paceOf = (perSecond: number): Pace => {
  let factor = 1;
  let due = performance.now();
  return {
    next: async (signal) => {
      const now = performance.now();
      const at = Math.max(now, due);
      due = at + (1_000 / perSecond) * factor;
      if (at > now) await wait(at - now, undefined, signal === undefined ? {} : { signal });
      signal?.throwIfAborted();
    },
    slowDown: () => {
      factor = Math.min(SLOWEST, factor * 2);
    },
  };
};
