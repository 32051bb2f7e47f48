/** IPv4 arithmetic of the simulated account: its own, so that product and simulation can disagree. */

const DOT = '.'.charCodeAt(0);
const ZERO = '0'.charCodeAt(0);

/** The address as a number; `null` where it is none. Read by character, because a launch reads every address of its subnet. */
export const ipNumber = (text: string): number | null => {
  let [value, parts, part, digits] = [0, 0, 0, 0];
  for (let i = 0; i <= text.length; i += 1) {
    const code = i === text.length ? DOT : text.charCodeAt(i);
    const digit = code - ZERO;
    if (code === DOT && digits > 0) {
      value = value * 256 + part;
      parts += 1;
      part = 0;
      digits = 0;
    } else if (digit >= 0 && digit <= 9 && (digits === 0 || part > 0)) {
      part = part * 10 + digit;
      digits += 1;
    } else return null;
    if (part > 255) return null;
  }
  return parts === 4 ? value : null;
};

export const ipText = (value: number): string => [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');

/** First and last number of a block that was written by ourselves. */
export const blockOf = (cidr: string): { first: number; last: number; bits: number } => {
  const [base = '', bits = ''] = cidr.split('/');
  const first = ipNumber(base);
  if (first === null) throw new Error(`bad block ${cidr}`);
  return { first, last: first + 2 ** (32 - Number(bits)) - 1, bits: Number(bits) };
};

export const within = (cidr: string, value: number): boolean => {
  const { first, last } = blockOf(cidr);
  return first <= value && value <= last;
};

/** The 128 bits of an IPv6 address; `null` where it is none. Zones and prefixes are none. */
export const ip6Number = (text: string): bigint | null => {
  const halves = text.toLowerCase().split('::');
  if (halves.length > 2 || !/^[0-9a-f:]+$/i.test(text)) return null;
  const groups = (part: string | undefined): string[] => (part === undefined || part === '' ? [] : part.split(':'));
  const head = groups(halves[0]);
  const tail = groups(halves[1]);
  const missing = 8 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return null;
  const all = [...head, ...Array.from({ length: halves.length === 1 ? 0 : missing }, () => '0'), ...tail];
  if (all.some((g) => !/^[0-9a-f]{1,4}$/.test(g))) return null;
  return all.reduce((sum, group) => (sum << 16n) + BigInt(Number.parseInt(group, 16)), 0n);
};

export const ip6Block = (cidr: string): { first: bigint; last: bigint; bits: number } => {
  const [base = '', bits = ''] = cidr.split('/');
  const value = ip6Number(base) ?? 0n;
  const size = 1n << BigInt(128 - Number(bits));
  const first = (value / size) * size;
  return { first, last: first + size - 1n, bits: Number(bits) };
};

/** In the short form: the first of the longest runs of zero groups is left out (RFC 5952). */
export const ip6Text = (value: bigint): string => {
  const groups = Array.from({ length: 8 }, (_, i) => ((value >> BigInt(16 * (7 - i))) & 0xffffn).toString(16));
  const runAt = (start: number): number => {
    const end = groups.findIndex((group, i) => i >= start && group !== '0');
    return (end === -1 ? 8 : end) - start;
  };
  const start = groups.reduce((best, _, i) => (runAt(i) > runAt(best) ? i : best), 0);
  const length = runAt(start);
  return length < 2 ? groups.join(':') : `${groups.slice(0, start).join(':')}::${groups.slice(start + length).join(':')}`;
};
