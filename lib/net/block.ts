import { cidrRange, parseCidr } from './cidr';
import { ipv4ToNumber, parseIpv4 } from './ipv4';
import { ipv6ToBigInt, parseIpv6, parseIpv6Cidr } from './ipv6';

/** Addresses of one family in a row, both ends inclusive. */
export interface Block {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

/** Reads an IPv4 or IPv6 address, or a CIDR block of either, as the addresses that it stands for; `null` for anything else. */
export const parseBlock = (text: string): Block | null => {
  const ipv4 = parseIpv4(text);
  if (ipv4 !== null) return { family: 4, first: BigInt(ipv4ToNumber(ipv4)), last: BigInt(ipv4ToNumber(ipv4)) };
  const cidr = parseCidr(text);
  if (cidr !== null) {
    const { first, last } = cidrRange(cidr);
    return { family: 4, first: BigInt(first), last: BigInt(last) };
  }
  const ipv6 = parseIpv6(text);
  if (ipv6 !== null) return { family: 6, first: ipv6ToBigInt(ipv6), last: ipv6ToBigInt(ipv6) };
  const range = parseIpv6Cidr(text);
  return range === null ? null : { family: 6, first: range.first, last: range.last };
};

/** Whether two blocks have an address in common. */
export const blocksMeet = (a: Block, b: Block): boolean => a.family === b.family && a.first <= b.last && b.first <= a.last;
