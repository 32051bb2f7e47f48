import 'server-only';
import { randomInt } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
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

/** How long the database is given; milliseconds. */
interface Limits {
  /** For one statement, by the server's clock, which ends it there. */
  readonly statement: number;
  /** For its answer, by ours: a server that hangs keeps no time. Longer than `statement`, so that one that only works long is told by the server. */
  readonly answer: number;
}

/** For pages and actions, where somebody waits. */
const IN_SIGHT: Limits = { statement: 10_000, answer: 12_000 };
/** For work that nobody waits for. */
export const OUT_OF_SIGHT: Limits = { statement: 30_000, answer: 35_000 };

/**
 * A connection that is ended where an answer did not come in time: that answer may still come, and whoever used the connection next would take it for theirs. It also fails what is
 * asked for next on it, a roll-back above all, at once.
 */
class Client extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super(config);
    const query: (...args: unknown[]) => unknown = this.query.bind(this);
    const check = (error: unknown): void => {
      if (error instanceof Error && /^query read timeout$/i.test(error.message)) void this.end();
    };
    // Its many forms come down to two: the pool's with a callback, ours with a promise.
    const checked = (...args: unknown[]): unknown => {
      const callback = args.at(-1);
      if (typeof callback === 'function')
        return query(...args.slice(0, -1), (error: unknown, result: unknown) => {
          check(error);
          callback(error, result);
        });
      const answer = query(...args);
      if (answer instanceof Promise) answer.catch(check);
      return answer;
    };
    Object.assign(this, { query: checked });
  }
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

const connect = (limits: Limits): Connection => {
  const pool = new Pool({
    Client,
    connectionString: env().databaseUrl,
    application_name: 'rehome',
    max: 10,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    statement_timeout: limits.statement,
    query_timeout: limits.answer,
    keepAlive: true,
  });
  // Without listeners, a database that restarts would end this process: for connections that lie idle, and for those in use, whose user learns it from the next query.
  pool.on('error', (error) => logLine({ level: 'warn', name: 'database-connection-lost', error: error.name }));
  pool.on('connect', (client) => client.on('error', () => undefined));
  return { pool, db: Object.assign(drizzle({ client: pool }), { transaction: transactionOn(pool) }) };
};

type Transact = NodePgDatabase['transaction'];

/** Serialization failure, deadlock: of transactions that got into each other's way PostgreSQL ended this one, and has kept nothing of it. */
const IN_THE_WAY = new Set(['40001', '40P01']);
const MOST_TRIES = 4;
const PAUSE_MS = 50;

const wasInTheWay = (error: unknown): boolean =>
  error instanceof Error && (('code' in error && IN_THE_WAY.has(String(error.code))) || wasInTheWay(error.cause));

/**
 * Transactions, in place of drizzle's own on a pool, which keeps the connection for ever where "begin" is not answered: ten of these, and nothing is ever answered again. One that met another
 * one is run again, so `work` does nothing but in its transaction.
 */
const transactionOn =
  (pool: Pool): Transact =>
  async (work, config) => {
    for (let tries = 1; ; tries += 1) {
      const client = await pool.connect();
      try {
        return await drizzle({ client }).transaction(work, config);
      } catch (error) {
        if (tries === MOST_TRIES || !wasInTheWay(error)) throw error;
      } finally {
        client.release();
      }
      await wait(tries * (PAUSE_MS + randomInt(PAUSE_MS)));
    }
  };

const held = processWide<{ connection: Connection | undefined; limits: Limits }>('database', () => ({
  connection: undefined,
  limits: IN_SIGHT,
}));

/** How long the database is given from now on, in this process; before the first `db()`. */
export const limitDatabase = (limits: Limits): void => {
  held.limits = limits;
};

/** The database of this process: one pool, which also survives a reload in development. Nothing connects before the first query. */
export const db = (): NodePgDatabase => {
  held.connection ??= connect(held.limits);
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
