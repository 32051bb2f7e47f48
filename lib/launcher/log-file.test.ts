import { mkdtempSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { logFile } from './log-file';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rehome-log-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const says = (output: ReturnType<typeof logFile>, text: string) =>
  output.to(async (out) => {
    if (typeof out === 'number') writeSync(out, text);
  });

it('tells the last lines of the part that was started last, and keeps those of all', async () => {
  const output = logFile(folder, 'worker');
  expect(output.tail()).toBe('');
  await says(output, 'a stack trace of long ago\n');
  expect(output.tail()).toBe('a stack trace of long ago\n');
  await says(output, '');
  expect(output.tail()).toBe('');
  await says(output, 'why it ends\nnow\n');
  expect(output.tail()).toBe('why it ends\nnow\n');
  expect(readFileSync(join(folder, 'logs', 'worker.log'), 'utf8')).toBe('a stack trace of long ago\nwhy it ends\nnow\n');
});
