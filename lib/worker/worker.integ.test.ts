import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rawExecutor } from '@/lib/db/raw';
import { readSweeps } from '@/lib/db/repositories/inventory-sweeps';
import { workersSeen } from '@/lib/db/repositories/workers';
import { BY_ITSELF } from '@/lib/engine/queues';
import { sendTask } from '@/lib/engine/send';
import { env } from '@/lib/env';
import { endLaunched, hears, type Launched, launchIn } from '@/lib/testing/launched';
import { asOwner, ownerUrl } from '@/lib/testing/owner';
import { PLACE } from '@/lib/testing/restores';
import { simulatedAccount } from '@/lib/testing/simulated-account';

const root = fileURLToPath(new URL('../..', import.meta.url));
const account = simulatedAccount();
const workers: Launched[] = [];

/** `bin/rehome worker` with these variables beside those that point it at the simulated account. */
const worker = (variables: Readonly<Record<string, string>>, ...args: string[]): Launched => {
  const aws = Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith('AWS_')));
  const launched = launchIn(root, ['worker', ...args], { ...(aws as Record<string, string>), ...variables });
  workers.push(launched);
  return launched;
};
const ready = async (): Promise<Launched> => {
  const launched = worker({ DATABASE_URL: env().databaseUrl });
  await hears(launched, /^The worker is ready\.$/m);
  return launched;
};
const swept = async (subject: string) => (await readSweeps(PLACE)).find((row) => row.subject === subject)?.finishedAt ?? null;
const ask = (subject: string) => sendTask(rawExecutor(), 'inventory', { ...BY_ITSELF, ...PLACE, subject });

beforeEach(() => asOwner('delete from pgboss.job; delete from pgboss.archive; delete from workers'));
afterEach(async () => {
  for (const each of workers.splice(0)) await endLaunched(each);
});

describe('rehome worker', () => {
  it('does what it is sent, says when it is ready, and ends at SIGTERM with code 0', async () => {
    const launched = await ready();
    await ask('vaults');
    await expect.poll(() => swept('vaults')).not.toBeNull();
    await expect.poll(workersSeen).toEqual({ running: 1, lastSeenAt: null });
    launched.process.kill('SIGTERM');
    expect(await launched.ended).toBe(0);
    expect(await workersSeen()).toEqual({ running: 0, lastSeenAt: expect.any(Date) });
    expect(launched.told()).not.toMatch(/"level":"(error|warn)"/);
  });

  it('goes on after its connections were cut, and says so', async () => {
    const launched = await ready();
    await asOwner(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name like 'rehome%' and pid <> pg_backend_pid()",
    );
    await hears(launched, /worker-database-lost/);
    await hears(launched, /worker-database-back/);
    await expect.poll(() => ask('resources').catch(() => null)).not.toBeNull();
    await expect.poll(() => swept('resources')).not.toBeNull();
  });

  it('waits for a database that does not answer yet, and ends while it waits', async () => {
    const launched = worker({ DATABASE_URL: 'postgres://rehome:secret@127.0.0.1:1/rehome' });
    await hears(launched, /worker-waits-for-database/);
    launched.process.kill('SIGTERM');
    expect(await launched.ended).toBe(0);
    expect(launched.told()).not.toContain('secret');
  });

  it('cannot change what the record holds: as the owner it does not run', async () => {
    const launched = worker({ DATABASE_URL: ownerUrl() });
    expect(await launched.ended).toBe(1);
    expect(launched.told()).toMatch(/^The database role rehome is as good as a superuser, .*\.\n$/);
  });

  it.each([
    [{}, [], /^DATABASE_URL is missing: .*\.\n$/],
    [{ DATABASE_URL: 'mysql://db' }, [], /^DATABASE_URL must begin with postgres.*\.\n$/],
    [{}, ['--fast'], /^rehome worker takes no options; .*\.\n$/],
  ] as const)('%o %o is one sentence and exit code 1', async (variables, args, sentence) => {
    const launched = worker(variables, ...args);
    expect(await launched.ended).toBe(1);
    expect(launched.told()).toMatch(sentence);
  });

  it('is one of any number: each task is one worker’s', async () => {
    await Promise.all([ready(), ready()]);
    const calls = async () => ((await account.control('calls')) as Record<string, number>)['ec2:DescribeInstances'] ?? 0;
    const before = await calls();
    await Promise.all(Array.from({ length: 20 }, () => ask('instances')));
    await expect.poll(() => swept('instances')).not.toBeNull();
    await expect
      .poll(async () => (await asOwner("select 1 from pgboss.job where name = 'inventory' and state < 'completed'")).length)
      .toBe(0);
    // How many tasks the twenty come to depends on how soon each is done: one that comes later is another.
    const tasks = await asOwner(
      "select 1 from pgboss.job where name = 'inventory' union all select 1 from pgboss.archive where name = 'inventory'",
    );
    expect((await calls()) - before).toBe(tasks.length);
  });
});
