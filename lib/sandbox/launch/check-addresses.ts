import { blockOf, ip6Block, ip6Number, ipNumber, within } from '../account/ip';
import {
  enisIn,
  ipv4BlockOf,
  isReservedByAws,
  isReservedIpv6,
  pickFree,
  pickPrefixes,
  prefixNumbers,
  unheldCount,
  usedIpv6,
} from '../account/subnet-addresses';
import type { Eni, Failure, RegionState, Subnet } from '../account/types';
import { failure, firstFailure } from './failure';
import { automaticCount, fixedPrimary, type NicRequest, namedAddresses, namedNumbers } from './nic-request';
import { type Launch, newOnes } from './scene';

interface Placed {
  readonly nic: NicRequest;
  readonly subnet: Subnet;
}

const invalid = (message: string): Failure => failure('InvalidParameterValue', message);
const inUse = (address: string): Failure => failure('InvalidIPAddress.InUse', `Address ${address} is in use.`);

/** V8, V9, V12, V24 of one interface. */
const ownAddresses = ({ nic, subnet }: Placed): Failure | null => {
  const named = namedAddresses(nic);
  if (subnet.ipv6Native && (named.length > 0 || nic.secondaryCount !== null || nic.ipv4Prefixes.length + nic.ipv4PrefixCount > 0))
    return failure('InvalidParameterCombination', `IPv4 addresses cannot be specified for the IPv6-only subnet '${subnet.id}'.`);
  const { first, last } = ipv4BlockOf(subnet);
  for (const address of named) {
    const value = ipNumber(address);
    if (value === null) return invalid(`invalid value for parameter address: ${address}`);
    if (value < first || value > last) return invalid(`Address ${address} does not fall within the subnet's address range`);
    if (isReservedByAws(subnet, value)) return invalid(`Address ${address} is in subnet's reserved address range`);
  }
  const primary = fixedPrimary(nic);
  const secondaries = nic.addresses.filter((entry) => !entry.primary).map((entry) => entry.address);
  if (primary !== null && secondaries.includes(primary)) return invalid("address value can't be both primary and secondary");
  return new Set(named).size < named.length ? invalid('Duplicate private IP address.') : null;
};

/** V10, V11, V13: held by an interface, whatever its kind and its instance's state, or asked for twice. */
const free = ({ region }: Launch, placed: readonly Placed[]): Failure | null => {
  const asked = new Set<string>();
  for (const { nic, subnet } of placed)
    for (const address of namedAddresses(nic)) {
      const key = `${subnet.id} ${address}`;
      if (asked.has(key)) return inUse(address);
      asked.add(key);
    }
  for (const eni of region.enis)
    for (const { nic, subnet } of placed) {
      if (eni.subnetId !== subnet.id) continue;
      const held = namedAddresses(nic).find((address) => holds(eni, address));
      if (held !== undefined) return inUse(held);
    }
  return null;
};

const holds = (eni: Eni, address: string): boolean =>
  eni.addresses.includes(address) || eni.ipv4Prefixes.some((prefix) => within(prefix, ipNumber(address) ?? -1));

/** V25: /28, on its boundary, inside the subnet, with nobody's address in it. */
const prefixes = (launch: Launch, placed: readonly Placed[]): Failure | null => {
  const named = placed.flatMap(({ nic, subnet }) => nic.ipv4Prefixes.map((prefix) => ({ prefix, subnet })));
  const addresses = placed.flatMap(({ nic, subnet }) => namedAddresses(nic).map((address) => ({ address, subnet })));
  for (const [i, { prefix, subnet }] of named.entries()) {
    const [base = '', bits = ''] = prefix.split('/');
    const first = ipNumber(base);
    if (first === null || bits !== '28' || first % 16 !== 0)
      return invalid(`Invalid IPv4 prefix ${prefix}. It must be a /28 on its boundary.`);
    const block = ipv4BlockOf(subnet);
    if (first < block.first || first + 15 > block.last)
      return invalid(`IPv4 prefix ${prefix} does not fall within the subnet's address range`);
    if ([first, first + 15].some((value) => isReservedByAws(subnet, value)))
      return invalid(`IPv4 prefix ${prefix} is in subnet's reserved address range`);
    const asked =
      named.slice(0, i).some((other) => other.subnet.id === subnet.id && other.prefix === prefix) ||
      addresses.some((other) => other.subnet.id === subnet.id && within(prefix, ipNumber(other.address) ?? -1));
    if (asked || enisIn(launch.region, subnet.id).some((eni) => overlaps(eni, prefix, first)))
      return failure('InvalidIPAddress.InUse', `IPv4 prefix ${prefix} is in use.`);
  }
  return null;
};

const overlaps = (eni: Eni, prefix: string, first: number): boolean =>
  eni.addresses.some((address) => within(prefix, ipNumber(address) ?? -1)) ||
  eni.ipv4Prefixes.some((other) => blockOf(other).first <= first + 15 && blockOf(other).last >= first);

/** V20: enough free addresses for the named, the automatic and the prefixes together. */
const enough = ({ region }: Launch, placed: readonly Placed[]): Failure | null => {
  for (const subnet of new Set(placed.map((each) => each.subnet))) {
    const here = placed.filter((each) => each.subnet === subnet).map(({ nic }) => nic);
    const named = here.flatMap(namedAddresses);
    const automatic = here.reduce((sum, nic) => sum + automaticCount(nic, subnet.ipv6Native), 0);
    const inPrefixes = here.reduce((sum, nic) => sum + 16 * (nic.ipv4Prefixes.length + nic.ipv4PrefixCount), 0);
    const taken = namedNumbers(here);
    const full = named.length + automatic + inPrefixes > unheldCount(region, subnet);
    const counted = here.reduce((sum, nic) => sum + nic.ipv4PrefixCount, 0);
    const blocks = counted === 0 ? [] : pickPrefixes(region, subnet, counted, taken);
    if (!full && blocks === null)
      return failure(
        'InsufficientCidrBlocks',
        `There are insufficient free CIDR blocks of size /28 in the specified subnet to satisfy the request. (${subnet.id})`,
      );
    const besides = new Set([...taken, ...prefixNumbers(blocks ?? [])]);
    if (full || (automatic > 0 && pickFree(region, subnet, automatic, besides, 0) === null))
      return failure(
        'InsufficientFreeAddressesInSubnet',
        `InsufficientFreeAddressesInSubnet: The specified subnet does not have enough free addresses to satisfy the request. (${subnet.id})`,
      );
  }
  return null;
};

/** V23, V24: IPv6 addresses lie in a block that the subnet has, are not AWS's, and are free. */
const ipv6 = (region: RegionState, placed: readonly Placed[]): Failure | null => {
  const asked = new Set<string>();
  for (const { nic, subnet } of placed) {
    const cidr = subnet.ipv6Cidr;
    const wanted = nic.ipv6Addresses.length + nic.ipv6Count + nic.ipv6Prefixes.length + nic.ipv6PrefixCount;
    if (wanted > 0 && cidr === null) return invalid(`The subnet '${subnet.id}' does not have an IPv6 CIDR block.`);
    if (cidr === null) continue;
    const { first, last } = ip6Block(cidr);
    for (const address of nic.ipv6Addresses) {
      const value = ip6Number(address);
      if (value === null) return invalid(`Invalid IPv6 address: ${address}`);
      if (value < first || value > last) return invalid(`Address ${address} does not fall within the subnet's address range`);
      if (isReservedIpv6(cidr, value)) return invalid(`Address ${address} is in subnet's reserved address range`);
      const key = `${subnet.id} ${value}`;
      if (asked.has(key) || usedIpv6(region, subnet.id).has(value) || inIpv6Prefix(region, subnet, value)) return inUse(address);
      asked.add(key);
    }
  }
  return null;
};

const inIpv6Prefix = (region: RegionState, subnet: Subnet, value: bigint): boolean =>
  enisIn(region, subnet.id).some((eni) => eni.ipv6Prefixes.some((p) => ip6Block(p).first <= value && value <= ip6Block(p).last));

/** V25: /80 on its boundary, inside the subnet, with nobody's address in it. */
const ipv6Prefixes = (region: RegionState, placed: readonly Placed[]): Failure | null => {
  const asked: { subnet: Subnet; first: bigint; last: bigint }[] = [];
  for (const { nic, subnet } of placed)
    for (const prefix of nic.ipv6Prefixes) {
      const [base = '', bits = ''] = prefix.split('/');
      const value = ip6Number(base);
      if (value === null || bits !== '80') return invalid(`Invalid IPv6 prefix ${prefix}. It must be a /80 on its boundary.`);
      const { first, last } = ip6Block(prefix);
      const home = ip6Block(subnet.ipv6Cidr ?? '::/128');
      if (value !== first) return invalid(`Invalid IPv6 prefix ${prefix}. It must be a /80 on its boundary.`);
      if (first < home.first || last > home.last) return invalid(`IPv6 prefix ${prefix} does not fall within the subnet's address range`);
      const named = placed.filter((each) => each.subnet === subnet).flatMap((each) => each.nic.ipv6Addresses.map(ip6Number));
      const held = [...usedIpv6(region, subnet.id), ...named].some((each) => each !== null && first <= each && each <= last);
      const again = asked.some((other) => other.subnet === subnet && other.first === first);
      const delegated = enisIn(region, subnet.id).some((eni) => eni.ipv6Prefixes.some((other) => ip6Block(other).first === first));
      if (held || again || delegated) return failure('InvalidIPAddress.InUse', `IPv6 prefix ${prefix} is in use.`);
      asked.push({ subnet, first, last });
    }
  return null;
};

/** The part of it that a dry run sees: nothing says that one finds out whose an address is (facts 3.1). */
export const checkAddressesDry = (launch: Launch): Failure | null => {
  const placed = newOnes(launch);
  return firstFailure([...placed.map((each) => () => ownAddresses(each)), () => enough(launch, placed)], null);
};

/** Addresses and prefixes of the new interfaces against their subnets and against who is there already. */
export const checkAddresses = (launch: Launch): Failure | null => {
  const placed = newOnes(launch);
  return firstFailure(
    [
      ...placed.map((each) => () => ownAddresses(each)),
      () => free(launch, placed),
      () => prefixes(launch, placed),
      () => ipv6(launch.region, placed),
      () => ipv6Prefixes(launch.region, placed),
      () => enough(launch, placed),
    ],
    null,
  );
};
