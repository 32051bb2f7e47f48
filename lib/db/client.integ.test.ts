import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { env } from '@/lib/env';
import { asOwner, onServer, ownerUrlOf } from '@/lib/testing/owner';
import { closeDatabase, db, withTransaction } from './client';
import { migrateDatabase } from './migrate';
import type { Transaction } from './repositories/executor';
import { notes } from './schema/notes';

describe('a transaction', () => {
  it('keeps all of it, or nothing', async () => {
    await asOwner('create table kept (n int); grant select, insert on kept to public');
    await withTransaction((tx) => tx.execute(sql`insert into kept values (1)`));
    const broken = withTransaction(async (tx) => {
      await tx.execute(sql`insert into kept values (2)`);
      throw new Error('half-way');
    });
    await expect(broken).rejects.toThrow('half-way');
    expect((await db().execute(sql`select n from kept`)).rows).toEqual([{ n: 1 }]);
  });
});

describe('two transactions that wait for each other', () => {
  it('are both made: the one that is ended for the other is run again', async () => {
    await asOwner('create table crossing (n int primary key, changed int default 0); insert into crossing values (1), (2)');
    await asOwner('grant select, update on crossing to public');
    const changed = new Set<number>();
    const change = (tx: Transaction, n: number) => tx.execute(sql`update crossing set changed = changed + 1 where n = ${n}`);
    let runs = 0;
    const crossing = (first: 0 | 1) =>
      withTransaction(async (tx) => {
        runs += 1;
        await change(tx, first + 1);
        changed.add(first);
        await expect.poll(() => changed.size).toBe(2);
        await change(tx, 2 - first);
      });
    await Promise.all([crossing(0), crossing(1)]);
    expect(runs).toBeGreaterThan(2);
    expect((await db().execute(sql`select changed from crossing`)).rows).toEqual([{ changed: 2 }, { changed: 2 }]);
  });

  it('are not run again for anything else', async () => {
    let runs = 0;
    const failing = withTransaction(async (tx) => {
      runs += 1;
      await tx.execute(sql`select 1 / 0`);
    });
    await expect(failing).rejects.toThrow();
    expect(runs).toBe(1);
  });
});

describe('the pool', () => {
  it('begins anew after it was closed', async () => {
    await closeDatabase();
    expect(await db().select().from(notes)).toEqual([]);
  });
});

describe('migrations', () => {
  it('take turns when several processes start at once, and find nothing left to do', async () => {
    const role = decodeURIComponent(new URL(env().databaseUrl).username);
    const name = `${new URL(env().databaseUrl).pathname.slice(1)}_fresh`;
    await onServer(`create database ${name}`);
    try {
      const migrate = () => migrateDatabase({ ownerUrl: ownerUrlOf(name), consoleRole: role });
      const done = { ok: true, value: null };
      expect(await Promise.all(Array.from({ length: 4 }, migrate))).toEqual([done, done, done, done]);
      expect(await migrate()).toEqual(done);
    } finally {
      await onServer(`drop database ${name} with (force)`);
    }
  });
});
