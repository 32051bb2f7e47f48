import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connected } from '@/lib/db/connected';
import { migrateDatabase } from '@/lib/db/migrate';
import { appendEvent } from '@/lib/db/read-record';
import { CONSOLE_ROLE } from '@/lib/launcher/postgres';
import { withEmbedded } from '@/lib/launcher/use-database';
import { accountChain } from '@/lib/record/event';
import { contentOf, fillTables } from '@/lib/testing/fill-tables';
import { asOwner, emptyDatabase, ownerUrl } from '@/lib/testing/owner';
import { noted } from '@/lib/testing/sample-record';
import { backup } from './backup';
import { exportHistory } from './export-history';
import { restoreBackup } from './restore-backup';
import { verifyHistory } from './verify-history';

let folder = '';
let number = 0;
const fresh = (name = 'file'): string => {
  number += 1;
  return join(folder, `${name}-${number}`);
};
const run = async (command: typeof backup, argv: readonly string[], env: Readonly<Record<string, string>> = {}) => {
  const out = { code: 0, stdout: '', stderr: '' };
  out.code = await command(argv, {
    stdin: (async function* () {})(),
    stdout: { write: (text) => (out.stdout += text) },
    stderr: { write: (text) => (out.stderr += text) },
    env: { DATABASE_URL: process.env.DATABASE_URL, LANG: 'C', ...env },
  });
  return out;
};
const WITHOUT = { DATABASE_URL: '' };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rehome-backup-'));
  await connected(ownerUrl(), 'test', (client) => fillTables(client, 3));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('backup', () => {
  it('writes a file for its owner alone, overwrites none, and is an event in it', async () => {
    const file = fresh();
    const made = await run(backup, [file]);
    expect(made).toMatchObject({ code: 0, stderr: '' });
    expect(made.stdout).toMatch(/: \d+ rows of \d+ tables, as they were at 20/);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(existsSync(`${file}.part`)).toBe(false);
    expect(gunzipSync(readFileSync(file)).toString()).toContain('\tbackup-made\t');
    const [before] = await asOwner('select count(*) from events');
    expect(await run(backup, [file])).toEqual({ code: 2, stdout: '', stderr: `There is a file ${file} already; it is not overwritten.\n` });
    expect(await asOwner('select count(*) from events')).toEqual([before]);
    expect(await run(backup, ['-'])).toMatchObject({ code: 2, stderr: expect.stringContaining('takes the name of the file to write') });
  });

  it('leaves nothing behind where it fails half-way', async () => {
    const file = fresh();
    await asOwner('alter table notes rename to notes_moved');
    await asOwner(`revoke all on notes_moved from ${CONSOLE_ROLE}`);
    const failed = await run(backup, [file]);
    await asOwner('alter table notes_moved rename to notes');
    await asOwner(`grant all on notes to ${CONSOLE_ROLE}`);
    expect(failed).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('permission denied for table notes_moved') });
    expect([existsSync(file), existsSync(`${file}.part`)]).toEqual([false, false]);
  });
});

describe('restore-backup', () => {
  it('moves an embedded database to a server, and a server into an embedded one; the record verifies all the way', {
    tags: 'long',
  }, async () => {
    const [file, exported] = [fresh(), fresh()];
    const chain = accountChain('111111111111');
    await connected(process.env.DATABASE_URL ?? '', 'test', async (client) => {
      for (let event = 1; event <= 5; event += 1) await appendEvent(client, chain, noted(event));
    });
    const { chains } = JSON.parse((await run(exportHistory, [exported, '--json'])).stdout);
    const heads = chains.flatMap(({ chain: name, seq, hash }: { chain: string; seq: number; hash: string }) => [
      '--head',
      `${name}=${seq}:${hash}`,
    ]);
    await run(backup, [file]);

    const data = fresh('data');
    const loaded = await run(restoreBackup, [file, '--data', data]);
    expect(loaded).toMatchObject({ code: 0, stderr: '' });
    expect(loaded.stdout).toMatch(/^\d+ rows of \d+ tables were loaded/);
    expect(loaded.stdout).toContain('One restore was under way then. Rehome looks at AWS');
    expect(loaded.stdout).toContain('a restore started since appears as started elsewhere');
    expect(await run(restoreBackup, [file, '--data', data])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('The database is not empty'),
    });

    const [again, server] = [fresh(), await emptyDatabase()];
    await run(backup, [again, '--data', data], WITHOUT);
    const moved = await run(restoreBackup, [again, '--json'], { DATABASE_OWNER_URL: server });
    expect(moved).toMatchObject({ code: 0, stderr: '' });
    const before = await connected(ownerUrl(), 'test', contentOf);
    const after = await connected(server, 'test', contentOf);
    expect(JSON.parse(moved.stdout).rows).toMatchObject({ notes: before.notes?.length });
    expect(after.notes).toEqual(before.notes);
    expect(after.restores).toEqual(before.restores);

    const last = fresh();
    const url = Object.assign(new URL(process.env.DATABASE_URL ?? ''), { pathname: new URL(server).pathname }).href;
    await run(exportHistory, [last], { DATABASE_URL: url });
    expect(await run(verifyHistory, [last, ...heads])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('heads that were noted down are there'),
    });
  });

  it('copies a database that runs', { tags: 'long' }, async () => {
    const data = fresh('data');
    const code = await withEmbedded(data, async (database) => {
      await migrateDatabase({ ownerUrl: database.ownerUrl, consoleRole: CONSOLE_ROLE });
      return (await run(backup, [fresh(), '--data', data], WITHOUT)).code;
    });
    expect(code).toBe(0);
  });

  it('refuses with one sentence and exit code 2, and makes nothing for a file that is no backup', async () => {
    const [file, broken, text, data] = [fresh(), fresh(), fresh(), fresh('data')];
    await run(backup, [file]);
    writeFileSync(broken, readFileSync(file));
    truncateSync(broken, 3_000);
    writeFileSync(text, 'no backup');
    const refused = async (argv: readonly string[], env: Record<string, string> = {}): Promise<string> => {
      const { code, stdout, stderr } = await run(restoreBackup, argv, env);
      expect({ code, stdout, lines: stderr.split('\n').length }).toEqual({ code: 2, stdout: '', lines: 2 });
      return stderr;
    };
    expect(await refused([text, '--data', data])).toBe(`${text} is not a backup of Rehome.\n`);
    expect(await refused(['/no/such/file', '--data', data])).toBe('There is no file /no/such/file.\n');
    expect(existsSync(data)).toBe(false);
    expect(await refused([file])).toContain('--data DIR for an embedded database, or DATABASE_OWNER_URL');
    expect(await refused([file, '--data', data], { DATABASE_OWNER_URL: ownerUrl() })).toContain('Both --data and DATABASE_OWNER_URL');
    expect(await refused([file], { DATABASE_OWNER_URL: ownerUrl() })).toContain('The database is not empty');
    expect(await refused([file, '--role', 'nobody_here'], { DATABASE_OWNER_URL: ownerUrl() })).toContain(
      'There is no database role nobody_here',
    );
    expect(await refused([file], { DATABASE_OWNER_URL: 'postgres://x:secret-word@127.0.0.1:1/y' })).not.toContain('secret-word');
    expect(await refused([broken], { DATABASE_OWNER_URL: await emptyDatabase() })).toBe(`${broken} ends too early. Nothing was loaded.\n`);
  });

  it('has help', async () => {
    expect((await run(backup, ['--help'])).stdout).toContain('Usage: rehome backup FILE');
    expect((await run(restoreBackup, ['--help'])).stdout).toContain('Usage: rehome restore-backup FILE');
  });
});
