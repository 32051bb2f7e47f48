import { cidrRange, parseCidr } from '@/lib/net/cidr';
import type { Ipv4 } from '@/lib/net/ipv4';
import type { SubnetIndex } from '../fact-index';
import type { OpenedNic, OpenedRequest } from '../request';
import { inPrefixReservation, isFree, isVacant, nextFree, PREFIX_BITS, PREFIX_SIZE } from './free-addresses';
import { newNics } from './rule';

/** What a request takes from one subnet (V20). */
interface Demand {
  /** Addresses that are named. */
  readonly named: number;
  /** Addresses that AWS is to pick: automatic primaries and counted secondaries. */
  readonly automatic: number;
  /** Prefixes of 16 that are named. */
  readonly namedPrefixes: number;
  /** Prefixes of 16 that AWS is to pick. */
  readonly automaticPrefixes: number;
  /** How many of the addresses that are named, one by one and in prefixes, lie in reservations for prefixes. */
  readonly namedReserved: number;
}

/** How many IPv4 addresses AWS has to pick for an interface. An efa-only one and one in an IPv6-only subnet have none. */
export const automaticAddresses = (nic: OpenedNic, ipv6Only: boolean): number =>
  ipv6Only || nic.members.InterfaceType === 'efa-only'
    ? 0
    : (nic.addresses.some((address) => address.primary) ? 0 : 1) + Math.max(0, nic.secondaryCount ?? 0);

const namedInReservations = (nic: OpenedNic, subnet: SubnetIndex): number => {
  const within = (value: number | null | undefined): boolean => value != null && inPrefixReservation(subnet, value);
  const firstOf = (text: string): number | undefined => {
    const cidr = parseCidr(text);
    return cidr === null ? undefined : cidrRange(cidr).first;
  };
  const prefixes = nic.ipv4Prefixes.filter(({ text }) => within(firstOf(text))).length;
  return nic.addresses.filter(({ value }) => within(value)).length + PREFIX_SIZE * prefixes;
};

/** What the new interfaces of `request` take from `subnet` together. */
const demandOn = (request: OpenedRequest, subnet: SubnetIndex): Demand => {
  const demand = { named: 0, automatic: 0, namedPrefixes: 0, automaticPrefixes: 0, namedReserved: 0 };
  for (const nic of newNics(request)) {
    if (nic.subnetId !== subnet.fact.id) continue;
    demand.named += nic.addresses.length;
    demand.namedReserved += namedInReservations(nic, subnet);
    demand.automatic += automaticAddresses(nic, subnet.fact.ipv6Native);
    demand.namedPrefixes += nic.ipv4Prefixes.length;
    demand.automaticPrefixes += Math.max(0, nic.ipv4PrefixCount ?? 0);
  }
  return demand;
};

const placedBy = (request: OpenedRequest, subnetId: string): ReadonlySet<number> => {
  const placed = new Set<number>();
  for (const nic of request.nics) {
    if (nic.subnetId !== subnetId) continue;
    for (const { value } of nic.addresses) if (value !== null) placed.add(value);
    for (const { text } of nic.ipv4Prefixes) {
      const cidr = parseCidr(text);
      const range = cidr === null ? null : cidrRange(cidr);
      if (range?.prefix === PREFIX_BITS) for (let value = range.first; value <= range.last; value += 1) placed.add(value);
    }
  }
  return placed;
};

/** How many addresses AWS could still pick by itself: those that are vacant, not named by the request, and outside reservations for prefixes (V29). */
const pickableBesides = (subnet: SubnetIndex, taken: ReadonlySet<number>): number => {
  let count = subnet.pickable;
  for (const value of taken) if (isFree(subnet, value)) count -= 1;
  return count;
};

/** What a request places in a subnet and takes from it. Worked out once for both, because each finding asks when it looks for remedies. */
interface SubnetUsage {
  readonly placed: ReadonlySet<number>;
  readonly demand: Demand;
  readonly pickable: number;
}

const usages = new WeakMap<OpenedRequest, WeakMap<SubnetIndex, SubnetUsage>>();

const usageOf = (request: OpenedRequest, subnet: SubnetIndex): SubnetUsage => {
  let known = usages.get(request);
  if (known === undefined) {
    known = new WeakMap();
    usages.set(request, known);
  }
  const before = known.get(subnet);
  if (before !== undefined) return before;
  const placed = placedBy(request, subnet.fact.id);
  const usage = { placed, demand: demandOn(request, subnet), pickable: pickableBesides(subnet, placed) };
  known.set(subnet, usage);
  return usage;
};

/** IPv4 addresses that the request itself places in the subnet, prefixes written out, as numbers. */
export const placedIn = (request: OpenedRequest, subnet: SubnetIndex): ReadonlySet<number> => usageOf(request, subnet).placed;

/** Blocks of 16: those inside reservations for prefixes, and all. */
interface Blocks {
  readonly reserved: number;
  readonly total: number;
}

const NO_BLOCKS: Blocks = { reserved: 0, total: 0 };

/** Free blocks of 16 besides what the request names: those inside reservations for prefixes, from which AWS takes first (V29), and all. */
export const freeBlocks = (request: OpenedRequest, subnet: SubnetIndex): Blocks => {
  const named = new Set([...usageOf(request, subnet).placed].map((value) => Math.floor(value / PREFIX_SIZE)));
  let reserved = 0;
  let total = 0;
  for (let first = subnet.range.first; first < subnet.range.last; first += PREFIX_SIZE) {
    if (named.has(Math.floor(first / PREFIX_SIZE))) continue;
    let vacant = true;
    for (let value = first; vacant && value < first + PREFIX_SIZE; value += 1) vacant = isVacant(subnet, value);
    if (!vacant) continue;
    total += 1;
    if (inPrefixReservation(subnet, first)) reserved += 1;
  }
  return { reserved, total };
};

/** What a subnet is short of for a request: of addresses at all, or of such as AWS picks by itself (V20). */
export interface Shortfall {
  readonly code: 'subnet-full' | 'subnet-full-reserved';
  readonly free: number;
  readonly wanted: number;
}

interface Change {
  readonly named: number;
  readonly automatic: number;
  /** Free addresses that are added, so that AWS cannot pick them. */
  readonly addedFree: number;
}

const NO_CHANGE: Change = { named: 0, automatic: 0, addedFree: 0 };

/**
 * A free address to put into the request: near `from`, and leaving AWS what it has to pick, whole blocks for prefixes included. `null` where there is none.
 * @param more addresses that the request names more than now
 */
export const freeToPlace = (request: OpenedRequest, subnet: SubnetIndex, from: number, more: 0 | 1): Ipv4 | null =>
  canPlace(request, subnet, more) ? nextFree(subnet, from, usageOf(request, subnet).placed) : null;

/** Whether one more of the free addresses may be chosen. */
export const canPlace = (request: OpenedRequest, subnet: SubnetIndex, more: 0 | 1): boolean => {
  const { automaticPrefixes } = usageOf(request, subnet).demand;
  if (automaticPrefixes > 0 && freeBlocks(request, subnet).total <= automaticPrefixes) return false;
  return shortfall(request, subnet, { named: more, automatic: -more, addedFree: 1 }) === null;
};

/**
 * Whether the subnet has what the request takes from it; `null` where it has. AWS picks no address out of a reservation for prefixes (V29), so there may be
 * fewer to pick than are free.
 * @param change more or fewer addresses than the request asks for now, to try a remedy
 * @param hidden addresses that are taken although nobody is shown to hold them
 */
export const shortfall = (request: OpenedRequest, subnet: SubnetIndex, change: Change = NO_CHANGE, hidden = 0): Shortfall | null => {
  if (subnet.fact.ipv6Native) return null;
  const demand = usageOf(request, subnet).demand;
  const automatic = demand.automatic + change.automatic;
  const wanted = demand.named + change.named + automatic + PREFIX_SIZE * (demand.namedPrefixes + demand.automaticPrefixes);
  const { availableAddressCount: free } = subnet.fact;
  const blocks = demand.automaticPrefixes === 0 ? NO_BLOCKS : freeBlocks(request, subnet);
  const fromReserved = demand.namedReserved + PREFIX_SIZE * Math.min(demand.automaticPrefixes, blocks.reserved);
  // What lies in a reservation for prefixes is not counted as free, and cannot be had but by a prefix or by its name (V29, facts 11.8).
  const counted = wanted - Math.min(subnet.reservedFree, fromReserved);
  if (free < counted) return { code: 'subnet-full', free, wanted: counted };
  if (subnet.interfaces.state === 'unknown') return null;
  // Each of them may stand in a block of its own.
  const whole = Math.max(0, blocks.total - hidden);
  if (hidden > 0 && whole < demand.automaticPrefixes)
    return { code: 'subnet-full-reserved', free: PREFIX_SIZE * whole, wanted: PREFIX_SIZE * demand.automaticPrefixes };
  const others = Math.max(0, demand.automaticPrefixes - blocks.reserved);
  const pickable = Math.max(0, usageOf(request, subnet).pickable - PREFIX_SIZE * others - change.addedFree - hidden);
  return pickable < automatic ? { code: 'subnet-full-reserved', free: pickable, wanted: automatic } : null;
};
