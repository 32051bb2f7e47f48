import 'server-only';
import { setTimeout as wait } from 'node:timers/promises';
import { logUnexpected } from '@/lib/log';

/** How long AWS is given to answer what a start asks. What has not answered by then is not known. */
export const READ_MS = 20_000;
/** From the moment at which a start began to ask until it is committed, or a step of a way is sent: what was answered counts for no longer. */
export const USE_MS = 30_000;

/**
 * Facts that are read anew to act on them, a start above all: nothing that was asked before counts, and nothing is waited for longer than the reading lasts. So no fact is ever older
 * than the reading itself (decision 0020).
 */
export interface Reading {
  /** When it began; milliseconds since 1970. Everything it asks is asked later. */
  readonly beganAtMs: number;
  /** For how long it has been going on, by the clock that says more: one stands still while the machine sleeps, the other can be set. */
  readonly ageMs: () => number;
  /** What `work` gives; `null` where the reading is over before. `work` then goes on by itself, and is not even begun where it is over already. */
  readonly inTime: <T>(work: () => Promise<T>) => Promise<T | null>;
}

/** Begins to read. `lastsMs` is how long answers are waited for. */
export const beginReading = (lastsMs: number = READ_MS): Reading => {
  const [beganAtMs, began] = [Date.now(), performance.now()];
  const ageMs = () => Math.max(performance.now() - began, Date.now() - beganAtMs);
  return {
    beganAtMs,
    ageMs,
    inTime: async (work) => {
      const leftMs = lastsMs - ageMs();
      if (leftMs <= 0) return null;
      const over = new AbortController();
      const answer = work();
      try {
        return await Promise.race([answer, wait(leftMs, null, { signal: over.signal })]);
      } finally {
        over.abort();
        // Too late to be of use; that it fails then concerns nobody who waits.
        answer.catch((error: unknown) => logUnexpected('an answer that came late', error));
      }
    },
  };
};
