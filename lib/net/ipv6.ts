import type { Branded } from './brand';
import { ipv4ToNumber, parseIpv4 } from './ipv4';

/** An IPv6 address in its canonical, shortest form (RFC 5952). Only `parseIpv6` makes one. */
export type Ipv6 = Branded<string, 'Ipv6'>;

const GROUPS = 8;
const GROUP = /^[0-9a-f]{1,4}$/i;

/** Groups of 16 bits between colons, nothing left out; the last two may be written as an IPv4 where `dotted` allows it (RFC 4291, 2.2). */
const readPart = (text: string, dotted: boolean): number[] | null => {
  if (text === '') return [];
  const out: number[] = [];
  const pieces = text.split(':');
  for (const [i, piece] of pieces.entries()) {
    const ipv4 = dotted && i === pieces.length - 1 ? parseIpv4(piece) : null;
    if (ipv4 !== null) {
      const value = ipv4ToNumber(ipv4);
      out.push(value >>> 16, value & 0xffff);
    } else if (GROUP.test(piece)) out.push(Number.parseInt(piece, 16));
    else return null;
  }
  return out;
};

/** The eight groups of an address; `null` where the text is none. `::` stands for one group of zeros or more, once. */
const readGroups = (text: string): readonly number[] | null => {
  const [left = '', right, ...more] = text.split('::');
  if (more.length > 0) return null;
  const head = readPart(left, right === undefined);
  const tail = right === undefined ? [] : readPart(right, true);
  if (head === null || tail === null) return null;
  const zeros = GROUPS - head.length - tail.length;
  if (right === undefined ? zeros !== 0 : zeros < 1) return null;
  return [...head, ...Array.from({ length: zeros }, () => 0), ...tail];
};

/** The first of the longest runs of two zero groups or more (RFC 5952, 4.2). */
const longestZeros = (groups: readonly number[]): { readonly at: number; readonly length: number } => {
  let best = { at: 0, length: 1 };
  for (let at = 0; at < GROUPS; at += 1) {
    let length = 0;
    while (groups[at + length] === 0) length += 1;
    if (length > best.length) best = { at, length };
  }
  return best;
};

const canonical = (groups: readonly number[]): Ipv6 => {
  const { at, length } = longestZeros(groups);
  const words = (part: readonly number[]): string => part.map((group) => group.toString(16)).join(':');
  return (length < 2 ? words(groups) : `${words(groups.slice(0, at))}::${words(groups.slice(at + length))}`) as Ipv6;
};

const numberOf = (groups: readonly number[]): bigint => groups.reduce((value, group) => value * 65_536n + BigInt(group), 0n);

/** Reads an IPv6 address without zone or prefix (AWS takes neither in an address); `null` for anything else. */
export const parseIpv6 = (text: string): Ipv6 | null => {
  const groups = readGroups(text);
  return groups === null ? null : canonical(groups);
};

/** The address as a 128-bit number. */
export const ipv6ToBigInt = (address: Ipv6): bigint => numberOf(readGroups(address) ?? []);

/** An IPv6 block as numbers, `last` inclusive. */
export interface Ipv6Range {
  readonly first: bigint;
  readonly last: bigint;
  readonly prefix: number;
}

/** Reads `address/n` (host bits are ignored); `null` where malformed. */
export const parseIpv6Cidr = (text: string): Ipv6Range | null => {
  const slash = text.indexOf('/');
  const bits = text.slice(slash + 1);
  if (slash < 0 || !/^(\d|[1-9]\d|1[01]\d|12[0-8])$/.test(bits)) return null;
  const groups = readGroups(text.slice(0, slash));
  if (groups === null) return null;
  const prefix = Number(bits);
  const size = 1n << BigInt(128 - prefix);
  const first = (numberOf(groups) / size) * size;
  return { first, last: first + size - 1n, prefix };
};
