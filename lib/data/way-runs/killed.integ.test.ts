import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { DescribeNetworkInterfacesCommand, ModifyInstanceAttributeCommand } from '@aws-sdk/client-ec2';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { databaseNow } from '@/lib/db/about';
import { openWaits } from '@/lib/db/repositories/waits';
import { openWayRuns } from '@/lib/db/repositories/way-runs';
import { typescriptEnv, workerFlags } from '@/lib/launcher/typescript.js';
import type { RunMode, WayRunKind } from '@/lib/restore/way-run/run';
import { storePeople } from '@/lib/testing/approvals';
import { type DeadlyLine, deadlyLine } from '@/lib/testing/deadly-line';
import { asOwner } from '@/lib/testing/owner';
import { draftAt, must, OPERATOR, PLACE, SCOPE, sweepNow } from '@/lib/testing/restores';
import { pointSdkAt, simulatedAccount } from '@/lib/testing/simulated-account';
import { secondInterface } from '@/lib/testing/way-conflicts';
import { begun, byHand, ec2, forgetWays, holderOf, ORIGINAL, startSetUp, viewed } from '@/lib/testing/way-driver';
import { changeTakeOver } from '../settings/take-over';
import { watchOnce } from '../waits/watch';
import { carryOnce } from './carry';
import { confirmWay, undoWay } from './change';

/**
 * Whoever goes a way is ended at each of its calls, once before it and once after it and before its answer was written down. A few in every run of the tests; all of
 * them, each in a process that is killed, by `npm run conflicts`.
 */
const LONG = process.env.REHOME_WAY_RUNS !== undefined;
/** Only what hangs takes so long: a process is begun anew after each death, and on a busy machine that takes ten seconds. */
const HANGS_MS = 600_000;

const account = simulatedAccount({ speed: 1_000 });
let line: DeadlyLine;
beforeAll(async () => {
  line = await deadlyLine(account.url);
  pointSdkAt(line.url);
});
afterAll(() => line.close());

const abandoned: Promise<unknown>[] = [];
let child: ChildProcess | null = null;

beforeEach(async () => {
  await account.control('reset', {});
  await forgetWays();
  await storePeople(OPERATOR);
  await ec2().send(new ModifyInstanceAttributeCommand({ InstanceId: ORIGINAL, DisableApiTermination: { Value: true } }));
});
afterEach(async () => {
  child?.kill('SIGKILL');
  child = null;
  line.calm();
  await Promise.all(abandoned.splice(0));
});

interface Case {
  readonly kind: WayRunKind;
  readonly addresses: readonly string[];
  /** The calls of the way there, and those of the way back. */
  readonly there: readonly string[];
  readonly back: readonly string[];
  /** Is done in every run of the tests. */
  readonly always: readonly ('there' | 'back')[];
}

const CASES: readonly Case[] = [
  {
    kind: 'keep-interface',
    addresses: ['10.1.10.115'],
    there: ['ModifyNetworkInterfaceAttribute', 'ModifyInstanceAttribute', 'TerminateInstances'],
    back: ['ModifyInstanceAttribute', 'ModifyNetworkInterfaceAttribute'],
    always: ['there', 'back'],
  },
  {
    kind: 'move-interface',
    addresses: ['10.1.10.242'],
    there: ['DetachNetworkInterface'],
    back: ['AttachNetworkInterface'],
    always: ['back'],
  },
  {
    kind: 'move-secondary-before',
    addresses: ['10.1.10.241', '10.1.10.100'],
    there: ['UnassignPrivateIpAddresses'],
    back: ['AssignPrivateIpAddresses'],
    always: [],
  },
  {
    kind: 'move-secondary-after',
    addresses: ['10.1.10.241', '10.1.10.100'],
    there: ['AssignPrivateIpAddresses'],
    back: [],
    always: ['there'],
  },
  {
    kind: 'beside-then-swap',
    addresses: ['10.1.10.115'],
    there: ['ModifyInstanceAttribute', 'TerminateInstances', 'AssignPrivateIpAddresses'],
    back: [],
    always: [],
  },
];

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Whoever looks and acts: a process of its own, or this one. */
type Worker = 'process' | 'here';

const started = (): ChildProcess =>
  spawn(process.execPath, [...workerFlags(root), fileURLToPath(new URL('../../testing/stand-in-carrier.ts', import.meta.url))], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: typescriptEnv(root, process.env),
  });

/** Has the worker go on; when it meets its end it is gone, and its lease is over. Whether it did. */
const goneOn = async (worker: Worker): Promise<boolean> => {
  await asOwner('update way_runs set tried_at = null');
  if (worker === 'process') child ??= started();
  const look = worker === 'process' ? setTimeout(100) : carryOnce(SCOPE, await openWayRuns(PLACE));
  abandoned.push(look);
  const ended = await Promise.race([look.then(() => false), line.met().then(() => true)]);
  if (!ended) return false;
  line.taken();
  if (child !== null) {
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
    child = null;
  }
  await asOwner("update way_runs set lease_until = now() - interval '1 second'");
  return true;
};

/** What goes on beside the way: the start that waits, and the restore. */
const beside = async (): Promise<void> => {
  await asOwner('update waits set checked_at = null');
  await watchOnce(SCOPE, await openWaits(PLACE), await databaseNow());
  await sweepNow();
};

const toTheEnd = async (
  draftId: string,
  worker: Worker,
  withStart: boolean,
): Promise<{ readonly state: string; readonly deaths: number }> => {
  let deaths = 0;
  for (let looks = 0; looks < 400; looks += 1) {
    deaths += Number(await goneOn(worker));
    const way = await viewed(draftId);
    if (way.endedAt !== null) return { state: way.state, deaths };
    if (withStart) await beside();
  }
  return { state: `open: ${JSON.stringify(await viewed(draftId))}`, deaths };
};

const callsOf = async (action: string): Promise<number> =>
  ((await account.control('calls')) as Record<string, number>)[`ec2:${action}`] ?? 0;

const layAll = async (actions: readonly string[]): Promise<void> => {
  await account.control('calls', undefined, 'DELETE');
  for (const action of actions) for (const how of ['before', 'after'] as const) line.lay(action, how);
};

const prepared = async ({ kind, addresses }: Case, mode: RunMode) => {
  must(await changeTakeOver(OPERATOR, { account: PLACE.account, enabled: mode === 'take-over' }));
  if (kind === 'move-interface') await secondInterface('10.1.10.242');
  const draft = await draftAt(...addresses);
  const way = await begun(draft, kind, addresses.at(-1) ?? '');
  if (way.steps.some(({ code }) => code === 'terminate')) must(await confirmWay(SCOPE, OPERATOR, way.id, way.name));
  const after = way.steps.some(({ code }) => code === 'restore-and-verify');
  must(await startSetUp(draft.draftId, after));
  return { draftId: draft.draftId, wayId: way.id };
};

const ROUNDS = CASES.flatMap((each) =>
  (['there', 'back'] as const).flatMap((direction) => {
    const actions = each[direction];
    if (actions.length === 0 || !(LONG || each.always.includes(direction))) return [];
    return (LONG ? (['here', 'process'] as const) : (['here'] as const)).map((worker) => ({ ...each, direction, actions, worker }));
  }),
);

it.each(ROUNDS)(
  '$kind, $direction: whoever goes it ($worker) dies at each call, and no call is made twice',
  async (round) => {
    const { direction, actions, worker, addresses } = round;
    const { draftId, wayId } = await prepared(round, 'take-over');
    if (direction === 'there') {
      await layAll(actions);
      expect(await toTheEnd(draftId, worker, true)).toEqual({ state: 'done', deaths: 2 * actions.length });
      const holder = await holderOf(addresses.at(-1) ?? '');
      expect([holder === null, holder === ORIGINAL]).toEqual([false, false]);
    } else {
      await goneToTurn(draftId, round);
      must(await undoWay(SCOPE, OPERATOR, wayId));
      await layAll(actions);
      expect(await toTheEnd(draftId, worker, false)).toEqual({ state: 'undone', deaths: 2 * actions.length });
      expect(await holderOf(addresses.at(-1) ?? '')).toBe(ORIGINAL);
    }
    // The one that died before it never reached EC2.
    for (const action of actions) expect([action, await callsOf(action)]).toEqual([action, 1]);
  },
  HANGS_MS,
);

/** Goes there until everything is done that can be taken back. */
const goneToTurn = async (draftId: string, { there }: Case): Promise<void> => {
  const wanted = there.filter((action) => action !== 'TerminateInstances');
  await account.control('calls', undefined, 'DELETE');
  for (const action of wanted) {
    while ((await callsOf(action)) === 0) await carryOnce(SCOPE, await openWayRuns(PLACE));
  }
  expect((await viewed(draftId)).noUndo).toBeNull();
};

const GUIDED = CASES.filter(({ kind }) => LONG || kind === 'keep-interface');

it.each(GUIDED)(
  '$kind, guided: the worker that watches is killed at the look after each step, and asks for none twice',
  { tags: 'long' },
  async (round) => {
    const { draftId } = await prepared(round, 'guided');
    await account.control('calls', undefined, 'DELETE');
    let deaths = 0;
    for (let looks = 0; looks < 60; looks += 1) {
      const way = await viewed(draftId);
      if (way.endedAt !== null) break;
      if (await byHand(way)) {
        line.lay('DescribeNetworkInterfaces', 'after');
        // A real process once; elsewhere its look is broken off.
        const worker = deaths === 0 || LONG ? 'process' : 'here';
        while (!(await goneOn(worker)));
        deaths += 1;
      }
      await goneOn('here');
      await beside();
    }
    expect([(await viewed(draftId)).state, deaths]).toEqual(['done', round.there.length]);
    for (const action of round.there) expect([action, await callsOf(action)]).toEqual([action, 1]);
    const filters = [{ Name: 'attachment.instance-id', Values: [ORIGINAL] }];
    const { NetworkInterfaces = [] } = await ec2().send(new DescribeNetworkInterfacesCommand({ Filters: filters }));
    expect(
      NetworkInterfaces.flatMap(({ PrivateIpAddresses = [] }) => PrivateIpAddresses.map((each) => each.PrivateIpAddress)),
    ).not.toContain(round.addresses.at(-1));
  },
);
