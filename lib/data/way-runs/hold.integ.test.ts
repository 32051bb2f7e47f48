import {
  CreateNetworkInterfaceCommand,
  CreateSubnetCidrReservationCommand,
  DeleteSubnetCidrReservationCommand,
  GetSubnetCidrReservationsCommand,
} from '@aws-sdk/client-ec2';
import { beforeEach, describe, expect, it } from 'vitest';
import { readRestore } from '@/lib/db/repositories/restores';
import { openWayRuns } from '@/lib/db/repositories/way-runs';
import { perform, planAt } from '@/lib/restore/undo';
import { answers, HANAKO, noRules, ruleFor, storePeople, submittedAt } from '@/lib/testing/approvals';
import { asOwner } from '@/lib/testing/owner';
import { ACKNOWLEDGED, draftAt, must, OPERATOR, PLACE, SCOPE, sweepNow } from '@/lib/testing/restores';
import { runAwsCommand } from '@/lib/testing/run-aws-command';
import { simulatedAccount } from '@/lib/testing/simulated-account';
import { ec2, forgetWays, SUBNET } from '@/lib/testing/way-driver';
import { withdrawApproval } from '../approval/answer';
import { discardDraft, getDraft, saveDraft } from '../drafts';
import { changeTakeOver } from '../settings/take-over';
import { startRestore } from '../start-restore';
import { carryOnce } from './carry';
import { stopWay, undoWay } from './change';
import { beginHold } from './hold';
import { listWays } from './view';
import type { WayRunView } from './views';

const account = simulatedAccount({ speed: 1_000 });
const ADDRESS = '10.1.10.160';

beforeEach(async () => {
  await account.control('reset', {});
  await account.control('faults', undefined, 'DELETE');
  await forgetWays();
  await asOwner('truncate approval_requests cascade');
  await noRules();
  await storePeople(OPERATOR, HANAKO);
  must(await changeTakeOver(OPERATOR, { account: PLACE.account, enabled: true }));
});

const look = async (): Promise<void> => {
  await asOwner('update way_runs set tried_at = null');
  await carryOnce(SCOPE, await openWayRuns(PLACE));
};
const looks = async (times: number): Promise<void> => {
  for (let i = 0; i < times; i += 1) await look();
};

const reservations = async (): Promise<readonly (string | undefined)[]> => {
  const { SubnetIpv4CidrReservations = [] } = await ec2().send(new GetSubnetCidrReservationsCommand({ SubnetId: SUBNET }));
  return SubnetIpv4CidrReservations.map(({ Cidr, ReservationType }) => `${Cidr} ${ReservationType}`);
};
const OWN = `${ADDRESS}/32 explicit`;

const holdOf = async (draftId: string): Promise<WayRunView> => {
  const [hold] = must(await getDraft(SCOPE, draftId)).holds;
  if (hold === undefined) throw new Error('nothing is held');
  return hold;
};

const held = async (draft: { readonly draftId: string; readonly revision: number }, times = 2) => {
  const { wayId } = must(await beginHold(SCOPE, OPERATOR, { ...draft, subnetId: SUBNET, address: ADDRESS }));
  await looks(times);
  return { ...draft, wayId };
};

/** Saves something else than what others were asked to approve, with the same address. */
const savedOtherwise = async (draftId: string): Promise<void> => {
  const { history, revision } = must(await getDraft(SCOPE, draftId));
  const nic = planAt(history).nics[0]?.key ?? '';
  const commands = [{ type: 'set-delete-on-termination', nic, deleteOnTermination: false }] as const;
  must(await saveDraft(SCOPE, OPERATOR, { id: draftId, revision, history: must(perform(history, { label: 'test', commands })) }));
};

describe('an address that Rehome holds for a plan', () => {
  it('is reserved as one explicit address, kept while its restore runs, and released when that is over', async () => {
    const { draftId, revision } = await held(await draftAt(ADDRESS));
    expect(await reservations()).toContain(OWN);
    expect(await holdOf(draftId)).toMatchObject({ kind: 'hold-address', state: 'open', experimental: true, address: ADDRESS });
    const { restoreId } = must(await startRestore(SCOPE, OPERATOR, { draftId, revision, acknowledged: ACKNOWLEDGED }));
    await look();
    expect(await reservations()).toContain(OWN);
    await expect
      .poll(async () =>
        sweepNow()
          .then(() => readRestore(restoreId))
          .then((row) => row?.outcome),
      )
      .toBe('completed');
    await looks(2);
    expect([await reservations(), (await holdOf(draftId)).state]).toEqual([expect.not.arrayContaining([OWN]), 'done']);
  });

  it('is held once, and not where another reservation covers it, somebody has it or the plan does not ask for it', async () => {
    const draft = await draftAt(ADDRESS);
    const order = { ...draft, subnetId: SUBNET, address: ADDRESS };
    await held(draft);
    expect(await beginHold(SCOPE, OPERATOR, order)).toMatchObject({ error: { code: 'no-hold', why: 'reserved' } });
    expect(await beginHold(SCOPE, OPERATOR, { ...order, address: '10.1.10.161' })).toMatchObject({ error: { why: 'not-asked' } });
    expect(await beginHold(SCOPE, OPERATOR, { ...order, revision: 99 })).toMatchObject({ error: { code: 'draft-changed' } });
    await ec2().send(new CreateNetworkInterfaceCommand({ SubnetId: SUBNET, PrivateIpAddress: '10.1.10.153' }));
    const taken = { ...(await draftAt('10.1.10.153')), subnetId: SUBNET, address: '10.1.10.153' };
    expect(await beginHold(SCOPE, OPERATOR, taken)).toMatchObject({ error: { why: 'held' } });
    await account.control('faults', { kind: 'denied', service: 'ec2', operation: 'GetSubnetCidrReservations', times: null });
    const other = { ...(await draftAt('10.1.10.162')), subnetId: SUBNET, address: '10.1.10.162' };
    expect(await beginHold(SCOPE, OPERATOR, other)).toMatchObject({ error: { why: 'unknown' } });
  });

  it('is found again by its description where the answer was lost, and reserved once', async () => {
    await account.control('faults', { kind: 'lose', service: 'ec2', operation: 'CreateSubnetCidrReservation', times: 1 });
    const { draftId } = await held(await draftAt(ADDRESS), 3);
    expect((await reservations()).filter((each) => each === OWN)).toHaveLength(1);
    expect((await holdOf(draftId)).steps.map(({ state }) => state)).toEqual(['done', 'doing', 'waiting']);
  });

  it('never deletes a reservation that is not its own, and says where it was taken away', async () => {
    const draft = await draftAt(ADDRESS);
    must(await beginHold(SCOPE, OPERATOR, { ...draft, subnetId: SUBNET, address: ADDRESS }));
    await ec2().send(
      new CreateSubnetCidrReservationCommand({ SubnetId: SUBNET, Cidr: `${ADDRESS}/32`, ReservationType: 'explicit', Description: 'mine' }),
    );
    await looks(2);
    const failed = await holdOf(draft.draftId);
    expect([failed.state, failed.steps[0]?.failure]).toEqual(['failed', 'reserved-by-other']);
    must(await undoWay(SCOPE, OPERATOR, failed.id));
    await looks(2);
    expect([(await holdOf(draft.draftId)).state, await reservations()]).toEqual(['undone', expect.arrayContaining([OWN])]);
  });

  const isReleased = async (how: 'gone' | 'changed' | 'refused' | 'withdrawn' | 'voided' | 'expired'): Promise<void> => {
    await ruleFor();
    const { id, order } = await submittedAt(ADDRESS);
    await held(order);
    expect(await reservations()).toContain(OWN);
    if (how === 'gone') await asOwner('delete from drafts where id = $1', [order.draftId]);
    if (how === 'changed')
      await asOwner("update drafts set history = replace(history::text, $1, '10.1.10.169')::json where id = $2", [ADDRESS, order.draftId]);
    if (how === 'refused') must(await answers(id, HANAKO, 'refuse'));
    if (how === 'withdrawn') must(await withdrawApproval(SCOPE, OPERATOR, id));
    if (how === 'voided') await savedOtherwise(order.draftId);
    if (how === 'expired') await asOwner("update approval_requests set expires_at = now() - interval '1 second' where id = $1", [id]);
    await looks(3);
    expect(await reservations()).not.toContain(OWN);
    const [run] = await asOwner('select state from way_runs');
    expect(run?.state).toBe('undone');
  };
  it.each(['gone', 'changed', 'refused'] as const)('is released when its plan is %s', isReleased);
  it.each(['withdrawn', 'voided', 'expired'] as const)('is released when its plan is %s', { tags: 'long' }, isReleased);

  it('is held on where it was begun after its approval was over', { tags: 'long' }, async () => {
    await ruleFor();
    const { id, order } = await submittedAt(ADDRESS);
    must(await withdrawApproval(SCOPE, OPERATOR, id));
    const { wayId } = await held(order, 3);
    expect([(await holdOf(order.draftId)).state, await reservations()]).toEqual(['open', expect.arrayContaining([OWN])]);
    must(await undoWay(SCOPE, OPERATOR, wayId));
  });

  it('is deleted with the command and watched until it is gone, where take-over ends before that; its plan stays so long', async () => {
    const { draftId, wayId } = await held(await draftAt(ADDRESS));
    must(await undoWay(SCOPE, OPERATOR, wayId));
    must(await changeTakeOver(OPERATOR, { account: PLACE.account, enabled: false }));
    await look();
    const told = await holdOf(draftId);
    expect(told).toMatchObject({ state: 'undoing', mode: 'guided', blocked: 'not-enabled' });
    expect(told.steps[0]).toMatchObject({ who: 'person', undo: expect.stringMatching(/delete-subnet-cidr-reservation .*scr-/) });
    expect(must(await listWays(OPERATOR))).toMatchObject([{ id: wayId, mode: 'guided', hasPlan: true, account: PLACE.account }]);
    expect(await discardDraft(SCOPE, OPERATOR, draftId)).toMatchObject({ error: { code: 'way-left' } });
    await runAwsCommand(told.steps[0]?.undo ?? '');
    await look();
    expect([(await holdOf(draftId)).state, must(await listWays(OPERATOR))]).toEqual(['undone', []]);
    must(await discardDraft(SCOPE, OPERATOR, draftId));
  });

  it('is told with the command to whoever looks at take-over, where its plan is gone', { tags: 'long' }, async () => {
    const { draftId } = await held(await draftAt(ADDRESS));
    must(await changeTakeOver(OPERATOR, { account: PLACE.account, enabled: false }));
    await asOwner('delete from drafts where id = $1', [draftId]);
    await look();
    const [left] = must(await listWays(OPERATOR));
    expect(left).toMatchObject({ state: 'undoing', mode: 'guided', hasPlan: false });
    await runAwsCommand(left?.steps[0]?.undo ?? '');
    await look();
    expect([must(await listWays(OPERATOR)), await reservations()]).toEqual([[], expect.not.arrayContaining([OWN])]);
  });

  it('shows what is left, and how it is deleted, where nobody watches it any more; and can be released then, too', {
    tags: 'long',
  }, async () => {
    const { draftId, wayId } = await held(await draftAt(ADDRESS));
    must(await stopWay(SCOPE, OPERATOR, wayId));
    const stopped = await holdOf(draftId);
    expect(stopped.steps.map(({ command, undo }) => [command, undo])).toEqual([
      [null, expect.stringMatching(/delete-subnet-cidr-reservation .*scr-/)],
      [null, null],
      [null, null],
    ]);
    must(await undoWay(SCOPE, OPERATOR, wayId));
    await looks(2);
    expect([(await holdOf(draftId)).state, await reservations()]).toEqual(['undone', expect.not.arrayContaining([OWN])]);
  });

  it('in guided mode is made and released with the commands, and keeps its plan from being thrown away meanwhile', {
    tags: 'long',
  }, async () => {
    must(await changeTakeOver(OPERATOR, { account: PLACE.account, enabled: false }));
    const { draftId, wayId } = await held(await draftAt(ADDRESS));
    const first = await holdOf(draftId);
    expect([first.steps[0]?.state, await reservations()]).toEqual(['waiting', expect.not.arrayContaining([OWN])]);
    await runAwsCommand(first.steps[0]?.command ?? '');
    await look();
    expect(await discardDraft(SCOPE, OPERATOR, draftId)).toMatchObject({ error: { code: 'way-left' } });
    must(await undoWay(SCOPE, OPERATOR, wayId));
    await look();
    const { undo } = (await holdOf(draftId)).steps[0] ?? {};
    expect(undo).toMatch(/--subnet-cidr-reservation-id scr-/);
    await runAwsCommand(undo ?? '');
    await look();
    expect((await holdOf(draftId)).state).toBe('undone');
    must(await discardDraft(SCOPE, OPERATOR, draftId));
  });

  it('says so where somebody deleted its reservation', { tags: 'long' }, async () => {
    const { draftId } = await held(await draftAt(ADDRESS));
    const { SubnetIpv4CidrReservations = [] } = await ec2().send(new GetSubnetCidrReservationsCommand({ SubnetId: SUBNET }));
    const own = SubnetIpv4CidrReservations.find(({ Cidr }) => Cidr === `${ADDRESS}/32`);
    await ec2().send(new DeleteSubnetCidrReservationCommand({ SubnetCidrReservationId: own?.SubnetCidrReservationId }));
    await look();
    const gone = await holdOf(draftId);
    expect([gone.state, gone.steps[1]?.failure]).toEqual(['failed', 'reservation-gone']);
  });
});
