import type { Branded } from './brand';
import { type Ipv4, ipv4FromNumber, ipv4ToNumber, parseIpv4 } from './ipv4';

/** An IPv4 block in canonical form (`10.1.10.0/24`, host bits zero). Only `parseCidr` makes one. */
export type Cidr = Branded<string, 'Cidr'>;

/** A block as numbers: `first` and `last` inclusive, `prefix` the length in bits, `size` the count of addresses. */
export interface CidrRange {
  readonly first: number;
  readonly last: number;
  readonly prefix: number;
  readonly size: number;
}

/** Reads `a.b.c.d/n`; `null` where it is malformed or has host bits set. */
export const parseCidr = (text: string): Cidr | null => {
  const slash = text.indexOf('/');
  const address = parseIpv4(text.slice(0, slash));
  const bits = text.slice(slash + 1);
  if (slash < 0 || address === null || !/^(\d|[12]\d|3[0-2])$/.test(bits)) return null;
  return ipv4ToNumber(address) % 2 ** (32 - Number(bits)) === 0 ? (text as Cidr) : null;
};

/** The block's bounds. */
export const cidrRange = (cidr: Cidr): CidrRange => {
  const slash = cidr.indexOf('/');
  const first = ipv4ToNumber(cidr.slice(0, slash) as Ipv4);
  const prefix = Number(cidr.slice(slash + 1));
  const size = 2 ** (32 - prefix);
  return { first, last: first + size - 1, prefix, size };
};

/** Whether `address` lies in `cidr`. */
export const cidrContains = (cidr: Cidr, address: Ipv4): boolean => {
  const { first, last } = cidrRange(cidr);
  const value = ipv4ToNumber(address);
  return value >= first && value <= last;
};

/** The address at `offset` from the block's first. Throws a RangeError outside the block. */
export const addressAt = (cidr: Cidr, offset: number): Ipv4 => {
  const { first, size } = cidrRange(cidr);
  if (offset < 0 || offset >= size) throw new RangeError(`offset ${offset} is outside ${cidr}`);
  return ipv4FromNumber(first + offset);
};
