import type { Branded } from './brand';

/** An IPv4 address in canonical dotted form, `10.1.10.100`. Only `parseIpv4` and `ipv4FromNumber` make one. */
export type Ipv4 = Branded<string, 'Ipv4'>;

const OCTET = '(0|[1-9]\\d?|1\\d\\d|2[0-4]\\d|25[0-5])';
const DOTTED = new RegExp(`^${OCTET}\\.${OCTET}\\.${OCTET}\\.${OCTET}$`);

/** Reads exactly four decimal octets without leading zeros, as EC2 does; `null` for anything else. */
export const parseIpv4 = (text: string): Ipv4 | null => (DOTTED.test(text) ? (text as Ipv4) : null);

/** The address as an unsigned 32-bit number, for arithmetic and ordering. */
export const ipv4ToNumber = (address: Ipv4): number => {
  let value = 0;
  let octet = 0;
  for (let i = 0; i < address.length; i += 1) {
    const code = address.charCodeAt(i);
    if (code === 46) {
      value = value * 256 + octet;
      octet = 0;
    } else octet = octet * 10 + (code - 48);
  }
  return value * 256 + octet;
};

/** The address of an unsigned 32-bit number. Throws a RangeError outside 0..2^32-1. */
export const ipv4FromNumber = (value: number): Ipv4 => {
  if (!Number.isInteger(value) || value < 0 || value > 0xffffffff) throw new RangeError(`not an unsigned 32-bit integer: ${value}`);
  return `${Math.floor(value / 0x1000000)}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}` as Ipv4;
};
