import { describe, expect, it } from 'vitest';
import { ofPlaywright, ofVitest } from './test-reports.js';

describe('the report of vitest', () => {
  const report = (testResults: readonly object[], failed: number): string =>
    JSON.stringify({ numPassedTests: 3, numFailedTests: failed, testResults });
  const of = (text: string) => ofVitest(text, 'long');
  const test = (status: string, tags: readonly string[] = []) => ({ status, fullName: 'a cidr', failureMessages: [], tags });

  it('names each failed test with its file and the beginning of its message, without colours', () => {
    const failed = {
      status: 'failed',
      fullName: 'a cidr holds its last address',
      failureMessages: [`\u001b[31mexpected 1\u001b[39m\n${'line\n'.repeat(40)}`],
      tags: [],
    };
    const outcome = of(report([{ name: 'lib/net/cidr.test.ts', status: 'failed', assertionResults: [test('passed'), failed] }], 1));
    expect(outcome).toMatchObject({ passed: 3, failed: 1, skipped: 0 });
    expect(outcome.failures).toHaveLength(1);
    expect(outcome.failures[0]).toMatch(/^lib\/net\/cidr\.test\.ts › a cidr holds its last address\n {4}expected 1\n {4}line\n/);
    expect(outcome.failures[0]?.split('\n')).toHaveLength(13);
  });

  it('counts what was skipped, but not what has the tag that was left out', () => {
    const assertionResults = [
      test('passed', ['long']),
      test('skipped', ['long']),
      test('skipped'),
      test('pending', ['slow']),
      test('todo'),
    ];
    expect(of(report([{ name: 'lib/a.test.ts', status: 'passed', message: '', assertionResults }], 0))).toMatchObject({ skipped: 3 });
  });

  it('names a file that could not be loaded', () => {
    const file = { name: 'lib/a.test.ts', status: 'failed', message: 'Cannot find package', assertionResults: [] };
    expect(of(report([file], 0)).failures).toEqual(['lib/a.test.ts\n    Cannot find package']);
  });

  it('names nothing where all passed', () => {
    expect(of(report([{ name: 'lib/a.test.ts', status: 'passed', message: '', assertionResults: [] }], 0)).failures).toEqual([]);
  });
});

describe('the report of Playwright', () => {
  const spec = (title: string, ok: boolean) => ({
    title,
    ok,
    file: 'jobs.spec.ts',
    line: 7,
    tests: [{ results: [ok ? {} : { error: { message: 'Error: not visible' } }] }],
  });

  it('names each failed story, within groups too, and what failed outside of any', () => {
    const suites = [{ specs: [spec('one', true)], suites: [{ specs: [spec('two', false)] }] }];
    const report = JSON.stringify({
      stats: { expected: 1, unexpected: 1, flaky: 1, skipped: 0 },
      suites,
      errors: [{ message: 'no build' }],
    });
    expect(ofPlaywright(report)).toEqual({
      passed: 1,
      failed: 2,
      skipped: 0,
      failures: ['jobs.spec.ts:7 › two\n    Error: not visible', 'outside any test\n    no build'],
    });
  });
});
