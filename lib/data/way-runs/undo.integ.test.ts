import { ModifyInstanceAttributeCommand, TerminateInstancesCommand } from '@aws-sdk/client-ec2';
import { beforeEach, describe, expect, it } from 'vitest';
import { terminationProtection } from '@/lib/aws/before-end';
import { readRestore } from '@/lib/db/repositories/restores';
import { openWayRuns } from '@/lib/db/repositories/way-runs';
import type { RunMode, WayRunKind } from '@/lib/restore/way-run/run';
import { storePeople } from '@/lib/testing/approvals';
import { asOwner } from '@/lib/testing/owner';
import { draftAt, must, OPERATOR, PLACE, SCOPE, sweepNow } from '@/lib/testing/restores';
import { simulatedAccount } from '@/lib/testing/simulated-account';
import { secondInterface } from '@/lib/testing/way-conflicts';
import { begun, byHand, ec2, everything, forgetWays, ORIGINAL, startSetUp, viewed } from '@/lib/testing/way-driver';
import { discardDraft, getDraft } from '../drafts';
import { changeTakeOver } from '../settings/take-over';
import { carryOnce } from './carry';
import { confirmWay, stopWay, undoWay } from './change';
import type { WayRunView } from './views';

const account = simulatedAccount({ speed: 1_000 });

interface Case {
  readonly kind: WayRunKind;
  readonly addresses: readonly string[];
  /** The steps from which it is taken back, beside its very beginning. */
  readonly from: readonly string[];
}

const PRIMARY = '10.1.10.115';
const SECONDARY = ['10.1.10.241', '10.1.10.100'] as const;

/** Every way that changes something before the end of the original, with each change that can be taken back. The original is protected, so that this is one of them. */
const CASES: readonly Case[] = [
  { kind: 'terminate-first', addresses: [PRIMARY], from: ['unprotect'] },
  { kind: 'keep-interface', addresses: [PRIMARY], from: ['keep-with-instance-gone', 'unprotect'] },
  { kind: 'beside-then-swap', addresses: [PRIMARY], from: ['unprotect'] },
  { kind: 'move-interface', addresses: ['10.1.10.242'], from: ['detach-interface'] },
  { kind: 'move-secondary-before', addresses: SECONDARY, from: ['unassign'] },
  { kind: 'move-secondary-after', addresses: SECONDARY, from: ['assign-to-restored'] },
];

beforeEach(async () => {
  await account.control('reset', {});
  await forgetWays();
  await storePeople(OPERATOR);
  await ec2().send(new ModifyInstanceAttributeCommand({ InstanceId: ORIGINAL, DisableApiTermination: { Value: true } }));
});

/** The account without what is new each time that an interface is attached. */
const asItIs = async () => {
  const told = JSON.stringify([...(await everything())], (key, value) =>
    ['AttachmentId', 'AttachTime'].includes(key) ? undefined : value,
  );
  return { things: new Map(JSON.parse(told) as [string, unknown][]), isProtected: must(await terminationProtection(SCOPE.aws, ORIGINAL)) };
};

const look = async (): Promise<void> => {
  await asOwner('update way_runs set tried_at = null');
  await carryOnce(SCOPE, await openWayRuns(PLACE));
};

const restored = async (draftId: string): Promise<void> => {
  const started = must(await getDraft(SCOPE, draftId)).started?.restoreId ?? '';
  const outcome = async () => {
    await sweepNow();
    return (await readRestore(started))?.outcome;
  };
  await expect.poll(outcome).toBe('completed');
};

const stateOf = (way: WayRunView, code: string) => way.steps.find((step) => step.code === code)?.state;

/** Goes a way until `code` is carried out; in `seen`, until that was seen, too. Nothing that follows from it is done yet. */
const goneTo = async (way: WayRunView, mode: RunMode, code: string, seen: boolean): Promise<void> => {
  for (let looks = 0; looks < 12; looks += 1) {
    const now = await viewed(way.draftId);
    const at = now.steps.find(({ state }) => state !== 'done');
    if (mode === 'guided' && at?.who === 'person') {
      expect(await byHand(now)).toBe(true);
      if (at.code === code && !seen) return;
    }
    await look();
    const after = await viewed(way.draftId);
    if (mode === 'take-over' && stateOf(after, code) === 'doing') {
      if (seen && code !== 'assign-to-restored') await stopBefore(look);
      return;
    }
    if (mode === 'guided' && stateOf(after, code) === 'done') return;
  }
  throw new Error(`never came to ${code}: ${JSON.stringify(await viewed(way.draftId))}`);
};

/** One look in which Rehome may do nothing more. */
const stopBefore = async (once: () => Promise<void>): Promise<void> => {
  must(await changeTakeOver(OPERATOR, { account: PLACE.account, enabled: false }));
  await once();
  must(await changeTakeOver(OPERATOR, { account: PLACE.account, enabled: true }));
};

const takenBack = async (draftId: string, mode: RunMode): Promise<string> => {
  for (let looks = 0; looks < 12; looks += 1) {
    await look();
    const way = await viewed(draftId);
    if (way.endedAt !== null) return way.state;
    if (mode === 'guided') await byHand(way);
  }
  return `open: ${JSON.stringify(await viewed(draftId))}`;
};

/** All of them by `npm run conflicts`; in every run of the tests each kind of change once, and one way whole. */
const LONG = process.env.REHOME_WAY_RUNS !== undefined;

const EVERY = CASES.flatMap((each) =>
  (['take-over', 'guided'] as const).flatMap((mode) =>
    [null, ...each.from].flatMap((from) => {
      // Seen to be assigned, the way is done.
      const looks = from === null || from === 'assign-to-restored' ? [false] : [false, true];
      return looks.map((seen) => ({ ...each, mode, from, seen }));
    }),
  ),
);

const ALWAYS: Readonly<Partial<Record<WayRunKind, RunMode>>> = {
  'move-interface': 'guided',
  'move-secondary-before': 'take-over',
  'move-secondary-after': 'guided',
};

const ROUNDS = EVERY.filter(
  ({ kind, mode, from, seen }) =>
    LONG || (from !== null && (kind === 'keep-interface' ? seen === (mode === 'take-over') : mode === ALWAYS[kind] && !seen)),
);

describe('a way before the end of the original', () => {
  it.each(ROUNDS)('$kind, $mode, goes back to its beginning from $from (seen: $seen)', async ({ kind, addresses, mode, from, seen }) => {
    must(await changeTakeOver(OPERATOR, { account: PLACE.account, enabled: mode === 'take-over' }));
    if (kind === 'move-interface') await secondInterface('10.1.10.242');
    const before = await asItIs();
    const draft = await draftAt(...addresses);
    const { cursor } = must(await getDraft(SCOPE, draft.draftId)).history;
    const wanted = addresses.at(-1) ?? '';
    const way = await begun(draft, kind, wanted);
    const after = way.steps.some(({ code }) => code === 'restore-and-verify');
    if (way.steps.some(({ code }) => code === 'terminate')) must(await confirmWay(SCOPE, OPERATOR, way.id, way.name));
    if (from !== null) {
      must(await startSetUp(draft.draftId, after));
      if (after) await restored(draft.draftId);
      await goneTo(way, mode, from, seen);
      expect(await asItIs()).not.toEqual(before);
    }
    must(await undoWay(SCOPE, OPERATOR, way.id));
    expect(await takenBack(draft.draftId, mode)).toBe('undone');
    const now = await asItIs();
    expect(now.isProtected).toBe(before.isProtected);
    for (const [id, each] of before.things) expect(now.things.get(id)).toEqual(each);
    const plan = must(await getDraft(SCOPE, draft.draftId));
    expect(plan.wait).toBeNull();
    if (!after || from === null) expect([plan.history.cursor, now.things.size]).toEqual([cursor, before.things.size]);
  });

  it.each([
    { kind: 'keep-interface', addresses: [PRIMARY], from: 'unprotect' },
    { kind: 'move-interface', addresses: ['10.1.10.242'], from: 'detach-interface' },
    { kind: 'move-secondary-before', addresses: SECONDARY, from: 'unassign' },
  ] as const)(
    '$kind, is taken back with the commands where take-over ends meanwhile; its plan stays until then',
    { tags: 'long' },
    async ({ kind, addresses, from }) => {
      must(await changeTakeOver(OPERATOR, { account: PLACE.account, enabled: true }));
      if (kind === 'move-interface') await secondInterface('10.1.10.242');
      const before = await asItIs();
      const { draftId, revision } = await draftAt(...addresses);
      const way = await begun({ draftId, revision }, kind, addresses.at(-1) ?? '');
      if (way.steps.some(({ code }) => code === 'terminate')) must(await confirmWay(SCOPE, OPERATOR, way.id, way.name));
      must(await startSetUp(draftId));
      await goneTo(way, 'take-over', from, true);
      expect(await discardDraft(SCOPE, OPERATOR, draftId)).toMatchObject({ error: { code: 'way-left' } });
      must(await changeTakeOver(OPERATOR, { account: PLACE.account, enabled: false }));
      // Nobody watches it for a while: what is left is told all the same, and it can be taken back then, too.
      must(await stopWay(SCOPE, OPERATOR, way.id));
      expect((await viewed(draftId)).steps.find(({ code }) => code === from)?.undo).toMatch(/^aws ec2 /);
      must(await undoWay(SCOPE, OPERATOR, way.id));
      expect((await viewed(draftId)).mode).toBe('guided');
      expect(await takenBack(draftId, 'guided')).toBe('undone');
      expect(await asItIs()).toEqual(before);
      must(await discardDraft(SCOPE, OPERATOR, draftId));
    },
  );

  it('is taken back by itself where its plan is gone', { tags: 'long' }, async () => {
    must(await changeTakeOver(OPERATOR, { account: PLACE.account, enabled: true }));
    const before = await asItIs();
    const { draftId, revision } = await draftAt(PRIMARY);
    const way = await begun({ draftId, revision }, 'keep-interface', PRIMARY);
    must(await startSetUp(draftId));
    await goneTo(way, 'take-over', 'keep-with-instance-gone', true);
    expect(await asItIs()).not.toEqual(before);
    await asOwner('delete from drafts where id = $1', [draftId]);
    expect(await takenBack(draftId, 'take-over')).toBe('undone');
    expect(await asItIs()).toEqual(before);
  });

  it('says that it cannot be taken back where a person terminated the original unseen', { tags: 'long' }, async () => {
    must(await changeTakeOver(OPERATOR, { account: PLACE.account, enabled: false }));
    await ec2().send(new ModifyInstanceAttributeCommand({ InstanceId: ORIGINAL, DisableApiTermination: { Value: false } }));
    const draft = await draftAt(PRIMARY);
    const way = await begun(draft, 'terminate-first', PRIMARY);
    await ec2().send(new TerminateInstancesCommand({ InstanceIds: [ORIGINAL] }));
    must(await undoWay(SCOPE, OPERATOR, way.id));
    expect(await takenBack(draft.draftId, 'guided')).toBe('failed');
    const failed = await viewed(draft.draftId);
    expect([failed.steps.find(({ code }) => code === 'terminate')?.failure, failed.noUndo]).toEqual(['original-ended', 'original-ended']);
  });
});
