import { type Ipv4, ipv4ToNumber } from '@/lib/net/ipv4';
import { applyAll } from './apply';
import { addressIn } from './apply/addresses';
import type { Command, Slot, Target } from './command';
import { type FactIndex, factOf } from './fact-index';
import type { Step } from './history';
import type { NewNic, Nic, RestorePlan } from './plan';
import { awsReserved } from './rules/free-addresses';
import { inRange } from './rules/rule';

/** An address that is being moved. `from` is the slot it stands in; `null`: it comes from the map, a list or the keyboard. */
export interface Moving {
  readonly address: Ipv4;
  readonly subnetId: string;
  readonly from: Slot | null;
}

export type MoveParams = Readonly<Record<string, string | number>>;

/** What a move comes to; message keys below `nics.effect.`. */
export type MoveEffect =
  /** Into an automatic primary or a new secondary place, from outside the plan. */
  | 'place-primary'
  | 'place-secondary'
  | 'place-several'
  /** An address from outside takes the place of another, which leaves the plan. */
  | 'replace'
  /** Two addresses of the plan change places. */
  | 'swap'
  /** An address of the plan changes its place. */
  | 'move-primary'
  | 'move-secondary'
  | 'move-several'
  /** Out of the plan; a primary becomes automatic. */
  | 'return'
  | 'return-primary'
  | 'return-several';

/** Why a move does not go; message keys below `nics.refused.`. */
export type MoveRefusal =
  | 'locked'
  | 'nothing-held'
  | 'same-place'
  | 'gone'
  | 'no-such-place'
  | 'existing-interface'
  | 'one-place'
  | 'count-set'
  | 'duplicate'
  | 'outside-subnet'
  | 'other-outside-subnet'
  | 'reserved-by-aws'
  | 'full'
  | 'not-in-plan'
  | 'too-many';

/** What would come of putting what is held onto a target. */
export type MovePreview =
  | { readonly kind: 'legal'; readonly step: Step; readonly effect: MoveEffect; readonly params: MoveParams }
  | { readonly kind: 'refused'; readonly code: MoveRefusal; readonly params: MoveParams };

/** A name for a target that is equal for equal targets. */
export const targetKey = (target: Target): string =>
  target.role === 'pool' ? 'pool' : target.role === 'secondary' ? `${target.nic} ${target.index}` : `${target.nic} ${target.role}`;

/** The slot that holds `address` in `subnetId`, if the plan places it there. */
export const slotOf = (plan: RestorePlan, subnetId: string, address: Ipv4): Slot | null => {
  for (const nic of plan.nics) {
    if (nic.kind !== 'new' || nic.subnetId !== subnetId) continue;
    const slot = slotIn(nic, address);
    if (slot !== null) return slot;
  }
  return null;
};

const slotIn = (nic: NewNic, address: Ipv4): Slot | null => {
  if (nic.primary.kind === 'fixed' && nic.primary.address === address) return { nic: nic.key, role: 'primary' };
  const index = nic.secondaries.kind === 'fixed' ? nic.secondaries.values.indexOf(address) : -1;
  return index < 0 ? null : { nic: nic.key, role: 'secondary', index };
};

/** IPv4 places that an interface takes: its primary, secondaries, and one for each delegated prefix (EC2 User Guide, ec2-prefix-eni). */
export const placesTaken = (nic: NewNic): number => {
  const count = (list: NewNic['secondaries'] | NewNic['ipv4Prefixes']) => (list.kind === 'fixed' ? list.values.length : list.count);
  return 1 + count(nic.secondaries) + count(nic.ipv4Prefixes);
};

/** How many IPv4 places the plan's instance type gives each interface; `null` where that is not known. */
export const placesOf = (plan: RestorePlan, index: FactIndex): number | null => {
  const type = factOf(index.facts.instanceTypes, plan.settings.instanceType, 'ec2:DescribeInstanceTypes');
  return type.state === 'known' ? (type.value?.ipv4PerInterface ?? null) : null;
};

/** The number of an interface for people: they count from 1, as findings do. */
export const numberOf = (plan: RestorePlan, key: string): number => 1 + plan.nics.findIndex((nic) => nic.key === key);

const refused = (code: MoveRefusal, params: MoveParams = {}): MovePreview => ({ kind: 'refused', code, params });

/** Why `address` can never stand in `nic`: outside its subnet, or one of the five that AWS keeps (V8, V9). `null` where nothing is known against it. */
const neverFits = (
  plan: RestorePlan,
  index: FactIndex,
  nic: NewNic,
  address: Ipv4,
  outside: 'outside-subnet' | 'other-outside-subnet',
): MovePreview | null => {
  const subnet = nic.subnetId === null ? undefined : index.subnets.get(nic.subnetId);
  if (subnet === undefined) return null;
  const value = ipv4ToNumber(address);
  if (!inRange(subnet.range, value)) return refused(outside, { address, interface: numberOf(plan, nic.key), cidr: subnet.fact.cidr });
  const use = awsReserved(subnet, value);
  return use === null ? null : refused('reserved-by-aws', { address, use, cidr: subnet.fact.cidr });
};

const overfull = (before: RestorePlan, after: RestorePlan, index: FactIndex): MovePreview | null => {
  const limit = placesOf(before, index);
  if (limit === null) return null;
  for (const nic of after.nics) {
    const was = before.nics.find((each) => each.key === nic.key);
    if (nic.kind !== 'new' || was?.kind !== 'new') continue;
    const taken = placesTaken(nic);
    // One that was too full already (the type was changed) may still be tidied.
    if (taken > limit && taken > placesTaken(was))
      return refused('full', { interface: numberOf(before, nic.key), limit, type: before.settings.instanceType });
  }
  return null;
};

const judged = (
  plan: RestorePlan,
  index: FactIndex,
  made: { readonly effect: MoveEffect; readonly label: string; readonly params: MoveParams; readonly commands: readonly Command[] },
): MovePreview => {
  const after = applyAll(plan, made.commands);
  if (!after.ok) {
    const address = String(after.error.params.address ?? made.params.address ?? '');
    if (after.error.code === 'duplicate-address') return refused('duplicate', { address, interface: holderNumber(plan, address) });
    return after.error.code === 'too-many' ? refused('too-many', after.error.params) : refused('no-such-place');
  }
  return (
    overfull(plan, after.value, index) ?? {
      kind: 'legal',
      step: { label: made.label, commands: made.commands },
      effect: made.effect,
      params: made.params,
    }
  );
};

const holderNumber = (plan: RestorePlan, address: string): number =>
  1 + plan.nics.findIndex((nic) => nic.kind === 'new' && slotIn(nic, address as Ipv4) !== null);

const sameSlot = (a: Slot, b: Target): boolean => targetKey(a) === targetKey(b);

const toPool = (plan: RestorePlan, index: FactIndex, held: readonly Moving[]): MovePreview => {
  const placed = held.filter((each) => each.from !== null);
  const [first] = placed;
  if (first === undefined || first.from === null) return refused('not-in-plan', { address: held[0]?.address ?? '' });
  const effect = placed.length > 1 ? 'return-several' : first.from.role === 'primary' ? 'return-primary' : 'return';
  return judged(plan, index, {
    effect,
    label: 'return-address',
    params: { address: first.address, count: placed.length, interface: numberOf(plan, first.from.nic) },
    commands: oneByOne(plan, placed, { role: 'pool' }),
  });
};

/** Moves of several addresses: each is looked up where it stands by then, for a secondary that leaves shifts those behind it. */
const oneByOne = (plan: RestorePlan, held: readonly Moving[], to: Target): readonly Command[] => {
  const commands: Command[] = [];
  let now: RestorePlan = plan;
  for (const { address, from } of held) {
    const nic = from === null ? undefined : now.nics.find((each) => each.key === from.nic);
    const slot = nic?.kind === 'new' ? slotIn(nic, address) : null;
    const command: Command =
      slot !== null ? { type: 'move-address', from: slot, to } : { type: 'add-secondary', nic: to.role === 'pool' ? '' : to.nic, address };
    commands.push(command);
    const next = applyAll(now, [command]);
    if (!next.ok) break;
    now = next.value;
  }
  return commands;
};

const toList = (plan: RestorePlan, index: FactIndex, held: readonly Moving[], nic: NewNic): MovePreview => {
  const [first] = held;
  if (first === undefined) return refused('nothing-held');
  const moved = held.filter((each) => each.from !== null).length;
  const one = held.length === 1;
  return judged(plan, index, {
    effect: moved === 0 ? (one ? 'place-secondary' : 'place-several') : one ? 'move-secondary' : 'move-several',
    label: moved === 0 ? 'place-address' : 'move-address',
    params: { address: first.address, count: held.length, interface: numberOf(plan, nic.key) },
    commands: oneByOne(plan, held, { nic: nic.key, role: 'new-secondary' }),
  });
};

const fromOutside = (plan: RestorePlan, index: FactIndex, address: Ipv4, nic: NewNic, slot: Slot): MovePreview => {
  const old = addressIn(plan, slot);
  const command: Command =
    slot.role === 'primary'
      ? { type: 'set-primary', nic: slot.nic, address }
      : { type: 'replace-secondary', nic: slot.nic, index: slot.index, address };
  return judged(plan, index, {
    effect: old === null ? 'place-primary' : 'replace',
    label: old === null ? 'place-address' : 'replace-address',
    params: { address, other: old ?? '', interface: numberOf(plan, nic.key) },
    commands: [command],
  });
};

const toSlot = (plan: RestorePlan, index: FactIndex, held: Moving, nic: NewNic, slot: Slot): MovePreview => {
  const { address, from } = held;
  if (from === null) return fromOutside(plan, index, address, nic, slot);
  if (sameSlot(from, slot)) return refused('same-place', { address });
  const other = addressIn(plan, slot);
  if (other !== null) {
    const source = plan.nics.find((each) => each.key === from.nic);
    const back = source?.kind === 'new' ? neverFits(plan, index, source, other, 'other-outside-subnet') : null;
    if (back !== null) return back;
  }
  return judged(plan, index, {
    effect: other === null ? 'move-primary' : 'swap',
    label: other === null ? 'move-address' : 'swap-addresses',
    params: { address, other: other ?? '', interface: numberOf(plan, nic.key) },
    commands: [{ type: 'move-address', from, to: slot }],
  });
};

/** What keeps `nic` from taking `held` at `target`, whatever the commands would do. */
const barred = (
  plan: RestorePlan,
  index: FactIndex,
  held: readonly Moving[],
  nic: Nic,
  target: Exclude<Target, { role: 'pool' }>,
): MovePreview | null => {
  if (nic.kind === 'existing') return refused('existing-interface', { interface: numberOf(plan, nic.key), id: nic.networkInterfaceId });
  if (held.length > 1 && target.role !== 'new-secondary') return refused('one-place', { count: held.length });
  if (target.role !== 'primary' && nic.secondaries.kind === 'automatic')
    return refused('count-set', { interface: numberOf(plan, nic.key), count: nic.secondaries.count });
  for (const each of held) {
    const never = neverFits(plan, index, nic, each.address, 'outside-subnet');
    if (never !== null) return never;
  }
  return null;
};

/**
 * What would come of putting what is held onto `target`: the step that does it and its effect, or why it cannot be.
 * The same answer stands behind a drag, a click, a menu, a key, typing and pasting.
 *
 * Refused is what can never become right where it is put: an address outside the subnet (V8), one of the five that AWS keeps (V9), one that the plan
 * already places in that subnet (V12, V13), one more than the instance type takes (V19), a list beside a count (V7), an interface that exists already (V4).
 * Legal is what time or somebody may still put right: an address in use, claimed or inside a reservation is placed, and its finding stays beside it.
 * What is not known (no facts of the subnet or of the type) refuses nothing.
 *
 * A legal preview's step applies to `plan`. Never throws.
 */
export const previewMove = (plan: RestorePlan, index: FactIndex, held: readonly Moving[], target: Target): MovePreview => {
  const [first] = held;
  if (first === undefined) return refused('nothing-held');
  const gone = held.find(({ from, address }) => from !== null && addressIn(plan, from) !== address);
  if (gone !== undefined) return refused('gone', { address: gone.address });
  if (target.role === 'pool') return toPool(plan, index, held);
  const nic = plan.nics.find((each) => each.key === target.nic);
  if (nic === undefined) return refused('no-such-place');
  const bar = barred(plan, index, held, nic, target);
  if (bar !== null) return bar;
  if (nic.kind === 'existing') return refused('no-such-place');
  return target.role === 'new-secondary' ? toList(plan, index, held, nic) : toSlot(plan, index, first, nic, target);
};
