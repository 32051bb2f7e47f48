import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { file as bytes, CHAINS, exported, keys, lines, sealed } from '@/lib/testing/sample-record';
import { newSigningKey } from './new-signing-key';
import { verifyHistory } from './verify-history';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rehome-verify-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const written = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

const run = async (argv: readonly string[], stdin: Uint8Array = Buffer.from(''), command = verifyHistory) => {
  const out = { code: 0, stdout: '', stderr: '' };
  out.code = await command(argv, {
    stdin: (async function* () {
      yield stdin;
    })(),
    stdout: { write: (text) => (out.stdout += text) },
    stderr: { write: (text) => (out.stderr += text) },
    env: { LANG: 'en_US.UTF-8' },
  });
  return out;
};
const last = sealed.map((events) => events.at(-1));
const headOf = (chain: number): string => `${last[chain]?.seq}:${last[chain]?.hash}`;
const changed = Buffer.from(bytes.toString().replace('"person-2"', '"person-9"'));

describe('verify-history', () => {
  it('says what a right file holds, what its heads are, and what that does not prove', async () => {
    const { code, stdout, stderr } = await run([written('right.jsonl', bytes)]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('36 events in 3 chains, exported 2026-02-01T00:00:00.000Z by Rehome 0.1.0. No event is missing or changed.');
    for (const chain of [0, 1, 2]) expect(stdout).toContain(`  ${CHAINS[chain]}  ${headOf(chain)}\n`);
    expect(stdout).toMatch(/Signed with the key SHA256:[0-9a-f]{64}, which the file itself names/);
    expect(stdout).toContain('could have made a false history');
  });

  it('with a noted head or a public key, says so and drops the reservation', async () => {
    const key = written('key.pub', keys.publicKey);
    const signed = await run(['-', '--public-key', key], bytes);
    expect(signed).toMatchObject({ code: 0, stderr: '' });
    expect(signed.stdout).toMatch(/^standard input: [\s\S]*Signed with the key that was given \(SHA256:/);
    expect(signed.stdout).not.toContain('false history');
    const heads = ['--head', `${CHAINS[0]}=${headOf(0)}`, '--head', headOf(2).toUpperCase(), '--chain', CHAINS[2] ?? ''];
    const noted = await run(['-', ...heads], bytes);
    expect(noted.stdout).toContain('All 2 heads that were noted down are there.');
    expect(noted.stdout).not.toContain('false history');
  });

  it('names the first wrong event, with exit code 1', async () => {
    const path = written('wrong.jsonl', changed);
    const told = `Event 2 of the chain ${CHAINS[0]} was changed: it does not fit its hash.`;
    expect(await run([path])).toEqual({ code: 1, stdout: `${path}, line 3: ${told}\n`, stderr: '' });
    const json = await run([path, '--json']);
    expect(json).toMatchObject({ code: 1, stderr: '' });
    expect(JSON.parse(json.stdout)).toEqual({
      ok: false,
      file: path,
      fault: { line: 3, chain: CHAINS[0], seq: 2, code: 'changed', message: told },
    });
    expect((await run([path, '--lang', 'ja'])).stdout).toContain(`チェーン ${CHAINS[0]} のイベント 2 は変更されています`);
  });

  it('tells a program the same as a person', async () => {
    const { stdout } = await run(['-', '--json', '--public-key', written('key2.pub', keys.publicKey)], bytes);
    expect(JSON.parse(stdout)).toMatchObject({
      ...{ ok: true, file: '-', exportedAt: '2026-02-01T00:00:00.000Z', product: '0.1.0', selection: null, events: 36 },
      ...{ chains: last.map((event) => ({ chain: event?.chain, seq: event?.seq, hash: event?.hash })), signature: 'given' },
    });
  });

  it('finds a history that ends before a noted head', async () => {
    const shorter = await exported(sealed.map((events) => events.slice(0, 9)));
    const { code, stdout } = await run(['-', '--head', `${CHAINS[1]}=${headOf(1)}`], shorter);
    expect(code).toBe(1);
    expect(stdout).toContain(`Event 10 of the chain ${CHAINS[1]} is missing: the chain ends before it`);
  });

  it.each([
    ['no file', [], 'rehome verify-history takes one file'],
    ['an absent file', ['/no/such/file'], 'There is no file /no/such/file.'],
    ['a folder', ['/'], '/ is a folder'],
    ['a head that is none', ['-', '--head', '12:abc'], '--head takes SEQ:HASH'],
    ['a head that could be of any chain', ['-', '--head', headOf(0)], 'The file holds several chains.'],
    ['a chain without a head', ['-', '--chain', 'console'], '--chain says which chain'],
    ['an absent key', ['-', '--public-key', '/no/such/key'], 'There is no file /no/such/key.'],
    ['a key that is none', ['-', '--public-key', import.meta.filename], 'holds no key in PEM form'],
  ])('refuses %s with exit code 2 and one sentence', async (_, argv, sentence) => {
    const { code, stdout, stderr } = await run(argv, bytes);
    expect({ code, stdout, lines: stderr.split('\n').length }).toEqual({ code: 2, stdout: '', lines: 2 });
    expect(stderr).toContain(sentence);
  });

  it('has help', async () => {
    expect((await run(['--help'])).stdout).toContain('Usage: rehome verify-history FILE');
    expect((await run(['--help'], undefined, newSigningKey)).stdout).toContain('Usage: rehome new-signing-key FILE');
  });

  it('takes an empty file for one that was cut off', async () => {
    expect(await run(['-'], Buffer.from(''))).toMatchObject({ code: 1, stdout: expect.stringContaining('The file ends here') });
    expect(await run(['-'], Buffer.from(`${lines[0]}\n`))).toMatchObject({ code: 1, stdout: expect.stringContaining('should come next') });
  });
});

describe('new-signing-key', () => {
  it('writes a pair of keys, the private one for its owner alone, and overwrites nothing', async () => {
    const path = join(folder, 'signing-key');
    const made = await run([path], undefined, newSigningKey);
    expect(made).toMatchObject({ code: 0, stderr: '' });
    expect(made.stdout).toMatch(/SHA256:[0-9a-f]{64}/);
    expect(readFileSync(path, 'utf8')).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);
    expect(readFileSync(`${path}.pub`, 'utf8')).toMatch(/^-----BEGIN PUBLIC KEY-----\n/);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const before = readFileSync(path, 'utf8');
    expect(await run([path], undefined, newSigningKey)).toEqual({
      code: 2,
      stdout: '',
      stderr: `There is a file ${path} already; it is not overwritten.\n`,
    });
    expect(readFileSync(path, 'utf8')).toBe(before);
    expect(await run(['/no/such/folder/key'], undefined, newSigningKey)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('ENOENT'),
    });
  });
});
