import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { workersSeen } from '@/lib/db/repositories/workers';
import { env } from '@/lib/env';
import { asOwner } from '@/lib/testing/owner';
import { simulatedAccount } from '@/lib/testing/simulated-account';
import { Lifetime } from './lifetime.js';
import { send } from './processes.js';
import { superviseWorker } from './worker';

simulatedAccount();
const root = fileURLToPath(new URL('../..', import.meta.url));
const told: string[] = [];
let life: Lifetime;

beforeEach(async () => {
  life = new Lifetime({ firstDelay: 1, probeEvery: 2_000, tellAfter: 2 });
  await asOwner('delete from workers');
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => told.push(String(text).trimEnd()) > 0);
});
afterEach(async () => {
  await life.close();
  vi.restoreAllMocks();
});

it('a worker that hangs is named, ended and started again, and is counted once', { tags: 'long' }, async () => {
  await superviseWorker(root, life, { folder: null, env: { ...process.env, DATABASE_URL: env().databaseUrl }, needs: [], watch: false });
  await expect.poll(workersSeen).toEqual({ running: 1, lastSeenAt: null });
  const startedAt = async () => (await asOwner('select started_at::text as at from workers')).map((row) => row.at);
  const before = await startedAt();
  const [first] = life.children.alive;
  send(first?.pid ?? -1, 'SIGSTOP');
  await expect.poll(() => told).toContain('The worker is back.');
  expect(told.join('\n')).toContain(
    `The worker (process ${first?.pid}) has not answered for 4 s; it is ended and started again.\nThe worker was ended because it did not answer; starting it again…\nThe worker is back.`,
  );
  await expect.poll(startedAt).not.toEqual(before);
  expect(await startedAt()).toHaveLength(1);
});
