import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { env } from '@/lib/env';
import { asOwner, onServer, ownerUrlOf } from '@/lib/testing/owner';
import { closeDatabase, db, withTransaction } from './client';
import { migrateDatabase } from './migrate';
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
