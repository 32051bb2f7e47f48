import { type Cidr, cidrRange, parseCidr } from '@/lib/net/cidr';
import { type Ipv4, ipv4FromNumber, ipv4ToNumber, parseIpv4 } from '@/lib/net/ipv4';

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
/** A block or a range may stand for as many addresses as a /24 has; a larger one is a mistake. */
const MAX_RANGE = 256;

/** The entries of a list as people have them: a column of a sheet, a line with commas, a piece of JSON. A range may have spaces around its dash. */
export const entriesOf = (text: string): readonly string[] =>
  text
    .replace(/(\d)\s*[-–—~～〜]\s*(?=[.\d])/g, '$1-')
    .split(/[\s,;|"'[\]{}()<>、，；]+/)
    .filter((entry) => entry !== '')
    .slice(0, MAX_ENTRIES);

const between = (first: number, last: number): readonly Ipv4[] | null =>
  last < first || last - first >= MAX_RANGE ? null : Array.from({ length: last - first + 1 }, (_, n) => ipv4FromNumber(first + n));

/**
 * The addresses that one entry of a list stands for: an address, a range ("10.1.10.20-29", "10.1.10.20-10.1.10.29", "20-29") or a block ("10.1.10.16/28"), each completed
 * from the subnet as when typing. `null` where it is none of these, or more than a /24 has.
 */
export const addressesOf = (entry: string, cidr: Cidr | null): readonly Ipv4[] | null => {
  const block = parseCidr(entry);
  if (block !== null) {
    const { first, last } = cidrRange(block);
    return between(first, last);
  }
  const [from = '', to, ...more] = entry.split('-');
  const start = completeAddress(from, cidr);
  if (start === null || more.length > 0) return null;
  if (to === undefined) return [start];
  // The end of a range is completed from its beginning, not from the subnet: it lies near it.
  const octets = to.split('.');
  const end = parseIpv4([...start.split('.').slice(0, Math.max(0, 4 - octets.length)), ...octets].join('.'));
  return end === null ? null : between(ipv4ToNumber(start), ipv4ToNumber(end));
};
