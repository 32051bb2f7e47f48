import { cidrRange, parseCidr } from '@/lib/net/cidr';
import { ipv4FromNumber, ipv4ToNumber, parseIpv4 } from '@/lib/net/ipv4';
import { parseIpv6, parseIpv6Cidr } from '@/lib/net/ipv6';
import { type Moment, momentIn, type Reader } from './moments';
import type { IdKind, Term, When } from './term';

/** So many terms are read at most: each is a condition of the search. */
export const MOST_TERMS = 20;

const IDS: Readonly<Record<string, IdKind>> = {
  i: 'instance',
  ami: 'image',
  snap: 'snapshot',
  vol: 'volume',
  eni: 'interface',
  subnet: 'subnet',
  sg: 'group',
  vpc: 'vpc',
  fs: 'file-system',
};

/** A word as it was typed, and without the quotes that hold it together. `literal`: they are around all of it, so it is nothing but what it says. */
interface Word {
  readonly typed: string;
  readonly plain: string;
  readonly literal: boolean;
}

/** Words are parted by white space, full-width or not; quotes hold one together that has some. A NUL, which PostgreSQL cannot hold, parts words, too. */
const wordsOf = (text: string): readonly Word[] =>
  (text.replaceAll('\0', ' ').match(/(?:[^\s"]|"[^"]*"|"(?=[^"]*$))+/g) ?? []).flatMap((typed) => {
    const plain = typed.replaceAll('"', '').trim();
    return plain === '' ? [] : [{ typed, plain, literal: /^"(?!tag:)[^"]*"?$/i.test(typed) }];
  });

/** The name that EC2 gives an address: `ip-10-1-10-115.ap-northeast-1.compute.internal`. */
const HOST_NAME = /^ip-(\d{1,3})-(\d{1,3})-(\d{1,3})-(\d{1,3})(\.[a-z0-9.-]+)?$/;

const block4 = (address: string, bits: number): string | null => {
  const parsed = parseIpv4(address);
  if (parsed === null || bits > 32) return null;
  const size = 2 ** (32 - bits);
  return `${ipv4FromNumber(Math.floor(ipv4ToNumber(parsed) / size) * size)}/${bits}`;
};

/** The beginning of an IPv4 address, "10.1", "10.1." or "10.1.*", or of an IPv6 one, "2406:da14:", as the block that it stands for. */
const beginning = (word: string): string | null => {
  if (/^(?:[0-9a-f]{1,4}:){2,7}$/.test(word)) {
    const address = parseIpv6(`${word}:`);
    return address === null ? null : `${address}/${(word.split(':').length - 1) * 16}`;
  }
  if (!/^\d{1,3}(?:\.\d{1,3}){1,2}(?:\.|(?:\.\*)+)?$|^\d{1,3}(?:\.|(?:\.\*)+)$/.test(word)) return null;
  const octets = word.split('.').filter((part) => /^\d/.test(part));
  return block4([...octets, '0', '0', '0'].slice(0, 4).join('.'), octets.length * 8);
};

/** Two or three numbers with points between them, which are a version as well. */
const VERSION = /^\d+(?:\.\d+){1,2}$/;

const groupsOf = (value: bigint): string =>
  Array.from({ length: 8 }, (_, at) => ((value >> BigInt(112 - 16 * at)) & 0xffffn).toString(16)).join(':');

const networkTerm = ({ typed, plain }: Word): Term | null => {
  const word = plain
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/[,;]+$/, '')
    .toLowerCase();
  const host = HOST_NAME.exec(word)?.slice(1, 5).join('.');
  const address = parseIpv4(host ?? word) ?? parseIpv6(word);
  if (address !== null) return { kind: 'address', text: typed, address };
  const [base = '', bits] = word.split('/');
  if (bits !== undefined && /^\d{1,2}$/.test(bits) && parseIpv4(base) !== null) {
    const block = block4(base, Number(bits));
    const cidr = block === null ? null : parseCidr(block);
    if (cidr === null) return null;
    return cidrRange(cidr).size === 1 ? { kind: 'address', text: typed, address: base } : { kind: 'block', text: typed, block: cidr };
  }
  const range = parseIpv6Cidr(word);
  if (range !== null) {
    const first = parseIpv6(groupsOf(range.first));
    if (first === null) return null;
    return range.prefix === 128
      ? { kind: 'address', text: typed, address: first }
      : { kind: 'block', text: typed, block: `${first}/${range.prefix}` };
  }
  const block = beginning(word);
  if (block === null) return null;
  return VERSION.test(word) ? { kind: 'beginning', text: typed, block, word } : { kind: 'block', text: typed, block };
};

const tagTerm = ({ typed, plain }: Word): Term | null => {
  const marked = /^tag:(.+)$/is.exec(plain)?.[1];
  const text = marked ?? (/^[\p{L}\p{N}_.:/+@-]+=/u.test(plain) ? plain : null);
  if (text === null) return null;
  const [key = '', ...value] = text.split('=');
  if (key === '') return null;
  return { kind: 'tag', text: typed, key, value: text.includes('=') ? value.join('=') : null };
};

const idTerm = ({ typed, plain }: Word): Term | null => {
  if (/^arn:[a-z-]+:[a-z0-9-]+:/i.test(plain)) return { kind: 'arn', text: typed, arn: plain };
  const id = plain.toLowerCase();
  const what = IDS[/^([a-z]+)-(?:[0-9a-f]{17}|[0-9a-f]{8})$/.exec(id)?.[1] ?? ''];
  return what === undefined ? null : { kind: 'id', text: typed, id, what };
};

const RELATIONS: Readonly<Record<string, When>> = {
  before: 'before',
  until: 'up-to',
  by: 'up-to',
  after: 'after',
  since: 'since',
  from: 'since',
  on: 'on',
};

/** In Japanese the relation stands behind: 「2026-11-12 以降」. */
const BEHIND: readonly (readonly [string, When])[] = [
  ['より前', 'before'],
  ['以前', 'up-to'],
  ['まで', 'up-to'],
  ['より後', 'after'],
  ['以降', 'since'],
  ['から', 'since'],
];

const behindIn = (word: string): readonly [string, When] | undefined => BEHIND.find(([text]) => word.endsWith(text));

/** A stretch of time from a moment and how one stands to it. An instant by itself means what there was by then. */
const whenTerm = (text: string, relation: When | null, { atMs, endMs }: Moment): Term => {
  const iso = (ms: number): string => new Date(ms).toISOString();
  const when = relation === null || relation === 'on' ? (endMs === null ? 'up-to' : 'on') : relation;
  // Of an instant, the instant itself is in; points are told to the millisecond.
  const end = endMs ?? atMs + 1;
  const stretches: Readonly<Record<When, readonly [from: number | null, before: number | null]>> = {
    on: [atMs, end],
    before: [null, atMs],
    'up-to': [null, end],
    after: [end, null],
    since: [atMs, null],
  };
  const [from, before] = stretches[when];
  return {
    kind: 'when',
    text,
    when,
    at: iso(atMs),
    wholeDay: endMs !== null,
    from: from === null ? null : iso(from),
    before: before === null ? null : iso(before),
  };
};

/** A time at the beginning of some words, with the words that say how it is meant before or behind it. */
const timeTerm = (words: readonly Word[], reader: Reader): { readonly term: Term; readonly used: number } | null => {
  const small = words.slice(0, 6).map(({ typed, plain, literal }) => (literal ? typed : plain).toLowerCase());
  const ahead = RELATIONS[small[0] ?? ''];
  const skipped = ahead === undefined ? 0 : 1;
  const rest = small.slice(skipped);
  // A relation that is written on to its moment is parted from it.
  const joined = rest.findIndex((word) => behindIn(word) !== undefined && behindIn(word)?.[0] !== word);
  const suffix = joined < 0 ? undefined : behindIn(rest[joined] ?? '');
  const bare = suffix === undefined ? rest : rest.map((word, at) => (at === joined ? word.slice(0, -suffix[0].length) : word));
  const read = momentIn(bare, reader);
  if (read === null) return null;
  const alone = suffix === undefined ? BEHIND.find(([text]) => text === small[skipped + read.used]) : undefined;
  const behind = suffix !== undefined && joined < read.used ? suffix[1] : alone?.[1];
  // A suffix on a word that belongs to something else leaves that word alone.
  const used = skipped + read.used + (alone === undefined ? 0 : 1);
  const text = words
    .slice(0, used)
    .map(({ typed }) => typed)
    .join(' ');
  return { term: whenTerm(text, ahead ?? behind ?? null, read.moment), used };
};

const wordTerm = ({ typed, plain }: Word): Term => ({ kind: 'word', text: typed, word: plain });

/**
 * What a search text means, part by part and in its order: an address, a block of them, an id or ARN, a tag (`tag:Env=prod`), a time, or a word of a name. Every word of the text is in the
 * `text` of one term. Whatever is typed means something: what is nothing else is a word, and so is whatever stands in quotes.
 */
export const understand = (text: string, reader: Reader): readonly Term[] => {
  const words = wordsOf(text);
  const terms: Term[] = [];
  for (let at = 0; at < words.length && terms.length < MOST_TERMS; ) {
    const word = words[at];
    if (word === undefined) break;
    const time = timeTerm(words.slice(at), reader);
    const meant = word.literal ? null : (time?.term ?? networkTerm(word) ?? idTerm(word) ?? tagTerm(word));
    terms.push(meant ?? wordTerm(word));
    at += time?.used ?? 1;
  }
  return terms;
};
