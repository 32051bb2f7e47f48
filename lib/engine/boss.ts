import PgBoss from 'pg-boss';
import { logUnexpected } from '@/lib/log';
import type { Sql } from './sql';

/** The schema of pg-boss's tables, in our database. */
export const SCHEMA = 'pgboss';

/**
 * pg-boss on `sql`. It runs no timers, opens no connections and never migrates: it is asked for one thing at a time. Done tasks are put aside after a minute and
 * deleted an hour later, because nobody asks for them.
 */
export const bossOn = (sql: Sql): PgBoss => {
  const boss = new PgBoss({
    db: sql,
    schema: SCHEMA,
    migrate: false,
    supervise: false,
    schedule: false,
    archiveCompletedAfterSeconds: 60,
    archiveFailedAfterSeconds: 3_600,
    deleteAfterHours: 1,
  });
  boss.on('error', (error) => logUnexpected('engine', error));
  return boss;
};
