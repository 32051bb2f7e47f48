import { type Cidr, cidrRange } from '@/lib/net/cidr';
import { type Ipv4, ipv4FromNumber, parseIpv4 } from '@/lib/net/ipv4';

/**
 * Reads what somebody types for an address of `cidr`: a whole address, or its last octets, before which the subnet's own stand ("116" in
 * 10.1.10.0/24 is 10.1.10.116). `null` while it is no address yet. It may lie outside the subnet: that is for the move to say.
 */
export const completeAddress = (typed: string, cidr: Cidr | null): Ipv4 | null => {
  const text = typed.trim().replace(/^\.+/, '');
  const octets = text.split('.');
  if (octets.length === 4 || cidr === null) return parseIpv4(text);
  if (octets.length > 4 || !/^\d{1,3}(\.\d{1,3})*$/.test(text)) return null;
  const base = ipv4FromNumber(cidrRange(cidr).first).split('.');
  return parseIpv4([...base.slice(0, 4 - octets.length), ...octets].join('.'));
};

/** The part of a subnet's addresses that never changes, as one types it: "10.1.10." for a /24, "10.1." for a /20. */
export const fixedOctets = (cidr: Cidr): string => {
  const { first, prefix } = cidrRange(cidr);
  const whole = Math.floor(prefix / 8);
  return ipv4FromNumber(first)
    .split('.')
    .slice(0, whole)
    .map((octet) => `${octet}.`)
    .join('');
};

/** Entries beyond these are not read: nobody restores them by typing, and AWS takes fewer. */
const MAX_ENTRIES = 500;

/** The entries of a list as people have them: a column of a sheet, a line with commas, a piece of JSON. */
export const entriesOf = (text: string): readonly string[] =>
  text
    .split(/[\s,;"'[\]{}]+/)
    .filter((entry) => entry !== '')
    .slice(0, MAX_ENTRIES);
