import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { env } from '@/lib/env';

const query = async (url: string, text: string, values: readonly unknown[] = []): Promise<readonly Record<string, unknown>[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text, [...values])).rows;
  } finally {
    await client.end();
  }
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
