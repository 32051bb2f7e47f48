import { type Ipv4, ipv4FromNumber } from '@/lib/net/ipv4';
import type { SubnetIndex } from '../fact-index';
import { inRange } from './rule';

/** Why AWS keeps an address of every subnet to itself (V9). */
export type AwsReserved = 'network' | 'router' | 'dns' | 'future' | 'broadcast';

const FIRST_FOUR = ['network', 'router', 'dns', 'future'] as const;

/** Which of the five reserved addresses `value` is, if any (VPC User Guide, subnet sizing). */
export const awsReserved = (subnet: SubnetIndex, value: number): AwsReserved | null => {
  if (value === subnet.range.last) return 'broadcast';
  return FIRST_FOUR[value - subnet.range.first] ?? null;
};

/** An IPv4 prefix is 16 addresses (V25). */
export const PREFIX_BITS = 28;
export const PREFIX_SIZE = 16;

/**
 * Whether nothing known stands against placing `value` in the subnet: not reserved by AWS, not held, not inside a delegated prefix, not in a
 * reservation for prefixes, not claimed by a colleague.
 */
export const isFree = (subnet: SubnetIndex, value: number): boolean => isVacant(subnet, value) && !inPrefixReservation(subnet, value);

/** The same, whatever the reservations say. */
export const isVacant = (subnet: SubnetIndex, value: number): boolean =>
  inRange(subnet.range, value) &&
  awsReserved(subnet, value) === null &&
  !subnet.holders.has(value) &&
  !subnet.claims.has(value) &&
  !subnet.prefixes.some(({ range }) => inRange(range, value));

/** Whether AWS takes the address for prefixes only (V29). */
export const inPrefixReservation = (subnet: SubnetIndex, value: number): boolean =>
  subnet.reservations.some(({ range, reservation }) => reservation.type === 'prefix' && inRange(range, value));

const nextTables = new WeakMap<SubnetIndex, Int32Array>();

/** For each offset of the subnet the next free one at or behind it, its size where there is none. Made once for each answer of AWS, when first asked for. */
const nextTable = (subnet: SubnetIndex): Int32Array => {
  const known = nextTables.get(subnet);
  if (known !== undefined) return known;
  const { first, size } = subnet.range;
  const table = new Int32Array(size + 1);
  table[size] = size;
  for (let offset = size - 1; offset >= 0; offset -= 1)
    table[offset] = isFree(subnet, first + offset) ? offset : (table[offset + 1] ?? size);
  nextTables.set(subnet, table);
  return table;
};

/** The nearest free address at or above `from` (wrapping once), besides `taken`; `null` where the subnet has none or its interfaces are unknown. */
export const nextFree = (subnet: SubnetIndex, from: number, taken: ReadonlySet<number>): Ipv4 | null => {
  if (subnet.interfaces.state === 'unknown') return null;
  const table = nextTable(subnet);
  const { first, size } = subnet.range;
  const start = inRange(subnet.range, from) ? from - first : 0;
  const search = (begin: number, end: number): Ipv4 | null => {
    for (let offset = table[begin] ?? size; offset < end; offset = table[offset + 1] ?? size)
      if (!taken.has(first + offset)) return ipv4FromNumber(first + offset);
    return null;
  };
  return search(start, size) ?? search(0, start);
};
