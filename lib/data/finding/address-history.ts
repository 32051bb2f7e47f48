import 'server-only';
import { type AddressSeen, addressSeen } from '@/lib/db/repositories/address-history';
import { type LiveAddress, liveInBlock } from '@/lib/db/repositories/finding';
import { goneInstances } from '@/lib/db/repositories/inventory-resources';
import { readSweeps } from '@/lib/db/repositories/inventory-sweeps';
import { gapsBetween, type Interval, intervalsOf, type Observation } from '@/lib/finding/intervals';
import type { AddressRole } from '@/lib/finding/layout';
import type { Problem } from '@/lib/problem';
import { ok, type Result } from '@/lib/result';
import { freshen } from '../inventory/refresh';
import { resourceIdOf } from '../inventory/resource-id';
import type { Scope } from '../scope';
import { evidenceOf, newestThere } from './evidence';
import type { AddressHistory, HeldInterval } from './history-views';
import { holderView, instanceArn } from './holders';
import { indexState } from './index-state';
import { plansForAddress } from './plans-for-address';

/** What proves an observation: a point, or that AWS told it of its interfaces. */
type Proof = AddressSeen | 'live';

/** More holders of one address at a time than there are networks is nothing that anybody looks through. */
const MOST_HOLDERS = 50;

/** Who held an address when, as far as points and live reads prove it; who holds it now; who plans to. `address` in the form that `parseIpv4` or `parseIpv6` gives. */
export const addressHistory = async (scope: Scope, address: string): Promise<Result<AddressHistory, Problem>> => {
  await freshen(scope, 'everything');
  const [seen, live, sweeps, plans, index] = await Promise.all([
    addressSeen(scope, address),
    liveInBlock(scope, address, MOST_HOLDERS),
    readSweeps(scope),
    plansForAddress(scope, address),
    indexState(scope),
  ]);
  const interfaces = sweeps.find((row) => row.subject === 'interfaces');
  const asOf = interfaces?.finishedAt ?? null;
  const observations = [...seen.map(ofPoint), ...(asOf === null ? [] : ofLive(scope, live, seen, asOf))];
  const intervals = intervalsOf(observations);
  const arns = new Set(seen.map((each) => each.resourceArn));
  const gone = await goneInstances(scope, [...arns]);
  return ok({
    address,
    holders: live.map((each) => holderView(scope, each, arns)),
    liveAsOf: asOf?.toISOString() ?? null,
    liveProblem: interfaces?.problem ?? null,
    intervals: intervals.map((each) => intervalView(each, { seen, live, gone, arns })),
    gaps: gapsBetween(intervals).map(({ fromMs, toMs }) => ({ from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() })),
    plans,
    index: index.addresses,
  });
};

const ofPoint = (point: AddressSeen): Observation<Proof> => ({
  holder: point.resourceArn,
  atMs: point.createdAt.getTime(),
  evidence: point,
  held: !point.read ? 'unknown' : point.role === null ? null : { role: point.role, subnetId: point.subnetId },
});

const holderOf = (scope: Scope, each: LiveAddress): string =>
  each.instanceId === null ? each.interfaceId : instanceArn(scope, each.instanceId);

/** What the interfaces told when they were last read: who has it, and which of those that had it once have it no more. */
const ofLive = (scope: Scope, live: readonly LiveAddress[], seen: readonly AddressSeen[], asOf: Date): readonly Observation<Proof>[] => {
  const atMs = asOf.getTime();
  const now = live.map(
    (each): Observation<Proof> => ({
      holder: holderOf(scope, each),
      atMs,
      evidence: 'live',
      held: { role: each.role, subnetId: each.subnetId },
    }),
  );
  const holders = new Set(now.map(({ holder }) => holder));
  // A resource of another region or account is not among the interfaces that were read, so they say nothing of it.
  const own = instanceArn(scope, '');
  const former = new Set(seen.map((each) => each.resourceArn).filter((arn) => arn.startsWith(own) && !holders.has(arn)));
  return [...now, ...[...former].map((holder): Observation<Proof> => ({ holder, atMs, evidence: 'live', held: null }))];
};

const intervalView = (
  interval: Interval<Proof>,
  known: {
    readonly seen: readonly AddressSeen[];
    readonly live: readonly LiveAddress[];
    readonly gone: ReadonlyMap<string, boolean>;
    readonly arns: ReadonlySet<string>;
  },
): HeldInterval => {
  const { holder, seen } = interval;
  const points = seen.flatMap(({ evidence }) => (evidence === 'live' ? [] : [evidence]));
  const id = resourceIdOf(holder);
  const now = known.live.find((each) => each.instanceId === id);
  const named = known.seen.find((each) => each.resourceArn === holder && each.resourceName !== null);
  const end = (at: number) => evidenceOf(seen.at(at)?.evidence ?? 'live', seen.at(at)?.atMs ?? 0);
  return {
    holder,
    name: now?.instanceName ?? named?.resourceName ?? null,
    id,
    resourceArn: known.arns.has(holder) ? holder : null,
    deleted: known.gone.get(holder) ?? null,
    role: interval.role as AddressRole,
    subnetId: interval.subnetId,
    first: end(0),
    last: end(-1),
    observations: seen.length,
    unknown: interval.unknown,
    restore: newestThere(points),
  };
};
