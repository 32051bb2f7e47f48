import type { FailureReason } from '@/lib/engine/failure';
import type { QueueName } from '@/lib/engine/queues';
import type { TaskState } from '@/lib/engine/tasks';

/** A task as the page shows it. Instants are ISO 8601. */
export interface WorkView {
  readonly id: string;
  readonly queue: QueueName;
  readonly state: TaskState;
  /** Its data is what this version takes: otherwise it cannot be carried out, only discarded. */
  readonly readable: boolean;
  /** `null`: it is no one place's, or its data cannot be read. */
  readonly place: { readonly account: string; readonly region: string } | null;
  /** What of the inventory: `vaults`, `points:VAULT`, … */
  readonly subject: string | null;
  /** The restore that it is about. */
  readonly restoreId: string | null;
  readonly since: string;
  /** When it is due; `null` of one that runs or failed. */
  readonly dueAt: string | null;
  /** Tries begun so far; `null`: not kept. */
  readonly tries: number | null;
  readonly failure: FailureReason | null;
}

/** What runs, waits and failed in the background. */
export interface WorkList {
  /** Failed ones first, then those that are tried again, then those that run and wait; at most `WORK_ROWS` of each state. */
  readonly tasks: readonly WorkView[];
  /** All there are, by state. */
  readonly counts: Readonly<Record<TaskState, number>>;
  /** How many workers say that they live; where none does, when the last one was heard of, if any ever was. */
  readonly workers: { readonly running: number; readonly lastSeenAt: string | null };
  /** Since when work has been due that no worker takes. */
  readonly unattendedSince: string | null;
}

export const WORK_ROWS = 100;

/** Why a task is neither carried out nor discarded. `task-gone`: it has ended meanwhile. `task-running`: a worker has it. `task-unreadable`: its data is of another version. */
export interface WorkProblem {
  readonly code: 'task-gone' | 'task-running' | 'task-unreadable';
}
