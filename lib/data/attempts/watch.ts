import 'server-only';
import type { AttemptRow } from '@/lib/db/repositories/attempts';
import { processWide } from '@/lib/process-wide';

/** Since when this process has watched an attempt that nobody was sending; `lease` tells one quiet time from the next. */
const watched = processWide('attempts-watched', () => new Map<string, { readonly lease: number; readonly since: number }>());

/**
 * For how long this process has seen an attempt without a lease, in milliseconds of a clock that cannot be set. Begins anew whenever somebody took the lease
 * in between, and in each process: a clock that is put forward while nobody watches proves nothing.
 */
export const watchedMs = (attempt: Pick<AttemptRow, 'id' | 'maySendUntil'> & { readonly leased: boolean }): number => {
  const now = performance.now();
  const lease = attempt.maySendUntil.getTime();
  const known = watched.get(attempt.id);
  if (known !== undefined && known.lease === lease && !attempt.leased) return now - known.since;
  watched.set(attempt.id, { lease: attempt.leased ? -1 : lease, since: now });
  return 0;
};

/** Forgets an attempt that has ended. */
export const stopWatching = (attemptId: string): void => {
  watched.delete(attemptId);
};
