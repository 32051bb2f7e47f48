import { type CidrRange, cidrRange, parseCidr } from '@/lib/net/cidr';
import { ipv4ToNumber } from '@/lib/net/ipv4';
import type { CidrReservation, InterfaceFact, SubnetFact } from './facts';

/** One look at a subnet: first how many of its addresses AWS counts as free, then who holds what and what is reserved. */
export interface SubnetRead {
  readonly subnet: SubnetFact;
  readonly interfaces: readonly InterfaceFact[];
  readonly reservations: readonly CidrReservation[];
}

/**
 * How many addresses of a subnet are held by what AWS does not show us: a participant of a shared VPC, a resource that a service hides, what a policy denies. Two numbers,
 * because AWS does not say whether a reservation for addresses to be named (`explicit`) counts as taken (facts 11.8).
 */
export interface HiddenAddresses {
  readonly atLeast: number;
  readonly atMost: number;
}

export const NONE_HIDDEN: HiddenAddresses = { atLeast: 0, atMost: 0 };

/** AWS keeps five addresses of each subnet (V9); they are neither free nor held. */
const OWN_OF_AWS = 5;
const isAssignable = (range: CidrRange, value: number): boolean => value >= range.first + 4 && value < range.last;

const addBlock = (values: Set<number>, range: CidrRange, block: CidrRange): void => {
  for (let value = Math.max(block.first, range.first); value <= Math.min(block.last, range.last); value += 1)
    if (isAssignable(range, value)) values.add(value);
};

/** Every address that an interface can be named for, prefixes of 16 written out. */
const namedIn = (range: CidrRange, interfaces: readonly InterfaceFact[]): Set<number> => {
  const named = new Set<number>();
  for (const { addresses, ipv4Prefixes } of interfaces) {
    for (const address of addresses) {
      const value = ipv4ToNumber(address);
      if (isAssignable(range, value)) named.add(value);
    }
    for (const prefix of ipv4Prefixes) addBlock(named, range, cidrRange(prefix));
  }
  return named;
};

const reserve = (values: Set<number>, range: CidrRange, reservations: readonly CidrReservation[], type: CidrReservation['type']): void => {
  for (const reservation of reservations) {
    const cidr = reservation.type === type ? parseCidr(reservation.cidr) : null;
    if (cidr !== null) addBlock(values, range, cidrRange(cidr));
  }
};

/**
 * What one look leaves unexplained: `size - 5 - AvailableIpAddressCount` less what is named or reserved. Linear in the addresses held and reserved. One look proves nothing,
 * because its two answers are of two moments.
 */
export const unexplained = ({ subnet, interfaces, reservations }: SubnetRead): HiddenAddresses => {
  if (subnet.ipv6Native) return NONE_HIDDEN;
  const range = cidrRange(subnet.cidr);
  const held = range.size - OWN_OF_AWS - subnet.availableAddressCount;
  const explained = namedIn(range, interfaces);
  reserve(explained, range, reservations, 'prefix');
  const atMost = Math.max(0, held - explained.size);
  const named = explained.size;
  reserve(explained, range, reservations, 'explicit');
  const free = explained.size - named;
  // Did AWS count what such reservations have free as taken, no less than that would be unexplained: then it does not count it, and all of it is hidden.
  return { atLeast: atMost < free ? atMost : atMost - free, atMost };
};

const tellOf = ({ id, addresses, ipv4Prefixes }: InterfaceFact): string => [id, ...addresses, ...ipv4Prefixes].join(' ');
const sorted = <T>(values: readonly T[], tell: (value: T) => string): string => values.map(tell).sort().join();

const isSame = (before: SubnetRead, now: SubnetRead): boolean =>
  before.subnet.availableAddressCount === now.subnet.availableAddressCount &&
  before.subnet.cidr === now.subnet.cidr &&
  sorted(before.interfaces, tellOf) === sorted(now.interfaces, tellOf) &&
  sorted(before.reservations, ({ cidr, type }) => `${type} ${cidr}`) === sorted(now.reservations, ({ cidr, type }) => `${type} ${cidr}`);

/**
 * What two looks in a row prove; `null` where something changed between them, so that nothing is proven. Each look asks for the count first, and the second begins after the
 * first is over. To be misled, something would have to change between each of the four answers and leave every one of them as it was.
 */
export const hiddenAddresses = (before: SubnetRead, now: SubnetRead): HiddenAddresses | null => {
  const left = unexplained(now);
  if (left.atLeast === 0) return NONE_HIDDEN;
  return isSame(before, now) ? left : null;
};
