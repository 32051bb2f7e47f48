import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { check } from './check';
import { prepare } from './prepare';

const fixture = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const template = fixture('../restore/fixtures/metadata_template.json');
const final = fixture('../restore/fixtures/article_final_metadata.json');
const facts = fixture('./fixtures/facts');
const imported = (name: string): string => fixture(`../restore/import/fixtures/${name}`);

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rehome-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

const run = async (command: typeof check, argv: readonly string[], stdin = '', env: Record<string, string> = {}) => {
  const out = { code: 0, stdout: '', stderr: '' };
  out.code = await command(argv, {
    stdin: (async function* () {
      yield stdin;
    })(),
    stdout: { write: (text: string) => (out.stdout += text) },
    stderr: { write: (text: string) => (out.stderr += text) },
    env,
  });
  return out;
};

describe('rehome check --json', () => {
  it('prints one array, sorted by place and rule, of exactly the promised members', async () => {
    const { code, stdout, stderr } = await run(check, [template, '--facts', facts, '--json']);
    const findings: Record<string, string>[] = JSON.parse(stdout);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    for (const finding of findings) expect(Object.keys(finding)).toEqual(['rule', 'severity', 'at', 'params', 'message']);
    const keys = findings.map(({ at, rule }) => `${at}\u0000${rule}`);
    expect(keys).toEqual([...keys].sort());
    expect(findings).toContainEqual({
      rule: 'V10',
      severity: 'error',
      at: '/NetworkInterfaces/0/PrivateIpAddresses/1',
      params: expect.objectContaining({ address: '10.1.10.100', name: 'intranet-01', id: 'i-0f3a9c41d27be5860', state: 'running' }),
      message: expect.stringContaining('intranet-01'),
    });
  });

  it('exits with 0 where there is no error, and says what is unknown', async () => {
    const { code, stdout } = await run(check, [final, '--json']);
    const findings: Record<string, string>[] = JSON.parse(stdout);
    expect(code).toBe(0);
    expect(findings.filter(({ severity }) => severity === 'unknown').map(({ rule }) => rule)).toEqual(
      expect.arrayContaining(['V10', 'V33', 'V34', 'V32']),
    );
  });

  it('has fewer unknowns with each fact, and none of those that the facts answer', async () => {
    const unknown = (stdout: string) => JSON.parse(stdout).filter((each: Record<string, string>) => each.severity === 'unknown');
    const without = unknown((await run(check, [final, '--json'])).stdout);
    const withFacts = unknown((await run(check, [final, '--json', '--facts', facts])).stdout);
    expect(withFacts.length).toBeLessThan(without.length);
    expect(withFacts.map((each: { params: { call: string } }) => each.params.call)).not.toContain('ec2:DescribeNetworkInterfaces');
  });
});

describe('rehome check', () => {
  it('tells a person each finding with rule, place, evidence and remedies, and closes with the counts', async () => {
    const { code, stdout } = await run(check, [final, '--facts', facts]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^Errors \(\d+\)\n\n {2}V10 {2}Interface 1, first address\n/);
    expect(stdout).not.toContain('/NetworkInterfaces/0');
    expect(stdout).toMatch(/according to ec2:DescribeNetworkInterfaces, \d{4}-\d\d-\d\d \d\d:\d\d UTC/);
    expect(stdout).toMatch(/Remedies: .*10\.1\.10\.101/);
    expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/article_final_metadata\.json: 1 error, \d+ warnings?, \d+ unknown, \d+ notes?\.$/);
  });

  it('tells places as JSON pointers, too, where that is asked for', async () => {
    const { stdout } = await run(check, [final, '--facts', facts, '--pointers', '--lang', 'ja']);
    expect(stdout).toMatch(/ {2}V10 {2}インターフェイス 1 .* {2}\/NetworkInterfaces\/0\/PrivateIpAddresses\/0\n/);
  });

  it('speaks the language of the shell, or the one that is asked for', async () => {
    expect((await run(check, [final], '', { LANG: 'ja_JP.UTF-8' })).stdout).toContain('不明');
    expect((await run(check, [final], '', { LANG: 'ja_JP.UTF-8', LC_ALL: 'C' })).stdout).toContain('Unknown');
    expect((await run(check, [final, '--lang', 'ja'])).stdout).toContain('不明');
    expect((await run(check, [final, '--lang=en'], '', { LANG: 'ja' })).stdout).toContain('Unknown');
  });

  it('reads standard input, PowerShell’s UTF-16 and a whole command', async () => {
    const text = readFileSync(final, 'utf8');
    expect((await run(check, ['-', '--json'], text)).code).toBe(0);
    const utf16 = file('utf16.json', Buffer.from(`\ufeff${text}`, 'utf16le'));
    expect((await run(check, [utf16, '--json'])).code).toBe(0);
    const command = file('restore.sh', `aws --profile ops backup start-restore-job --metadata '${JSON.stringify(JSON.parse(text))}'\n`);
    const { code, stdout } = await run(check, [command]);
    expect(code).toBe(0);
    expect(stdout).toContain('Not looked at: --profile');
  });

  it.each([
    ['v01-bom.json', 'UTF-8'],
    ['v03-utf16le.json', 'UTF-16 LE'],
  ])('reads %s and warns that the AWS CLI does not; prepare writes UTF-8 without a mark', async (name, encoding) => {
    const { code, stdout } = await run(check, [imported(name), '--facts', facts, '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toContainEqual(
      expect.objectContaining({
        rule: 'J9',
        severity: 'warning',
        at: '',
        message: expect.stringContaining(`byte order mark (${encoding})`),
      }),
    );
    const prepared = await run(prepare, [imported(name)]);
    expect(prepared.stdout.charCodeAt(0)).toBe('{'.charCodeAt(0));
    expect((await run(check, ['-', '--json'], prepared.stdout)).stdout).not.toContain('J9');
  });

  it('says where JSON inside a value breaks', async () => {
    const broken = file('value.json', JSON.stringify({ InstanceType: 't3.micro', NetworkInterfaces: '[{"DeviceIndex":0,}]' }));
    const { code, stdout } = await run(check, [broken]);
    expect(code).toBe(1);
    expect(stdout).toContain('character 18 of the value: There is a comma before a closing bracket');
  });

  it('helps', async () => {
    const { code, stdout, stderr } = await run(check, ['--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('describe-network-interfaces.json');
    expect((await run(prepare, ['-h'])).stdout).toContain('--nic SPEC');
  });
});

describe('one sentence and exit code 2', () => {
  const cases: [string, () => readonly string[], RegExp][] = [
    ['an absent file', () => [join(folder, 'absent.json')], /^There is no file .*absent\.json\.$/],
    ['a folder', () => [folder], /is a folder, not a file\.$/],
    [
      'bytes',
      () => [file('bytes', new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 0x10]))],
      /bytes: This is a JPEG file, not text\. Give the text that it shows\.$/,
    ],
    ['another encoding', () => [imported('v06-shift-jis.json')], /v06-shift-jis\.json: This is Shift-JIS text, .*iconv -f SHIFT_JIS/],
    ['UTF-16 without a mark', () => [imported('v05-utf16le-nobom.json')], /This is UTF-16 LE text/],
    [
      'broken JSON',
      () => [file('broken.json', '{\n  "InstanceType": "t3.micro",\n}')],
      /broken\.json, line 2, column 29: There is a comma before a closing bracket/,
    ],
    ['a list', () => [file('list.json', '[]')], /list\.json, line 1, column 1: Restore metadata is a JSON object/],
    ['an empty file', () => [file('empty.json', '')], /empty\.json: There is nothing to read\.$/],
    ['no file', () => [], /rehome check takes one file/],
    ['two files', () => ['a', 'b'], /takes one file, and 2 were given\.$/],
    ['an unknown option', () => [final, '--fact', facts], /^There is no option --fact; rehome check --help lists them\.$/],
    ['an option without value', () => [final, '--facts'], /^The option --facts lacks its value/],
    ['an unknown language', () => [final, '--lang', 'fr'], /^--lang takes en or ja, not fr\.$/],
    ['an absent facts folder', () => [final, '--facts', join(folder, 'absent')], /^There is no folder .*absent to read facts from\.$/],
    [
      'a broken facts file',
      () => {
        mkdirSync(join(folder, 'facts'), { recursive: true });
        file('facts/describe-subnets.json', '{"Vpcs": []}');
        return [final, '--facts', join(folder, 'facts')];
      },
      /facts\/describe-subnets\.json is not what the AWS CLI prints: it has no list Subnets\.$/,
    ],
  ];
  it.each(cases)('for %s', async (_, argv, sentence) => {
    const { code, stdout, stderr } = await run(check, argv());
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.trimEnd()).toMatch(sentence);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  it.each([
    [['--nic', 'index=0,primary=10.1.10'], /^--nic index=0,primary=10\.1\.10: primary takes auto or an IPv4 address, not “10\.1\.10”\.$/],
    [['--nic', 'index=3,primary=auto'], /^The backup has no interface with index 3 \(it has 0\)/],
    [['--json'], /^There is no option --json; rehome prepare --help lists them\.$/],
  ])('for prepare %j', async (argv, sentence) => {
    const { code, stdout, stderr } = await run(prepare, [template, ...argv]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.trimEnd()).toMatch(sentence);
  });

  it('for what prepare leaves out, beside the file', async () => {
    const nulls = file('nulls.json', '{"InstanceType":"t3.micro","SubnetId":"subnet-1","KeyName":null,"UserData":null}');
    const { code, stdout, stderr } = await run(prepare, [nulls]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).not.toHaveProperty('KeyName');
    expect(stderr).toMatch(/nulls\.json: KeyName is left out\. It was null[^\n]*\n[^\n]*UserData is left out\./);
  });

  it('for a template that is no plan', async () => {
    expect((await run(prepare, [file('none.json', '{}')])).stderr).toMatch(/none\.json: it names no InstanceType\.\n$/);
  });
});
