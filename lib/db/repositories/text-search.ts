import { parseIpv4 } from '@/lib/net/ipv4';
import { parseIpv6, parseIpv6Cidr } from '@/lib/net/ipv6';

/** The words of a search text; each must be found. A NUL, which PostgreSQL cannot hold, parts words as a space does. */
export const words = (text: string): readonly string[] =>
  text
    .replaceAll('\0', ' ')
    .split(/\s+/)
    .filter((word) => word !== '');

/** A LIKE pattern that finds what begins with `word`, its own wildcards taken literally. */
export const beginning = (word: string): string => `${word.replace(/[\\%_]/g, '\\$&')}%`;

/** The same anywhere. */
export const containing = (word: string): string => `%${beginning(word)}`;

/** All of ASCII that is neither letter nor digit: `pg_trgm` takes each for the end of a word. Of a larger set it would not know that. */
const BETWEEN_WORDS = '[\\t\\n -/:-@\\[-`{-~]';

/**
 * A regular expression for a word of one or two letters or digits of ASCII, which finds it where a word begins: `db` is in `prod-db-01`, and not in `sandbox`. A trigram index holds
 * where words begin, and not which two letters are next to each other, so anywhere else so short a word could only be looked for row by row. `null` for all others.
 */
export const beginningOfWord = (word: string): string | null =>
  /^[a-z0-9]{1,2}$/i.test(word) ? `(^|${BETWEEN_WORDS})${word.toLowerCase()}` : null;

/** So many hexadecimal digits tell an id from nearly all others, by chance; each more is one more list of the index to go through. */
const TELLING_DIGITS = 6;

/**
 * The last hexadecimal digits of one of AWS's ids (`i-0123456789abcdef0`; older ones have eight), `null` for any other word. A trigram index that is asked for the whole id goes through the lists of
 * all its trigrams, and of those is one of all texts in which some word begins with its first digit, which is nearly every text: AWS's ids begin with 0.
 */
export const endOfId = (word: string): string | null =>
  /^[a-z]+-([0-9a-f]{17}|[0-9a-f]{8})$/i.exec(word)?.[1]?.slice(-TELLING_DIGITS) ?? null;

/** So many digits are in few texts by chance. */
const FEW_BY_CHANCE = 5;

/**
 * The number at the end of what is counted (`INC-10042`, `machine-4711`), a short one with its sign; `null` for any other word. What stands before it is the same in many texts, and a trigram index that is asked for all
 * of the word goes through the long lists of that, too. Where the number is common, too (`drill-2026`), it finds more than the whole word does.
 */
export const numberOf = (word: string): string | null => {
  const number = /^[a-z][a-z0-9]*-([0-9]{4,})$/i.exec(word)?.[1] ?? null;
  return number === null || number.length >= FEW_BY_CHANCE ? number : `-${number}`;
};

/**
 * Whether a trigram index finds rows by a word: it holds three letters or digits of ASCII in a row, or the beginning of a word. Letters of other scripts are none to `pg_trgm` where
 * the database was made with the locale C, as the embedded one is.
 */
export const isIndexed = (word: string): boolean => /[a-z0-9]{3}|[^a-z0-9][a-z0-9]/i.test(word) || beginningOfWord(word) !== null;

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
