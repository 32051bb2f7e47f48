import 'server-only';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { env } from '@/lib/env';
import { logLine } from '@/lib/log';
import { processWide } from '@/lib/process-wide';
import { NoConnection } from './away';

interface Connection {
  readonly pool: pg.Pool;
  readonly db: NodePgDatabase;
}

type Connected = (error: Error | undefined, client: pg.PoolClient | undefined, done: (release?: unknown) => void) => void;

/** A pool whose failures to connect can be told from all others. */
class Pool extends pg.Pool {
  override connect(): Promise<pg.PoolClient>;
  override connect(callback: Connected): void;
  override connect(callback?: Connected): Promise<pg.PoolClient> | undefined {
    if (callback === undefined)
      return super.connect().catch((error: unknown) => {
        throw noConnection(error);
      });
    super.connect((error, client, done) => callback(error === undefined ? undefined : noConnection(error), client, done));
    return undefined;
  }
}

const noConnection = (cause: unknown): NoConnection => new NoConnection('no connection to the database', { cause });

const connect = (): Connection => {
  const pool = new Pool({
    connectionString: env().databaseUrl,
    application_name: 'rehome',
    max: 10,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    statement_timeout: 30_000,
    keepAlive: true,
  });
  // Without listeners, a database that restarts would end this process: for connections that lie idle, and for those in use, whose user learns it from the next query.
  pool.on('error', (error) => logLine({ level: 'warn', name: 'database-connection-lost', error: error.name }));
  pool.on('connect', (client) => client.on('error', () => undefined));
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

/** Ends the pool of this process, once nothing uses it any more; the next `db()` begins a new one. For tests and command-line runs. */
export const closeDatabase = async (): Promise<void> => {
  const open = held.connection;
  held.connection = undefined;
  await open?.pool.end();
};
