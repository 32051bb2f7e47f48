import { parseIpv4 } from '@/lib/net/ipv4';
import { parseIpv6, parseIpv6Cidr } from '@/lib/net/ipv6';

/** The words of a search text; each must be found. A NUL, which PostgreSQL cannot hold, parts words as a space does. */
export const words = (text: string): readonly string[] =>
  text
    .replaceAll('\0', ' ')
    .split(/\s+/)
    .filter((word) => word !== '');

/** A LIKE pattern that finds `word` anywhere, its own wildcards taken literally. */
export const containing = (word: string): string => `%${word.replace(/[\\%_]/g, '\\$&')}%`;

/**
 * The block of addresses that a word stands for, as PostgreSQL reads it: an address or CIDR of IPv4 (host bits may be set) or IPv6, or the beginning of an IPv4
 * address (`10.1.` is 10.1.0.0/16). `null`: it is no address.
 */
export const addressBlock = (word: string): string | null => {
  const [address = '', bits] = word.split('/');
  if (parseIpv4(address) !== null && (bits === undefined || /^([12]?\d|3[0-2])$/.test(bits))) return word;
  if (parseIpv6(word) !== null || parseIpv6Cidr(word) !== null) return word;
  const parts = /^\d{1,3}(?:\.\d{1,3}){1,2}\.?$/.test(word) ? word.replace(/\.$/, '').split('.') : [];
  const whole = [...parts, ...['0', '0', '0', '0'].slice(parts.length)].join('.');
  return parts.length > 0 && parseIpv4(whole) !== null ? `${whole}/${parts.length * 8}` : null;
};
