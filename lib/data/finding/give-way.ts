import 'server-only';
import { setTimeout as wait } from 'node:timers/promises';
import { sweepingSubjects } from '../inventory/ask';
import type { Scope } from '../scope';

/** Between two looks whether points are being swept. */
const LOOK_MS = 500;

/**
 * Keeps what is read behind the list of points out of the way of that list: a sweep of points is soon over and somebody looks at it, while the readings take hours, and would have half of the
 * processor and most connections meanwhile. They also go by the newest of all points, which is not known before.
 *
 * What it returns resolves with true as soon as no points of the place are being swept, and with false where that is not so by `until` (of `performance.now()`). It may be asked as often as
 * one likes, and looks once in a while. Rejects when `signal` is aborted.
 */
export const givingWay = (scope: Scope, until: number, signal: AbortSignal | undefined): (() => Promise<boolean>) => {
  let lookedAt = Number.NEGATIVE_INFINITY;
  return async () => {
    for (;;) {
      if (performance.now() - lookedAt < LOOK_MS) return true;
      const sweeping = [...(await sweepingSubjects(scope))].some((subject) => subject.startsWith('points:'));
      if (!sweeping) {
        lookedAt = performance.now();
        return true;
      }
      if (performance.now() >= until) return false;
      await wait(LOOK_MS, undefined, signal === undefined ? {} : { signal });
    }
  };
};
