import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BackupClient, ListRestoreJobsCommand, StartRestoreJobCommand } from '@aws-sdk/client-backup';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Account, createAccount, timingsAt } from './account/account';
import { createConditions } from './conditions';
import type { AccountJob } from './control/jobs';
import { ARTICLE_POINT, articleSeed } from './seed/article';
import { killAll, run } from './test-process';

const ROLE = 'arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole';
const ROUNDS = 3;
const STARTERS = 6;

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandbox-durable-'));
});
afterEach(async () => {
  killAll();
  await rm(folder, { recursive: true, force: true });
});

/** What the callers of an account know of it. */
interface Known {
  /** Job by token, as it was acknowledged. */
  readonly acknowledged: Map<string, string>;
  /** Tokens whose answer never came. */
  readonly open: Set<string>;
  /** Jobs that a list showed. */
  readonly seen: Set<string>;
}

const startWith = async (client: BackupClient, token: string, known: Known): Promise<void> => {
  known.open.add(token);
  const input = { RecoveryPointArn: ARTICLE_POINT, IamRoleArn: ROLE, IdempotencyToken: token, Metadata: { InstanceType: 't2.micro' } };
  const { RestoreJobId = '' } = await client.send(new StartRestoreJobCommand(input));
  known.open.delete(token);
  known.acknowledged.set(token, RestoreJobId);
};

/** Repeats `work` until it fails, as it does when the account is killed. */
const untilItEnds = async (work: () => Promise<void>): Promise<void> => {
  try {
    for (;;) await work();
  } catch {
    // The account is gone.
  }
};

const clientOf = (endpoint: string | null): BackupClient =>
  new BackupClient({
    endpoint: endpoint ?? '',
    region: 'ap-northeast-1',
    credentials: { accessKeyId: 'AKIATEST', secretAccessKey: 'x' },
    maxAttempts: 1,
  });

describe('kill -9 at any moment', () => {
  it('undoes nothing that was acknowledged or shown, and a repeated token makes no second job', async () => {
    const known: Known = { acknowledged: new Map(), open: new Set(), seen: new Set() };
    for (let round = 0; round < ROUNDS; round += 1) {
      const { child, url } = await run('--port', '0', '--data', folder, '--speed', '0.01', '--quiet');
      const client = clientOf(url);
      const open = [...known.open];
      let next = 0;
      const workers = Array.from({ length: STARTERS }, () =>
        untilItEnds(() => startWith(client, open.shift() ?? `${round}-${next++}`, known)),
      );
      const reader = untilItEnds(async () => {
        const { RestoreJobs = [] } = await client.send(new ListRestoreJobsCommand({ MaxResults: 1000 }));
        for (const job of RestoreJobs) known.seen.add(job.RestoreJobId ?? '');
      });
      // The moment falls wherever the machine happens to be; some starts are always under way.
      const before = known.acknowledged.size;
      await expect.poll(() => known.acknowledged.size, { interval: 1 + 7 * round }).toBeGreaterThan(before + 3 * round);
      child.kill('SIGKILL');
      await Promise.all([...workers, reader, once(child, 'exit')]);
      client.destroy();
    }
    const { url } = await run('--port', '0', '--data', folder, '--speed', '0.01', '--quiet');
    const client = clientOf(url);
    for (const token of [...known.open]) await startWith(client, token, known);
    client.destroy();
    const { jobs } = (await (await fetch(`${url}/_sandbox/jobs`)).json()) as { jobs: AccountJob[] };
    expect(known.acknowledged.size).toBeGreaterThan(ROUNDS);
    expect(new Map(jobs.map((job) => [job.idempotencyToken, job.restoreJobId]))).toEqual(known.acknowledged);
    expect(jobs).toHaveLength(known.acknowledged.size);
    const all = new Set(jobs.map((job) => job.restoreJobId));
    expect([...known.seen].filter((id) => !all.has(id))).toEqual([]);
  });
});

describe('durable', () => {
  const accountThatSaves = (save: () => Promise<void>): Account =>
    createAccount({
      state: articleSeed(0),
      seed: articleSeed,
      timings: timingsAt(1),
      conditions: createConditions(),
      clock: () => 0,
      onChange: () => undefined,
      save,
    });

  it('waits for what is being written for others, and not for its failure', async () => {
    let written = (): void => undefined;
    const account = accountThatSaves(() => new Promise((resolve) => (written = resolve)));
    await account.durable();
    const saved = account.saved();
    let told = false;
    const durable = account.durable().then(() => (told = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(told).toBe(false);
    written();
    await Promise.all([saved, durable]);

    const full = accountThatSaves(() => Promise.reject(new Error('disk full')));
    await expect(full.saved()).rejects.toThrow('disk full');
    await full.durable();
  });
});
