import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { file as bytes } from '@/lib/testing/sample-record';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
const template = path('../restore/fixtures/metadata_template.json');

/** The real command, from a folder that is not the checkout. */
const rehome = (args: readonly string[], input = '') => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path('../../bin/rehome'), ...args], {
    cwd: tmpdir(),
    input,
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: '', LC_MESSAGES: '', LANG: 'C' },
  });
  return { status, stdout, stderr };
};

/** Each is a process of its own, and a busy machine has others. */
const PATIENCE_MS = 60_000;

describe('bin/rehome', { timeout: PATIENCE_MS }, () => {
  it('prepares a file and checks it, through a pipe', () => {
    const prepared = rehome(['prepare', template, '--nic', 'index=0,primary=10.1.10.42,secondary=none']);
    expect({ ...prepared, stdout: '' }).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(JSON.parse(prepared.stdout).NetworkInterfaces).toContain('"PrivateIpAddress":"10.1.10.42"');
    const checked = rehome(['check', '-', '--json', '--facts', path('./fixtures/facts')], prepared.stdout);
    expect({ status: checked.status, stderr: checked.stderr }).toEqual({ status: 0, stderr: '' });
    expect(JSON.parse(checked.stdout).filter((finding: { severity: string }) => finding.severity === 'error')).toEqual([]);
  });

  it('exits with 1 for errors and 2 for what it cannot read, never with a stack', () => {
    expect(rehome(['check', template])).toMatchObject({ status: 1, stderr: '' });
    expect(rehome(['check', '-'], '{"a":')).toEqual({
      status: 2,
      stdout: '',
      stderr: 'standard input, line 1, column 6: The text ends before its JSON is complete; a terminal may have cut it.\n',
    });
    expect(rehome(['prepare'])).toMatchObject({ status: 2, stdout: '' });
  });

  it.each(['backup', 'restore-backup', 'export-history', 'verify-history', 'new-signing-key', 'person'])(
    '%s is a command and has help',
    (command) => {
      const { status, stdout, stderr } = rehome([command, '--help']);
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(stdout).toContain(`Usage: rehome ${command} `);
      expect(rehome(['--help']).stdout).toContain(`  ${command} `);
    },
  );

  it('verifies a history through a pipe', () => {
    expect(rehome(['verify-history', '-'], bytes.toString())).toMatchObject({ status: 0, stderr: '' });
    expect(rehome(['verify-history', '-'], bytes.toString().replace('"person-2"', '"person-9"'))).toMatchObject({ status: 1, stderr: '' });
  });
});
