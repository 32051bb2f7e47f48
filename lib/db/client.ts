import 'server-only';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { env } from '@/lib/env';
import { logLine } from '@/lib/log';
import { processWide } from '@/lib/process-wide';
import { err, ok, type Result } from '@/lib/result';

interface Connection {
  readonly pool: pg.Pool;
  readonly db: NodePgDatabase;
}

const connect = (): Connection => {
  const pool = new pg.Pool({
    connectionString: env().databaseUrl,
    application_name: 'rehome',
    max: 10,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    statement_timeout: 30_000,
    keepAlive: true,
  });
  // Without a listener, a database that restarts while a connection lies idle would end this process.
  pool.on('error', (error) => logLine({ level: 'warn', name: 'database-connection-lost', error: error.name }));
  return { pool, db: drizzle({ client: pool }) };
};

const held = processWide<{ connection: Connection | undefined }>('database', () => ({ connection: undefined }));

/** The database of this process: one pool, which also survives a reload in development. Nothing connects before the first query. */
export const db = (): NodePgDatabase => {
  held.connection ??= connect();
  return held.connection.db;
};

type Transaction = Parameters<Parameters<NodePgDatabase['transaction']>[0]>[0];

/** Runs `work` in one transaction: all of it is kept, or, where it throws, nothing. */
export const withTransaction = <T>(work: (tx: Transaction) => Promise<T>): Promise<T> => db().transaction(work);

/**
 * Runs `work` if no other process or caller holds the advisory lock named `key`, and says so if one does. The lock lives on a
 * connection of its own, so that a long holder takes none from the pool; `signal` is aborted when that connection is lost, because then the lock is too.
 */
export const withAdvisoryLock = async <T>(key: string, work: (signal: AbortSignal) => Promise<T>): Promise<Result<T, 'held-elsewhere'>> => {
  const client = new pg.Client({
    connectionString: env().databaseUrl,
    application_name: `rehome lock ${key}`.slice(0, 63),
    keepAlive: true,
  });
  const lost = new AbortController();
  client.on('error', () => lost.abort());
  client.on('end', () => lost.abort());
  await client.connect();
  try {
    const answer = await client.query<{ locked: boolean }>('select pg_try_advisory_lock(hashtextextended($1, 0)) as locked', [key]);
    if (answer.rows[0]?.locked !== true) return err('held-elsewhere');
    return ok(await work(lost.signal));
  } finally {
    // Ending the connection gives the lock back.
    await client.end().catch(() => undefined);
  }
};

/** Ends the pool of this process, once nothing uses it any more; the next `db()` begins a new one. For tests and command-line runs. */
export const closeDatabase = async (): Promise<void> => {
  const open = held.connection;
  held.connection = undefined;
  await open?.pool.end();
};
