import { sql } from 'drizzle-orm';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { env } from '@/lib/env';
import { freePort } from '@/lib/launcher/ports';
import { onServer } from '@/lib/testing/owner';
import { databaseAway } from './away';
import { closeDatabase, db, withTransaction } from './client';

const name = () => new URL(env().databaseUrl).pathname.slice(1);
const connections = (limit: number) => onServer(`alter database ${name()} connection limit ${limit}`);
const thrown = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => new Error('nothing was thrown'),
    (error: unknown) => error,
  );

afterEach(() => connections(-1));

/** The client of a process that was started with another address of the database, with the errors that it knows. */
const clientAt = async (change: (url: URL) => void) => {
  await closeDatabase();
  const before = process.env.DATABASE_URL;
  const url = new URL(env().databaseUrl);
  change(url);
  process.env.DATABASE_URL = url.href;
  vi.resetModules();
  const [client, away] = [await import('./client'), await import('./away')];
  const end = async () => {
    await client.closeDatabase();
    process.env.DATABASE_URL = before;
  };
  const query = async () => away.databaseAway(await thrown(client.db().execute(sql`select 1`)));
  return { query, end };
};

describe('the database is away, as the driver really says it', () => {
  it('where nothing listens at its address', async () => {
    const port = await freePort();
    const { query, end } = await clientAt((url) => {
      url.port = String(port);
    });
    expect(await query()).toBe('unreachable');
    await end();
  });

  it.each<[string, (url: URL) => void]>([
    ['a password that is not right', (url) => Object.assign(url, { password: 'wrong' })],
    ['a database that is not there', (url) => Object.assign(url, { pathname: '/nowhere' })],
    ['a role that is not there', (url) => Object.assign(url, { username: 'nobody' })],
  ])('where it refuses %s', async (_, change) => {
    const { query, end } = await clientAt(change);
    expect(await query()).toBe('refused');
    await end();
  });

  it('where it takes no more connections, in a query and a transaction', async () => {
    await closeDatabase();
    await connections(0);
    expect(databaseAway(await thrown(db().execute(sql`select 1`)))).toBe('full');
    expect(databaseAway(await thrown(withTransaction(async () => 1)))).toBe('full');
    await connections(-1);
    expect((await db().execute(sql`select 1 as one`)).rows).toEqual([{ one: 1 }]);
  });

  it('where it ends the connection in the midst of a query', async () => {
    const waiting = thrown(withTransaction((tx) => tx.execute(sql`select pg_sleep(60)`)));
    await expect
      .poll(
        async () => (await onServer(`select pid from pg_stat_activity where datname = '${name()}' and query like '%pg_sleep(60)%'`)).length,
      )
      .toBe(1);
    await onServer(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name()}'`);
    // The roll-back that follows finds no connection any more.
    expect(databaseAway(await waiting)).toMatch(/^(stopping|unreachable)$/);
  });

  it('where it does not answer in time', async () => {
    const late = withTransaction(async (tx) => {
      await tx.execute(sql`set local statement_timeout = 10`);
      await tx.execute(sql`select pg_sleep(60)`);
    });
    expect(databaseAway(await thrown(late))).toBe('slow');
  });
});

describe('the database is not away', () => {
  it('where a statement is wrong, a row is there twice, or something else failed', async () => {
    expect(databaseAway(await thrown(db().execute(sql`select * from nowhere`)))).toBeNull();
    expect(databaseAway(await thrown(db().execute(sql`select 1 / 0`)))).toBeNull();
    expect(databaseAway(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }))).toBeNull();
    expect(databaseAway('text')).toBeNull();
  });
});
