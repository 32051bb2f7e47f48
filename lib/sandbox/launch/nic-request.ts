import { blockOf, ipNumber } from '../account/ip';
import type { Failure } from '../account/types';
import { isMembers, type Members, reader } from './json-members';

/** One member of NetworkInterfaces as RunInstances takes it. `null` and empty lists: not given. */
export interface NicRequest {
  readonly deviceIndex: number | null;
  readonly cardIndex: number;
  readonly eniId: string | null;
  readonly subnetId: string | null;
  readonly groups: readonly string[];
  readonly privateIpAddress: string | null;
  readonly addresses: readonly { readonly primary: boolean; readonly address: string }[];
  readonly secondaryCount: number | null;
  readonly publicIp: boolean | null;
  readonly deleteOnTermination: boolean | null;
  readonly description: string;
  readonly ipv6Addresses: readonly string[];
  readonly ipv6Count: number;
  readonly ipv4Prefixes: readonly string[];
  readonly ipv4PrefixCount: number;
  readonly ipv6Prefixes: readonly string[];
  readonly ipv6PrefixCount: number;
  readonly enaQueues: number | null;
  readonly interfaceType: 'interface' | 'efa' | 'efa-only' | (string & {});
}

/** Reads one interface; members that RunInstances does not know are left alone (facts 8.1). */
export const readNic = (raw: unknown, position: number): { nic: NicRequest; failure: Failure | null } => {
  const read = reader(`NetworkInterfaces[${position}].`);
  const members: Members = isMembers(raw) ? raw : {};
  if (!isMembers(raw)) read.refuse('');
  const nic: NicRequest = {
    deviceIndex: read.number(members, 'DeviceIndex'),
    cardIndex: read.number(members, 'NetworkCardIndex') ?? 0,
    eniId: read.text(members, 'NetworkInterfaceId'),
    subnetId: read.text(members, 'SubnetId'),
    groups: read.list(members, 'Groups').flatMap((group) => {
      if (typeof group === 'string') return [group];
      read.refuse('Groups');
      return [];
    }),
    privateIpAddress: read.text(members, 'PrivateIpAddress'),
    addresses: read.list(members, 'PrivateIpAddresses').flatMap((entry) => {
      const address = isMembers(entry) ? read.text(entry, 'PrivateIpAddress') : null;
      if (!isMembers(entry) || address === null) {
        read.refuse('PrivateIpAddresses');
        return [];
      }
      return [{ primary: read.flag(entry, 'Primary') ?? false, address }];
    }),
    secondaryCount: read.number(members, 'SecondaryPrivateIpAddressCount'),
    publicIp: read.flag(members, 'AssociatePublicIpAddress'),
    deleteOnTermination: read.flag(members, 'DeleteOnTermination'),
    description: read.text(members, 'Description') ?? '',
    ipv6Addresses: read.texts(members, 'Ipv6Addresses', 'Ipv6Address'),
    ipv6Count: read.number(members, 'Ipv6AddressCount') ?? 0,
    ipv4Prefixes: read.texts(members, 'Ipv4Prefixes', 'Ipv4Prefix'),
    ipv4PrefixCount: read.number(members, 'Ipv4PrefixCount') ?? 0,
    ipv6Prefixes: read.texts(members, 'Ipv6Prefixes', 'Ipv6Prefix'),
    ipv6PrefixCount: read.number(members, 'Ipv6PrefixCount') ?? 0,
    enaQueues: read.number(members, 'EnaQueueCount'),
    interfaceType: read.text(members, 'InterfaceType') ?? 'interface',
  };
  return { nic, failure: read.failure() };
};

/** The primary that the request fixes; `null`: EC2 picks one. */
export const fixedPrimary = (nic: NicRequest): string | null =>
  nic.privateIpAddress ?? nic.addresses.find((entry) => entry.primary)?.address ?? null;

/** Every IPv4 address that the request names, primary first. */
export const namedAddresses = (nic: NicRequest): string[] => [
  ...(nic.privateIpAddress === null ? [] : [nic.privateIpAddress]),
  ...nic.addresses.filter((entry) => entry.primary).map((entry) => entry.address),
  ...nic.addresses.filter((entry) => !entry.primary).map((entry) => entry.address),
];

/** How many IPv4 addresses EC2 must pick: the secondaries counted, and the primary where none is fixed. */
export const automaticCount = (nic: NicRequest, ipv6Only: boolean): number =>
  nic.eniId !== null || nic.interfaceType === 'efa-only' || ipv6Only ? 0 : (nic.secondaryCount ?? 0) + (fixedPrimary(nic) === null ? 1 : 0);

/** How many prefixes of each kind the interface would have. */
export const prefixCounts = (nic: NicRequest): { ipv4: number; ipv6: number } => ({
  ipv4: nic.ipv4Prefixes.length + nic.ipv4PrefixCount,
  ipv6: nic.ipv6Prefixes.length + nic.ipv6PrefixCount,
});

/** Every number that the interfaces name, prefixes written out: automatic picks must leave them alone. */
export const namedNumbers = (nics: readonly NicRequest[]): Set<number> =>
  new Set(
    nics.flatMap((nic) => [
      ...namedAddresses(nic).map((address) => ipNumber(address) ?? -1),
      ...nic.ipv4Prefixes.flatMap((prefix) => Array.from({ length: 16 }, (_, i) => blockOf(prefix).first + i)),
    ]),
  );
