import type { Ipv4 } from '@/lib/net/ipv4';
import { err, ok, type Result } from '@/lib/result';
import { MAX_LIST, tooMany } from '../bounds';
import type { Command, CommandRefusal, Slot } from '../command';
import type { NewNic, RestorePlan } from '../plan';
import { editNewNic, newNicOf, none, refuse, replaceNic } from './nics';

type Outcome = Result<RestorePlan, CommandRefusal>;

const NO_SECONDARIES = { kind: 'fixed', values: [] } as const;

/** Every fixed IPv4 of an interface. */
const fixedAddresses = (nic: NewNic): readonly Ipv4[] => [
  ...(nic.primary.kind === 'fixed' ? [nic.primary.address] : []),
  ...(nic.secondaries.kind === 'fixed' ? nic.secondaries.values : []),
];

/** Refuses an address that the plan already places in the same subnet (V12, V13); other subnets may repeat it only by type of VPC, which a check judges. */
const placedElsewhere = (plan: RestorePlan, nic: NewNic, address: Ipv4, besides: readonly Ipv4[]): boolean =>
  !besides.includes(address) &&
  plan.nics.some((other) => other.kind === 'new' && other.subnetId === nic.subnetId && fixedAddresses(other).includes(address));

const listOf = (nic: NewNic): Result<readonly Ipv4[], CommandRefusal> =>
  nic.secondaries.kind === 'fixed'
    ? ok(nic.secondaries.values)
    : refuse('secondaries-automatic', { nic: nic.key, count: nic.secondaries.count });

const withList = (plan: RestorePlan, nic: NewNic, values: readonly Ipv4[]): Outcome =>
  ok(replaceNic(plan, { ...nic, secondaries: { kind: 'fixed', values } }));

const editList = (
  plan: RestorePlan,
  key: string,
  edit: (values: readonly Ipv4[], nic: NewNic) => Result<readonly Ipv4[], CommandRefusal>,
): Outcome => {
  const nic = newNicOf(plan, key);
  if (!nic.ok) return nic;
  const values = listOf(nic.value);
  if (!values.ok) return values;
  const edited = edit(values.value, nic.value);
  return edited.ok ? withList(plan, nic.value, edited.value) : edited;
};

export const setPrimary = (plan: RestorePlan, command: Extract<Command, { type: 'set-primary' }>): Outcome =>
  editNewNic(plan, command.nic, (nic) => {
    if (command.address === 'automatic') return ok({ ...nic, primary: { kind: 'automatic' } });
    const own = nic.primary.kind === 'fixed' ? [nic.primary.address] : [];
    if (placedElsewhere(plan, nic, command.address, own)) return refuse('duplicate-address', { address: command.address });
    return ok({ ...nic, primary: { kind: 'fixed', address: command.address } });
  });

export const addSecondary = (plan: RestorePlan, command: Extract<Command, { type: 'add-secondary' }>): Outcome =>
  editList(plan, command.nic, (values, nic) => {
    if (placedElsewhere(plan, nic, command.address, [])) return refuse('duplicate-address', { address: command.address });
    if (values.length >= MAX_LIST) return tooMany();
    return ok(values.toSpliced(command.index ?? values.length, 0, command.address));
  });

export const replaceSecondary = (plan: RestorePlan, command: Extract<Command, { type: 'replace-secondary' }>): Outcome =>
  editList(plan, command.nic, (values, nic) => {
    const old = values[command.index];
    if (old === undefined) return refuse('no-such-slot', { nic: nic.key, index: command.index });
    if (placedElsewhere(plan, nic, command.address, [old])) return refuse('duplicate-address', { address: command.address });
    return ok(values.with(command.index, command.address));
  });

export const removeSecondary = (plan: RestorePlan, command: Extract<Command, { type: 'remove-secondary' }>): Outcome =>
  editList(plan, command.nic, (values, nic) =>
    values[command.index] === undefined
      ? refuse('no-such-slot', { nic: nic.key, index: command.index })
      : ok(values.toSpliced(command.index, 1)),
  );

export const setSecondaries = (plan: RestorePlan, command: Extract<Command, { type: 'set-secondaries' }>): Outcome =>
  editNewNic(plan, command.nic, (nic) => {
    const { secondaries } = command;
    if (secondaries.kind === 'automatic') return ok({ ...nic, secondaries: none(secondaries) });
    const cleared: NewNic = { ...nic, secondaries: NO_SECONDARIES };
    const without = replaceNic(plan, cleared);
    const duplicate = secondaries.values.find((a, i) => secondaries.values.indexOf(a) !== i || placedElsewhere(without, cleared, a, []));
    return duplicate === undefined ? ok({ ...nic, secondaries }) : refuse('duplicate-address', { address: duplicate });
  });

/** What stands in a slot; `null` for an automatic primary. */
export const addressIn = (plan: RestorePlan, slot: Slot): Ipv4 | null => {
  const nic = plan.nics.find((n) => n.key === slot.nic);
  if (nic?.kind !== 'new') return null;
  if (slot.role === 'primary') return nic.primary.kind === 'fixed' ? nic.primary.address : null;
  return nic.secondaries.kind === 'fixed' ? (nic.secondaries.values[slot.index] ?? null) : null;
};

const put = (plan: RestorePlan, slot: Slot, address: Ipv4): Outcome =>
  slot.role === 'primary'
    ? setPrimary(plan, { type: 'set-primary', nic: slot.nic, address })
    : replaceSecondary(plan, { type: 'replace-secondary', nic: slot.nic, index: slot.index, address });

const empty = (plan: RestorePlan, slot: Slot): Outcome =>
  slot.role === 'primary'
    ? setPrimary(plan, { type: 'set-primary', nic: slot.nic, address: 'automatic' })
    : removeSecondary(plan, { type: 'remove-secondary', nic: slot.nic, index: slot.index });

/** The interface with another address in a slot of its own. */
const written = (nic: NewNic, slot: Slot, address: Ipv4): NewNic => {
  if (slot.nic !== nic.key) return nic;
  if (slot.role === 'primary') return { ...nic, primary: { kind: 'fixed', address } };
  const { secondaries } = nic;
  return secondaries.kind === 'fixed'
    ? { ...nic, secondaries: { kind: 'fixed', values: secondaries.values.with(slot.index, address) } }
    : nic;
};

const swap = (plan: RestorePlan, from: Slot, to: Slot, moving: Ipv4, displaced: Ipv4): Outcome =>
  ok({ ...plan, nics: plan.nics.map((nic) => (nic.kind === 'new' ? written(written(nic, from, displaced), to, moving) : nic)) });

/** Moves an address to a slot, to the end of an interface's secondaries, or back to the pool; a filled slot swaps. */
export const moveAddress = (plan: RestorePlan, { from, to }: Extract<Command, { type: 'move-address' }>): Outcome => {
  const moving = addressIn(plan, from);
  if (moving === null) return refuse('nothing-to-move', { nic: from.nic });
  if (to.role === 'pool') return empty(plan, from);
  const target = newNicOf(plan, to.nic);
  if (!target.ok) return target;
  if (to.role === 'new-secondary') {
    const emptied = empty(plan, from);
    return emptied.ok ? addSecondary(emptied.value, { type: 'add-secondary', nic: to.nic, address: moving }) : emptied;
  }
  if (to.role === 'secondary' && target.value.secondaries.kind === 'automatic')
    return refuse('secondaries-automatic', { nic: to.nic, count: target.value.secondaries.count });
  const displaced = addressIn(plan, to);
  if (displaced !== null) return swap(plan, from, to, moving, displaced);
  if (to.role === 'secondary') return err({ code: 'no-such-slot', params: { nic: to.nic, index: to.index } });
  const emptied = empty(plan, from);
  return emptied.ok ? put(emptied.value, to, moving) : emptied;
};
