import { type Cidr, parseCidr } from '@/lib/net/cidr';
import { type Ipv6, parseIpv6, parseIpv6Cidr } from '@/lib/net/ipv6';
import type { Command } from '@/lib/restore/command';
import type { Assigned, NewNic } from '@/lib/restore/plan';

export type FamilyName = 'ipv6' | 'ipv4Prefixes' | 'ipv6Prefixes';

/** What an interface can have beside its IPv4 addresses: a list or a number, read and changed alike. Words: messages below `restore.nics.more.NAME.`. */
export interface Family<T extends string> {
  readonly name: FamilyName;
  /** The list's name in the request, which findings point at. */
  readonly member: string;
  /** In a slot, where an IPv4 address has P or S. */
  readonly badge: string;
  readonly read: (text: string) => T | null;
  readonly of: (nic: NewNic) => Assigned<T>;
  readonly label: 'change-ipv6' | 'change-prefixes';
  readonly set: (nic: string, value: Assigned<T>) => Command;
}

export const IPV6: Family<Ipv6> = {
  name: 'ipv6',
  member: 'Ipv6Addresses',
  badge: '6',
  read: parseIpv6,
  of: (nic) => nic.ipv6,
  label: 'change-ipv6',
  set: (nic, ipv6) => ({ type: 'set-ipv6', nic, ipv6 }),
};

export const IPV4_PREFIXES: Family<Cidr> = {
  name: 'ipv4Prefixes',
  member: 'Ipv4Prefixes',
  badge: '/28',
  read: parseCidr,
  of: (nic) => nic.ipv4Prefixes,
  label: 'change-prefixes',
  set: (nic, prefixes) => ({ type: 'set-ipv4-prefixes', nic, prefixes }),
};

export const IPV6_PREFIXES: Family<string> = {
  name: 'ipv6Prefixes',
  member: 'Ipv6Prefixes',
  badge: '/80',
  read: (text) => (parseIpv6Cidr(text) === null ? null : text),
  of: (nic) => nic.ipv6Prefixes,
  label: 'change-prefixes',
  set: (nic, prefixes) => ({ type: 'set-ipv6-prefixes', nic, prefixes }),
};

export const countOf = (value: Assigned<unknown>): number => (value.kind === 'fixed' ? value.values.length : value.count);

/** Which of them are places of the card: what the interface has, and IPv6 addresses where the subnet has a block for them. The others are added under More. */
export const familiesOnCard = (nic: NewNic, subnetHasIpv6: boolean): readonly FamilyName[] => [
  ...(subnetHasIpv6 || countOf(nic.ipv6) > 0 ? (['ipv6'] as const) : []),
  ...(countOf(nic.ipv4Prefixes) > 0 ? (['ipv4Prefixes'] as const) : []),
  ...(countOf(nic.ipv6Prefixes) > 0 ? (['ipv6Prefixes'] as const) : []),
];
