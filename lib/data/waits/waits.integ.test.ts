import { EC2Client, TerminateInstancesCommand } from '@aws-sdk/client-ec2';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { databaseNow } from '@/lib/db/about';
import { rawExecutor } from '@/lib/db/raw';
import { activeClaims } from '@/lib/db/repositories/claims';
import { recordJob } from '@/lib/db/repositories/outcomes';
import { readRestore } from '@/lib/db/repositories/restores';
import { openWaits } from '@/lib/db/repositories/waits';
import { listTasks } from '@/lib/engine/tasks';
import { acceptanceKey } from '@/lib/jobs/acknowledge';
import { perform } from '@/lib/restore/undo';
import { answers, approvedAt, EMMA, HANAKO, ruleFor, seen, storePeople, TAKESHI } from '@/lib/testing/approvals';
import { asOwner } from '@/lib/testing/owner';
import { ACKNOWLEDGED, draftAt, must, OPERATOR, PLACE, SCOPE, startAt } from '@/lib/testing/restores';
import { simulatedAccount } from '@/lib/testing/simulated-account';
import { killedBeforeTheCall } from '@/lib/testing/starts';
import { productWorker } from '@/lib/testing/worker';
import { submitForApproval } from '../approval/submit';
import { getDraft, saveDraft } from '../drafts';
import { getHistoryEntry } from '../history';
import { listJobs } from '../jobs';
import { startRestore, startWaiting } from '../start-restore';
import { acceptForWait, cancelWait } from './change';
import { type WaitOrder, waitForStart } from './set-up';
import { watchOnce } from './watch';

const account = simulatedAccount({ speed: 100 });
const HOUR_MS = 3_600_000;
const ended: (() => unknown)[] = [];

beforeEach(async () => {
  await account.control('reset', {});
  await asOwner('delete from pgboss.job');
  await asOwner(
    'truncate drafts, claims, waits, notes, attempts, restore_addresses, restores, runs, restore_jobs, sweeps, attention cascade',
  );
  await asOwner('delete from approval_requests');
  await asOwner('delete from approval_rules');
  await asOwner("update people set disabled_at = null where id = 'operator'");
  await storePeople(OPERATOR, HANAKO, EMMA, TAKESHI);
});
afterEach(async () => {
  for (const end of ended.splice(0).reverse()) await end();
});

const calls = async (): Promise<number> => ((await account.control('calls')) as Record<string, number>)['backup:StartRestoreJob'] ?? 0;

/** Somebody takes an address; how it is given back. */
const taken = async (address: string): Promise<() => Promise<void>> => {
  const { instanceId } = (await account.control('take-address', { address, name: 'quick-01' })) as { instanceId: string };
  return async () => {
    await new EC2Client({}).send(new TerminateInstancesCommand({ InstanceIds: [instanceId] }));
  };
};

const orderOf = (draft: { readonly draftId: string; readonly revision: number }, more: Partial<WaitOrder> = {}): WaitOrder => ({
  ...draft,
  acknowledged: ACKNOWLEDGED,
  notBefore: null,
  until: Date.now() + HOUR_MS,
  ...more,
});

const waitAt = async (address: string, more: Partial<WaitOrder> = {}) => {
  const draft = await draftAt(address);
  return { ...draft, ...must(await waitForStart(SCOPE, OPERATOR, orderOf(draft, more))) };
};

const look = async (): Promise<void> => watchOnce(SCOPE, await openWaits(PLACE), await databaseNow());
const row = async (id: string) => (await asOwner('select * from waits where id = $1', [id]))[0] as Record<string, unknown>;
const events = async (id: string) =>
  (await asOwner('select kind, data from events where subject = $1 order by seq', [id])).map((each) => ({
    kind: each.kind,
    ...JSON.parse(String(each.data)),
  }));

/** Looks until the wait is in a state: the address has to come free first. */
const comesTo = (waitId: string, state: string): Promise<void> =>
  expect
    .poll(
      async () => {
        await look();
        return (await row(waitId)).state;
      },
      { timeout: 30_000 },
    )
    .toBe(state);

const startedOf = async (waitId: string): Promise<string> => {
  await comesTo(waitId, 'started');
  return String((await row(waitId)).restore_id);
};

describe('a start that waits', () => {
  it('has claimed its addresses from the beginning, for all to see, and sends nothing', async () => {
    await taken('10.1.10.210');
    const { waitId, draftId } = await waitAt('10.1.10.210');
    expect(await activeClaims(PLACE)).toMatchObject([{ address: '10.1.10.210', claimedBy: 'operator', restoreId: null, draftId }]);
    expect(must(await listJobs(SCOPE)).waits).toMatchObject([
      { id: waitId, draftId, actor: 'operator', state: 'waiting', wanted: ['10.1.10.210'], held: ['10.1.10.210'] },
    ]);
    expect(must(await getDraft(SCOPE, draftId))).toMatchObject({ wait: { id: waitId, state: 'waiting' }, started: null });
    await look();
    await look();
    expect([await calls(), (await row(waitId)).state]).toEqual([0, 'waiting']);
    expect(await events(waitId)).toMatchObject([
      { kind: 'wait-set', waitId, draftId, claims: [{ address: '10.1.10.210' }], notBefore: null },
    ]);
  });

  it('starts as soon as the address is free: the ordinary start, as whoever set it up, with the claims handed over', async () => {
    const giveBack = await taken('10.1.10.211');
    const { waitId, draftId } = await waitAt('10.1.10.211', { reason: 'disk died', ticket: 'T-1' });
    await look();
    await giveBack();
    const restoreId = await startedOf(waitId);
    expect(await readRestore(restoreId)).toMatchObject({ startedBy: 'operator', draftId, accepted: ACKNOWLEDGED });
    expect(await activeClaims(PLACE)).toMatchObject([{ address: '10.1.10.211', restoreId, draftId }]);
    expect(await calls()).toBe(1);
    expect(await events(waitId)).toMatchObject([{ kind: 'wait-set' }, { kind: 'wait-ended', outcome: 'started', restoreId, cause: null }]);
    expect((await events(restoreId))[0]).toMatchObject({ kind: 'restore-started', reason: 'disk died', ticket: 'T-1' });
    expect(must(await getDraft(SCOPE, draftId))).toMatchObject({ wait: null, started: { restoreId } });
    const { origin } = must(await getHistoryEntry(OPERATOR, restoreId));
    expect(origin.waitedSince).toBe(((await row(waitId)).created_at as Date).toISOString());
  });

  it('waits for a time where nobody holds anything', async () => {
    const { waitId } = await waitAt('10.1.10.212', { notBefore: Date.now() + HOUR_MS / 2 });
    await look();
    expect([await calls(), (await row(waitId)).state]).toEqual([0, 'waiting']);
    await asOwner("update waits set not_before = now() - interval '1 second' where id = $1", [waitId]);
    await look();
    expect([await calls(), (await row(waitId)).state]).toEqual([1, 'started']);
  });

  it('starts once, whoever looks at the same moment', async () => {
    const { waitId } = await waitAt('10.1.10.213');
    await Promise.all([look(), look(), look()]);
    expect([await calls(), (await row(waitId)).state]).toEqual([1, 'started']);
  });

  it('ends with a start of the same plan by hand', async () => {
    const giveBack = await taken('10.1.10.214');
    const { waitId, ...draft } = await waitAt('10.1.10.214');
    await giveBack();
    await expect
      .poll(async () => (await startRestore(SCOPE, OPERATOR, { ...draft, acknowledged: ACKNOWLEDGED })).ok, { timeout: 30_000 })
      .toBe(true);
    expect(await row(waitId)).toMatchObject({ state: 'started', ended_by: 'operator' });
    expect(await activeClaims(PLACE)).toHaveLength(1);
  });

  it('is carried on by another worker, and by one that finds its task lost', { tags: 'long' }, async () => {
    const giveBack = await taken('10.1.10.215');
    const { waitId } = await waitAt('10.1.10.215');
    expect((await listTasks(rawExecutor(), 100)).tasks.map(({ queue }) => queue)).toContain('watch-addresses');
    const first = productWorker();
    await first.ready;
    await first.stop();
    await asOwner('delete from pgboss.job');
    await giveBack();
    const second = productWorker();
    ended.push(second.stop);
    await expect.poll(async () => (await row(waitId)).state, { timeout: 60_000 }).toBe('started');
    // The request follows the commit.
    await expect.poll(calls, { timeout: 60_000 }).toBe(1);
  });
});

describe('what comes to nothing', () => {
  it('gives up at its deadline, and the plan can be started again', { tags: 'long' }, async () => {
    const giveBack = await taken('10.1.10.216');
    const { waitId, draftId } = await waitAt('10.1.10.216');
    await asOwner("update waits set until = now() - interval '1 second' where id = $1", [waitId]);
    await giveBack();
    await look();
    expect(await row(waitId)).toMatchObject({ state: 'expired', ended_by: 'rehome' });
    expect([await activeClaims(PLACE), await calls()]).toEqual([[], 0]);
    expect(must(await getDraft(SCOPE, draftId))).toMatchObject({ wait: { state: 'expired' }, started: null });
    // Who held it at the last look stays with its end, so that it can be said why.
    expect(must(await listJobs(SCOPE)).waits).toMatchObject([{ state: 'expired', held: ['10.1.10.216'], endedAt: expect.any(String) }]);
    expect((await events(waitId)).at(-1)).toMatchObject({ kind: 'wait-ended', outcome: 'expired' });
  });

  it('is told as given up until its plan waits again, or was started', { tags: 'long' }, async () => {
    const expired = async (address: string) => {
      const wait = await waitAt(address);
      await asOwner("update waits set until = now() - interval '1 second' where id = $1", [wait.waitId]);
      await look();
      return wait;
    };
    const shown = async () => must(await listJobs(SCOPE)).waits.map(({ id, state }) => [id, state]);
    const [again, started] = [await expired('10.1.10.231'), await expired('10.1.10.232')];
    expect(await shown()).toEqual([
      [started.waitId, 'expired'],
      [again.waitId, 'expired'],
    ]);
    const { waitId } = must(await waitForStart(SCOPE, OPERATOR, orderOf(again)));
    must(await startRestore(SCOPE, OPERATOR, { ...started, acknowledged: ACKNOWLEDGED }));
    expect(await shown()).toEqual([[waitId, 'waiting']]);
  });

  it('is cancelled by a colleague, once, also right before it would have started', async () => {
    const { waitId, ...draft } = await waitAt('10.1.10.217');
    must(await cancelWait(SCOPE, TAKESHI, waitId));
    expect(await startWaiting(SCOPE, OPERATOR, { ...draft, acknowledged: ACKNOWLEDGED }, waitId)).toEqual({
      ok: false,
      error: { code: 'wait-over' },
    });
    await look();
    expect([await calls(), await activeClaims(PLACE)]).toEqual([0, []]);
    expect(await row(waitId)).toMatchObject({ state: 'cancelled', ended_by: 'takeshi' });
    expect(await cancelWait(SCOPE, OPERATOR, waitId)).toEqual({ ok: false, error: { code: 'wait-over' } });
    expect(must(await getDraft(SCOPE, draft.draftId)).wait).toBeNull();
  });

  it('asks about what nobody has accepted, keeps its claims, and goes on when it is accepted by whoever set it up', async () => {
    const giveBack = await taken('10.1.10.218');
    const { waitId } = await waitAt('10.1.10.218');
    await account.control('faults', { kind: 'denied', service: 'ec2', operation: 'GetSubnetCidrReservations', times: null });
    await giveBack();
    await comesTo(waitId, 'asking');
    const [wait] = must(await listJobs(SCOPE)).waits;
    expect(wait?.findings).toMatchObject([{ severity: 'unknown', code: 'unknown-denied' }]);
    expect([await activeClaims(PLACE), await calls()]).toMatchObject([[{ address: '10.1.10.218' }], 0]);
    const keys = (wait?.findings ?? []).map(acceptanceKey);
    expect(await acceptForWait(SCOPE, HANAKO, waitId, keys)).toEqual({ ok: false, error: { code: 'not-yours', by: 'operator' } });
    must(await acceptForWait(SCOPE, OPERATOR, waitId, []));
    expect((await row(waitId)).state).toBe('asking');
    must(await acceptForWait(SCOPE, OPERATOR, waitId, keys));
    await look();
    expect([(await row(waitId)).state, await calls()]).toEqual(['started', 1]);
    expect((await events(waitId)).map(({ kind }) => kind)).toEqual(['wait-set', 'wait-asks', 'wait-accepted', 'wait-ended']);
  });

  it('stops where the plan was changed, thrown away or given away', async () => {
    const changed = await waitAt('10.1.10.219');
    const { history } = must(await getDraft(SCOPE, changed.draftId));
    must(await saveDraft(SCOPE, OPERATOR, { id: changed.draftId, revision: changed.revision, history: { ...history, cursor: 0 } }));
    const gone = await waitAt('10.1.10.220');
    await asOwner('delete from drafts where id = $1', [gone.draftId]);
    const given = await waitAt('10.1.10.221');
    await asOwner("update drafts set owner = 'hanako' where id = $1", [given.draftId]);
    await look();
    expect(await row(changed.waitId)).toMatchObject({ state: 'stopped', stop_cause: 'plan-changed' });
    expect(await row(gone.waitId)).toMatchObject({ state: 'stopped', stop_cause: 'plan-gone' });
    expect(await row(given.waitId)).toMatchObject({ state: 'stopped', stop_cause: 'not-owner' });
    expect([await calls(), await activeClaims(PLACE)]).toEqual([0, []]);
  });

  it('ends where a job of an earlier start of the plan turns up, and so does a request for its approval', { tags: 'long' }, async () => {
    await ruleFor();
    const earlier = await killedBeforeTheCall('10.1.10.229');
    // No list showed a job of it in time.
    await asOwner("update attempts set state = 'absent', ended_at = now() where id = $1", [earlier.attempt.id]);
    await asOwner('update drafts set restore_id = null where id = $1', [earlier.draft.id]);
    await asOwner('update claims set released_at = now() where restore_id = $1', [earlier.restore.id]);
    const { draftId, revision } = { draftId: earlier.draft.id, revision: earlier.draft.revision };
    const again = { draftId, revision, acknowledged: ACKNOWLEDGED };
    const { id: approval } = must(await submitForApproval(SCOPE, OPERATOR, { ...again, reason: 'the disk died', ticket: 'OPS-1' }));
    must(await answers(approval, HANAKO));
    const { waitId } = must(await waitForStart(SCOPE, OPERATOR, orderOf(again, { notBefore: Date.now() + HOUR_MS / 2 })));
    expect(await recordJob(earlier.attempt.id, 'a-late-job', 'list')).toBe('adopted');
    expect(await row(waitId)).toMatchObject({ state: 'stopped', stop_cause: 'already-started', restore_id: null });
    expect(await activeClaims(PLACE)).toMatchObject([{ address: '10.1.10.229', restoreId: earlier.restore.id, draftId }]);
    expect(await seen(approval)).toMatchObject({ state: 'voided', ended: { by: 'rehome', cause: 'already-started' } });
    expect((await events(waitId)).at(-1)).toMatchObject({ kind: 'wait-ended', outcome: 'stopped', cause: 'already-started' });
    expect((await events(approval)).at(-1)).toMatchObject({ kind: 'approval-voided', cause: 'already-started' });
    await look();
    expect(await calls()).toBe(0);
  });

  it.each([
    ['is disabled', "update people set disabled_at = now() where id = 'operator'"],
    ['has lost the role', "delete from grants where person = 'operator'"],
  ])('stops where whoever set it up %s, and may not start any more', async (_what, change) => {
    const { waitId } = await waitAt('10.1.10.222');
    await asOwner(change);
    await look();
    expect(await row(waitId)).toMatchObject({ state: 'stopped', stop_cause: 'starter' });
    expect(await calls()).toBe(0);
  });

  it('stops where the check finds what waiting does not help', { tags: 'long' }, async () => {
    const giveBack = await taken('10.1.10.223');
    const before = await draftAt('10.1.10.223');
    const { history } = must(await getDraft(SCOPE, before.draftId));
    const edited = must(perform(history, { label: 'test', commands: [{ type: 'set-override', key: 'RequireIMDSv2', value: 'false' }] }));
    const { revision } = must(await saveDraft(SCOPE, OPERATOR, { id: before.draftId, revision: before.revision, history: edited }));
    const { waitId } = must(await waitForStart(SCOPE, OPERATOR, orderOf({ ...before, revision })));
    await account.control('imds', { enforced: true, tokensRequired: false });
    await giveBack();
    await comesTo(waitId, 'stopped');
    expect(await row(waitId)).toMatchObject({ stop_cause: 'check-failed', findings: [{ rule: 'F13', severity: 'error' }] });
    expect([await calls(), await activeClaims(PLACE)]).toEqual([0, []]);
  });

  it('does not wait for what waiting does not help, for too long, or twice', { tags: 'long' }, async () => {
    const reserved = await draftAt('10.1.10.1');
    expect(await waitForStart(SCOPE, OPERATOR, orderOf(reserved))).toMatchObject({ ok: false, error: { code: 'check-failed' } });
    const draft = await draftAt('10.1.10.224');
    for (const until of [Date.now() - 1, Date.now() + 8 * 24 * HOUR_MS])
      expect(await waitForStart(SCOPE, OPERATOR, orderOf(draft, { until }))).toMatchObject({ error: { code: 'wait-time' } });
    expect(await waitForStart(SCOPE, OPERATOR, orderOf(draft, { notBefore: Date.now() + 2 * HOUR_MS }))).toMatchObject({
      error: { code: 'wait-time' },
    });
    const { waitId } = must(await waitForStart(SCOPE, OPERATOR, orderOf(draft)));
    expect(await waitForStart(SCOPE, OPERATOR, orderOf(draft))).toMatchObject({ error: { code: 'already-waiting', waitId } });
  });

  it('asks for acceptances and claims at once, like a start', async () => {
    const draft = await draftAt('10.1.10.225');
    expect(await waitForStart(SCOPE, OPERATOR, orderOf(draft, { acknowledged: [] }))).toMatchObject({
      error: { code: 'not-acknowledged' },
    });
    await waitAt('10.1.10.225');
    expect(await startAt('10.1.10.225')).toMatchObject({ error: { code: 'check-failed', diagnostics: expect.anything() } });
    expect(await activeClaims(PLACE)).toHaveLength(1);
  });
});

describe('a start that waits and needs approval', () => {
  it('is told at once where an administrator has it start without, and is one of theirs alone', async () => {
    await ruleFor();
    const order = { ...orderOf(await draftAt('10.1.10.231')), withoutApproval: 'The whole site is down and nobody answers.' };
    expect(await waitForStart(SCOPE, OPERATOR, order)).toMatchObject({ error: { code: 'not-permitted' } });
    await asOwner(`update drafts set owner = 'takeshi' where id = $1`, [order.draftId]);
    const { waitId } = must(await waitForStart(SCOPE, TAKESHI, order));
    const [set] = await asOwner(`select actor, data::json as data from events where kind = 'wait-set' and subject = $1`, [waitId]);
    expect(set).toMatchObject({ actor: 'takeshi', data: { withoutApproval: order.withoutApproval } });
    must(await cancelWait(SCOPE, TAKESHI, waitId));
  });

  it('is not set up without one, uses it when it starts, and stops when it is over', async () => {
    await ruleFor();
    const without = await draftAt('10.1.10.226');
    expect(await waitForStart(SCOPE, OPERATOR, orderOf(without))).toMatchObject({ error: { code: 'approval-needed' } });
    // Also while somebody holds the address it can be approved.
    const giveBack = await taken('10.1.10.227');
    const kept = await approvedAt('10.1.10.227');
    await giveBack();
    const { waitId } = must(await waitForStart(SCOPE, OPERATOR, orderOf(kept.order)));
    const lost = await approvedAt('10.1.10.228');
    const stopped = must(await waitForStart(SCOPE, OPERATOR, orderOf(lost.order)));
    await asOwner("update approval_requests set state = 'voided' where id = $1", [lost.id]);
    // Its time passes while it waits; nobody has written that down yet.
    const late = await approvedAt('10.1.10.230');
    const tooLate = must(await waitForStart(SCOPE, OPERATOR, orderOf(late.order, { notBefore: Date.now() + HOUR_MS / 2 })));
    await asOwner("update approval_requests set expires_at = now() - interval '1 second' where id = $1", [late.id]);
    await startedOf(waitId);
    expect(await row(tooLate.waitId)).toMatchObject({ state: 'stopped', stop_cause: 'approval-over' });
    expect(await readRestore(String((await row(waitId)).restore_id))).toMatchObject({ approvalId: kept.id });
    expect(await row(stopped.waitId)).toMatchObject({ state: 'stopped', stop_cause: 'approval-over' });
    expect(await calls()).toBe(1);
  });
});
