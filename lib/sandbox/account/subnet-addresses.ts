import { blockOf, ip6Block, ip6Number, ip6Text, ipNumber, ipText, within } from './ip';
import type { Eni, RegionState, Subnet } from './types';

/** The subnet's IPv4 block; one that no address fits where it is IPv6-only. */
export const ipv4BlockOf = (subnet: Subnet): { first: number; last: number; bits: number } => blockOf(subnet.cidr ?? '0.0.0.0/32');

/** AWS keeps the first four addresses of a subnet and the last (V9). */
export const isReservedByAws = (subnet: Subnet, value: number): boolean => isReservedIn(ipv4BlockOf(subnet), value);

const isReservedIn = ({ first, last }: { readonly first: number; readonly last: number }, value: number): boolean =>
  (value >= first && value < first + 4) || value === last;

export const enisIn = (region: RegionState, subnetId: string): Eni[] => region.enis.filter((eni) => eni.subnetId === subnetId);

/** Who holds an IPv4 address of the subnet: by a primary, a secondary, or a delegated prefix around it (V10). */
export const holderOf = (region: RegionState, subnetId: string, address: string): Eni | null => {
  const value = ipNumber(address);
  if (value === null) return null;
  return enisIn(region, subnetId).find((eni) => eni.addresses.includes(address) || eni.ipv4Prefixes.some((p) => within(p, value))) ?? null;
};

/** Every number in use in the subnet, delegated prefixes written out. */
export const usedNumbers = (region: RegionState, subnetId: string): Set<number> => {
  const used = new Set<number>();
  for (const eni of enisIn(region, subnetId)) {
    for (const address of eni.addresses) used.add(ipNumber(address) ?? -1);
    for (const prefix of eni.ipv4Prefixes) for (let n = blockOf(prefix).first; n <= blockOf(prefix).last; n += 1) used.add(n);
  }
  return used;
};

/** What neither AWS nor an interface holds. Addresses of stopped instances count as used (V11). */
export const unheldCount = (region: RegionState, subnet: Subnet): number => {
  if (subnet.ipv6Native) return 0;
  const held = enisIn(region, subnet.id).reduce((sum, eni) => sum + eni.addresses.length + 16 * eni.ipv4Prefixes.length, 0);
  return 2 ** (32 - ipv4BlockOf(subnet).bits) - 5 - held;
};

/** AvailableIpAddressCount: the same without what is reserved for prefixes (facts 11.8). */
export const availableCount = (region: RegionState, subnet: Subnet): number => {
  const reservations = region.reservations.filter(({ subnetId, type }) => subnetId === subnet.id && type === 'prefix');
  if (subnet.ipv6Native || reservations.length === 0) return unheldCount(region, subnet);
  const used = usedNumbers(region, subnet.id);
  const { first, last } = ipv4BlockOf(subnet);
  let reserved = 0;
  for (const { cidr } of reservations.filter((each) => !each.cidr.includes(':'))) {
    const block = blockOf(cidr);
    for (let n = Math.max(first, block.first); n <= Math.min(last, block.last); n += 1)
      if (!used.has(n) && !isReservedByAws(subnet, n)) reserved += 1;
  }
  return unheldCount(region, subnet) - reserved;
};

/** Spreads automatic picks over the subnet as EC2 does, and the same way each time. */
const startOf = (salt: number, size: number): number => (Math.imul(salt + 1, 0x9e3779b1) >>> 0) % size;

/**
 * Picks `count` free addresses, or `null` where there are too few. Those inside a CIDR reservation are left alone, explicit ones last of all:
 * prefix reservations are for prefixes only (V29).
 */
export const pickFree = (region: RegionState, subnet: Subnet, count: number, taken: ReadonlySet<number>, salt: number): string[] | null => {
  const block = ipv4BlockOf(subnet);
  const { first, last } = block;
  const used = usedNumbers(region, subnet.id);
  const reservations = region.reservations.filter((r) => r.subnetId === subnet.id);
  const size = last - first + 1;
  const start = startOf(salt, size);
  const picked: string[] = [];
  const reserved: string[] = [];
  for (let i = 0; i < size && picked.length < count; i += 1) {
    const value = first + ((start + i) % size);
    if (used.has(value) || taken.has(value) || isReservedIn(block, value)) continue;
    const reservation = reservations.find((r) => within(r.cidr, value));
    if (reservation === undefined) picked.push(ipText(value));
    else if (reservation.type === 'explicit') reserved.push(ipText(value));
  }
  const all = [...picked, ...reserved].slice(0, count);
  return all.length === count ? all : null;
};

/** Picks `count` free /28 prefixes, aligned as EC2 wants them and inside a prefix reservation where there is one; `null` where there are too few. */
export const pickPrefixes = (region: RegionState, subnet: Subnet, count: number, taken: ReadonlySet<number>): string[] | null => {
  const { first, last } = ipv4BlockOf(subnet);
  const used = usedNumbers(region, subnet.id);
  const isFree = (base: number): boolean =>
    Array.from({ length: 16 }, (_, k) => base + k).every((n) => !used.has(n) && !taken.has(n) && !isReservedByAws(subnet, n));
  const bases = Array.from({ length: Math.floor((last - first + 1) / 16) }, (_, i) => first + 16 * i).filter(isFree);
  const reserved = region.reservations.filter((r) => r.subnetId === subnet.id && r.type === 'prefix');
  const inside = bases.filter((base) => reserved.some((r) => within(r.cidr, base)));
  const all = [...inside, ...bases.filter((base) => !inside.includes(base))].slice(0, count);
  return all.length === count ? all.map((base) => `${ipText(base)}/28`) : null;
};

/** Every number of some prefixes. */
export const prefixNumbers = (prefixes: readonly string[]): number[] =>
  prefixes.flatMap((prefix) => Array.from({ length: 16 }, (_, i) => blockOf(prefix).first + i));

/** IPv6 addresses held in the subnet, as numbers. */
export const usedIpv6 = (region: RegionState, subnetId: string): Set<bigint> =>
  new Set(enisIn(region, subnetId).flatMap((eni) => eni.ipv6Addresses.map((text) => ip6Number(text) ?? -1n)));

/** The first four addresses of an IPv6 subnet and the last are AWS's (V23). */
export const isReservedIpv6 = (cidr: string, value: bigint): boolean => {
  const { first, last } = ip6Block(cidr);
  return (value >= first && value < first + 4n) || value === last;
};

/** Picks `count` free IPv6 addresses of the subnet's block. */
export const pickIpv6 = (region: RegionState, subnet: Subnet, count: number, taken: ReadonlySet<bigint>, salt: number): string[] => {
  if (subnet.ipv6Cidr === null) return [];
  const { first } = ip6Block(subnet.ipv6Cidr);
  const used = usedIpv6(region, subnet.id);
  const out: string[] = [];
  for (let value = first + 0x1000n + BigInt(startOf(salt, 0xffffff)); out.length < count; value += 1n)
    if (!used.has(value) && !taken.has(value)) out.push(ip6Text(value));
  return out;
};

/** Picks `count` free /80 prefixes, leaving the first alone, from which addresses are picked. */
export const pickIpv6Prefixes = (region: RegionState, subnet: Subnet, count: number, taken: readonly string[]): string[] => {
  if (subnet.ipv6Cidr === null) return [];
  const { first } = ip6Block(subnet.ipv6Cidr);
  const addresses = [...usedIpv6(region, subnet.id)];
  const delegated = new Set([...taken, ...enisIn(region, subnet.id).flatMap((eni) => eni.ipv6Prefixes)].map((p) => ip6Block(p).first));
  const out: string[] = [];
  for (let base = first + (1n << 48n); out.length < count; base += 1n << 48n)
    if (!delegated.has(base) && !addresses.some((value) => base <= value && value < base + (1n << 48n))) out.push(`${ip6Text(base)}/80`);
  return out;
};
