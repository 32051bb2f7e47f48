import { bossOn, SCHEMA } from './boss';
import { failedQueueOf, type QueueName, rulesOf, type TaskData } from './queues';
import { AFTER_FAILURE_SECONDS, DUE_CHANNEL } from './send';
import type { Sql } from './sql';

/** One of several tasks of a queue that are due now. */
export interface ManyOf<Q extends QueueName> {
  readonly data: TaskData<Q>;
  /** As `SendOptions` have it. */
  readonly priority: number;
}

interface Keyed {
  readonly key: string;
  readonly data: object;
  readonly priority: number;
  readonly startAfter: number;
}

/** In the order of their keys, for two that lock or make the same ones in another order would wait for each other. */
const keyed = <Q extends QueueName>(name: Q, tasks: readonly ManyOf<Q>[]): readonly Keyed[] => {
  const rules = rulesOf(name);
  const each = tasks.map(({ data, priority }) => {
    const parsed = rules.data.parse(data) as object;
    return { key: rules.key(parsed), data: parsed, priority, startAfter: 0 };
  });
  return each.sort((a, b) => (a.key < b.key ? -1 : 1));
};

const keysOf = (tasks: readonly Keyed[]): readonly string[] => tasks.map(({ key }) => key);

/** What `sendTask` does for one task, for several of a queue that are due now: in three statements, however many there are. */
export const sendTasks = async <Q extends QueueName>(sql: Sql, name: Q, tasks: readonly ManyOf<Q>[]): Promise<void> => {
  await send(sql, name, keyed(name, tasks));
};

/** What `ensureTask` does for one task, for several of a queue, in one statement more. */
export const ensureTasks = async <Q extends QueueName>(sql: Sql, name: Q, tasks: readonly ManyOf<Q>[]): Promise<void> => {
  const wanted = keyed(name, tasks);
  if (wanted.length === 0) return;
  const { rows } = await sql.executeSql(
    `select wanted.key,
            exists (select from ${SCHEMA}.job where name = $1 and singleton_key = wanted.key and state <= 'active') as going,
            exists (select from ${SCHEMA}.job where name = $2 and state = 'created' and data = wanted.data
                       and created_on > now() - $5 * interval '1 second') as failed
       from unnest($3::text[], $4::jsonb[]) as wanted (key, data)`,
    [name, failedQueueOf(name), keysOf(wanted), wanted.map(({ data }) => JSON.stringify(data)), AFTER_FAILURE_SECONDS],
  );
  const found = new Map((rows as { key: string; going: boolean; failed: boolean }[]).map((row) => [row.key, row]));
  const missing = wanted.filter(({ key }) => found.get(key)?.going !== true);
  await send(
    sql,
    name,
    missing.map((task) => (found.get(task.key)?.failed === true ? { ...task, startAfter: AFTER_FAILURE_SECONDS } : task)),
  );
};

const send = async (sql: Sql, name: QueueName, tasks: readonly Keyed[]): Promise<void> => {
  if (tasks.length === 0) return;
  const { rows } = await sql.executeSql(
    `with waiting as (
       select id from ${SCHEMA}.job where name = $1 and singleton_key = any ($2) and state in ('created', 'retry') order by singleton_key, id for update)
     update ${SCHEMA}.job job set start_after = case when job.state = 'created' then least(job.start_after, now() + wanted.seconds * interval '1 second') else job.start_after end
       from waiting, unnest($2::text[], $3::int[]) as wanted (key, seconds)
      where job.name = $1 and job.id = waiting.id and job.singleton_key = wanted.key
    returning job.singleton_key as key`,
    [name, keysOf(tasks), tasks.map(({ startAfter }) => startAfter)],
  );
  const waiting = new Set((rows as { key: string }[]).map(({ key }) => key));
  const missing = tasks.filter(({ key }) => !waiting.has(key));
  if (missing.length > 0)
    await bossOn(sql).insert(
      missing.map(({ key, data, priority, startAfter }) => ({ name, data, priority, singletonKey: key, startAfter: `${startAfter}` })),
      { db: sql },
    );
  const told = await sql.executeSql(`select pg_notify($1, name) from ${SCHEMA}.queue where name = $2`, [DUE_CHANNEL, name]);
  if (told.rows.length === 0) throw new Error(`There is no queue ${name}: the database was not migrated.`);
};
