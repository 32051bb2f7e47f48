import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { rawExecutor } from '@/lib/db/raw';
import { env } from '@/lib/env';
import { nodeArguments } from '@/lib/launcher/bundles.js';
import { typescriptEnv } from '@/lib/launcher/typescript.js';
import { asOwner } from '@/lib/testing/owner';
import { BY_ITSELF } from './queues';
import type { Handlers, Task } from './run';
import { sendTask } from './send';
import { listTasks } from './tasks';
import { startWorker, type Worker, type WorkerTimes } from './worker';

const sql = rawExecutor();
const place = { ...BY_ITSELF, account: '123456789012', region: 'ap-northeast-1' };
const send = (subject: string) => sendTask(sql, 'inventory', { ...place, subject });
const list = async () => (await listTasks(sql, 100)).tasks;
const done = async () => Number((await asOwner("select count(*)::int as n from pgboss.job where state = 'completed'"))[0]?.n);

/** What waits after a failure is due now. */
const hurry = () => asOwner("update pgboss.job set start_after = now() where state = 'retry'");

const workers: Worker[] = [];
const children: ChildProcess[] = [];
const root = fileURLToPath(new URL('../..', import.meta.url));

const nothing = async (): Promise<void> => undefined;
const idle = {
  'carry-out-attempt': nothing,
  'follow-jobs': nothing,
  'watch-addresses': nothing,
  'carry-ways': nothing,
  verify: nothing,
  'note-surroundings': nothing,
  'read-addresses': nothing,
  'read-tags': nothing,
  housekeeping: nothing,
} as const;
/** A worker in this process whose inventory tasks are `inventory`. */
const work = (
  inventory: Handlers['inventory'],
  times: Partial<WorkerTimes> = {},
  { keepGoing = nothing, ...more }: Partial<Handlers> & { readonly keepGoing?: () => Promise<void> } = {},
): Worker => {
  const worker = startWorker({
    databaseUrl: env().databaseUrl,
    concurrency: {
      'carry-out-attempt': 1,
      'follow-jobs': 1,
      'watch-addresses': 1,
      'carry-ways': 1,
      verify: 1,
      'note-surroundings': 1,
      inventory: 2,
      'read-addresses': 1,
      'read-tags': 1,
      housekeeping: 1,
    },
    keepGoing,
    times: { leaseSeconds: 2, graceMs: 200, finishMs: 300, ...times },
    handlers: { ...idle, inventory, ...more },
  });
  workers.push(worker);
  return worker;
};

/** A worker as a process of its own, and what it has said. */
const workElsewhere = (
  ...args: string[]
): { readonly process: ChildProcess; readonly said: () => string; readonly ended: Promise<number | null> } => {
  const child = spawn(process.execPath, [...nodeArguments(root, 'lib/testing/stand-in-worker.ts'), ...args], {
    env: typescriptEnv(root, { NODE_ENV: 'test', PATH: process.env.PATH, DATABASE_URL: env().databaseUrl }),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const chunks: string[] = [];
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk));
  return { process: child, said: () => chunks.join(''), ended: new Promise((resolve) => child.once('close', resolve)) };
};

/** Waits for what must come to be; the bound is for what hangs. */
const eventually = <T>(check: () => T | Promise<T>): Promise<T> => vi.waitFor(check, { timeout: 60_000, interval: 20 });

const told = (worker: { readonly said: () => string }, text: string): Promise<void> =>
  eventually(() => expect(worker.said()).toContain(text));

beforeEach(async () => {
  await asOwner('delete from pgboss.job');
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await Promise.all(workers.splice(0).map((worker) => worker.stop()));
});

describe('a worker', () => {
  it('carries out what is sent, before and after it began, each once', async () => {
    const seen: string[] = [];
    await send('before');
    const worker = work(async ({ data, attempt }) => void seen.push(`${data.subject} ${attempt}`));
    await worker.ready;
    await send('after');
    await eventually(async () => expect(await done()).toBe(2));
    expect(seen.sort()).toEqual(['after 1', 'before 1']);
  });

  it('is told of a task, and need not look for it', async () => {
    const seen: string[] = [];
    await work(async ({ data }) => void seen.push(data.subject), { lookMs: 3_600_000 }).ready;
    await eventually(async () =>
      expect(
        await asOwner(
          "select 1 from pg_stat_activity where application_name = 'rehome worker listens' and query like 'listen%' and datname = current_database()",
        ),
      ).toHaveLength(1),
    );
    await send('now');
    await eventually(() => expect(seen).toEqual(['now']));
  });

  it('carries out no more at once than it is to, and the rest afterwards', async () => {
    const running = new Set<string>();
    let most = 0;
    work(async ({ data }) => {
      running.add(data.subject);
      most = Math.max(most, running.size);
      await new Promise((resolve) => setTimeout(resolve, 50));
      running.delete(data.subject);
    });
    for (let n = 0; n < 7; n += 1) await send(`points:${n}`);
    await eventually(async () => expect(await done()).toBe(7));
    expect(most).toBe(2);
  });

  it('keeps room for what somebody waits for', async () => {
    const begun: string[] = [];
    const worker = startWorker({
      databaseUrl: env().databaseUrl,
      concurrency: {
        'carry-out-attempt': 1,
        'follow-jobs': 1,
        'watch-addresses': 1,
        'carry-ways': 1,
        verify: 1,
        'note-surroundings': 1,
        inventory: 2,
        'read-addresses': 1,
        'read-tags': 1,
        housekeeping: 1,
      },
      forUrgent: { inventory: 1, housekeeping: 1 },
      keepGoing: nothing,
      times: { graceMs: 200, finishMs: 300 },
      handlers: {
        ...idle,
        inventory: async ({ data, signal }) => {
          begun.push(data.subject);
          await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
        },
      },
    });
    workers.push(worker);
    await send('points:a');
    await eventually(() => expect(begun).toEqual(['points:a']));
    await send('points:b');
    await sendTask(sql, 'inventory', { ...place, subject: 'vaults' }, { priority: 1 });
    await eventually(() => expect(begun).toEqual(['points:a', 'vaults']));
  });

  it('keeps a task for as long as it works on it, far beyond one lease', { tags: 'long' }, async () => {
    const seen: number[] = [];
    work(async ({ attempt }) => {
      seen.push(attempt);
      await new Promise((resolve) => setTimeout(resolve, 4_000));
    });
    await send('long');
    await eventually(async () => expect(await done()).toBe(1));
    expect(seen).toEqual([1]);
  });

  it('tries again what failed, and keeps of the reason what may be shown', async () => {
    const written = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    work(async () => {
      throw new Error('a secret in a message');
    });
    await send('vaults');
    await eventually(async () => expect((await list()).map(({ state }) => state)).toEqual(['retrying']));
    const failure = (await list())[0]?.failure;
    expect(failure).toMatchObject({ code: 'unexpected' });
    const logged = written.mock.calls.flat().join('\n');
    expect(logged).toContain(failure?.code === 'unexpected' ? failure.log : 'no log');
    expect(logged + JSON.stringify(await asOwner('select * from pgboss.job'))).not.toContain('secret');
    written.mockRestore();
  });

  it('puts a task that it cannot read among the failed ones at once', async () => {
    work(nothing);
    await asOwner(
      `insert into pgboss.job (name, data, dead_letter, singleton_key, policy) values ('inventory', '{"subject": 7}', 'inventory.failed', 'k', 'stately')`,
    );
    await eventually(async () => expect(await list()).toMatchObject([{ state: 'failed', failure: { code: 'unreadable' }, about: null }]));
  });

  it('aborts a task at its deadline, and waits for none that does not hear', async () => {
    const reasons: unknown[] = [];
    const worker = work(
      ({ data, signal }) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => {
            reasons.push(signal.reason);
            if (data.subject === 'hears') reject(signal.reason);
          });
        }),
      { deadlineMs: 300 },
    );
    await send('hears');
    await send('is deaf');
    await eventually(async () =>
      expect((await list()).map(({ state, failure }) => ({ state, failure }))).toEqual(
        Array(2).fill({ state: 'retrying', failure: { code: 'deadline' } }),
      ),
    );
    expect(reasons).toEqual(['deadline', 'deadline']);
    await worker.stop();
  });

  it('hands back, when it is to end, what it cannot finish, and finishes what it can', async () => {
    const begun: string[] = [];
    const worker = work(async ({ data, signal }) => {
      begun.push(data.subject);
      if (data.subject === 'short') await new Promise((resolve) => setTimeout(resolve, 100));
      else await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    });
    await send('short');
    await send('long');
    await eventually(() => expect(begun).toHaveLength(2));
    await send('later');
    await worker.stop();
    expect(await done()).toBe(1);
    expect((await list()).map(({ about }) => about?.subject).sort()).toEqual(['later', 'long']);
    expect((await list()).map(({ failure }) => failure)).toEqual([null, null]);
    const seen: string[] = [];
    work(async ({ data }) => void seen.push(data.subject));
    await eventually(() => expect(seen.sort()).toEqual(['later', 'long']));
  });

  it('counts a handler that stops at its signal for nothing, even where it says that it is done', async () => {
    const worker = work(
      ({ signal }: Task<'inventory'>) => new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve())),
    );
    await send('polite');
    await eventually(async () => expect((await list())[0]?.state).toBe('running'));
    await worker.stop();
    expect((await list())[0]?.state).toBe('retrying');
  });

  it('sends again what must go on, at the start and later', async () => {
    let calls = 0;
    const keepGoing = async () => {
      calls += 1;
    };
    work(nothing, { keepGoingMs: 50 }, { keepGoing });
    await eventually(() => expect(calls).toBeGreaterThan(2));
  });

  it('ends only when what must go on has been sent', async () => {
    const events: string[] = [];
    let finish: () => void = () => undefined;
    const keepGoing = async () => {
      events.push('begins');
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      events.push('is over');
    };
    const worker = work(nothing, { finishMs: 60_000 }, { keepGoing });
    await eventually(() => expect(events).toEqual(['begins']));
    const stopped = worker.stop().then(() => events.push('ended'));
    await wait(100);
    finish();
    await stopped;
    expect(events).toEqual(['begins', 'is over', 'ended']);
  });

  it('outlives the loss of all its connections, goes on, and says so', async () => {
    const written = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const seen: string[] = [];
    await work(async ({ data }) => void seen.push(data.subject)).ready;
    await asOwner(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name like 'rehome%' and pid <> pg_backend_pid()",
    );
    await eventually(() => send('after'));
    await eventually(() => expect(seen).toEqual(['after']));
    expect(written.mock.calls.flat().join('\n')).toMatch(/"worker-database-lost","reason":"(unreachable|stopping)"/);
    await eventually(() => expect(written.mock.calls.flat().join('\n')).toContain('worker-database-back'));
    written.mockRestore();
  });
});

describe('a worker of its own process', () => {
  it.each(['SIGKILL', 'SIGSTOP'] as const)(
    'loses its task to another one at %s, and what it does later changes nothing',
    async (signal) => {
      const elsewhere = workElsewhere('--lease', '2');
      await told(elsewhere, 'ready');
      await send('hold');
      await told(elsewhere, 'began hold 1');
      elsewhere.process.kill(signal);
      const attempts: number[] = [];
      let release: () => void = () => undefined;
      work(async ({ attempt }) => {
        attempts.push(attempt);
        await new Promise<void>((resolve) => {
          release = resolve;
        });
      });
      await eventually(async () => expect(await list()).toMatchObject([{ state: 'retrying', failure: { code: 'worker-gone' } }]));
      await hurry();
      await eventually(() => expect(attempts).toEqual([2]));
      if (signal === 'SIGSTOP') {
        elsewhere.process.kill('SIGCONT');
        await told(elsewhere, 'ended hold 1');
      }
      expect((await list()).map(({ state, tries }) => ({ state, tries }))).toEqual([{ state: 'running', tries: 2 }]);
      release();
      await eventually(async () => expect(await done()).toBe(1));
      expect(attempts).toEqual([2]);
    },
  );

  it('loses a task that hangs to whoever is there, and goes on with others', async () => {
    const elsewhere = workElsewhere('--lease', '2', '--deadline', '500');
    await told(elsewhere, 'ready');
    await send('ignore');
    await told(elsewhere, 'began ignore 1');
    await eventually(async () => expect(await list()).toMatchObject([{ state: 'retrying', failure: { code: 'deadline' } }]));
    await hurry();
    await told(elsewhere, 'began ignore 2');
    await send('slow 1');
    await told(elsewhere, 'ended slow 1 1');
  });

  it('ends at SIGTERM with code 0, and leaves its work to others', async () => {
    const elsewhere = workElsewhere();
    await told(elsewhere, 'ready');
    await send('hold');
    await told(elsewhere, 'began hold 1');
    elsewhere.process.kill('SIGTERM');
    expect(await elsewhere.ended).toBe(0);
    expect(await list()).toMatchObject([{ state: 'retrying', failure: null }]);
  });
});
