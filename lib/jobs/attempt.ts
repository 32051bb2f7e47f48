/**
 * One attempt at a restore: a request id and a token that were committed before AWS was called. It ends by evidence only, never by a timer or a guess:
 * `started`: AWS names a job with our request id; `refused`: the one request that was sent was answered by a refusal; `absent`: a complete list of AWS's,
 * begun long enough after the last moment at which a request could have gone out, holds no such job; `forgotten`: there is no such job in that list, but there
 * may have been one that AWS has forgotten, so nobody will ever tell. Until then it is `open`.
 */
export type AttemptState = 'open' | 'started' | 'refused' | 'absent' | 'forgotten';

/** How long somebody who took the lease of an attempt may send its request. A request that goes out carries no later date than its end. */
export const LEASE_MS = 30_000;

/** Within this time of the person's "start" a request without an answer is sent again with the same token; later nobody expects a restore to begin. */
export const SEND_WINDOW_MS = 3 * 60_000;

/**
 * How long after the last possible request a list of AWS's must have been begun to prove that there is no job: lists lag, and AWS refuses a
 * request that is signed more than five minutes before it arrives. An administrator may change it (`absentAfterMinutes`).
 */
export const ABSENT_AFTER_MS = 10 * 60_000;

/**
 * How old an attempt may be for a list of AWS's to prove that it has no job: AWS documents of ListBackupJobs that it gives the last 30 days, and of
 * ListRestoreJobs nothing (facts 1.9), so no more is relied on; less a day for clocks that differ.
 */
export const LIST_REACH_MS = 29 * 24 * 3_600_000;

/** What is known of an open attempt. Durations in milliseconds; those of the look are measured from the same clock as the lease. */
export interface OpenAttempt {
  /** Since the person said "start". */
  readonly ageMs: number;
  /** Somebody may be sending it right now. */
  readonly leased: boolean;
  /** How often a request may have gone out. */
  readonly sends: number;
  /** From the last moment at which a request could have gone out to the begin of the complete list that holds no job of it; `null`: there is no such list. */
  readonly lookedAfterMs: number | null;
  /** Whether that list would hold a job of it if there was one, as far as is known: AWS forgets jobs. Asked only where a request may have gone out. */
  readonly listReaches: boolean;
  /** For how long this very process has watched it without a lease, by a clock that cannot be set. */
  readonly watchedMs: number;
}

/**
 * What to do about an open attempt. A list that was begun after the last request decides twice: soon after, it allows the same request to be sent again; long
 * after, it ends the attempt. The wait is also measured by a clock that nobody can set, so that a clock that is put forward ends nothing.
 */
export const nextForAttempt = (attempt: OpenAttempt, absentAfterMs: number): 'send' | 'wait' | 'absent' | 'forgotten' => {
  if (attempt.leased) return 'wait';
  const { lookedAfterMs, watchedMs } = attempt;
  if (lookedAfterMs !== null && lookedAfterMs >= absentAfterMs && watchedMs >= absentAfterMs)
    return attempt.sends > 0 && !attempt.listReaches ? 'forgotten' : 'absent';
  if (attempt.ageMs < 0 || attempt.ageMs >= SEND_WINDOW_MS) return 'wait';
  const mayBeThere = attempt.sends > 0 && (lookedAfterMs === null || lookedAfterMs < 0 || !attempt.listReaches);
  return mayBeThere ? 'wait' : 'send';
};
