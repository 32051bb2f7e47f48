import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Caller } from '@/lib/auth/caller';
import { withTransaction } from '@/lib/db/client';
import { rawExecutor } from '@/lib/db/raw';
import { attemptsOf, leaseAttempt } from '@/lib/db/repositories/attempts';
import { commitStart, type Start } from '@/lib/db/repositories/runs';
import { noteWorker, noteWorkerEnded } from '@/lib/db/repositories/workers';
import { claimTask, failClaim } from '@/lib/engine/claim';
import { BY_ITSELF } from '@/lib/engine/queues';
import { sendTask } from '@/lib/engine/send';
import { asOwner } from '@/lib/testing/owner';
import { must, OPERATOR, PLACE } from '@/lib/testing/restores';
import { simulatedAccount } from '@/lib/testing/simulated-account';
import { killedBeforeTheCall, permitted, startAtOf } from '@/lib/testing/starts';
import { discardWork, listWork, runWorkNow, workVersion } from './background-work';
import { carryOutAttempt, sendForStart } from './tasks/carry-out-attempt';

const account = simulatedAccount();
const vaults = { ...BY_ITSELF, ...PLACE, subject: 'vaults' };
const list = async () => must(await listWork(OPERATOR));

const recorded = async () =>
  (await asOwner('select chain, actor, kind, subject, data from events order by at, chain, seq')).map((event) => ({
    ...event,
    data: JSON.parse(String(event.data)) as unknown,
  }));

/** As if a worker had met something unexpected for the last time. */
const failNext = async (queue: string): Promise<void> => {
  const claim = await claimTask(rawExecutor(), queue, 15);
  if (claim === null) throw new Error('nothing was due');
  await withTransaction((tx) => failClaim(rawExecutor(tx), claim, { code: 'unexpected', log: 'the-id' }, true));
};

beforeEach(() => asOwner('delete from pgboss.job; delete from workers'));

describe('an attempt whose task failed for good', () => {
  /** Its task is run again by a person, and carried out by a worker. */
  const runAgain = async (start: Start): Promise<void> => {
    const { connection, account, region, actor } = start.run;
    const data = { connection, account, region, actor, attempt: start.attempt.id };
    await sendTask(rawExecutor(), 'carry-out-attempt', data);
    await failNext('carry-out-attempt');
    const [failed] = (await list()).tasks;
    expect(await runWorkNow(OPERATOR, failed?.id ?? '')).toEqual({ ok: true, value: null });
    const claim = await claimTask(rawExecutor(), 'carry-out-attempt', 15);
    expect(claim?.data).toEqual(data);
    await carryOutAttempt({ data, signal: new AbortController().signal, attempt: 1 });
  };
  const sends = async (start: Start) => (await attemptsOf(start.restore.id)).map((attempt) => attempt.sends);
  const calls = async () => ((await account.control('calls')) as Record<string, number>)['backup:StartRestoreJob'] ?? 0;

  it('is sent by it where nobody has', async () => {
    const start = await killedBeforeTheCall('10.1.10.211');
    const before = await calls();
    await runAgain(start);
    expect(await sends(start)).toEqual([1]);
    expect(await calls()).toBe(before + 1);
    await asOwner('delete from pgboss.job');
    await runAgain(start);
    expect(await calls()).toBe(before + 1);
  });

  it('is not sent by it while another holds its lease, nor once its request may have gone out', async () => {
    const start = await killedBeforeTheCall('10.1.10.212');
    const before = await calls();
    expect(await leaseAttempt(start.attempt.id, randomUUID(), 60_000)).not.toBeNull();
    await runAgain(start);
    await asOwner("update attempts set lease_until = now() - interval '1 second' where state = 'open'");
    await asOwner('delete from pgboss.job');
    await runAgain(start);
    expect(await calls()).toBe(before);
    expect(await sends(start)).toEqual([1]);
  });
});

describe('background work', () => {
  it('is nothing, where nothing is to be done', async () => {
    expect(await list()).toEqual({
      tasks: [],
      counts: { failed: 0, running: 0, retrying: 0, waiting: 0 },
      workers: { running: 0, lastSeenAt: null },
      unattendedSince: null,
    });
  });

  it('tells what each task is about: a place, a subject, a restore', async () => {
    const start = await startAtOf('10.1.10.210');
    await asOwner('delete from pgboss.job');
    await commitStart(start, { permit: permitted, send: (tx) => sendForStart(tx, start), isInTime: () => true });
    await sendTask(rawExecutor(), 'inventory', vaults);
    await failNext('inventory');
    const { tasks, counts } = await list();
    expect(counts).toMatchObject({ failed: 1, waiting: 2 });
    expect(tasks[0]).toMatchObject({
      queue: 'inventory',
      state: 'failed',
      place: PLACE,
      subject: 'vaults',
      restoreId: null,
      failure: { code: 'unexpected', log: 'the-id' },
    });
    expect(tasks.find(({ queue }) => queue === 'carry-out-attempt')).toMatchObject({
      restoreId: start.restore.id,
      state: 'waiting',
      tries: 0,
    });
  });

  it('is run again, and discarded, each once, with its event in the chain of its account', async () => {
    await sendTask(rawExecutor(), 'inventory', vaults);
    await failNext('inventory');
    const before = await recorded();
    const [failed] = (await list()).tasks;
    const id = failed?.id ?? '';
    const answers = await Promise.all([runWorkNow(OPERATOR, id), runWorkNow(OPERATOR, id), runWorkNow(OPERATOR, id)]);
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    expect(answers.flatMap((answer) => (answer.ok ? [] : answer.error))).toEqual([{ code: 'task-gone' }, { code: 'task-gone' }]);
    const { tasks } = await list();
    expect(tasks).toMatchObject([{ state: 'waiting', subject: 'vaults' }]);
    const waiting = tasks[0]?.id ?? '';
    expect(await discardWork(OPERATOR, waiting)).toEqual({ ok: true, value: null });
    expect(await discardWork(OPERATOR, waiting)).toEqual({ ok: false, error: { code: 'task-gone' } });
    expect((await list()).tasks).toEqual([]);
    const about = { queue: 'inventory', region: PLACE.region, attemptId: null, subject: 'vaults' };
    const [chain, actor] = [`account:${PLACE.account}`, 'operator'];
    expect((await recorded()).slice(before.length)).toEqual([
      { chain, actor, kind: 'task-run-again', subject: id, data: { taskId: id, was: 'failed', ...about } },
      { chain, actor, kind: 'task-discarded', subject: waiting, data: { taskId: waiting, was: 'waiting', ...about } },
    ]);
  });

  it('that is no one place’s is run now too, with its event in the chain of the console', async () => {
    await sendTask(rawExecutor(), 'housekeeping', BY_ITSELF, { startAfter: 3_600 });
    const [task] = (await list()).tasks;
    expect(task).toMatchObject({ queue: 'housekeeping', place: null, readable: true, state: 'waiting' });
    expect(await runWorkNow(OPERATOR, task?.id ?? '')).toEqual({ ok: true, value: null });
    expect(await claimTask(rawExecutor(), 'housekeeping', 15)).not.toBeNull();
    expect((await recorded()).at(-1)).toMatchObject({
      chain: 'console',
      kind: 'task-run-again',
      data: { queue: 'housekeeping', was: 'waiting', region: null, subject: null },
    });
  });

  it('that nobody does is told with since when no worker is there, and workers are counted', async () => {
    const id = randomUUID();
    await noteWorker(id);
    expect((await list()).workers).toEqual({ running: 1, lastSeenAt: null });
    await noteWorkerEnded(id);
    expect((await list()).workers).toEqual({ running: 0, lastSeenAt: expect.stringMatching(/Z$/) });
  });

  it('has a version that changes with a task and with a worker, and else stays', async () => {
    const versions = new Set<string>();
    const news = async (): Promise<boolean> => {
      const [version, size] = [must(await workVersion(OPERATOR)), versions.size];
      return versions.add(version).size > size;
    };
    expect([await news(), await news()]).toEqual([true, false]);
    await sendTask(rawExecutor(), 'inventory', vaults);
    expect([await news(), await news()]).toEqual([true, false]);
    const id = randomUUID();
    await noteWorker(id);
    expect(await news()).toBe(true);
    await noteWorker(id);
    expect(await news()).toBe(false);
    await noteWorkerEnded(id);
    expect([await news(), await news()]).toEqual([true, false]);
  });

  it('of another account is neither shown nor changed, and who may only look at it changes nothing', async () => {
    await sendTask(rawExecutor(), 'inventory', vaults);
    await failNext('inventory');
    await sendTask(rawExecutor(), 'housekeeping', BY_ITSELF, { startAfter: 3_600 });
    const id = (await list()).tasks.find(({ queue }) => queue === 'inventory')?.id ?? '';
    const elsewhere: Caller = { ...OPERATOR, grants: [{ role: 'operator', account: '999999999999' }] };
    const looking: Caller = { ...elsewhere, grants: [...elsewhere.grants, { role: 'viewer', account: PLACE.account }] };
    const before = await recorded();
    for (const how of [runWorkNow, discardWork]) {
      expect(await how(elsewhere, id)).toEqual({ ok: false, error: { code: 'task-gone' } });
      expect(await how(looking, id)).toMatchObject({ error: { code: 'not-permitted', permission: 'manage-work' } });
    }
    expect(must(await listWork(elsewhere))).toMatchObject({ tasks: [{ queue: 'housekeeping' }], counts: { failed: 0, waiting: 1 } });
    expect(must(await listWork(looking))).toEqual(must(await listWork(OPERATOR)));
    expect(await workVersion(elsewhere)).not.toEqual(await workVersion(looking));
    expect((await list()).counts).toMatchObject({ failed: 1, waiting: 1 });
    expect(await recorded()).toEqual(before);
  });

  it('that has ended, that runs or that cannot be read is left alone, and the reason told', async () => {
    for (const id of [randomUUID(), "'; drop table drafts; --"])
      expect(await runWorkNow(OPERATOR, id)).toEqual({ ok: false, error: { code: 'task-gone' } });
    await sendTask(rawExecutor(), 'inventory', vaults);
    await claimTask(rawExecutor(), 'inventory', 15);
    const [running] = (await list()).tasks;
    expect(await discardWork(OPERATOR, running?.id ?? '')).toEqual({ ok: false, error: { code: 'task-running' } });
    await asOwner(`update pgboss.job set state = 'created', data = '{}'`);
    const [unreadable] = (await list()).tasks;
    expect(unreadable).toMatchObject({ place: null, readable: false });
    expect(await runWorkNow(OPERATOR, unreadable?.id ?? '')).toEqual({ ok: false, error: { code: 'task-unreadable' } });
    expect(await discardWork(OPERATOR, unreadable?.id ?? '')).toEqual({ ok: true, value: null });
  });
});
