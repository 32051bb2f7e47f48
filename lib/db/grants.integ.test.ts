import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { env } from '@/lib/env';
import { firstEdition } from '@/lib/testing/first-edition';
import { asOwner, onServer, ownerUrl, ownerUrlOf } from '@/lib/testing/owner';
import { databaseUnfit, unfitSentence } from './fitness';
import { migrateDatabase } from './migrate';

const roles: string[] = [];

/** A role of this file's own on the tests' server; its address leads to `database`. */
const newRole = async (options = '', database = new URL(env().databaseUrl).pathname): Promise<{ role: string; url: string }> => {
  const role = `role_${randomUUID().replaceAll('-', '')}`;
  await onServer(`create role ${role} login password 'p' ${options}`);
  roles.push(role);
  return { role, url: Object.assign(new URL(env().databaseUrl), { username: role, password: 'p', pathname: database }).href };
};

const refusedAs = async (url: string, statement: string): Promise<unknown> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query(statement).then(
      () => 'allowed',
      (error: unknown) => (error as { code?: string }).code,
    );
  } finally {
    await client.end();
  }
};

const DENIED = '42501';
const consoleRole = (): string => decodeURIComponent(new URL(env().databaseUrl).username);
const migrate = (role: string) => migrateDatabase({ ownerUrl: ownerUrl(), consoleRole: role });

let column = '';
beforeAll(async () => {
  await asOwner('create table if not exists events (n int)');
  const found = await asOwner("select attname from pg_attribute where attrelid = 'events'::regclass and attnum = 1");
  column = String(found[0]?.attname);
});

beforeEach(async () => {
  expect(await migrate(consoleRole())).toEqual({ ok: true, value: null });
});

afterAll(async () => {
  // A granted role is in the way of its end wherever a database remembers it.
  for (const role of roles) {
    await asOwner(`drop owned by ${role}`);
    await onServer(`drop role if exists ${role}`);
  }
});

describe('the role of console and worker', () => {
  it('is the one that these tests run as, and fit', async () => {
    expect(env().databaseUrl).not.toBe(ownerUrl());
    expect(await databaseUnfit(env().databaseUrl)).toBeNull();
  });

  it('reads and writes every table, and makes none', async () => {
    for (const statement of ['select 1 from drafts', 'delete from sweeps', 'update notes set text = text']) {
      expect(await refusedAs(env().databaseUrl, statement)).toBe('allowed');
    }
    for (const statement of [
      'create table mine (n int)',
      'drop table notes',
      'delete from drizzle.__drizzle_migrations',
      'create schema mine',
    ]) {
      expect(await refusedAs(env().databaseUrl, statement)).toMatch(/42501/);
    }
  });

  it('adds to events and reads them, and can change, remove or hook into none', async () => {
    const url = env().databaseUrl;
    expect(await refusedAs(url, 'select 1 from events')).toBe('allowed');
    expect(await asOwner(`select has_table_privilege('${consoleRole()}', 'events', 'insert') as may`)).toEqual([{ may: true }]);
    for (const statement of [
      `update events set "${column}" = "${column}" where false`,
      'delete from events where false',
      'truncate events',
      'create table refers (like events including all)',
      'create trigger mine before insert on events execute function suppress_redundant_updates_trigger()',
      'drop table events',
      'alter table events disable trigger all',
    ]) {
      expect(await refusedAs(url, statement), statement).toBe(DENIED);
    }
  });

  it('loses at the next migration what it, or everybody, was granted on events', async () => {
    await asOwner(`grant update, delete, truncate on events to "${consoleRole()}"; grant trigger on events to public`);
    expect(await databaseUnfit(env().databaseUrl)).toEqual({ problem: 'changes-events', role: consoleRole() });
    await migrate(consoleRole());
    expect(await databaseUnfit(env().databaseUrl)).toBeNull();
  });

  it('is noticed to change events by way of a column or a role that it may become', async () => {
    await asOwner(`grant update ("${column}") on events to "${consoleRole()}"`);
    expect(await databaseUnfit(env().databaseUrl)).toMatchObject({ problem: 'changes-events' });
    await asOwner(`revoke update ("${column}") on events from "${consoleRole()}"`);
    const group = await newRole();
    const member = await newRole(`noinherit in role ${group.role}`);
    await asOwner(`grant delete on events to ${group.role}`);
    expect(await migrate(member.role)).toEqual({ ok: false, error: 'changes-events' });
    expect(await databaseUnfit(member.url)).toMatchObject({ problem: 'changes-events' });
  });

  it('gets its grants, newly named, at the next migration', async () => {
    const { role, url } = await newRole();
    expect(await databaseUnfit(url)).toEqual({ problem: 'not-granted', role });
    expect(await migrate(role)).toEqual({ ok: true, value: null });
    expect(await databaseUnfit(url)).toBeNull();
    await asOwner('create table later (n serial)');
    expect(await databaseUnfit(url)).toEqual({ problem: 'not-granted', role });
    await migrate(role);
    expect(await refusedAs(url, 'insert into later default values')).toBe('allowed');
    await asOwner('drop table later');
  });
});

describe('a role that console and worker must not have', () => {
  it.each([
    ['a superuser', 'superuser', 'superuser'],
    ['a member of one who can run programs on the server', 'in role pg_execute_server_program', 'superuser'],
    ['the owner of the database by membership', 'noinherit in role rehome', 'superuser'],
  ])('%s', async (_, options, problem) => {
    const { role, url } = await newRole(options);
    expect(await migrate(role)).toEqual({ ok: false, error: problem });
    expect(await databaseUnfit(url)).toEqual({ problem, role });
  });

  it('an owner of the database, of a schema or of a table', async () => {
    const name = `owned_${randomUUID().replaceAll('-', '')}`;
    const owner = await newRole('', `/${name}`);
    const other = await newRole('', `/${name}`);
    await onServer(`create database ${name} owner ${owner.role}`);
    try {
      expect(await migrateDatabase({ ownerUrl: owner.url, consoleRole: other.role })).toEqual({ ok: true, value: null });
      expect(await databaseUnfit(other.url)).toBeNull();
      expect(await databaseUnfit(owner.url)).toEqual({ problem: 'owns', role: owner.role });
      for (const what of ['table notes', 'schema drizzle', `database ${name}`]) {
        const client = new pg.Client({ connectionString: ownerUrlOf(name) });
        await client.connect();
        await client.query(`alter ${what} owner to ${other.role}`);
        expect(await databaseUnfit(other.url), what).toEqual({ problem: 'owns', role: other.role });
        await client.query(`alter ${what} owner to ${owner.role}`);
        await client.end();
      }
    } finally {
      await onServer(`drop database ${name} with (force)`);
    }
  });

  it('the one that migrates, and one that is not there', async () => {
    const owner = decodeURIComponent(new URL(inject('postgresOwnerUrl')).username);
    expect(await migrate(owner)).toEqual({ ok: false, error: 'owner' });
    expect(await migrate('nobody_of_that_name')).toEqual({ ok: false, error: 'absent' });
  });
});

describe('a database', () => {
  const inNew = async (work: (owner: string, url: string) => Promise<void>): Promise<void> => {
    const name = `fresh_${randomUUID().replaceAll('-', '')}`;
    await onServer(`create database ${name}`);
    try {
      await work(ownerUrlOf(name), Object.assign(new URL(env().databaseUrl), { pathname: `/${name}` }).href);
    } finally {
      await onServer(`drop database ${name} with (force)`);
    }
  };

  it('of the first edition is not run on as it is, and is brought to this one with all that is in it', () =>
    inNew(async (owner, url) => {
      await firstEdition(owner, async (client) => {
        await client.query("insert into sweeps (account, region, subject, read) values ('123456789012', 'ap-northeast-1', 'vaults', 3)");
      });
      expect(await databaseUnfit(url)).toMatchObject({ problem: 'not-granted' });
      expect(await migrateDatabase({ ownerUrl: owner, consoleRole: consoleRole() })).toEqual({ ok: true, value: null });
      expect(await databaseUnfit(url)).toBeNull();
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      const { rows } = await client.query('select subject, read from sweeps');
      await client.end();
      expect(rows).toEqual([{ subject: 'vaults', read: 3 }]);
    }));

  it('that is empty is older, and one that a later version migrated is newer', () =>
    inNew(async (owner, url) => {
      expect(await databaseUnfit(url)).toMatchObject({ problem: 'older' });
      await migrateDatabase({ ownerUrl: owner, consoleRole: consoleRole() });
      const client = new pg.Client({ connectionString: owner });
      await client.connect();
      await client.query(
        "insert into drizzle.__drizzle_migrations (hash, created_at) select 'later', max(created_at) + 1 from drizzle.__drizzle_migrations",
      );
      expect(await databaseUnfit(url)).toMatchObject({ problem: 'newer' });
      await client.query(
        "delete from drizzle.__drizzle_migrations where hash = 'later' or created_at = (select max(created_at) from drizzle.__drizzle_migrations where hash <> 'later')",
      );
      expect(await databaseUnfit(url)).toMatchObject({ problem: 'older' });
      await client.end();
    }));

  it('that does not answer is an error, not an answer', async () => {
    await expect(databaseUnfit('postgres://rehome:secret@127.0.0.1:1/rehome')).rejects.toThrow('ECONNREFUSED');
  });
});

it('each reason is one sentence that says what to do, with the role where it matters', () => {
  for (const problem of ['older', 'newer', 'other', 'not-granted', 'superuser', 'owns', 'changes-events'] as const) {
    expect(unfitSentence({ problem, role: 'someone' })).toMatch(
      /^The database .*(run bin\/rehome migrate|start that version|give DATABASE_URL a role).*\.$/,
    );
  }
});
