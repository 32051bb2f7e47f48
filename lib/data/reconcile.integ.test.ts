import { randomUUID } from 'node:crypto';
import { BackupClient, ListRestoreJobsCommand } from '@aws-sdk/client-backup';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { activeClaims } from '@/lib/db/repositories/claims';
import { readDraft } from '@/lib/db/repositories/drafts';
import { commitIntent, type NewRestore, readRestore } from '@/lib/db/repositories/restores';
import { claimsOfPlan } from '@/lib/jobs/claims-of-plan';
import { toMetadata } from '@/lib/restore/to-metadata';
import { planAt } from '@/lib/restore/undo';
import { lossyProxy } from '@/lib/testing/lossy-proxy';
import { DUE, draftAt, must, PLACE, startedAt, sweepNow } from '@/lib/testing/restores';
import { simulatedAccount } from '@/lib/testing/simulated-account';
import { getDraft } from './drafts';
import { sweepJobs } from './jobs/sweep';
import { attemptStart } from './start-restore/attempt';

const account = simulatedAccount({ speed: 1 });
const line = lossyProxy(account.url);
beforeAll(() => {
  process.env.AWS_ENDPOINT_URL_BACKUP = line.url();
});
beforeEach(async () => {
  line.lose(null);
  await account.control('faults', undefined, 'DELETE');
});
afterEach(() => vi.useRealTimers());

const START = { method: 'PUT', path: '/restore-jobs' } as const;

const jobs = async (): Promise<readonly string[]> => {
  const { RestoreJobs = [] } = await new BackupClient({ endpoint: account.url() }).send(new ListRestoreJobsCommand({}));
  return RestoreJobs.flatMap((job) => job.RestoreJobId ?? []);
};
const claimed = async (address: string): Promise<boolean> => (await activeClaims(PLACE)).some((claim) => claim.address === address);

/** What a process leaves that is killed between the commit and the call. */
const killedBeforeTheCall = async (address: string): Promise<NewRestore> => {
  const { draftId, revision } = await draftAt(address);
  const plan = planAt(must(await getDraft(PLACE, draftId)).history);
  const requestId = randomUUID();
  const intent: NewRestore = {
    id: randomUUID(),
    ...PLACE,
    startedBy: 'operator',
    draftId,
    recoveryPointArn: plan.source.recoveryPointArn,
    vault: plan.source.vault,
    resourceArn: plan.source.resourceArn,
    resourceName: plan.source.resourceName,
    plan,
    metadata: toMetadata(plan, requestId),
    diagnostics: [],
    roleArn: plan.restoreRoleArn,
    copyTags: plan.copyTags,
    idempotencyToken: randomUUID(),
    requestId,
    intendedAt: new Date(),
  };
  expect(await commitIntent(intent, claimsOfPlan(plan), { id: draftId, revision })).toEqual({ outcome: 'committed' });
  return intent;
};

const later = (ms: number): void => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms });
};

describe('an answer that got lost after AWS had accepted', () => {
  it('is found by the request id at the next sweep, and nothing starts twice', async () => {
    const before = await jobs();
    line.lose(START);
    const started = await startedAt('10.1.10.210');
    // Each try of the SDK carried the same token, so AWS has one job.
    expect(line.lost()).toBeGreaterThan(1);
    expect(started.jobId).toBeNull();
    expect(await readRestore(started.restoreId)).toMatchObject({ state: 'intended', problem: { code: 'unreachable' } });
    const made = (await jobs()).filter((id) => !before.includes(id));
    expect(made).toHaveLength(1);
    line.lose(null);
    await sweepNow();
    expect(await readRestore(started.restoreId)).toMatchObject({ state: 'started', jobId: made[0], problem: null });
    expect(await jobs()).toHaveLength(before.length + 1);
  });

  it('a fault of AWS’s own that hides the acceptance is no refusal', async () => {
    await account.control('faults', { kind: 'server-error', service: 'backup', operation: 'StartRestoreJob', times: 4 });
    const before = await jobs();
    const started = await startedAt('10.1.10.211');
    expect(await readRestore(started.restoreId)).toMatchObject({ state: 'intended', problem: { code: 'aws-failed' } });
    expect(await claimed('10.1.10.211')).toBe(true);
    // AWS had not taken it: the sweep repeats the call with the same token.
    await sweepNow();
    const restore = await readRestore(started.restoreId);
    expect(restore?.state).toBe('started');
    expect((await jobs()).filter((id) => !before.includes(id))).toEqual([restore?.jobId]);
  });
});

describe('a process that was killed with an intent', () => {
  it('before the call: nobody repeats it, and after a while it is lost, its addresses and its draft are free', async () => {
    const intent = await killedBeforeTheCall('10.1.10.212');
    const before = await jobs();
    await sweepNow();
    // Another process may still be about to call.
    expect((await readRestore(intent.id))?.state).toBe('intended');
    expect(await claimed('10.1.10.212')).toBe(true);
    later(6 * 60_000);
    await sweepNow();
    expect(await readRestore(intent.id)).toMatchObject({ state: 'lost', jobId: null });
    expect(await claimed('10.1.10.212')).toBe(false);
    expect((await readDraft(intent.draftId ?? ''))?.restoreId).toBeNull();
    expect(await jobs()).toEqual(before);
  });

  it('after the call: its job is adopted', async () => {
    const intent = await killedBeforeTheCall('10.1.10.213');
    // The call went out and its answer was never written down.
    const answer = await attemptStart({ ...intent, id: randomUUID() });
    await sweepNow();
    expect(await readRestore(intent.id)).toMatchObject({ state: 'started', jobId: answer.outcome === 'started' ? answer.jobId : '' });
  });

  it('is not given a job of the same point that somebody else started', async () => {
    const intent = await killedBeforeTheCall('10.1.10.214');
    await startedAt('10.1.10.215');
    await attemptStart({
      ...intent,
      id: randomUUID(),
      requestId: randomUUID(),
      idempotencyToken: randomUUID(),
      metadata: { ...intent.metadata, 'aws:backup:request-id': randomUUID() },
    });
    await sweepNow();
    expect((await readRestore(intent.id))?.state).toBe('intended');
  });

  it('is not declared lost while AWS cannot be asked', async () => {
    const intent = await killedBeforeTheCall('10.1.10.216');
    later(6 * 60_000);
    await account.control('faults', { kind: 'throttle', service: 'backup', operation: 'ListRestoreJobs', times: null });
    expect(await sweepJobs(PLACE, DUE)).toMatchObject({ ok: true, value: { code: 'throttled' } });
    expect(await readRestore(intent.id)).toMatchObject({ state: 'intended', problem: { code: 'throttled' } });
    expect(await claimed('10.1.10.216')).toBe(true);
    await account.control('faults', undefined, 'DELETE');
    await sweepNow();
    expect((await readRestore(intent.id))?.state).toBe('lost');
  });

  it('is not declared lost while the metadata of a job that may be its own cannot be read', async () => {
    const intent = await killedBeforeTheCall('10.1.10.217');
    await attemptStart({ ...intent, id: randomUUID() });
    later(6 * 60_000);
    await account.control('faults', { kind: 'denied', service: 'backup', operation: 'GetRestoreJobMetadata', times: null });
    await sweepNow();
    expect(await readRestore(intent.id)).toMatchObject({ state: 'intended', problem: { code: 'access-denied' } });
    await account.control('faults', undefined, 'DELETE');
    await sweepNow();
    expect((await readRestore(intent.id))?.state).toBe('started');
  });
});
