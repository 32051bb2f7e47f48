/** A restore that was committed and to which AWS's answer is not known. Times are ages in milliseconds. */
export interface OpenIntent {
  readonly ageMs: number;
  /** The call was made and ended without an answer (time-out, lost connection, 5xx). */
  readonly failed: boolean;
}

/** Within this time a call without an answer is repeated with the same token; later nobody expects it to start any more. */
export const RETRY_WINDOW_MS = 3 * 60_000;
/** After this time an intent that AWS knows nothing of is taken for lost. Longer than any call with its retries, and than AWS's lists lag. */
export const LOST_AFTER_MS = 5 * 60_000;

/**
 * What to do with an intent of which AWS's list (read in full, just now) shows no job: repeat the call, wait, or declare it lost.
 * An intent that has not failed may still be in the hands of the process that made it, so it is never repeated.
 */
export const nextForIntent = (intent: OpenIntent): 'repeat' | 'wait' | 'lost' => {
  if (intent.ageMs >= LOST_AFTER_MS) return 'lost';
  return intent.failed && intent.ageMs < RETRY_WINDOW_MS ? 'repeat' : 'wait';
};
