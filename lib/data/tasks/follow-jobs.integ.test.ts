import { BackupClient, StartRestoreJobCommand } from '@aws-sdk/client-backup';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { rawExecutor } from '@/lib/db/raw';
import { attemptsOf } from '@/lib/db/repositories/attempts';
import { commitStart } from '@/lib/db/repositories/runs';
import { BY_ITSELF } from '@/lib/engine/queues';
import { listTasks } from '@/lib/engine/tasks';
import { asOwner } from '@/lib/testing/owner';
import { must, PLACE, POINT, SCOPE, startedAt, sweepNow } from '@/lib/testing/restores';
import { simulatedAccount } from '@/lib/testing/simulated-account';
import { killedBeforeTheCall, permitted, startAtOf } from '@/lib/testing/starts';
import { productWorker } from '@/lib/testing/worker';
import { getJob, listJobs } from '../jobs';
import { noteLooking } from '../jobs/attention';
import { carryOutAttempt, sendForStart } from './carry-out-attempt';
import { followJobs, keepFollowing } from './follow-jobs';

// The database's clock is the one that is put forward here.
vi.mock('@/lib/db/about', async (original) => ({ ...(await original<object>()), databaseNow: async () => new Date() }));

const account = simulatedAccount({ speed: 1 });
const data = { ...BY_ITSELF, ...PLACE };
const ROLE = 'arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole';
const signal = new AbortController().signal;
const follow = () => followJobs({ data, signal, attempt: 1 });
const listCalls = async (): Promise<number> => ((await account.control('calls')) as Record<string, number>)['backup:ListRestoreJobs'] ?? 0;
const waiting = async () =>
  (await listTasks(rawExecutor(), 100)).tasks.filter(({ queue, state }) => queue === 'follow-jobs' && state === 'waiting');
/** Seconds until the next look, rounded up; `null`: none is planned. */
const nextIn = async (): Promise<number | null> => {
  const [task] = await waiting();
  return task?.dueAt == null ? null : Math.ceil((task.dueAt.getTime() - Date.now()) / 1_000);
};
const advance = (seconds: number) => account.control('clock', { advanceSeconds: seconds });
const nobodyLooks = () => asOwner('delete from attention');

beforeEach(async () => {
  await account.control('reset', {});
  await account.control('faults', undefined, 'DELETE');
  await asOwner('delete from pgboss.job');
  await asOwner('truncate drafts, claims, notes, attempts, restore_addresses, restores, runs, restore_jobs, sweeps, attention cascade');
  const { processWide } = await import('@/lib/process-wide');
  processWide('attention-noted', () => new Map<string, number>()).clear();
});

describe('following a place', () => {
  it('begins when somebody looks at it, and goes on slowly when nobody does', async () => {
    await listJobs(SCOPE);
    expect(await nextIn()).toBeLessThanOrEqual(0);
    await asOwner('delete from pgboss.job');
    await follow();
    expect(await listCalls()).toBe(1);
    // Nothing runs: the next look is due after 20 s.
    expect(await nextIn()).toBeGreaterThan(10);
    await asOwner('delete from pgboss.job');
    await nobodyLooks();
    await follow();
    // Others may start restores, and the history tells of them: the next look is due after a minute.
    expect(await nextIn()).toBeGreaterThan(30);
    expect(await listCalls()).toBe(1);
  });

  it('is written down once for many who look, and not again and again', async () => {
    for (let n = 0; n < 50; n += 1) await noteLooking(SCOPE);
    expect(await waiting()).toHaveLength(1);
    const [{ looked }] = (await asOwner('select looked_at::text as looked from attention')) as [{ looked: string }];
    await Promise.all(Array.from({ length: 50 }, () => listJobs(SCOPE)));
    expect(await asOwner('select looked_at::text as looked from attention')).toEqual([{ looked }]);
  });

  it('looks more often while something runs, and less while nobody looks', async () => {
    await startedAt('10.1.10.211');
    await asOwner('delete from pgboss.job');
    await follow();
    expect(await nextIn()).toBeLessThanOrEqual(2);
    await asOwner('delete from pgboss.job');
    await nobodyLooks();
    await asOwner("update sweeps set started_at = started_at - interval '1 minute'");
    await follow();
    expect(await nextIn()).toBeGreaterThan(5);
  });

  it('does not wait for its next look where a page meets a job that runs and that no look has seen', async () => {
    await noteLooking(SCOPE);
    await asOwner('delete from pgboss.job');
    await follow();
    expect(await nextIn()).toBeGreaterThan(10);
    const { RestoreJobId = '' } = await new BackupClient({}).send(
      new StartRestoreJobCommand({ RecoveryPointArn: POINT, Metadata: { InstanceType: 't2.micro' }, IamRoleArn: ROLE }),
    );
    expect(must(await getJob(SCOPE, RestoreJobId)).job.status).toBe('PENDING');
    expect(await nextIn()).toBeLessThanOrEqual(0);
    await asOwner('delete from pgboss.job');
    await follow();
    expect(await nextIn()).toBeLessThanOrEqual(2);
  });

  it('asks AWS no more often than that, however often it is brought forward', async () => {
    await listJobs(SCOPE);
    await asOwner('delete from pgboss.job');
    for (let n = 0; n < 3; n += 1) await follow();
    expect(await listCalls()).toBe(1);
    expect(await waiting()).toHaveLength(1);
  });

  it('is not held up by a look that is dated after now', async () => {
    await noteLooking(SCOPE);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_000 });
    await sweepNow();
    vi.useRealTimers();
    const before = await listCalls();
    await asOwner('delete from pgboss.job');
    await follow();
    expect(await listCalls()).toBe(before + 1);
    expect(await nextIn()).toBeGreaterThan(10);
  });

  it('waits longer after each look that failed, whichever worker it was, but not for credentials that somebody may renew', {
    tags: 'long',
  }, async () => {
    await noteLooking(SCOPE);
    await account.control('faults', { kind: 'throttle', service: 'backup', operation: 'ListRestoreJobs', times: null });
    const waits: number[] = [];
    for (let n = 0; n < 2; n += 1) {
      await asOwner("delete from pgboss.job; update sweeps set started_at = started_at - interval '1 hour'");
      await follow();
      waits.push((await nextIn()) ?? 0);
    }
    expect(waits[1]).toBeGreaterThan((waits[0] ?? 0) + 10);
    await account.control('faults', undefined, 'DELETE');
    await account.control('faults', { kind: 'expired', service: 'backup', operation: 'ListRestoreJobs', times: null });
    await asOwner("delete from pgboss.job; update sweeps set started_at = started_at - interval '1 hour'");
    await follow();
    expect(await nextIn()).toBeLessThanOrEqual(20);
  });

  it('begins anew by itself where its task was lost', async () => {
    await startedAt('10.1.10.212');
    await nobodyLooks();
    await asOwner('delete from pgboss.job');
    await keepFollowing();
    await keepFollowing();
    expect((await waiting()).map(({ about }) => about)).toMatchObject([PLACE]);
    expect(await asOwner("select data from pgboss.job where name = 'follow-jobs'")).toEqual([{ data }]);
  });

  it('is with the connection that its restore was started with', async () => {
    await startedAt('10.1.10.212');
    await nobodyLooks();
    await asOwner("delete from pgboss.job; update restores set connection = 'second'");
    await keepFollowing();
    expect(await asOwner("select data from pgboss.job where name = 'follow-jobs'")).toEqual([{ data: { ...data, connection: 'second' } }]);
  });

  it('ends at its signal, before AWS is asked for more or anything is decided', async () => {
    await noteLooking(SCOPE);
    const cut = AbortSignal.abort('lost');
    await expect(followJobs({ data, signal: cut, attempt: 1 })).rejects.toBe('lost');
  });
});

describe('a start', () => {
  const stateOf = async (restoreId: string) => (await attemptsOf(restoreId))[0]?.state;

  it('is carried out by a worker where the console died right after its commit', async () => {
    const start = await startAtOf('10.1.10.213');
    expect(await commitStart(start, { permit: permitted, send: (tx) => sendForStart(tx, start), isInTime: () => true })).toEqual({
      outcome: 'committed',
    });
    const tasks = (await listTasks(rawExecutor(), 100)).tasks.map(({ queue, about }) => [queue, about?.attempt]);
    expect(tasks).toEqual(
      expect.arrayContaining([
        ['carry-out-attempt', start.attempt.id],
        ['follow-jobs', null],
      ]),
    );
    const worker = productWorker();
    await expect.poll(() => stateOf(start.restore.id)).toBe('started');
    await worker.stop();
  });

  it('that is not committed leaves no task', async () => {
    const start = await startAtOf('10.1.10.214');
    // What making the plan sent.
    await asOwner('delete from pgboss.job');
    await commitStart(
      { ...start, draft: { ...start.draft, revision: 99 } },
      { permit: permitted, send: (tx) => sendForStart(tx, start), isInTime: () => true },
    );
    expect((await listTasks(rawExecutor(), 100)).tasks).toEqual([]);
  });

  it('is not sent by its task once nobody expects it to begin any more, or where it was sent before', async () => {
    const old = await killedBeforeTheCall('10.1.10.215');
    await asOwner(`update attempts set created_at = created_at - interval '1 hour' where id = '${old.attempt.id}'`);
    await carryOutAttempt({ data: { ...data, attempt: old.attempt.id }, signal, attempt: 1 });
    expect(await stateOf(old.restore.id)).toBe('open');
    const sent = await killedBeforeTheCall('10.1.10.216');
    await asOwner(`update attempts set sends = 1 where id = '${sent.attempt.id}'`);
    await carryOutAttempt({ data: { ...data, attempt: sent.attempt.id }, signal, attempt: 1 });
    expect((await attemptsOf(sent.restore.id))[0]).toMatchObject({ state: 'open', sends: 1 });
  });

  it('is followed to its end by a worker, its addresses read', async () => {
    const worker = productWorker();
    const { jobId } = await startedAt('10.1.10.217');
    await advance(40);
    await expect.poll(async () => must(await getJob(SCOPE, jobId ?? '')).origin?.verification?.matches).toBe(true);
    await worker.stop();
    const after = await listCalls();
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(await listCalls()).toBe(after);
  });
});
