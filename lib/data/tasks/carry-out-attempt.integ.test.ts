import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rawExecutor } from '@/lib/db/raw';
import { commitStart, type Start } from '@/lib/db/repositories/runs';
import { listTasks } from '@/lib/engine/tasks';
import { startWorker, type Worker } from '@/lib/engine/worker';
import { env } from '@/lib/env';
import { nodeArguments } from '@/lib/launcher/bundles.js';
import { typescriptEnv } from '@/lib/launcher/typescript.js';
import { asOwner, ownerUrl } from '@/lib/testing/owner';
import { draftAt } from '@/lib/testing/restores';
import { simulatedAccount } from '@/lib/testing/simulated-account';
import { permitted, startAtOf } from '@/lib/testing/starts';
import { sendForStart } from './carry-out-attempt';
import { concurrency, handlers } from './handlers';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const account = simulatedAccount({ speed: 1 });
const calls = async () => ((await account.control('calls')) as Record<string, number>)['backup:StartRestoreJob'] ?? 0;
/** Queues of the tasks that wait. Not of what making a plan sends, which is about the original. */
const queues = async () =>
  (await listTasks(rawExecutor(), 100)).tasks
    .map(({ queue }) => queue)
    .filter((queue) => queue !== 'note-surroundings')
    .toSorted();
const attempts = () => asOwner('select state, sends from attempts');
const commit = (start: Start) => commitStart(start, { permit: permitted, send: (tx) => sendForStart(tx, start), isInTime: () => true });

const ended: (() => unknown)[] = [];
beforeEach(async () => {
  await account.control('reset', {});
  await asOwner('delete from pgboss.job');
  await asOwner('truncate drafts, claims, notes, attempts, restore_addresses, restores, runs, restore_jobs, sweeps, attention cascade');
});
afterEach(async () => {
  for (const end of ended.splice(0).reverse()) await end();
});

/** Whoever wants to send an attempt waits before it has the lease, until the answer is called: as a process does that is held there. */
const holdAtTheLease = async (): Promise<() => Promise<void>> => {
  const holder = new pg.Client({ connectionString: ownerUrl() });
  await holder.connect();
  ended.push(() => holder.end());
  await holder.query(`
    create function hold() returns trigger language plpgsql as $$ begin perform pg_advisory_xact_lock(4711); return new; end $$;
    create trigger hold before update on attempts for each row execute function hold();
    select pg_advisory_lock(4711)`);
  return async () => {
    // What a dead process had asked for is not done after its death.
    await holder.query("select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and not granted");
    await expect.poll(async () => (await asOwner("select from pg_locks where locktype = 'advisory' and not granted")).length).toBe(0);
    await holder.query('drop function hold() cascade; select pg_advisory_unlock(4711)');
  };
};

/** A console that starts a restore at an address. */
const consoleStarting = async (address: string): Promise<ChildProcess> => {
  const { draftId, revision } = await draftAt(address);
  const child = spawn(process.execPath, [...nodeArguments(root, 'lib/testing/stand-in-console.ts'), draftId, String(revision)], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: typescriptEnv(root, process.env),
  });
  ended.push(() => child.kill('SIGKILL'));
  return child;
};

/** A worker that carries attempts out, and does nothing else that could. */
const carrier = (): Worker => {
  const nothing = async (): Promise<void> => undefined;
  const worker = startWorker({
    databaseUrl: env().databaseUrl,
    handlers: { ...handlers, 'follow-jobs': nothing, verify: nothing, inventory: nothing, housekeeping: nothing },
    concurrency,
    keepGoing: nothing,
  });
  ended.push(worker.stop);
  return worker;
};

describe('the task of a start', () => {
  it('has a worker carry the attempt out when the console is killed right after it has committed', async () => {
    const release = await holdAtTheLease();
    const console = await consoleStarting('10.1.10.210');
    await expect.poll(attempts).toEqual([{ state: 'open', sends: 0 }]);
    const gone = new Promise((resolve) => console.once('exit', resolve));
    console.kill('SIGKILL');
    await gone;
    await release();
    expect(await queues()).toEqual(['carry-out-attempt', 'follow-jobs']);
    expect([await calls(), await attempts()]).toEqual([0, [{ state: 'open', sends: 0 }]]);
    await carrier().ready;
    await expect.poll(attempts).toEqual([{ state: 'started', sends: 1 }]);
    expect(await calls()).toBe(1);
  });

  it('is there with what it is about, once', async () => {
    const start = await startAtOf('10.1.10.211');
    expect(await commit(start)).toEqual({ outcome: 'committed' });
    const { tasks } = await listTasks(rawExecutor(), 100);
    expect(tasks.filter(({ queue }) => queue === 'carry-out-attempt').map(({ about }) => about?.attempt)).toEqual([start.attempt.id]);
  });

  it('is not there where the start was not committed: an address that is claimed, a draft that was moved', async () => {
    const [first, second] = [await startAtOf('10.1.10.212'), await startAtOf('10.1.10.212')];
    await commit(first);
    await asOwner('delete from pgboss.job');
    expect((await commit(second)).outcome).toBe('claimed');
    expect((await commit(first)).outcome).toBe('draft-moved');
    expect(await queues()).toEqual([]);
  });

  it('goes with a transaction that breaks at its very end', async () => {
    await asOwner(`
      create function refuse() returns trigger language plpgsql as $$ begin raise exception 'no more room'; end $$;
      create trigger refuse before insert on events for each row execute function refuse()`);
    ended.push(() => asOwner('drop function refuse() cascade'));
    const start = await startAtOf('10.1.10.213');
    await expect(commit(start)).rejects.toThrow();
    expect([await queues(), await attempts()]).toEqual([[], []]);
  });
});
