/** What timing needs to know of a job. Instants are milliseconds since 1970. */
export interface JobTimes {
  readonly createdAtMs: number;
  readonly completedAtMs: number | null;
  /** AWS's own estimate of the whole duration. */
  readonly expectedMinutes: number | null;
  /** The median of restores like it, where AWS gives no estimate. */
  readonly likeSeconds: number | null;
  readonly percent: number | null;
}

/** How long a job has run, or ran. Never negative: AWS's clock and ours may differ. */
export const elapsedSeconds = (times: JobTimes, nowMs: number): number =>
  Math.max(0, Math.round(((times.completedAtMs ?? nowMs) - times.createdAtMs) / 1_000));

/** How long the whole job is expected to take, and by whom: AWS, or the median of restores like it. `null`: nobody can tell. */
export const expectedOf = (
  times: Pick<JobTimes, 'expectedMinutes' | 'likeSeconds'>,
): { readonly seconds: number; readonly basis: 'aws' | 'like' } | null => {
  if (times.expectedMinutes !== null && times.expectedMinutes > 0) return { seconds: times.expectedMinutes * 60, basis: 'aws' };
  return times.likeSeconds === null ? null : { seconds: times.likeSeconds, basis: 'like' };
};

/** How long the rest may take, and what the figure rests on: AWS's estimate, restores like it, or the share done so far. */
export interface Estimate {
  readonly remainingSeconds: number;
  readonly basis: 'aws' | 'like' | 'percent';
  /** The estimate has run out and the job goes on. */
  readonly overdue: boolean;
}

const MIN_PERCENT = 5;
const MIN_ELAPSED_SECONDS = 20;

/**
 * What can be expected of a job under way; `null` when it has ended or nothing is known. AWS's estimate comes first, then restores like it. Without
 * either the share done is extended in a straight line, but not before enough is done for that to mean something.
 */
export const estimate = (times: JobTimes, nowMs: number): Estimate | null => {
  if (times.completedAtMs !== null) return null;
  const elapsed = elapsedSeconds(times, nowMs);
  const expected = expectedOf(times);
  if (expected !== null) {
    const remaining = expected.seconds - elapsed;
    return { remainingSeconds: Math.max(0, remaining), basis: expected.basis, overdue: remaining < 0 };
  }
  if (times.percent === null || times.percent < MIN_PERCENT || elapsed < MIN_ELAPSED_SECONDS) return null;
  return { remainingSeconds: Math.round((elapsed * (100 - times.percent)) / times.percent), basis: 'percent', overdue: false };
};

/** A duration split for display; the same unit down a column is the caller's choice of `largest`. */
interface DurationParts {
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
}

/** Whole seconds as hours, minutes and seconds. */
const durationParts = (seconds: number): DurationParts => ({
  hours: Math.floor(seconds / 3_600),
  minutes: Math.floor((seconds % 3_600) / 60),
  seconds: Math.floor(seconds % 60),
});

const two = (value: number): string => String(value).padStart(2, '0');

/** `1:02:03` or `2:03`, for columns of digits: the same in every language. */
export const clockText = (seconds: number): string => {
  const { hours, minutes, seconds: rest } = durationParts(seconds);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
};
