import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { sql } from 'drizzle-orm';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { env } from '@/lib/env';
import { freePort } from '@/lib/launcher/ports';
import { onServer } from '@/lib/testing/owner';
import { databaseAway } from './away';
import { closeDatabase, db, withTransaction } from './client';
import { rawExecutor } from './raw';

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
  return { client, away, query, end };
};

/** A way to the database on which, while `hangs`, nothing passes and nothing ends: as to a server whose processes stand still. */
const wayThatHangs = async () => {
  const way = { hangs: false, port: 0, open: new Set<Socket>() };
  const { hostname, port } = new URL(env().databaseUrl);
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    way.open.add(near);
    for (const [from, to] of [[near, far] as const, [far, near] as const]) {
      from.on('data', (data) => way.hangs || to.write(data));
      from.on('error', () => undefined);
      from.on('close', () => {
        way.open.delete(near);
        to.destroy();
      });
    }
  });
  await new Promise<void>((listens) => server.listen(0, '127.0.0.1', listens));
  way.port = (server.address() as AddressInfo).port;
  const end = () => new Promise((done) => server.close(done));
  return { way, end };
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

  it("where a library's statement of its own is ended, beside a transaction of ours and in one", async () => {
    const asleep = (pid = 'pid') => `select ${pid} from pg_stat_activity where datname = '${name()}' and query like '%pg_sleep(61)%'`;
    const waiting = thrown(rawExecutor().executeSql('select pg_sleep(61)', []));
    await expect.poll(async () => (await onServer(asleep())).length).toBe(1);
    await onServer(asleep('pg_terminate_backend(pid)'));
    expect(databaseAway(await waiting)).toMatch(/^(stopping|unreachable)$/);
    const late = withTransaction(async (tx) => {
      await tx.execute(sql`set local statement_timeout = 10`);
      await rawExecutor(tx).executeSql('select pg_sleep(60)', []);
    });
    expect(databaseAway(await thrown(late))).toBe('slow');
  });

  it('where it does not answer in time', async () => {
    const late = withTransaction(async (tx) => {
      await tx.execute(sql`set local statement_timeout = 10`);
      await tx.execute(sql`select pg_sleep(60)`);
    });
    expect(databaseAway(await thrown(late))).toBe('slow');
  });
});

describe('a database that hangs', () => {
  const LIMITS = { statement: 30_000, answer: 2_000 };
  const one = sql`select 1 as one`;

  it('is away, on a connection that there was, in a query and a transaction; none of these is used again', async () => {
    const { way, end: endWay } = await wayThatHangs();
    const { client, away, query, end } = await clientAt((url) => Object.assign(url, { hostname: '127.0.0.1', port: String(way.port) }));
    client.limitDatabase(LIMITS);
    await expect.poll(query).toBeNull();
    const transaction = client.withTransaction(async (tx) => {
      await tx.execute(one);
      way.hangs = true;
      await tx.execute(one);
    });
    expect(away.databaseAway(await thrown(transaction))).toMatch(/^(slow|unreachable)$/);
    await expect.poll(() => way.open.size).toBe(0);
    way.hangs = false;
    await expect.poll(query).toBeNull();
    way.hangs = true;
    expect(await query()).toBe('slow');
    await expect.poll(() => way.open.size).toBe(0);
    way.hangs = false;
    await expect.poll(query).toBeNull();
    expect((await client.db().execute(sql`select 2 as two`)).rows).toEqual([{ two: 2 }]);
    client.limitDatabase(client.OUT_OF_SIGHT);
    await end();
    await endWay();
  });

  it('keeps no connection of a transaction that it did not let begin', async () => {
    const { way, end: endWay } = await wayThatHangs();
    const { client, away, query, end } = await clientAt((url) => Object.assign(url, { hostname: '127.0.0.1', port: String(way.port) }));
    client.limitDatabase(LIMITS);
    // As many as the pool has.
    const all = Array.from({ length: 10 });
    await Promise.all(all.map(() => client.db().execute(sql`select pg_sleep(0.3)`)));
    await expect.poll(() => way.open.size).toBe(10);
    way.hangs = true;
    const begun = await Promise.all(all.map(() => thrown(client.withTransaction(async () => 1))));
    expect(begun.map(away.databaseAway)).toEqual(all.map(() => 'slow'));
    way.hangs = false;
    await expect.poll(query).toBeNull();
    client.limitDatabase(client.OUT_OF_SIGHT);
    await end();
    await endWay();
  });
});

describe('an export', () => {
  it('ends where the database hangs in the middle of it', async () => {
    const { way, end: endWay } = await wayThatHangs();
    const { client, away, query, end } = await clientAt((url) => Object.assign(url, { hostname: '127.0.0.1', port: String(way.port) }));
    client.limitDatabase({ statement: 30_000, answer: 500 });
    await expect.poll(query).toBeNull();
    const { copyOut } = await import('./copy-out');
    const queries = [sql`select repeat('x', 1000) from generate_series(1, 20000)`];
    const pieces = copyOut(() => queries.pop() ?? null, { unread: 60_000, silent: 50, longest: 60_000 });
    await pieces.next();
    way.hangs = true;
    const rest = async () => {
      for await (const piece of pieces) expect(piece).not.toBe('');
    };
    expect(away.databaseAway(await thrown(rest()))).not.toBeNull();
    await expect.poll(() => way.open.size).toBe(0);
    way.hangs = false;
    client.limitDatabase(client.OUT_OF_SIGHT);
    await end();
    await endWay();
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
