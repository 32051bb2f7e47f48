import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connected } from '@/lib/db/connected';
import { migrateDatabase } from '@/lib/db/migrate';
import { appendEvent } from '@/lib/db/read-record';
import { CONSOLE_ROLE } from '@/lib/launcher/postgres';
import { withEmbedded } from '@/lib/launcher/use-database';
import { accountChain, CONSOLE_CHAIN } from '@/lib/record/event';
import { asOwner } from '@/lib/testing/owner';
import { keys, noted } from '@/lib/testing/sample-record';
import { exportHistory } from './export-history';
import { verifyHistory } from './verify-history';

const [FIRST, SECOND] = [accountChain('111111111111'), accountChain('222222222222')] as const;
const COUNT = 7;

let folder = '';
let number = 0;
/** A file that is not there yet. */
const fresh = (): string => {
  number += 1;
  return join(folder, `export-${number}.jsonl`);
};

const run = async (
  command: typeof exportHistory,
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>> = process.env,
) => {
  const out = { code: 0, stdout: '', stderr: '' };
  out.code = await command(argv, {
    stdin: (async function* () {})(),
    stdout: { write: (text) => (out.stdout += text) },
    stderr: { write: (text) => (out.stderr += text) },
    env: { ...env, LANG: 'C', LC_ALL: '', LC_MESSAGES: '' },
  });
  return out;
};
const recordEvents = (url: string): Promise<void> =>
  connected(url, 'test', async (client) => {
    for (let event = 1; event <= COUNT; event += 1) for (const chain of [SECOND, FIRST]) await appendEvent(client, chain, noted(event));
  });
const withKey = { ...process.env, REHOME_SIGNING_KEY: keys.privateKey.replaceAll('\n', '\\n') };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rehome-export-'));
  await recordEvents(process.env.DATABASE_URL ?? '');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('export-history', () => {
  it('writes every chain into a file for its owner alone, signed, and is an event of the console in it', async () => {
    const file = fresh();
    const exported = await run(exportHistory, [file], withKey);
    expect(exported).toMatchObject({ code: 0, stderr: '' });
    expect(exported.stdout).toContain(`${file}: 15 events in 3 chains.`);
    expect(exported.stdout).toMatch(/Signed with the key SHA256:[0-9a-f]{64}\.\n$/);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(existsSync(`${file}.part`)).toBe(false);
    const publicKey = fresh();
    writeFileSync(publicKey, keys.publicKey);
    const verified = await run(verifyHistory, [file, '--json', '--public-key', publicKey]);
    expect(verified).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(verified.stdout)).toMatchObject({
      ...{ ok: true, selection: null, events: 15, signature: 'given' },
      chains: [
        { chain: FIRST, seq: COUNT },
        { chain: SECOND, seq: COUNT },
        { chain: CONSOLE_CHAIN, seq: 1 },
      ],
    });
    const last = JSON.parse(readFileSync(file, 'utf8').split('\n').at(-3) ?? '');
    expect(last).toMatchObject({ kind: 'history-exported', actor: 'command-line', data: { format: 'record', selection: null } });
  });

  it('writes one chain, in which the export is an event; a head noted before is still there', async () => {
    const [before, after] = [fresh(), fresh()];
    const noted = JSON.parse((await run(exportHistory, [before, '--account', '111111111111', '--json'])).stdout);
    expect(noted).toMatchObject({ events: COUNT + 1, fingerprint: null, fault: null });
    await run(exportHistory, [after, '--chain', FIRST]);
    const head = `${noted.chains[0].seq}:${noted.chains[0].hash}`;
    const verified = await run(verifyHistory, [after, '--head', head]);
    expect(verified).toMatchObject({ code: 0, stderr: '' });
    expect(verified.stdout).toContain(`${COUNT + 2} events in 1 chain,`);
    expect(verified.stdout).toContain('The head that was noted down is there.');
  });

  it.each([
    ['an account that is none', ['--account', '123'], '--account takes the 12 digits'],
    ['account and chain', ['--account', '111111111111', '--chain', 'console'], 'give one of them'],
    ['a chain that is not there', ['--chain', 'account:999999999999'], 'The record has no chain account:999999999999.'],
    ['a database and a folder', ['--data', '/tmp'], 'Both DATABASE_URL and --data are given'],
  ])('refuses %s, writes nothing and records nothing', async (_, argv, sentence) => {
    const before = await asOwner('select count(*) from events');
    const file = fresh();
    const { code, stdout, stderr } = await run(exportHistory, [file, ...argv]);
    expect({ code, stdout, there: existsSync(file) }).toEqual({ code: 2, stdout: '', there: false });
    expect(stderr).toContain(sentence);
    expect(await asOwner('select count(*) from events')).toEqual(before);
  });

  it('overwrites nothing, and says which key or database cannot be used', async () => {
    const file = fresh();
    writeFileSync(file, 'mine');
    expect(await run(exportHistory, [file])).toMatchObject({
      code: 2,
      stderr: `There is a file ${file} already; it is not overwritten.\n`,
    });
    expect(readFileSync(file, 'utf8')).toBe('mine');
    const refused = async (env: Record<string, string>) => (await run(exportHistory, [fresh()], { ...process.env, ...env })).stderr;
    expect(await refused({ REHOME_SIGNING_KEY_FILE: '/no/such/key' })).toBe('The key file /no/such/key cannot be read (ENOENT).\n');
    expect(await refused({ REHOME_SIGNING_KEY_FILE: file })).toBe(`${file} holds no key in PEM form.\n`);
    expect(await refused({ REHOME_SIGNING_KEY: 'x', REHOME_SIGNING_KEY_FILE: 'y' })).toContain('are both set');
    const url = 'postgres://somebody:secret-word@127.0.0.1:1/rehome';
    const unreachable = await refused({ DATABASE_URL: url });
    expect(unreachable).toContain('The database cannot be used: ');
    expect(unreachable).not.toContain('secret-word');
    expect((await run(exportHistory, ['/no/such/folder/file'])).stderr).toBe('/no/such/folder/file cannot be written (ENOENT).\n');
  });

  it('reads the embedded database of a data folder, whether it runs or not', { tags: 'long' }, async () => {
    const data = join(folder, 'data');
    const env = { ...process.env, DATABASE_URL: '' };
    expect(await run(exportHistory, [fresh(), '--data', data], env)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('no database in'),
    });
    const running = await withEmbedded(data, async ({ ownerUrl, url }) => {
      await migrateDatabase({ ownerUrl, consoleRole: CONSOLE_ROLE });
      await recordEvents(url);
      return (await run(exportHistory, [fresh(), '--data', data], env)).code;
    });
    expect(running).toBe(0);
    const file = fresh();
    expect(await run(exportHistory, [file, '--data', data], env)).toMatchObject({ code: 0, stderr: '' });
    expect((await run(verifyHistory, [file])).stdout).toContain('16 events in 3 chains');
  });

  it('exports a record that was changed in the database as it is, unsigned, with exit code 1 and the event named', async () => {
    await asOwner('update events set data = replace(data, $1, $1 || $1) where chain = $2 and seq = 4', [',', SECOND]);
    const file = fresh();
    const exported = await run(exportHistory, [file, '--account', '222222222222'], withKey);
    expect(exported).toMatchObject({ code: 1, stderr: '' });
    expect(exported.stdout).toContain(`Event 4 of the chain ${SECOND} was changed: it does not fit its hash.`);
    expect(exported.stdout).toContain('Not signed.');
    const verified = await run(verifyHistory, [file]);
    expect(verified).toMatchObject({ code: 1, stdout: expect.stringContaining(`line 5: Event 4 of the chain ${SECOND} was changed`) });
    await asOwner('delete from events where chain = $1 and seq = 2', [FIRST]);
    const gap = await run(exportHistory, [fresh(), '--account', '111111111111']);
    expect(gap).toMatchObject({ code: 1, stdout: expect.stringContaining(`Event 2 of the chain ${FIRST} is missing here.`) });
  });
});
