import { BackupClient, DescribeRestoreJobCommand, GetRestoreJobMetadataCommand } from '@aws-sdk/client-backup';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { attemptsOf } from '@/lib/db/repositories/attempts';
import { activeClaims } from '@/lib/db/repositories/claims';
import { readDraft } from '@/lib/db/repositories/drafts';
import { readRestore } from '@/lib/db/repositories/restores';
import { inPage } from '@/lib/operations/in-page';
import { startRestoreOperation } from '@/lib/operations/plans';
import { begin, planAt } from '@/lib/restore/undo';
import { ACKNOWLEDGED, draftAt, must, OPERATOR, PLACE, SCOPE, startAt, startedAt } from '@/lib/testing/restores';
import { simulatedAccount } from '@/lib/testing/simulated-account';
import { getDraft, saveDraft } from './drafts';
import { getHistoryEntry } from './history';
import { startRestore } from './start-restore';

// Whoever asks through the gate is signed in.
vi.mock('@/lib/auth/caller', () => ({ currentCaller: async () => OPERATOR }));

const account = simulatedAccount({ speed: 1 });
const calls = async (): Promise<number> => ((await account.control('calls')) as Record<string, number>)['backup:StartRestoreJob'] ?? 0;

beforeEach(async () => {
  await account.control('faults', undefined, 'DELETE');
});

describe('a start', () => {
  it('leaves an intent, a token and claims, and AWS gets what was planned', async () => {
    const { draftId, revision } = await draftAt('10.1.10.210', '10.1.10.211');
    const { restoreId, jobId } = must(await startRestore(SCOPE, OPERATOR, { draftId, revision, acknowledged: ACKNOWLEDGED }));
    const restore = await readRestore(restoreId);
    expect(restore).toMatchObject({ outcome: 'waiting', jobId, startedBy: 'operator', draftId, connection: 'default' });
    const [attempt] = await attemptsOf(restoreId);
    expect(attempt).toMatchObject({ state: 'started', jobId, problem: null, sends: 1, leaseUntil: null });
    expect(attempt?.idempotencyToken).not.toBe(attempt?.requestId);
    const claims = (await activeClaims(PLACE)).filter((claim) => claim.restoreId === restoreId);
    expect(claims.map((claim) => claim.address)).toEqual(['10.1.10.210', '10.1.10.211']);
    const { Metadata } = await new BackupClient({}).send(new GetRestoreJobMetadataCommand({ RestoreJobId: jobId ?? '' }));
    expect(Metadata).toEqual(restore?.metadata);
    expect(Metadata?.['aws:backup:request-id']).toBe(attempt?.requestId);
    expect(JSON.parse(Metadata?.NetworkInterfaces ?? '')[0].PrivateIpAddresses).toEqual([
      { Primary: true, PrivateIpAddress: '10.1.10.210' },
      { Primary: false, PrivateIpAddress: '10.1.10.211' },
    ]);
    expect((await readDraft(draftId))?.restoreId).toBe(restoreId);
  });

  it('commits before it calls: whatever AWS does, the intent is there', async () => {
    const { draftId, revision } = await draftAt('10.1.10.212');
    await account.control('faults', { kind: 'slow', service: 'backup', operation: 'StartRestoreJob', ms: 1_500 });
    const starting = startRestore(SCOPE, OPERATOR, { draftId, revision, acknowledged: ACKNOWLEDGED });
    await expect.poll(async () => (await readDraft(draftId))?.restoreId ?? null).not.toBeNull();
    const restore = await readRestore((await readDraft(draftId))?.restoreId ?? '');
    expect(restore).toMatchObject({ outcome: 'starting', jobId: null });
    expect((await activeClaims(PLACE)).map((claim) => claim.address)).toContain('10.1.10.212');
    must(await starting);
  });

  it('wants warnings accepted by name, and says which', async () => {
    const before = await calls();
    const outcome = await startRestore(SCOPE, OPERATOR, { ...(await draftAt('10.1.10.213')), acknowledged: [] });
    expect(outcome).toMatchObject({ ok: false, error: { code: 'not-acknowledged', missing: [{ rule: 'F21' }] } });
    expect(await calls()).toBe(before);
  });

  it('looks again: an address that was taken since the review stops it and names the holder', async () => {
    const order = { ...(await draftAt('10.1.10.214')), acknowledged: ACKNOWLEDGED };
    await account.control('take-address', { address: '10.1.10.214', name: 'quick-01' });
    const before = await calls();
    const outcome = await startRestore(SCOPE, OPERATOR, order);
    expect(outcome).toMatchObject({ ok: false, error: { code: 'check-failed' } });
    const errors =
      outcome.ok || outcome.error.code !== 'check-failed' ? [] : outcome.error.diagnostics.filter((each) => each.severity === 'error');
    expect(errors).toMatchObject([{ rule: 'V10', params: { address: '10.1.10.214', name: 'quick-01' } }]);
    expect(await calls()).toBe(before);
    expect(await readDraft(order.draftId)).toMatchObject({ restoreId: null });
    expect((await activeClaims(PLACE)).map((claim) => claim.address)).not.toContain('10.1.10.214');
  });
});

describe('races', () => {
  it('of two that start at once for one address exactly one wins, and the other learns who', async () => {
    const [first, second] = [await draftAt('10.1.10.215', '10.1.10.216'), await draftAt('10.1.10.217', '10.1.10.215')];
    const outcomes = await Promise.all(
      [first, second].map((order) => startRestore(SCOPE, OPERATOR, { ...order, acknowledged: ACKNOWLEDGED })),
    );
    const won = outcomes.filter((outcome) => outcome.ok);
    expect(won).toHaveLength(1);
    const lost = outcomes.find((outcome) => !outcome.ok);
    const winner = won[0]?.ok === true ? won[0].value.restoreId : '';
    // The loser finds the claim at the unique index, or already among the facts.
    if (lost?.ok === false && lost.error.code === 'address-claimed')
      expect(lost.error.holders).toMatchObject([{ address: '10.1.10.215', claimedBy: 'operator', restoreId: winner }]);
    else expect(lost).toMatchObject({ error: { code: 'check-failed' } });
    const claims = await activeClaims(PLACE);
    expect(claims.filter((claim) => claim.address === '10.1.10.215')).toHaveLength(1);
    // Nothing of the loser's stays claimed.
    expect(claims.filter((claim) => ['10.1.10.216', '10.1.10.217'].includes(claim.address))).toHaveLength(1);
  });

  it('one draft started five times at once starts once', async () => {
    const before = await calls();
    const order = { ...(await draftAt('10.1.10.218')), acknowledged: ACKNOWLEDGED };
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => startRestore(SCOPE, OPERATOR, order)));
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    expect(await calls()).toBe(before + 1);
    for (const outcome of outcomes)
      if (!outcome.ok) expect(['already-started', 'check-failed', 'address-claimed']).toContain(outcome.error.code);
    const again = await startRestore(SCOPE, OPERATOR, order);
    const won = outcomes.find((outcome) => outcome.ok);
    expect(again).toMatchObject({
      ok: false,
      error: { code: 'already-started', startedBy: 'operator', ...(won?.ok === true ? won.value : {}) },
    });
  });

  it('a claim of a colleague’s restore is an error before the start', async () => {
    await startedAt('10.1.10.219');
    const outcome = await startAt('10.1.10.219');
    expect(outcome).toMatchObject({ ok: false, error: { code: 'check-failed' } });
  });
});

describe('what does not fit', () => {
  it('a draft that changed since the review', async () => {
    const { draftId, revision } = await draftAt('10.1.10.220');
    const { history } = must(await getDraft(SCOPE, draftId));
    must(await saveDraft(SCOPE, OPERATOR, { id: draftId, revision, history: { ...history, cursor: 0 } }));
    const outcome = await startRestore(SCOPE, OPERATOR, { draftId, revision, acknowledged: ACKNOWLEDGED });
    expect(outcome).toEqual({ ok: false, error: { code: 'draft-changed', revision: revision + 1, updatedBy: 'operator' } });
  });

  it.each(['00000000-0000-4000-8000-000000000000', 'x', "' or 1=1 --", ''])('the forged draft %j', async (draftId) => {
    const outcome = await startRestore(SCOPE, OPERATOR, { draftId, revision: 1, acknowledged: [] });
    expect(outcome).toEqual({ ok: false, error: { code: 'not-found', what: 'draft', id: draftId } });
  });

  it('a draft of another region, a foreign account, a region that does not exist', async () => {
    const order = { ...(await draftAt('10.1.10.221')), acknowledged: [...ACKNOWLEDGED] };
    expect(await inPage(startRestoreOperation, { place: { ...PLACE, region: 'us-east-1' }, ...order })).toMatchObject({
      error: { code: 'not-found', what: 'draft' },
    });
    expect(await inPage(startRestoreOperation, { place: { ...PLACE, account: '999999999999' }, ...order })).toMatchObject({
      error: { code: 'wrong-account' },
    });
    expect(await inPage(startRestoreOperation, { place: { ...PLACE, region: 'eu-nowhere-1' }, ...order })).toMatchObject({
      error: { code: 'not-found', what: 'region' },
    });
  });

  it('a history in the database that does not replay', async () => {
    const { draftId, revision } = await draftAt('10.1.10.222');
    const { history } = must(await getDraft(SCOPE, draftId));
    expect(planAt(begin(planAt(history))).nics).toHaveLength(1);
    const forged = { ...history, steps: [{ label: 'x', commands: [{ type: 'remove-nic' as const, nic: 'nobody' }] }], cursor: 1 };
    expect(await saveDraft(SCOPE, OPERATOR, { id: draftId, revision, history: forged })).toMatchObject({ error: { code: 'invalid-plan' } });
  });
});

describe('when AWS says no', () => {
  it('the attempt is in the history as refused, its addresses are free and the draft can be started again', async () => {
    const order = { ...(await draftAt('10.1.10.223')), acknowledged: ACKNOWLEDGED };
    await account.control('faults', { kind: 'denied', service: 'backup', operation: 'StartRestoreJob' });
    const outcome = await startRestore(SCOPE, OPERATOR, order);
    expect(outcome).toMatchObject({
      ok: false,
      error: { code: 'refused', problem: { code: 'access-denied', action: 'backup:StartRestoreJob' } },
    });
    const restoreId = !outcome.ok && outcome.error.code === 'refused' ? outcome.error.restoreId : '';
    const entry = must(await getHistoryEntry(OPERATOR, restoreId));
    expect(entry.entry).toMatchObject({ outcome: 'refused', jobId: null, durationSeconds: null });
    expect(entry.problem).toMatchObject({ code: 'access-denied' });
    expect((await activeClaims(PLACE)).map((claim) => claim.address)).not.toContain('10.1.10.223');
    const { jobId } = must(await startRestore(SCOPE, OPERATOR, order));
    const job = await new BackupClient({}).send(new DescribeRestoreJobCommand({ RestoreJobId: jobId ?? '' }));
    expect(job.Status).toBe('PENDING');
  });
});

describe('a start with credentials that AWS refuses', () => {
  it('is told as what it is, was sent once, and leaves neither claims nor a job', async () => {
    const order = { ...(await draftAt('10.1.10.224')), acknowledged: ACKNOWLEDGED };
    await account.control('faults', { kind: 'expired', service: 'backup', operation: 'StartRestoreJob' });
    const before = await calls();
    expect(await startRestore(SCOPE, OPERATOR, order)).toMatchObject({
      ok: false,
      error: { code: 'refused', problem: { code: 'expired-credentials', source: 'environment' } },
    });
    expect(await calls()).toBe(before + 1);
    expect((await activeClaims(PLACE)).map((claim) => claim.address)).not.toContain('10.1.10.224');
    must(await startRestore(SCOPE, OPERATOR, order));
  });
});

describe('a start that AWS throttles', () => {
  it('is no refusal: it stays open with its claims, and the same plan does not start again', async () => {
    const order = { ...(await draftAt('10.1.10.225')), acknowledged: ACKNOWLEDGED };
    await account.control('faults', { kind: 'throttle', service: 'backup', operation: 'StartRestoreJob', times: null });
    const { restoreId, jobId } = must(await startRestore(SCOPE, OPERATOR, order));
    expect(jobId).toBeNull();
    expect((await activeClaims(PLACE)).filter((claim) => claim.restoreId === restoreId).map((claim) => claim.address)).toEqual([
      '10.1.10.225',
    ]);
    expect(must(await getHistoryEntry(OPERATOR, restoreId))).toMatchObject({
      entry: { outcome: 'starting' },
      problem: { code: 'throttled' },
    });
    expect(await startRestore(SCOPE, OPERATOR, order)).toMatchObject({ ok: false, error: { code: 'already-started', restoreId } });
  });
});
