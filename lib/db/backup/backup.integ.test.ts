import type { Client } from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import { CONSOLE_ROLE } from '@/lib/launcher/postgres';
import { CONSOLE_CHAIN, type SealedEvent } from '@/lib/record/event';
import { verifyChain } from '@/lib/record/verify-chain';
import { contentOf, fillTables } from '@/lib/testing/fill-tables';
import { firstEdition } from '@/lib/testing/first-edition';
import { emptyDatabase, ownerUrl } from '@/lib/testing/owner';
import { noted } from '@/lib/testing/sample-record';
import { connected } from '../connected';
import { migrateDatabase } from '../migrate';
import { appendEvent, withRecord } from '../read-record';
import { BackupReader } from './backup-reader';
import { BackupProblem } from './format';
import { loadBackup } from './load-backup';
import { ourTables } from './tables';
import { writeBackup } from './write-backup';

const MADE = { createdAt: new Date('2026-03-01T00:00:00.000Z'), product: '0.1.0' };
const on = <T>(url: string, work: (client: Client) => Promise<T>): Promise<T> => connected(url, 'test', work);

/** A backup of what the console's role sees, in one piece; `meanwhile` runs when its first byte is there. */
const taken = (url = process.env.DATABASE_URL ?? '', meanwhile = async (): Promise<void> => undefined): Promise<Buffer> =>
  on(url, async (client) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of writeBackup(client, MADE)) {
      if (chunks.length === 0) await meanwhile();
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  });

const load = async (bytes: Buffer, target: string, consoleRole = CONSOLE_ROLE) => {
  const reader = new BackupReader(
    (async function* () {
      for (let at = 0; at < bytes.length; at += 10_000) yield bytes.subarray(at, at + 10_000);
    })(),
  );
  return loadBackup(reader, await reader.header(), { ownerUrl: target, consoleRole }, 'somebody');
};
/** What keeps a backup from being loaded. */
const refusal = async (bytes: Buffer, target: string): Promise<string> => {
  try {
    const loaded = await load(bytes, target);
    return loaded.ok ? 'loaded' : loaded.error;
  } catch (error) {
    if (error instanceof BackupProblem) return error.message;
    throw error;
  }
};
const rowsIn = (target: string): Promise<number> =>
  on(target, async (client) =>
    Object.values(await contentOf(client))
      .map((rows) => rows.length)
      .reduce((sum, each) => sum + each, 0),
  );
/** A backup in which somebody changed one thing. */
const changed = (bytes: Buffer, from: string | RegExp, to: string): Buffer => Buffer.from(bytes.toString().replace(from, to));

let backup: Buffer = Buffer.from('');
beforeAll(async () => {
  await on(ownerUrl(), (client) => fillTables(client, 4));
  await on(process.env.DATABASE_URL ?? '', async (client) => {
    for (let number = 1; number <= 20; number += 1) await appendEvent(client, CONSOLE_CHAIN, noted(number));
  });
  backup = await taken();
});

describe('a backup', () => {
  it('brings back every row of every table exactly as it was, with the grants of the console', async () => {
    const target = await emptyDatabase();
    const loaded = await load(backup, target);
    const before = await on(ownerUrl(), contentOf);
    const after = await on(target, contentOf);
    expect(loaded).toMatchObject({
      ok: true,
      value: { rows: Object.fromEntries(Object.entries(before).map(([name, rows]) => [name, rows.length])) },
    });
    expect(Object.keys(before).length).toBeGreaterThan(10);
    for (const [name, rows] of Object.entries(before)) {
      expect(rows.length).toBeGreaterThan(0);
      // These two are settled, below.
      if (name !== 'place_versions' && name !== 'events') expect({ name, rows: after[name] }).toEqual({ name, rows });
    }
    expect(after.events).toEqual(expect.arrayContaining([...(before.events ?? [])]));
    const url = Object.assign(new URL(process.env.DATABASE_URL ?? ''), { pathname: new URL(target).pathname }).href;
    expect((await taken(url)).toString()).toContain('backup-restored');
  });

  it('keeps the record, which goes on with the event that it was restored', async () => {
    const target = await emptyDatabase();
    await load(backup, target);
    const events = await on(target, (client) =>
      withRecord(client, CONSOLE_CHAIN, async ({ events }) => {
        const all: SealedEvent[] = [];
        for await (const event of events) all.push(event);
        return all;
      }),
    );
    const head = { seq: 20, hash: events[19]?.hash ?? '' };
    expect(await verifyChain(CONSOLE_CHAIN, events, { head })).toMatchObject({ ok: true, value: { seq: 21 } });
    expect(events.at(-1)).toMatchObject({
      ...{ actor: 'somebody', kind: 'backup-restored' },
      data: { createdAt: '2026-03-01T00:00:00.000Z', product: '0.1.0' },
    });
  });

  it('is of one moment, whatever is written while it is made', async () => {
    const bytes = await taken(undefined, () =>
      on(ownerUrl(), async (client) => {
        const { rows } = await client.query('select count(*) from notes');
        await client.query(
          "insert into notes (id, restore_id, author, text, created_at) select gen_random_uuid(), id, 'late', 'late note', now() from restores",
        );
        expect(Number(rows[0]?.count)).toBe(4);
      }),
    );
    expect(bytes.toString()).not.toContain('late note');
    await on(ownerUrl(), (client) => client.query("delete from notes where author = 'late'"));
    expect(await load(bytes, await emptyDatabase())).toMatchObject({ ok: true, value: { rows: { notes: 4 } } });
  });

  it('lets nothing be sent again that may have been sent since, and no browser believe that it is up to date', async () => {
    const attempt = `insert into attempts (id, restore_id, number, account, region, request_id, idempotency_token, state, created_at, sends, lease_holder, lease_until, may_send_until, looked_at)
      select gen_random_uuid(), id, 9, account, region, gen_random_uuid()::text, 'token', 'open', now(), 0, gen_random_uuid(), now() + interval '1 hour', now() - interval '1 hour', now() from restores limit 1`;
    await on(ownerUrl(), (client) => client.query(attempt));
    const bytes = await taken();
    const target = await emptyDatabase();
    const begun = Date.now();
    expect(await load(bytes, target)).toMatchObject({ ok: true, value: { open: 1 } });
    const query = async (url: string, text: string) => (await on(url, (client) => client.query(text))).rows;
    const [open] = await query(target, "select * from attempts where state = 'open'");
    expect(open).toMatchObject({ sends: 1, lease_holder: null, lease_until: null, looked_at: null });
    expect(open.may_send_until.getTime()).toBeGreaterThanOrEqual(begun - 1_000);
    const versions = 'select max(version)::text as version from place_versions';
    const [[was], [is]] = [await query(ownerUrl(), versions), await query(target, versions)];
    expect(BigInt(is.version)).toBeGreaterThan(BigInt(was.version) + 1_000_000n);
    await on(ownerUrl(), (client) => client.query('delete from attempts where number = 9'));
  });

  it('starts nothing by itself: what waited is stopped, and has claimed nothing', async () => {
    await on(ownerUrl(), async (client) => {
      await client.query(
        `insert into waits (id, connection, account, region, actor, draft_id, revision, accepted, wanted, held, until, state, created_at)
         values ('00000000-0000-4000-8000-00000000000a', 'default', '123456789012', 'ap-northeast-1', 'operator', gen_random_uuid(), 1, '[]', '[]', '[]', now() + interval '1 hour', 'waiting', now())`,
      );
      await client.query(
        `insert into claims (account, region, subnet_id, address, wait_id, claimed_at)
         values ('123456789012', 'ap-northeast-1', 'subnet-wait', '10.1.10.9', '00000000-0000-4000-8000-00000000000a', now())`,
      );
    });
    const target = await emptyDatabase();
    expect(await load(await taken(), target)).toMatchObject({ ok: true });
    const query = async (text: string) => (await on(target, (client) => client.query(text))).rows;
    expect(await query("select state, stop_cause, ended_by from waits where id = '00000000-0000-4000-8000-00000000000a'")).toEqual([
      { state: 'stopped', stop_cause: 'backup-restored', ended_by: 'rehome' },
    ]);
    expect(await query("select * from claims where subnet_id = 'subnet-wait'")).toEqual([]);
    await on(ownerUrl(), async (client) => {
      await client.query("delete from claims where subnet_id = 'subnet-wait'");
      await client.query("delete from waits where id = '00000000-0000-4000-8000-00000000000a'");
    });
  });

  it('of an earlier version is brought to this one', { tags: 'long' }, async () => {
    const source = await emptyDatabase();
    await firstEdition(source, async (client) => {
      const columns =
        'id, account, region, started_by, recovery_point_arn, vault, plan, metadata, diagnostics, copy_tags, idempotency_token, request_id, state, intended_at';
      await client.query(
        `insert into restores (${columns}) values (gen_random_uuid(), '123456789012', 'ap-northeast-1', 'operator', 'arn:point', 'vault', '{}', '{}', '[]', true, 't', 'r', 'intended', now())`,
      );
    });
    const target = await emptyDatabase();
    expect(await load(await taken(source), target)).toMatchObject({ ok: true, value: { underWay: 1, open: 1, rows: { restores: 1 } } });
    const migrated = await migrateDatabase({ ownerUrl: target, consoleRole: CONSOLE_ROLE });
    expect(migrated.ok).toBe(true);
    const { attempts, events } = await on(target, contentOf);
    expect(attempts?.[0]).toContain(',open,');
    expect(events).toHaveLength(1);
    expect(events?.[0]).toContain('backup-restored');
  });

  it('carries no sequence, because no table of ours has one', async () => {
    // A table that counts by itself would begin anew in a restored database: whoever adds one has the backup keep where it stands.
    const { rows } = await on(ownerUrl(), (client) => client.query("select sequencename from pg_sequences where schemaname = 'public'"));
    expect(rows).toEqual([]);
  });

  it('puts each table behind those that it refers to', async () => {
    const names = (await on(ownerUrl(), ourTables)).map(({ name }) => name);
    for (const [before, behind] of [
      ['runs', 'restores'],
      ['restores', 'attempts'],
      ['restores', 'notes'],
    ] as const)
      expect(names.indexOf(before)).toBeLessThan(names.indexOf(behind));
  });
});

describe('a backup is refused, and nothing is loaded', () => {
  let target = '';
  beforeAll(async () => {
    target = await emptyDatabase();
  });

  it.each<[string, (bytes: Buffer) => Buffer, string]>([
    ['with a changed row', (bytes) => changed(bytes, '2026-01-02 03:04:05', '2026-01-02 03:04:06'), 'damaged: '],
    ['with a row that PostgreSQL cannot read', (bytes) => changed(bytes, '2026-01-02 03:04:05', '2026-01-99 03:04:05'), 'damaged: '],
    [
      'with a row that refers to nothing',
      (bytes) => changed(bytes, /("table":"notes".*\n)([^\t]*\t)[^\t]*/, `$1$2${'0'.repeat(8)}-0000-4000-8000-${'0'.repeat(12)}`),
      'damaged: notes',
    ],
    ['cut off in a table', (bytes) => bytes.subarray(0, bytes.indexOf('"table":"notes"') + 60), 'cut-off'],
    ['cut off before its last line', (bytes) => bytes.subarray(0, bytes.lastIndexOf('{"end"')), 'cut-off'],
    ['with a table that this version does not know', (bytes) => changed(bytes, '"tables":[', '"tables":["other",'), 'other-tables: other'],
    ['without a table', (bytes) => changed(bytes, /,"restore_addresses"/, ''), 'other-tables: restore_addresses'],
    [
      'with a column that this version does not know',
      (bytes) => changed(bytes, /("table":"notes","columns":\[)"id"/, '$1"idea"'),
      'other-tables: notes',
    ],
    ['of a later version', (bytes) => changed(bytes, /("migrations":\[[^\]]*)\]/, '$1,9999999999999]'), 'newer-schema'],
    ['of something else', (bytes) => changed(bytes, /("migrations":\[)\d+/, '$11'), 'other-schema'],
  ])('%s', async (_, change, problem) => {
    const bytes = change(backup);
    expect(bytes.equals(backup)).toBe(false);
    expect(await refusal(bytes, target)).toContain(problem);
    expect(await rowsIn(target)).toBe(0);
  });

  it('after which the same database takes one that is whole', async () => {
    expect(await refusal(backup, target)).toBe('loaded');
  });

  it('where the database has rows, other tables or another schema', async () => {
    const target = await emptyDatabase();
    await migrateDatabase({ ownerUrl: target, consoleRole: CONSOLE_ROLE });
    await on(target, (client) => client.query("insert into settings (name, value, changed_by, changed_at) values ('a', '1', 'me', now())"));
    expect(await refusal(backup, target)).toBe('not-empty: settings');
    const foreign = await emptyDatabase();
    await on(foreign, (client) => client.query('create table customers (id int)'));
    expect(await refusal(backup, foreign)).toBe('not-empty: customers');
    const earlier = await emptyDatabase();
    await firstEdition(earlier, async () => undefined);
    expect(await refusal(backup, earlier)).toBe('target-schema');
  });

  it('where the role is not one for the console, before anything is done', async () => {
    const target = await emptyDatabase();
    expect(await load(backup, target, 'no_such_role')).toEqual({ ok: false, error: 'absent' });
    expect(await load(backup, target, decodeURIComponent(new URL(target).username))).toEqual({ ok: false, error: 'owner' });
    expect(await on(target, ourTables)).toEqual([]);
  });

  it('where there is nothing of Rehome to copy', async () => {
    const source = await emptyDatabase();
    await expect(taken(source)).rejects.toThrow('never-migrated');
  });
});
