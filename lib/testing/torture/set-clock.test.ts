import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'rehome-clock-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const HOUR_MS = 3_600_000;

it('sets the clock of a process forth and back while it runs, and leaves the steady one alone', async () => {
  const file = join(folder, 'clock');
  writeFileSync(file, String(-HOUR_MS));
  const script = `
    const { writeFileSync } = require('node:fs');
    const before = [Date.now(), new Date().getTime(), performance.now(), new Date(0).getTime(), new Date() instanceof Date];
    writeFileSync(process.env.CLOCK_SHIFT_FILE, '${HOUR_MS}');
    setTimeout(() => console.log(JSON.stringify({ before, after: [Date.now(), new Date().getTime(), performance.now()] })), 200);`;
  const args = ['--import', fileURLToPath(new URL('./set-clock.js', import.meta.url)), '-e', script];
  const from = Date.now();
  const { stdout } = await promisify(execFile)(process.execPath, args, { env: { ...process.env, CLOCK_SHIFT_FILE: file } });
  const to = Date.now();
  const { before, after } = JSON.parse(stdout) as { before: [number, number, number, number, boolean]; after: [number, number, number] };
  for (const at of before.slice(0, 2).map(Number)) expect(at).toBeGreaterThanOrEqual(from - HOUR_MS);
  for (const at of before.slice(0, 2).map(Number)) expect(at).toBeLessThanOrEqual(to - HOUR_MS);
  for (const at of after.slice(0, 2)) expect(at).toBeGreaterThanOrEqual(from + HOUR_MS);
  for (const at of after.slice(0, 2)) expect(at).toBeLessThanOrEqual(to + HOUR_MS);
  expect(after[2] - before[2]).toBeLessThan(HOUR_MS);
  expect(before.slice(3)).toEqual([0, true]);
});
