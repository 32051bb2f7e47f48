import type { Facts } from '@/lib/restore/facts';
import { type OpenedNic, type OpenedRequest, openMetadata } from '@/lib/restore/request';
import type { RestoreTraits } from './rules';

/** Tags as they were read from one place, `null` where that did not answer. `source` is the call. */
export interface TagReading {
  readonly source: string;
  readonly tags: Readonly<Record<string, string>> | null;
}

type Addresses = RestoreTraits['addresses'];
const NOTHING: Addresses = { certain: [], possible: [], unread: false };
const UNREAD: Addresses = { certain: [], possible: [], unread: true };

/** AWS chooses addresses in the subnet: which blocks that may be of. */
const chosenIn = (nic: OpenedNic, facts: Pick<Facts, 'subnets'>): Addresses => {
  const fixedPrimary = nic.addresses.some(({ primary }) => primary);
  const ipv4 = !fixedPrimary || (nic.secondaryCount ?? 0) > 0 || (nic.ipv4PrefixCount ?? 0) > 0;
  const ipv6 = (nic.ipv6Count ?? 0) > 0 || (nic.ipv6PrefixCount ?? 0) > 0;
  const subnet = facts.subnets.state === 'known' ? facts.subnets.value.find(({ id }) => id === nic.subnetId) : undefined;
  if (subnet === undefined) return ipv4 || ipv6 ? UNREAD : NOTHING;
  // A subnet may give IPv6 addresses without being asked, so its blocks always count.
  return { certain: [], possible: [...(ipv4 ? [subnet.cidr] : []), ...subnet.ipv6Cidrs], unread: false };
};

const attachedAddresses = (id: string, facts: Pick<Facts, 'attached'>): Addresses => {
  const fact = facts.attached[id];
  if (fact?.state !== 'known' || fact.value === null) return UNREAD;
  const { addresses, ipv4Prefixes, ipv6Addresses, ipv6Prefixes } = fact.value;
  return { certain: [...addresses, ...ipv4Prefixes, ...ipv6Addresses, ...ipv6Prefixes], possible: [], unread: false };
};

const addressesOfNic = (nic: OpenedNic, facts: Pick<Facts, 'subnets' | 'attached'>): Addresses => {
  if (nic.networkInterfaceId !== null) return attachedAddresses(nic.networkInterfaceId, facts);
  const written = [...nic.addresses, ...nic.ipv6Addresses, ...nic.ipv4Prefixes, ...nic.ipv6Prefixes].map(({ text }) => text);
  const chosen = chosenIn(nic, facts);
  return { ...chosen, certain: written };
};

const addressesOf = (request: OpenedRequest, facts: Pick<Facts, 'subnets' | 'attached'>): Addresses => {
  const nics = request.implicit === null ? request.nics : [request.implicit];
  // Without interfaces and without a subnet AWS puts the instance where it likes.
  if (nics.length === 0 || request.problems.length > 0) return UNREAD;
  const each = nics.map((nic) => addressesOfNic(nic, facts));
  return {
    certain: each.flatMap(({ certain }) => certain),
    possible: each.flatMap(({ possible }) => possible),
    unread: each.some(({ unread }) => unread),
  };
};

const tagsOf = (readings: readonly TagReading[]): RestoreTraits['tags'] => ({
  read: readings.flatMap(({ tags }) => Object.entries(tags ?? {}).map(([key, value]) => ({ key, value }))),
  unread: readings.flatMap(({ source, tags }) => (tags === null ? [source] : [])),
});

/** What can be told of a recovery point for which nothing is planned yet: its tags. */
export const traitsOfTags = (
  { account, vault }: { readonly account: string; readonly vault: string },
  readings: readonly TagReading[],
): RestoreTraits => ({ account, vault, tags: tagsOf(readings), addresses: UNREAD });

/**
 * What approval rules look at of a restore that sends `metadata`. Tags are those of the resource and of the recovery point together: AWS Backup copies the resource's tags at the
 * time of the backup, and either may have been tagged since.
 */
export const restoreTraits = (
  { account, vault, metadata }: { readonly account: string; readonly vault: string; readonly metadata: Readonly<Record<string, string>> },
  facts: Pick<Facts, 'subnets' | 'attached'>,
  readings: readonly TagReading[],
): RestoreTraits => ({
  account,
  vault,
  tags: tagsOf(readings),
  addresses: addressesOf(openMetadata(metadata), facts),
});
