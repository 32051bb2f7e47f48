import { isOpen, isTerminal, type Outcome } from './status';

/** How soon a browser asks again. All are milliseconds; `false`: never, nothing can change. */
export const POLL_FAST_MS = 2_000;
export const POLL_YOUNG_MS = 1_000;
export const POLL_SLOW_MS = 30_000;
export const POLL_AFTER_PROBLEM_MS = 10_000;

const YOUNG_JOB_MS = 60_000;

/** What a page that shows one restore knows of it. `status` is `null` before AWS has shown the job. */
export interface PolledJob {
  readonly status: string | null;
  readonly outcome: Outcome | null;
  readonly createdAtMs: number;
  /** The created instance's addresses are still to be read. */
  readonly verifying: boolean;
  /** The last sweep failed, so asking often brings nothing. */
  readonly stale: boolean;
}

/** When to read one job again: fast in its first minute (AWS refuses early), then steadily, not at all once it is terminal and verified. */
export const jobPollMs = (job: PolledJob, nowMs: number): number | false => {
  const ended = job.status === null ? job.outcome !== null && !isOpen(job.outcome) : isTerminal(job.status);
  if (ended && !job.verifying) return false;
  if (job.stale) return POLL_AFTER_PROBLEM_MS;
  return nowMs - job.createdAtMs < YOUNG_JOB_MS ? POLL_YOUNG_MS : POLL_FAST_MS;
};

/** What a list of jobs knows. */
export interface PolledList {
  /** Jobs or intents that can still change. */
  readonly open: number;
  readonly stale: boolean;
  /** When AWS was last read; `null`: not yet. */
  readonly asOfMs: number | null;
}

/** While somebody looks the server reads AWS more often than this; what is older was read for somebody before, and news is on its way. */
const OLD_MS = 45_000;

/** When to read a list again: fast while a row can change or AWS has not been read lately, slow otherwise, because somebody may start a job elsewhere. */
export const listPollMs = (list: PolledList, nowMs: number): number => {
  if (list.stale) return POLL_AFTER_PROBLEM_MS;
  if (list.asOfMs === null || nowMs - list.asOfMs > OLD_MS) return POLL_YOUNG_MS;
  return list.open > 0 ? POLL_FAST_MS : POLL_SLOW_MS;
};

/**
 * How long a page that is seen may go without a newer read of AWS before that is told: somewhat more than the wait between two reads, the steps in which their instant is told and the
 * wait between two polls are together.
 */
export const overdueMs = (open: number): number => (open > 0 ? 60_000 : 90_000);

/** What decides when the server sweeps AWS again. */
export interface SweepNeed {
  /** Somebody has looked lately. */
  readonly looking: boolean;
  /** Restores started here that have not ended. */
  readonly ours: number;
  /** Jobs of anybody that have not ended. */
  readonly open: number;
  /** Sweeps that failed in a row. */
  readonly failures: number;
}

const SWEEP_FAST_MS = 2_000;
const SWEEP_UNWATCHED_MS = 10_000;
const SWEEP_SLOW_MS = 20_000;
const SWEEP_IDLE_MS = 60_000;
const SWEEP_BACKOFF_MAX_MS = 120_000;

const baseMs = ({ looking, ours, open }: SweepNeed): number => {
  if (!looking) return ours > 0 ? SWEEP_UNWATCHED_MS : SWEEP_IDLE_MS;
  return ours + open > 0 ? SWEEP_FAST_MS : SWEEP_SLOW_MS;
};

/**
 * How long after the last sweep the next one is due. Where nobody looks and nothing of ours runs it goes on now and then, so that the history tells of what others
 * start. A failure (throttling above all) doubles the wait each time, up to two minutes.
 */
export const sweepIntervalMs = (need: SweepNeed): number => {
  const base = baseMs(need);
  return need.failures === 0 ? base : Math.min(SWEEP_BACKOFF_MAX_MS, base * 2 ** Math.min(need.failures, 10));
};
