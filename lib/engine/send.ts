import { bossOn, SCHEMA } from './boss';
import { failedQueueOf, type QueueName, rulesOf, type TaskData } from './queues';
import type { Sql } from './sql';

/** What a worker listens to; a word on it says that a task is due now. */
export const DUE_CHANNEL = 'rehome_task_due';

/** After a task of a key failed for good, its work is begun anew only so much later: what fails each time must not fail all the time. */
export const AFTER_FAILURE_SECONDS = 300;

export interface SendOptions {
  /** Seconds until it is due; now unless told. */
  readonly startAfter?: number;
  /** From 0, which it is unless told: among tasks that are due, those with a higher number go first, and above 0 into slots that are kept for them. */
  readonly priority?: number;
}

/** What became of a task that was to be sent: there is a new one, or one of its key was waiting already and will do, having been brought forward where it must. */
export type Sent = 'sent' | 'waiting';

/**
 * Sends a task inside whatever `sql` stands for: in a transaction that is rolled back there is no task. Of its key at most one task waits; one that waits already is brought
 * forward to the earlier moment, unless it waits after a failure. A task that runs is another matter: what is sent meanwhile runs after it. Data that the queue does not take is thrown.
 * In a transaction the waiting task stays locked until its end: send late, and always before the record is written to.
 */
export const sendTask = async <Q extends QueueName>(sql: Sql, name: Q, data: TaskData<Q>, options: SendOptions = {}): Promise<Sent> => {
  const rules = rulesOf(name);
  const parsed = rules.data.parse(data) as object;
  const key = rules.key(parsed);
  const { startAfter = 0, priority = 0 } = options;
  const outcome = (await bringForward(sql, name, key, startAfter))
    ? 'waiting'
    : await insert(sql, name, parsed, { key, startAfter, priority });
  if (startAfter === 0) await sql.executeSql('select pg_notify($1, $2)', [DUE_CHANNEL, name]);
  return outcome;
};

const bringForward = async (sql: Sql, name: string, key: string, startAfter: number): Promise<boolean> => {
  const { rows } = await sql.executeSql(
    `update ${SCHEMA}.job
        set start_after = case when state = 'created' then least(start_after, now() + $3 * interval '1 second') else start_after end
      where name = $1 and singleton_key = $2 and state in ('created', 'retry') returning id`,
    [name, key, startAfter],
  );
  return rows.length > 0;
};

const insert = async (
  sql: Sql,
  name: string,
  data: object,
  { key, startAfter, priority }: { readonly key: string; readonly startAfter: number; readonly priority: number },
): Promise<Sent> => {
  const id = await bossOn(sql).send(name, data, { db: sql, singletonKey: key, priority, ...(startAfter > 0 ? { startAfter } : {}) });
  if (id !== null) return 'sent';
  // pg-boss says the same of a task that somebody else sent just now and of a queue that does not exist.
  const { rows } = await sql.executeSql(`select 1 from ${SCHEMA}.queue where name = $1`, [name]);
  if (rows.length === 0) throw new Error(`There is no queue ${name}: the database was not migrated.`);
  return 'waiting';
};

/**
 * Sees to it that work goes on: sends a task unless one of its key waits or runs. Where one failed for good not long ago, the new one is due only some minutes later. Meant to be
 * called again and again, so that work whose task was lost begins anew by itself.
 */
export const ensureTask = async <Q extends QueueName>(
  sql: Sql,
  name: Q,
  data: TaskData<Q>,
  options: Pick<SendOptions, 'priority'> = {},
): Promise<Sent> => {
  const rules = rulesOf(name);
  const parsed = rules.data.parse(data) as object;
  const { rows } = await sql.executeSql(
    `select exists (select from ${SCHEMA}.job where name = $1 and singleton_key = $2 and state <= 'active') as going,
            exists (select from ${SCHEMA}.job where name = $3 and state = 'created' and data = $4::jsonb
                       and created_on > now() - $5 * interval '1 second') as failed`,
    [name, rules.key(parsed), failedQueueOf(name), JSON.stringify(parsed), AFTER_FAILURE_SECONDS],
  );
  const [found] = rows as { going: boolean; failed: boolean }[];
  if (found?.going === true) return 'waiting';
  return sendTask(sql, name, data, { ...options, ...(found?.failed === true ? { startAfter: AFTER_FAILURE_SECONDS } : {}) });
};

/** Somebody who asks whether work is going on does not mean one that waits for longer. */
const SOON_SECONDS = 60;

/** The data of the queue's tasks whose data hold `like`, and that run or are due within a minute. */
export const goingTasks = async <Q extends QueueName>(sql: Sql, name: Q, like: Partial<TaskData<Q>>): Promise<readonly TaskData<Q>[]> => {
  const { rows } = await sql.executeSql(
    `select data from ${SCHEMA}.job where name = $1 and data @> $2::jsonb
        and (state = 'active' or state < 'active' and start_after < now() + $3 * interval '1 second')`,
    [name, JSON.stringify(like), SOON_SECONDS],
  );
  return (rows as { data: unknown }[]).flatMap(({ data }) => {
    const parsed = rulesOf(name).data.safeParse(data);
    return parsed.success ? [parsed.data as TaskData<Q>] : [];
  });
};
