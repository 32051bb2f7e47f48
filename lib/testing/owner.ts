import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { env } from '@/lib/env';

/** By address. A connection is kept for all that one file of tests asks: a new one costs PostgreSQL some 47 ms of processor. */
const pools = new Map<string, pg.Pool>();

const poolOf = (url: string): pg.Pool => {
  const kept = pools.get(url);
  if (kept !== undefined) return kept;
  const pool = new pg.Pool({ connectionString: url, max: 4, idleTimeoutMillis: 0 });
  // Tests end connections of all kinds; the next statement gets another.
  pool.on('error', () => undefined);
  pools.set(url, pool);
  return pool;
};

const query = async (url: string, text: string, values: readonly unknown[] = []): Promise<readonly Record<string, unknown>[]> =>
  (await poolOf(url).query(text, [...values])).rows;

/** Ends the connections of the two functions below: before a database is renamed or dropped, and after each file of tests. */
export const closeOwner = async (): Promise<void> => {
  const all = [...pools.values()];
  pools.clear();
  await Promise.all(all.map((pool) => pool.end()));
};

/** The address of the database `name` on the tests' server, as the owner of what is in it. */
export const ownerUrlOf = (name: string): string => Object.assign(new URL(inject('postgresOwnerUrl')), { pathname: `/${name}` }).href;

/** The address of this test file's database as its owner; `env().databaseUrl` is the same as the role of console and worker. */
export const ownerUrl = (): string => ownerUrlOf(new URL(env().databaseUrl).pathname.slice(1));

/** Runs a statement on this test file's database as its owner: what only a migration may do. The rows it answers with. */
export const asOwner = (text: string, values?: readonly unknown[]): Promise<readonly Record<string, unknown>[]> =>
  query(ownerUrl(), text, values);

/** Runs a statement on the tests' server beside every test's database: making and dropping one. */
export const onServer = (text: string): Promise<readonly Record<string, unknown>[]> => query(inject('postgresOwnerUrl'), text);

/** A new database on the tests' server, with nothing in it. Its owner's address. */
export const emptyDatabase = async (): Promise<string> => {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await onServer(`create database ${name}`);
  return ownerUrlOf(name);
};
