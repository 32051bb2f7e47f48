import 'server-only';
import { accountsWith, may } from '@/lib/access/roles';
import type { Caller } from '@/lib/auth/caller';
import { withTransaction } from '@/lib/db/client';
import { rawExecutor } from '@/lib/db/raw';
import { restoresOfAttempts } from '@/lib/db/repositories/attempts';
import { appendEvents } from '@/lib/db/repositories/events';
import { workersSeen } from '@/lib/db/repositories/workers';
import { type ChangedTask, discardTask, listTasks, retryTask, type TaskView, tasksVersion } from '@/lib/engine/tasks';
import type { Problem } from '@/lib/problem';
import { accountChain, CONSOLE_CHAIN } from '@/lib/record/event';
import type { NewEvent } from '@/lib/record/kinds';
import { err, ok, type Result } from '@/lib/result';
import { WORK_ROWS, type WorkList, type WorkProblem, type WorkView } from './background-work/views';
import { whomToAsk } from './people/directory';
import { isUuid } from './uuid';

const accountsOf = ({ grants }: Caller) => accountsWith(grants, 'browse');

/** What background work runs, waits and failed, in the accounts that the caller may look at and for the console itself, and which workers there are to do it. */
export const listWork = async (caller: Caller): Promise<Result<WorkList, Problem>> => {
  const [{ tasks, counts, unattendedSince }, workers] = await Promise.all([
    listTasks(rawExecutor(), WORK_ROWS, accountsOf(caller)),
    workersSeen(),
  ]);
  const restores = await restoresOfAttempts(tasks.flatMap(({ about }) => about?.attempt ?? []));
  return ok({
    tasks: tasks.map((task) => viewOf(task, restores.get(task.about?.attempt ?? '') ?? null)),
    counts,
    workers: { running: workers.running, lastSeenAt: workers.lastSeenAt?.toISOString() ?? null },
    unattendedSince: unattendedSince?.toISOString() ?? null,
  });
};

/** A text that stays the same while `listWork` would answer the same. */
export const workVersion = async (caller: Caller): Promise<Result<string, Problem>> =>
  ok(JSON.stringify([accountsOf(caller), ...(await Promise.all([tasksVersion(rawExecutor()), workersSeen()]))]));

const viewOf = ({ about, since, dueAt, ...task }: TaskView, restoreId: string | null): WorkView => ({
  id: task.id,
  queue: task.queue,
  state: task.state,
  readable: about !== null,
  place: about === null || about.account === null || about.region === null ? null : { account: about.account, region: about.region },
  subject: about?.subject ?? null,
  restoreId,
  since: since.toISOString(),
  dueAt: dueAt?.toISOString() ?? null,
  tries: task.tries,
  failure: task.failure,
});

type Changed = Promise<Result<null, Problem | WorkProblem>>;

/**
 * Has a task carried out now: one that failed again, one that waits before its time. It is carried out as any other: one worker at a time, and an attempt is sent under its
 * lease, and only where it may be sent.
 */
export const runWorkNow = (caller: Caller, id: string): Changed => change(caller, id, retryTask, 'task-run-again');

/** Gives a task up that does not run. What must go on is sent again by itself. */
export const discardWork = (caller: Caller, id: string): Changed => change(caller, id, discardTask, 'task-discarded');

type TaskEvent = 'task-run-again' | 'task-discarded';

/** Takes a change of a task back that is not the caller's to make: whose it is, the task alone says. */
class NotTheirs extends Error {
  readonly account: string;
  constructor(account: string) {
    super('a task of an account in which the caller may not manage work');
    this.account = account;
  }
}

const change = async (caller: Caller, id: string, how: typeof retryTask, kind: TaskEvent): Changed => {
  if (!isUuid(id)) return err({ code: 'task-gone' });
  try {
    return await withTransaction(async (tx): Changed => {
      const changed = await how(rawExecutor(tx), id);
      if (!changed.ok) return err({ code: `task-${changed.error}` });
      const account = changed.value.about?.account ?? null;
      if (account !== null && !may(caller.grants, 'manage-work', account)) throw new NotTheirs(account);
      const chain = account === null ? CONSOLE_CHAIN : accountChain(account);
      await appendEvents(tx, chain, [eventOf(kind, caller.user, id, changed.value)]);
      return ok(null);
    });
  } catch (error) {
    if (error instanceof NotTheirs) return notTheirs(caller, error);
    throw error;
  }
};

/** Of an account that they may not look at they are not even told that it has such a task. */
const notTheirs = async ({ grants }: Caller, { account }: NotTheirs): Changed =>
  may(grants, 'browse', account)
    ? err({ code: 'not-permitted', permission: 'manage-work', ask: await whomToAsk() })
    : err({ code: 'task-gone' });

const eventOf = (kind: TaskEvent, actor: string, taskId: string, { queue, state, about }: ChangedTask): NewEvent => ({
  at: new Date(),
  actor,
  kind,
  subject: taskId,
  data: {
    taskId,
    queue,
    was: state,
    region: about?.region ?? null,
    attemptId: about?.attempt ?? null,
    subject: about?.subject ?? null,
  },
});
