import { ModifyInstanceAttributeCommand, TerminateInstancesCommand } from '@aws-sdk/client-ec2';
import { beforeEach, describe, expect, it } from 'vitest';
import { readRestore } from '@/lib/db/repositories/restores';
import { openWayRuns } from '@/lib/db/repositories/way-runs';
import type { WayRunKind } from '@/lib/restore/way-run/run';
import { storePeople } from '@/lib/testing/approvals';
import { asOwner } from '@/lib/testing/owner';
import { draftAt, must, OPERATOR, PLACE, SCOPE, startedAt } from '@/lib/testing/restores';
import { simulatedAccount } from '@/lib/testing/simulated-account';
import { begun, byHand, ec2, everything, forgetWays, holderOf, ORIGINAL, pass, SUBNET, startSetUp, viewed } from '@/lib/testing/way-driver';
import { getDraft } from '../drafts';
import { changeTakeOver } from '../settings/take-over';
import { beginWay } from './begin';
import { carryOnce } from './carry';
import { backUpForWay, confirmWay, stopWay, undoWay } from './change';
import { beginCleanUp } from './clean-up';

const account = simulatedAccount({ speed: 1_000 });

beforeEach(async () => {
  await account.control('reset', {});
  await account.control('faults', undefined, 'DELETE');
  await forgetWays();
  await storePeople(OPERATOR);
  must(await changeTakeOver(OPERATOR, { account: PLACE.account, enabled: true }));
});

const events = async (id: string): Promise<readonly string[]> =>
  (await asOwner('select kind, data from events where subject = $1 order by seq', [id])).map(({ kind, data }) => {
    const { step, to, outcome } = JSON.parse(String(data)) as Record<string, string>;
    return [kind, step, to, outcome].filter((each) => each !== undefined).join(' ');
  });

const at = (kind: WayRunKind): readonly string[] => (kind.startsWith('move-secondary') ? ['10.1.10.241', '10.1.10.100'] : ['10.1.10.115']);
const wanted = (kind: WayRunKind): string => (kind.startsWith('move-secondary') ? '10.1.10.100' : '10.1.10.115');
const restoresFirst = (kind: WayRunKind): boolean => kind === 'move-secondary-after' || kind === 'beside-then-swap';

/** Goes on until the way ends, at most so many looks: as Rehome does, or by hand. */
const toTheEnd = async (draftId: string, byPerson = false): Promise<string> => {
  for (let looks = 0; looks < 25; looks += 1) {
    const way = await viewed(draftId);
    if (way.endedAt !== null) return way.state;
    if (byPerson) await byHand(way);
    await pass();
  }
  return `open: ${JSON.stringify(await viewed(draftId))}`;
};

const KINDS: readonly WayRunKind[] = [
  'terminate-first',
  'keep-interface',
  'beside-then-swap',
  'move-secondary-before',
  'move-secondary-after',
];

describe.each(['take-over', 'guided'] as const)('a way, %s', (mode) => {
  beforeEach(async () => {
    must(await changeTakeOver(OPERATOR, { account: PLACE.account, enabled: mode === 'take-over' }));
  });

  it.each(KINDS)(
    '%s ends with the address on the restored instance, and each step is on record',
    { tags: mode === 'guided' ? ['long'] : [] },
    async (kind) => {
      const draft = await draftAt(...at(kind));
      const way = await begun(draft, kind, wanted(kind));
      expect([way.mode, way.state, way.steps.every(({ code, command }) => code !== 'terminate' || command === null)]).toEqual([
        mode,
        'open',
        true,
      ]);
      if (way.steps.some(({ code }) => code === 'terminate')) must(await confirmWay(SCOPE, OPERATOR, way.id, 'intranet-01'));
      must(await startSetUp(draft.draftId, restoresFirst(kind)));
      expect(await toTheEnd(draft.draftId, mode === 'guided')).toBe('done');
      const holder = await holderOf(wanted(kind));
      expect(holder).not.toBeNull();
      expect(holder).not.toBe(ORIGINAL);
      const told = await events(way.id);
      expect(told[0]).toBe('way-begun');
      expect(told.at(-1)).toBe('way-ended done');
      for (const { code } of way.steps.slice(1)) expect(told).toContain(`way-step ${code} done`);
    },
  );
});

it('sends nothing that changes anything where nobody has enabled take-over, however long a person lets it wait', async () => {
  must(await changeTakeOver(OPERATOR, { account: PLACE.account, enabled: false }));
  const before = await everything();
  const draft = await draftAt('10.1.10.115');
  const way = await begun(draft, 'keep-interface', '10.1.10.115');
  must(await startSetUp(draft.draftId));
  must(await confirmWay(SCOPE, OPERATOR, way.id, 'intranet-01'));
  await account.control('calls', undefined, 'DELETE');
  for (let looks = 0; looks < 4; looks += 1) await pass();
  const calls = Object.keys((await account.control('calls')) as Record<string, number>);
  expect(calls).toContain('ec2:DescribeNetworkInterfaces');
  expect(calls.filter((call) => !/:(Describe|Get|List)/.test(call))).toEqual([]);
  expect(await everything()).toEqual(before);
  const [, , keep] = (await viewed(draft.draftId)).steps;
  expect(keep).toMatchObject({ code: 'keep-with-instance-gone', who: 'person', link: expect.stringContaining('console.aws.amazon.com') });
  expect(keep?.command).toMatch(/^aws ec2 modify-network-interface-attribute /);
});

describe('a way that Rehome goes', () => {
  const CALLS: readonly (readonly [WayRunKind, string])[] = [
    ['keep-interface', 'ModifyNetworkInterfaceAttribute'],
    ['keep-interface', 'TerminateInstances'],
    ['move-secondary-before', 'UnassignPrivateIpAddresses'],
    ['move-secondary-after', 'AssignPrivateIpAddresses'],
  ];
  const broken = CALLS.flatMap(([kind, operation]) => (['drop', 'lose'] as const).map((how) => [kind, operation, how] as const));

  it.each(broken)('%s goes on where %s met its end (%s)', { tags: 'long' }, async (kind, operation, how) => {
    const draft = await draftAt(...at(kind));
    const way = await begun(draft, kind, wanted(kind));
    if (kind === 'keep-interface') must(await confirmWay(SCOPE, OPERATOR, way.id, 'intranet-01'));
    must(await startSetUp(draft.draftId, restoresFirst(kind)));
    // As often as the SDK tries, so that the call comes to nothing here.
    await account.control('faults', { kind: how, service: 'ec2', operation, times: 3 });
    for (let looks = 0; looks < 6; looks += 1) await pass();
    await account.control('faults', undefined, 'DELETE');
    expect(await toTheEnd(draft.draftId)).toBe('done');
    expect(await holderOf(wanted(kind))).not.toBe(ORIGINAL);
  });

  it('is at one worker at a time, and is taken up from one that died', async () => {
    const draft = await draftAt('10.1.10.115');
    await begun(draft, 'keep-interface', '10.1.10.115');
    must(await startSetUp(draft.draftId));
    await account.control('calls', undefined, 'DELETE');
    await Promise.all([1, 2, 3].map(async () => carryOnce(SCOPE, await openWayRuns(PLACE))));
    const calls = async () => ((await account.control('calls')) as Record<string, number>)['ec2:ModifyNetworkInterfaceAttribute'];
    expect(await calls()).toBe(1);
    await asOwner("update way_runs set lease_holder = gen_random_uuid(), lease_until = now() + interval '1 hour'");
    await carryOnce(SCOPE, await openWayRuns(PLACE));
    expect((await viewed(draft.draftId)).steps.find(({ code }) => code === 'keep-with-instance-gone')?.state).toBe('doing');
    await asOwner("update way_runs set lease_until = now() - interval '1 second'");
    await carryOnce(SCOPE, await openWayRuns(PLACE));
    expect((await viewed(draft.draftId)).steps.find(({ code }) => code === 'keep-with-instance-gone')?.state).toBe('done');
  });

  it('terminates nothing before the name was typed and a start is set up, and nothing that was not asked for', async () => {
    const draft = await draftAt('10.1.10.115');
    const way = await begun(draft, 'keep-interface', '10.1.10.115');
    for (let looks = 0; looks < 3; looks += 1) await pass();
    expect(await viewed(draft.draftId)).toMatchObject({ blocked: 'start-not-set-up', state: 'open' });
    must(await startSetUp(draft.draftId));
    for (let looks = 0; looks < 3; looks += 1) await pass();
    expect(await viewed(draft.draftId)).toMatchObject({ blocked: 'not-confirmed', noUndo: null });
    expect(await confirmWay(SCOPE, OPERATOR, way.id, 'intranet')).toEqual({
      ok: false,
      error: { code: 'wrong-name', name: 'intranet-01' },
    });
    must(await confirmWay(SCOPE, OPERATOR, way.id, ' intranet-01 '));
    expect(await holderOf('10.1.10.115')).toBe(ORIGINAL);
    await pass();
    expect((await viewed(draft.draftId)).noUndo).toBe('original-ended');
    expect(await undoWay(SCOPE, OPERATOR, way.id)).toEqual({ ok: false, error: { code: 'no-undo', why: 'original-ended' } });
    expect(await toTheEnd(draft.draftId)).toBe('done');
  });

  it('is taken back to the beginning: the instance, the plan, the start that waits', async () => {
    const before = await everything();
    const draft = await draftAt('10.1.10.115');
    const plan = must(await getDraft(SCOPE, draft.draftId)).history;
    const way = await begun(draft, 'keep-interface', '10.1.10.115');
    must(await startSetUp(draft.draftId));
    for (let looks = 0; looks < 3; looks += 1) await pass();
    expect(await everything()).not.toEqual(before);
    must(await undoWay(SCOPE, OPERATOR, way.id));
    expect(await toTheEnd(draft.draftId)).toBe('undone');
    expect(await everything()).toEqual(before);
    const now = must(await getDraft(SCOPE, draft.draftId));
    expect([now.wait, now.history.cursor]).toEqual([null, plan.cursor]);
    expect((await events(way.id)).slice(-2)).toEqual(['way-step edit-plan undone', 'way-ended undone']);
  });

  it('switches termination protection off first, and on again where it is taken back', { tags: 'long' }, async () => {
    await ec2().send(new ModifyInstanceAttributeCommand({ InstanceId: ORIGINAL, DisableApiTermination: { Value: true } }));
    const draft = await draftAt('10.1.10.115');
    const way = await begun(draft, 'terminate-first', '10.1.10.115');
    expect(way.before.find(({ code }) => code === 'termination-protection')?.state).toBe('mind');
    expect(way.before.find(({ code }) => code === 'volumes')).toMatchObject({ state: 'mind', command: null });
    expect(way.before.find(({ code }) => code === 'load-balancers')?.state).not.toBe('unknown');
    expect(way.steps.map(({ code }) => code)).toContain('unprotect');
    must(await startSetUp(draft.draftId));
    must(await confirmWay(SCOPE, OPERATOR, way.id, 'intranet-01'));
    expect(await toTheEnd(draft.draftId)).toBe('done');
  });

  it('says what it may not do and goes on when a person does it', { tags: 'long' }, async () => {
    await account.control('faults', { kind: 'denied', service: 'ec2', operation: 'TerminateInstances', times: null });
    const draft = await draftAt('10.1.10.115');
    const way = await begun(draft, 'keep-interface', '10.1.10.115');
    must(await confirmWay(SCOPE, OPERATOR, way.id, 'intranet-01'));
    must(await startSetUp(draft.draftId));
    for (let looks = 0; looks < 3; looks += 1) await pass();
    expect((await viewed(draft.draftId)).problem).toMatchObject({ code: 'access-denied', action: 'ec2:TerminateInstances' });
    await account.control('faults', undefined, 'DELETE');
    await ec2().send(new TerminateInstancesCommand({ InstanceIds: [ORIGINAL] }));
    expect(await toTheEnd(draft.draftId)).toBe('done');
  });

  it('backs the original up first where that is asked for, and waits for it', { tags: 'long' }, async () => {
    const draft = await draftAt('10.1.10.115');
    const way = await begun(draft, 'terminate-first', '10.1.10.115');
    expect(way.canBackUp).toBe(true);
    await account.control('clock', { hold: true });
    must(await backUpForWay(SCOPE, OPERATOR, way.id));
    expect(await backUpForWay(SCOPE, OPERATOR, way.id)).toEqual({ ok: false, error: { code: 'way-over' } });
    must(await startSetUp(draft.draftId));
    must(await confirmWay(SCOPE, OPERATOR, way.id, 'intranet-01'));
    await carryOnce(SCOPE, await openWayRuns(PLACE));
    expect(await viewed(draft.draftId)).toMatchObject({ blocked: 'backing-up' });
    await account.control('clock', { hold: false });
    expect(await toTheEnd(draft.draftId)).toBe('done');
    expect((await viewed(draft.draftId)).backup?.state).toBe('COMPLETED');
  });

  it('stops acting as soon as take-over is ended, or whoever began it may not use it any more', async () => {
    const draft = await draftAt('10.1.10.115');
    const way = await begun(draft, 'keep-interface', '10.1.10.115');
    must(await startSetUp(draft.draftId));
    must(await changeTakeOver(OPERATOR, { account: PLACE.account, enabled: false }));
    await pass();
    expect(await viewed(draft.draftId)).toMatchObject({ blocked: 'not-enabled' });
    must(await changeTakeOver(OPERATOR, { account: PLACE.account, enabled: true }));
    await asOwner("update people set disabled_at = now() where id = 'operator'");
    await pass();
    expect(await viewed(draft.draftId)).toMatchObject({ blocked: 'not-permitted' });
    await asOwner("update people set disabled_at = null where id = 'operator'");
    must(await stopWay(SCOPE, OPERATOR, way.id));
    expect([await stopWay(SCOPE, OPERATOR, way.id), (await viewed(draft.draftId)).state]).toEqual([
      { ok: false, error: { code: 'way-over' } },
      'stopped',
    ]);
  });

  it('cleans up what a restore made, and only that, once its id was typed', async () => {
    const before = await everything();
    const { restoreId } = await startedAt('10.1.10.230');
    const [draft] = await asOwner('select draft_id as id from restores where id = $1', [restoreId]);
    const draftId = String(draft?.id);
    expect(await beginCleanUp(SCOPE, OPERATOR, restoreId)).toEqual({ ok: false, error: { code: 'nothing-made' } });
    for (let looks = 0; looks < 25 && (await readRestore(restoreId))?.outcome !== 'completed'; looks += 1) await pass();
    const { wayId } = must(await beginCleanUp(SCOPE, OPERATOR, restoreId));
    const way = await viewed(draftId);
    expect(way).toMatchObject({ kind: 'clean-up', name: way.instanceId, steps: [{ code: 'terminate', command: null }] });
    expect(way.before.map(({ code, state }) => `${code} ${state}`)).toEqual([
      'termination-protection fine',
      'volumes mind',
      'interface mind',
    ]);
    await pass();
    expect(await holderOf('10.1.10.230')).toBe(way.instanceId);
    must(await confirmWay(SCOPE, OPERATOR, wayId, way.instanceId ?? ''));
    expect(await toTheEnd(draftId)).toBe('done');
    expect(await holderOf('10.1.10.230')).toBeNull();
    const after = await everything();
    for (const [id, each] of before) expect(after.get(id)).toEqual(each);
    expect(await beginCleanUp(SCOPE, OPERATOR, restoreId)).toEqual({ ok: false, error: { code: 'nothing-made' } });
  });

  it('is one of a plan, and of an interface, and is not begun on what is not the original', async () => {
    const draft = await draftAt('10.1.10.115');
    await begun(draft, 'terminate-first', '10.1.10.115');
    const order = { ...draft, subnetId: SUBNET, address: '10.1.10.115', kind: 'terminate-first' } as const;
    expect(await beginWay(SCOPE, OPERATOR, order)).toEqual({ ok: false, error: { code: 'way-open' } });
    const other = await draftAt('10.1.10.115');
    expect(await beginWay(SCOPE, OPERATOR, { ...order, ...other })).toEqual({ ok: false, error: { code: 'way-open' } });
    await account.control('take-address', { address: '10.1.10.153', name: 'billing-db' });
    const stranger = await draftAt('10.1.10.153');
    for (const kind of ['terminate-first', 'keep-interface', 'move-secondary-before'] as const)
      expect(await beginWay(SCOPE, OPERATOR, { ...stranger, subnetId: SUBNET, address: '10.1.10.153', kind })).toEqual({
        ok: false,
        error: { code: 'way-gone' },
      });
    expect(await beginWay(SCOPE, OPERATOR, { ...order, ...other, revision: 99 })).toMatchObject({ error: { code: 'draft-changed' } });
  });
});
