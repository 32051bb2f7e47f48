import pg from 'pg';
import { awayReason, type DatabaseAway } from '@/lib/database-error';
import { logLine } from '@/lib/log';
import type { Sql } from './sql';

/** The worker's own way to the database. It outlives a restart of the database, and says when that was lost and when it was back. */
export interface EnginePool extends Sql {
  /** Runs `work` in one transaction; where it throws nothing is kept. */
  readonly transaction: <T>(work: (tx: Sql) => Promise<T>) => Promise<T>;
  readonly end: () => Promise<void>;
}

/** Connections for claiming, renewing and ending tasks; what the tasks themselves do runs on others. */
const CONNECTIONS = 4;

/** Opens the worker's way to the database at `url`. Nothing connects before the first statement. */
export const openPool = (url: string): EnginePool => {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'rehome worker',
    max: CONNECTIONS,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 30_000,
    // A server that is gone without a word must not hold up the renewal of leases.
    query_timeout: 10_000,
    keepAlive: true,
  });
  const watch = watchDatabase();
  pool.on('error', (error) => watch.lost(awayReason(error) ?? 'unreachable'));
  // A connection that breaks in a transaction is told by its next statement; without a listener it would end this process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const watched = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      const answer = await work();
      watch.answered();
      return answer;
    } catch (error) {
      const reason = awayReason(error);
      if (reason !== null) watch.lost(reason);
      throw error;
    }
  };
  return {
    executeSql: (text, values) => watched(() => pool.query(text, values)),
    transaction: (work) => watched(() => inTransaction(pool, work)),
    end: () => pool.end(),
  };
};

const inTransaction = async <T>(pool: pg.Pool, work: (tx: Sql) => Promise<T>): Promise<T> => {
  const client = await pool.connect();
  let broken = true;
  try {
    await client.query('begin');
    const answer = await work({ executeSql: (text, values) => client.query(text, values) });
    await client.query('commit');
    broken = false;
    return answer;
  } finally {
    // What a failed transaction left on its connection goes with the connection.
    client.release(broken);
  }
};

const watchDatabase = (): { readonly lost: (reason: DatabaseAway) => void; readonly answered: () => void } => {
  let since: number | null = null;
  return {
    lost: (reason) => {
      if (since !== null) return;
      since = Date.now();
      logLine({ level: 'warn', name: 'worker-database-lost', reason });
    },
    answered: () => {
      if (since === null) return;
      logLine({ level: 'info', name: 'worker-database-back', afterMs: Date.now() - since });
      since = null;
    },
  };
};
