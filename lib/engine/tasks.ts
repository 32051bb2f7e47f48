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
  /** Failed ones first, then those that are tried again, the last one first; then those that run and wait, by queue and key. At most `limit` of each state: of those that wait, the next ones. */
  readonly tasks: readonly TaskView[];
  /** All there are, by state. */
  readonly counts: Readonly<Record<TaskState, number>>;
  /** Since when tasks have been due while no worker carries any out; `null` where workers are at it, or nothing is due for long. */
  readonly unattendedSince: Date | null;
}

/** A worker takes what is due in half a second. What is due for so long while none is at work, none takes. */
const UNATTENDED_SECONDS = 20;

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

/** What nobody has to see to runs and waits in turn: there one of a key keeps its place, whichever of the two it does. */
const ORDER = `case state when 'failed' then 0 when 'retrying' then 1 else 2 end,
       case when state in ('failed', 'retrying') then since end desc, array_position($1::text[], queue), singleton_key, state, id`;

/** What background work runs, waits and failed: of these accounts, and what is of none. */
export const listTasks = async (sql: Sql, limit: number, accounts: 'every' | readonly string[] = 'every'): Promise<TaskList> => {
  const { rows } = await sql.executeSql(
    `with tasks as (
       select id::text, queue, singleton_key, ${STATE} as state, data, output,
              extract(epoch from case when queues.failed or state = 'created' then created_on else coalesce(started_on, created_on) end)::float8 * 1000 as since,
              case when queues.failed or state = 'active' then null else extract(epoch from start_after)::float8 * 1000 end as due,
              case when queues.failed then null when started_on is null then 0 else retry_count + 1 end as tries
         from ${SCHEMA}.job join ${QUEUES} on job.name = queues.stored
        where state <= 'active' and coalesce($4::text[] is null or data ->> 'account' = any ($4), true)),
     ranked as (select *, count(*) over (partition by state)::int as total, row_number() over (partition by state order by case when state <> 'waiting' then since end desc, due, id) as rank from tasks)
     select * from ranked where rank <= $3 order by ${ORDER}`,
    [...names(), limit, accounts === 'every' ? null : accounts],
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
  return { tasks, counts, unattendedSince: await unattendedSince(sql) };
};

/** A text that stays the same while `listTasks` would answer the same, whatever its limit. */
export const tasksVersion = async (sql: Sql): Promise<string> => {
  const { rows } = await sql.executeSql(
    `select jsonb_build_array(count(*), bit_xor(hashtextextended(concat_ws(' ', id, state, retry_count, start_after, started_on), 0)))::text as version
       from ${SCHEMA}.job join ${QUEUES} on job.name = queues.stored where state <= 'active'`,
    names(),
  );
  const [found] = z.array(z.object({ version: z.string() })).parse(rows);
  return `${found?.version} ${(await unattendedSince(sql))?.toISOString()}`;
};

const unattendedSince = async (sql: Sql): Promise<Date | null> => {
  const { rows } = await sql.executeSql(
    `select extract(epoch from min(start_after) filter (where state < 'active'))::float8 * 1000 as due,
            coalesce(bool_or(state = 'active' and started_on + expire_in > now()), false) as attended
       from ${SCHEMA}.job where name = any ($1) and state <= 'active'
        and (state = 'active' or start_after < now() - $2 * interval '1 second')`,
    [queueNames, UNATTENDED_SECONDS],
  );
  const [found] = z.array(z.object({ due: z.number().nullable(), attended: z.boolean() })).parse(rows);
  return found === undefined || found.due === null || found.attended ? null : new Date(found.due);
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

/** A task that a person had carried out, or discarded, as it was before. */
export interface ChangedTask extends Pick<TaskView, 'queue' | 'about'> {
  readonly state: Exclude<TaskState, 'running'>;
}

/** Has a task carried out now: one that failed is sent anew, one that waits is due at once. Of several who ask at once one has it done. `tx` must be a transaction. */
export const retryTask = async (tx: Sql, id: string): Promise<Result<ChangedTask, TaskRefusal>> => {
  const task = await find(tx, id);
  if (task === null) return err('gone');
  const { queue, state } = task;
  if (state === 'running') return err('running');
  const data = rulesOf(task.queue).data.safeParse(task.data);
  if (!data.success) return err('unreadable');
  if (task.state === 'failed') await bossOn(tx).deleteJob(failedQueueOf(task.queue), id, { db: tx });
  else await tx.executeSql(`update ${SCHEMA}.job set start_after = now() where name = $1 and id = $2`, [task.queue, id]);
  await sendTask(tx, task.queue, data.data as never);
  return ok({ queue, state, about: aboutOf(queue, task.data) });
};

/** Gives a task up that does not run. Work that must go on sends a new one by itself. `tx` must be a transaction. */
export const discardTask = async (tx: Sql, id: string): Promise<Result<ChangedTask, Exclude<TaskRefusal, 'unreadable'>>> => {
  const task = await find(tx, id);
  if (task === null) return err('gone');
  const { queue, state } = task;
  if (state === 'running') return err('running');
  await bossOn(tx).deleteJob(state === 'failed' ? failedQueueOf(queue) : queue, id, { db: tx });
  return ok({ queue, state, about: aboutOf(queue, task.data) });
};
