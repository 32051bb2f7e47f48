import { z } from 'zod';
import { err, ok, type Result } from '@/lib/result';
import { bossOn, SCHEMA } from './boss';
import { type FailureReason, reasonOf } from './failure';
import { failedQueueOf, type QueueName, queueNames, queues, rulesOf } from './queues';
import { sendTask } from './send';
import type { Sql } from './sql';

/** `waiting`: due or not yet. `running`: a worker has it. `retrying`: a try failed, another one is to come. `failed`: no further try will be made by itself. */
export type TaskState = 'waiting' | 'running' | 'retrying' | 'failed';

/** Whose and what a task is about, as far as its kind has it. */
export interface TaskSubject {
  readonly connection: string;
  readonly actor: string;
  readonly account: string | null;
  readonly region: string | null;
  /** An attempt's id. */
  readonly attempt: string | null;
  /** What of the inventory: `vaults`, `points:VAULT`, … */
  readonly subject: string | null;
}

export interface TaskView {
  readonly id: string;
  readonly queue: QueueName;
  readonly state: TaskState;
  /** `null`: its data is not what this version takes. */
  readonly about: TaskSubject | null;
  /** Since when it is in this state: sent, taken by a worker, or failed. Of one that is tried again: since when its last try ran. */
  readonly since: Date;
  /** When it is due; `null` of one that runs or failed. */
  readonly dueAt: Date | null;
  /** Tries begun so far; 0 of one that waits for its first. A failed one does not tell. */
  readonly tries: number | null;
  /** Why the last try did not come to its end; `null` where none failed, or nobody knows. */
  readonly failure: FailureReason | null;
}

export interface TaskList {
  /** Failed ones first, then those that run, are tried again, wait; at most `limit` of each state. */
  readonly tasks: readonly TaskView[];
  /** All there are, by state. */
  readonly counts: Readonly<Record<TaskState, number>>;
}

const subject = z.object({
  connection: z.string(),
  actor: z.string(),
  account: z.string().nullable().default(null),
  region: z.string().nullable().default(null),
  attempt: z.string().nullable().default(null),
  subject: z.string().nullable().default(null),
});

const row = z.object({
  id: z.string(),
  queue: z.enum(queueNames as [QueueName, ...QueueName[]]),
  state: z.enum(['waiting', 'running', 'retrying', 'failed']),
  data: z.unknown(),
  since: z.number(),
  due: z.number().nullable(),
  tries: z.number().nullable(),
  output: z.unknown(),
  total: z.number(),
});

const STATE = `case when queues.failed then 'failed' when state = 'active' then 'running' when state = 'retry' then 'retrying' else 'waiting' end`;
/** The queues of $1 with those of their failed tasks, $2, each by the name of the first. */
const QUEUES =
  'unnest($1::text[] || $2::text[], $1::text[] || $1::text[], array_fill(false, array[cardinality($1)]) || array_fill(true, array[cardinality($1)])) as queues (stored, queue, failed)';
const names = (): unknown[] => [queueNames, queueNames.map(failedQueueOf)];

/** What background work runs, waits and failed. */
export const listTasks = async (sql: Sql, limit: number): Promise<TaskList> => {
  const { rows } = await sql.executeSql(
    `with tasks as (
       select id::text, queue, ${STATE} as state, data, output,
              extract(epoch from case when queues.failed or state = 'created' then created_on else coalesce(started_on, created_on) end)::float8 * 1000 as since,
              case when queues.failed or state = 'active' then null else extract(epoch from start_after)::float8 * 1000 end as due,
              case when queues.failed then null when started_on is null then 0 else retry_count + 1 end as tries
         from ${SCHEMA}.job join ${QUEUES} on job.name = queues.stored
        where state <= 'active'),
     ranked as (select *, count(*) over (partition by state)::int as total, row_number() over (partition by state order by since desc, id) as rank from tasks)
     select * from ranked where rank <= $3
      order by array_position(array['failed', 'running', 'retrying', 'waiting'], state), rank`,
    [...names(), limit],
  );
  const counts: Record<TaskState, number> = { waiting: 0, running: 0, retrying: 0, failed: 0 };
  const tasks = z
    .array(row)
    .parse(rows)
    .map((each): TaskView => {
      counts[each.state] = each.total;
      return {
        id: each.id,
        queue: each.queue,
        state: each.state,
        about: aboutOf(each.queue, each.data),
        since: new Date(each.since),
        dueAt: each.due === null ? null : new Date(each.due),
        tries: each.tries,
        failure: reasonOf(each.output),
      };
    });
  return { tasks, counts };
};

const aboutOf = (queue: QueueName, data: unknown): TaskSubject | null => {
  const parsed = queues[queue].data.safeParse(data);
  return parsed.success ? subject.parse(parsed.data) : null;
};

interface Found {
  readonly queue: QueueName;
  readonly state: TaskState;
  readonly data: unknown;
}

const find = async (tx: Sql, id: string): Promise<Found | null> => {
  const { rows } = await tx.executeSql(
    `select queue, ${STATE} as state, data from ${SCHEMA}.job join ${QUEUES} on job.name = queues.stored
      where job.id = $3 and state <= 'active' for update of job`,
    [...names(), id],
  );
  return z.array(row.pick({ queue: true, state: true, data: true })).parse(rows)[0] ?? null;
};

/** `gone`: there is no such task any more. `running`: a worker has it. `unreadable`: its data is not what this version takes. */
export type TaskRefusal = 'gone' | 'running' | 'unreadable';

/** Has a task carried out now: one that failed is sent anew, one that waits is due at once. `tx` must be a transaction. */
export const retryTask = async (tx: Sql, id: string): Promise<Result<null, TaskRefusal>> => {
  const task = await find(tx, id);
  if (task === null) return err('gone');
  if (task.state === 'running') return err('running');
  const data = rulesOf(task.queue).data.safeParse(task.data);
  if (!data.success) return err('unreadable');
  if (task.state === 'failed') await bossOn(tx).deleteJob(failedQueueOf(task.queue), id, { db: tx });
  else await tx.executeSql(`update ${SCHEMA}.job set start_after = now() where name = $1 and id = $2`, [task.queue, id]);
  await sendTask(tx, task.queue, data.data as never);
  return ok(null);
};

/** Gives a task up that does not run. Work that must go on sends a new one by itself. `tx` must be a transaction. */
export const discardTask = async (tx: Sql, id: string): Promise<Result<null, Exclude<TaskRefusal, 'unreadable'>>> => {
  const task = await find(tx, id);
  if (task === null) return err('gone');
  if (task.state === 'running') return err('running');
  await bossOn(tx).deleteJob(task.state === 'failed' ? failedQueueOf(task.queue) : task.queue, id, { db: tx });
  return ok(null);
};
