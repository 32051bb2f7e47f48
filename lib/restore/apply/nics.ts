import { addressAt, type Cidr, cidrContains, cidrRange } from '@/lib/net/cidr';
import { type Ipv4, ipv4ToNumber } from '@/lib/net/ipv4';
import { err, ok, type Result } from '@/lib/result';
import { MAX_LIST, tooMany } from '../bounds';
import type { Command, CommandRefusal } from '../command';
import { newNic } from '../new-nic';
import type { Assigned, NewNic, Nic, RestorePlan } from '../plan';

type Outcome = Result<RestorePlan, CommandRefusal>;

export const refuse = (
  code: CommandRefusal['code'],
  params: CommandRefusal['params'],
): { readonly ok: false; readonly error: CommandRefusal } => err({ code, params });

export const replaceNic = (plan: RestorePlan, nic: Nic): RestorePlan => ({
  ...plan,
  nics: plan.nics.map((other) => (other.key === nic.key ? nic : other)),
});

/** The interface `key` as one the restore creates; an existing one brings its own settings and takes no edits (V4). */
export const newNicOf = (plan: RestorePlan, key: string): Result<NewNic, CommandRefusal> => {
  const nic = plan.nics.find((n) => n.key === key);
  if (nic === undefined) return refuse('no-such-nic', { nic: key });
  return nic.kind === 'new' ? ok(nic) : refuse('existing-nic', { nic: key });
};

export const editNewNic = (plan: RestorePlan, key: string, edit: (nic: NewNic) => Result<NewNic, CommandRefusal>): Outcome => {
  const nic = newNicOf(plan, key);
  if (!nic.ok) return nic;
  const edited = edit(nic.value);
  return edited.ok ? ok(replaceNic(plan, edited.value)) : edited;
};

/** A number of 0 that AWS should pick is no number: nothing is asked for. */
export const none = <T>(value: Assigned<T>): Assigned<T> =>
  value.kind === 'automatic' && value.count === 0 ? { kind: 'fixed', values: [] } : value;

const renumbered = (nics: readonly Nic[]): readonly Nic[] =>
  nics.map((nic, i) => (nic.deviceIndex === i ? nic : { ...nic, deviceIndex: i }));

/** A key that no interface of the plan has. */
export const newKey = (nics: readonly Nic[]): string => `n${1 + Math.max(-1, ...nics.map((nic) => Number(nic.key.slice(1)) || 0))}`;

export const addNic = (plan: RestorePlan, command: Extract<Command, { type: 'add-nic' }>): Outcome => {
  const deviceIndex = 1 + Math.max(-1, ...plan.nics.map((nic) => nic.deviceIndex));
  if (plan.nics.length >= MAX_LIST || !Number.isSafeInteger(deviceIndex)) return tooMany();
  return ok({ ...plan, nics: [...plan.nics, newNic(newKey(plan.nics), deviceIndex, command.subnetId, command.groups)] });
};

export const removeNic = (plan: RestorePlan, key: string): Outcome => {
  if (!plan.nics.some((nic) => nic.key === key)) return refuse('no-such-nic', { nic: key });
  if (plan.nics.length === 1) return refuse('last-nic', { nic: key });
  return ok({ ...plan, nics: renumbered(plan.nics.filter((nic) => nic.key !== key)) });
};

export const moveNic = (plan: RestorePlan, command: Extract<Command, { type: 'move-nic' }>): Outcome => {
  const nic = plan.nics.find((n) => n.key === command.nic);
  if (nic === undefined) return refuse('no-such-nic', { nic: command.nic });
  const rest = plan.nics.filter((n) => n !== nic);
  const position = Math.max(0, Math.min(rest.length, Math.trunc(command.toPosition)));
  return ok({ ...plan, nics: renumbered(rest.toSpliced(position, 0, nic)) });
};

/**
 * Where an address lands in another subnet when its last octets are kept: the host part under the smaller of the two blocks.
 * `null` where the host part does not fit the new block.
 */
export const sameLastOctets = (address: Ipv4, cidr: Cidr): Ipv4 | null => {
  const { size } = cidrRange(cidr);
  // Octets, not the offset from the old base: 10.1.10.115 becomes x.y.z.115 in any /24, as people mean it.
  const host = ipv4ToNumber(address) % Math.max(size, 256);
  return host < size ? addressAt(cidr, host) : null;
};

const readdressed = (
  nic: NewNic,
  { cidr, addresses }: Extract<Command, { type: 'set-subnet' }>,
): Pick<NewNic, 'primary' | 'secondaries'> => {
  if (addresses === 'keep') return nic;
  const moved = (address: Ipv4): Ipv4 | null =>
    addresses === 'make-automatic' ? null : cidrContains(cidr, address) ? address : sameLastOctets(address, cidr);
  const primary = nic.primary.kind === 'fixed' ? moved(nic.primary.address) : null;
  const secondaries = nic.secondaries;
  if (secondaries.kind === 'automatic')
    return { primary: primary === null ? { kind: 'automatic' } : { kind: 'fixed', address: primary }, secondaries };
  const values = secondaries.values.map(moved).filter((a) => a !== null);
  // AWS picks the ones that have no counterpart, but a list and a count exclude each other (V7).
  const allAutomatic = values.length === 0 && secondaries.values.length > 0;
  return {
    primary: primary === null ? { kind: 'automatic' } : { kind: 'fixed', address: primary },
    secondaries: allAutomatic ? { kind: 'automatic', count: secondaries.values.length } : { kind: 'fixed', values: [...new Set(values)] },
  };
};

const counted = <T>(value: Assigned<T>): Assigned<T> =>
  value.kind === 'fixed' && value.values.length > 0 ? { kind: 'automatic', count: value.values.length } : value;

export const setSubnet = (plan: RestorePlan, command: Extract<Command, { type: 'set-subnet' }>): Outcome =>
  editNewNic(plan, command.nic, (nic) =>
    ok({
      ...nic,
      ...readdressed(nic, command),
      subnetId: command.subnetId,
      // Addresses and prefixes of IPv6, and delegated prefixes, belong to the old subnet's blocks: only their number moves along.
      ...(command.addresses === 'keep'
        ? {}
        : { ipv6: counted(nic.ipv6), ipv4Prefixes: counted(nic.ipv4Prefixes), ipv6Prefixes: counted(nic.ipv6Prefixes) }),
    }),
  );
