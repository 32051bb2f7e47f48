import type { AttemptState } from './attempt';

/** What a restore job can still do. */
export type JobPhase = 'waiting' | 'running' | 'ended';

/** What AWS means by a status, in one row (facts 1.7; CREATED only in events and summaries). */
export interface JobStatusRow {
  readonly phase: JobPhase;
  /** How it ended; `null` while it has not. */
  readonly result: 'completed' | 'failed' | 'aborted' | 'forgotten' | null;
}

const JOB_STATUSES = {
  CREATED: { phase: 'waiting', result: null },
  PENDING: { phase: 'waiting', result: null },
  RUNNING: { phase: 'running', result: null },
  COMPLETED: { phase: 'ended', result: 'completed' },
  /** There is no way to stop a restore job (1.6), but AWS has the status. */
  ABORTED: { phase: 'ended', result: 'aborted' },
  FAILED: { phase: 'ended', result: 'failed' },
} as const satisfies Record<string, JobStatusRow>;

/** Not AWS's but ours: the job had not ended when AWS was last heard of it, and by now AWS knows no such job. How it ended cannot be learnt from AWS Backup. */
export const FORGOTTEN = 'FORGOTTEN';

/** For so long after its start a job that AWS does not know may be one that it does not know yet. */
export const FORGOTTEN_AFTER_MS = 24 * 3_600_000;

/** The row of a status. One that AWS may add later counts as running: it is shown by its name and polled on. */
export const jobStatusRow = (status: string): JobStatusRow =>
  status === FORGOTTEN
    ? { phase: 'ended', result: 'forgotten' }
    : Object.hasOwn(JOB_STATUSES, status)
      ? JOB_STATUSES[status as keyof typeof JOB_STATUSES]
      : { phase: 'running', result: null };

/** Whether nothing about the job can change any more. */
export const isTerminal = (status: string): boolean => jobStatusRow(status).phase === 'ended';

/** Every status of AWS that ends a job, for queries. */
export const TERMINAL_STATUSES: readonly string[] = Object.entries(JOB_STATUSES).flatMap(([status, row]) =>
  row.phase === 'ended' ? [status] : [],
);

/**
 * What became of a restore, as the history tells it: its attempt and AWS's job in one word. `starting`: whether AWS has it is not known yet;
 * `waiting`: there is a job that has not begun; `refused`: AWS said no; `absent`: AWS has no such job, so nothing was started; `forgotten`: there was a job, or may have been
 * one, and AWS no longer knows it, before its end was seen.
 */
export type Outcome = 'starting' | 'waiting' | 'running' | 'completed' | 'failed' | 'aborted' | 'refused' | 'absent' | 'forgotten';

/** All outcomes, in the order a filter offers them. */
export const OUTCOMES: readonly Outcome[] = [
  'starting',
  'waiting',
  'running',
  'completed',
  'failed',
  'aborted',
  'refused',
  'absent',
  'forgotten',
];

/** The outcome of a restore that has a job of AWS's with `status` (`null`: not seen yet). */
export const outcomeOfJob = (status: string | null): Outcome => {
  if (status === null) return 'waiting';
  const row = jobStatusRow(status);
  return row.result ?? (row.phase === 'running' ? 'running' : 'waiting');
};

/** The outcome of a restore whose last attempt is in `state` and whose job has `status`. */
export const outcomeOf = (state: AttemptState, status: string | null): Outcome => {
  if (state === 'open') return 'starting';
  return state === 'started' ? outcomeOfJob(status) : state;
};

/** The outcomes that can still change by themselves. */
export const OPEN_OUTCOMES: readonly Outcome[] = ['starting', 'waiting', 'running'];

/** Whether an outcome can still change by itself. */
export const isOpen = (outcome: Outcome): boolean => OPEN_OUTCOMES.includes(outcome);
