import PgBoss from 'pg-boss';
import { bossOn, SCHEMA } from './boss';
import { failedQueueOf, queueNames, rulesOf } from './queues';
import type { Sql } from './sql';

/** A task whose worker has not been heard of for so long is another worker's. */
export const LEASE_SECONDS = 10;
/** Waiting tasks are kept for as long as anybody might leave a console without a worker. */
const KEPT_MINUTES = 366 * 24 * 60;

/** Makes pg-boss's tables or brings them to this version, and makes every queue, with its rules of today. Run by the owner, one at a time. */
export const installEngine = async (sql: Sql): Promise<void> => {
  const boss = new PgBoss({ db: sql, schema: SCHEMA, supervise: false, schedule: false });
  await boss.start();
  for (const name of queueNames) {
    const { retryLimit, retryDelaySeconds } = rulesOf(name);
    const failed = { name: failedQueueOf(name), policy: 'standard' as const, retentionMinutes: KEPT_MINUTES };
    const queue = {
      name,
      policy: 'stately' as const,
      retryLimit,
      retryDelay: retryDelaySeconds,
      retryBackoff: true,
      expireInSeconds: LEASE_SECONDS,
      retentionMinutes: KEPT_MINUTES,
      deadLetter: failed.name,
    };
    for (const each of [failed, queue]) {
      await boss.createQueue(each.name, each);
      await boss.updateQueue(each.name, each);
    }
  }
  await boss.stop({ graceful: false });
};

/** What pg-boss says of tables that are missing or of another version. */
const NOT_OURS = /^pg-boss (?:is not installed|database requires migrations)$/;

/** Whether the tables are those of this version and every queue is there. Rejects where they may not be read. */
export const engineInstalled = async (sql: Sql): Promise<boolean> => {
  try {
    // Without migrations, maintenance and schedules a start is a look at the version, and nothing else.
    await bossOn(sql).start();
  } catch (error) {
    if (error instanceof Error && NOT_OURS.test(error.message)) return false;
    throw error;
  }
  const { rows } = await sql.executeSql(`select count(*)::int as queues from ${SCHEMA}.queue where name = any ($1)`, [
    queueNames.flatMap((name) => [name, failedQueueOf(name)]),
  ]);
  return (rows as { queues: number }[])[0]?.queues === 2 * queueNames.length;
};
