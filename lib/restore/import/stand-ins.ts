import { isObject, type JsonObject } from '../json';

/** What can stand in the place of an entry of a list that cannot be read. */
export type StandInKind = 'ipv4' | 'ipv6' | 'ipv4-prefix' | 'ipv6-prefix';

/** From blocks that no subnet has: 0.0.0.0/8 and the discard prefix. */
const MAKE: Readonly<Record<StandInKind, (n: number) => string>> = {
  ipv4: (n) => `0.0.${n >> 8}.${n & 255}`,
  ipv6: (n) => `100::${n.toString(16)}`,
  'ipv4-prefix': (n) => `0.${n >> 8}.${n & 255}.0/28`,
  'ipv6-prefix': (n) => `100:0:0:${n.toString(16)}::/80`,
};

const MEMBER: Readonly<Record<StandInKind, string>> = {
  ipv4: 'PrivateIpAddress',
  ipv6: 'Ipv6Address',
  'ipv4-prefix': 'Ipv4Prefix',
  'ipv6-prefix': 'Ipv6Prefix',
};

/** The list of each kind, and the member of its entries. */
export const LISTS: readonly (readonly [string, StandInKind])[] = [
  ['PrivateIpAddresses', 'ipv4'],
  ['Ipv6Addresses', 'ipv6'],
  ['Ipv4Prefixes', 'ipv4-prefix'],
  ['Ipv6Prefixes', 'ipv6-prefix'],
];

interface Kept {
  readonly entry: unknown;
  /** Whether the entry comes back whole: what is wrong with it is not its address. */
  readonly whole: boolean;
}

/**
 * Readable addresses in the place of those that cannot be read. The same entry has the same one wherever it stands, so that two states of a file can be compared.
 */
export class StandIns {
  private readonly given = new Map<string, string>();
  private readonly kept = new Map<unknown, Kept & { readonly made: string }>();
  private next = 0;

  /** @param texts everything in which a stand-in must not occur by itself */
  constructor(private readonly texts: readonly string[]) {}

  /** The entry with a stand-in in the place of its address. */
  entryFor(entry: unknown, kind: StandInKind, whole: boolean): JsonObject {
    const value = this.textFor(entry, kind, whole);
    const primary = kind === 'ipv4' ? { Primary: !whole && isObject(entry) && entry.Primary === true } : {};
    return { ...(isObject(entry) && !whole ? entry : {}), ...primary, [MEMBER[kind]]: value };
  }

  textFor(entry: unknown, kind: StandInKind, whole: boolean): string {
    const key = `${kind} ${whole} ${JSON.stringify(entry)}`;
    const known = this.given.get(key);
    if (known !== undefined) return known;
    let made: string;
    do {
      this.next += 1;
      made = MAKE[kind](this.next);
    } while (this.texts.some((text) => text.includes(made)));
    this.given.set(key, made);
    this.kept.set(made, { made, entry, whole });
    return made;
  }

  /** The value of a member as it was before it was stood in for. */
  valueBack(value: unknown): unknown {
    const kept = this.kept.get(value);
    return kept === undefined ? value : kept.entry;
  }

  /** An entry of a list as it was before its address was stood in for. */
  back(entry: unknown, kind: StandInKind): unknown {
    if (!isObject(entry)) return entry;
    const member = MEMBER[kind];
    const kept = this.kept.get(entry[member]);
    if (kept === undefined) return entry;
    // What was stood in for twice, first for its address and then as a whole, is behind both.
    if (kept.whole) return this.back(kept.entry, kind);
    if (!isObject(kept.entry)) return kind === 'ipv4' && typeof kept.entry === 'string' ? { ...entry, [member]: kept.entry } : kept.entry;
    return { ...entry, [member]: kept.entry[member] };
  }

  /** A text that tells of addresses, with what really stands there. What was stood in for last is put back first: it may hold another. */
  told(text: string): string {
    return [...this.kept.values()].reduceRight((out, { made, entry }) => {
      const value = addressOf(entry);
      const json = JSON.stringify(value);
      // In JSON, what is no text stands without quotes.
      return typeof value === 'string' ? out.replaceAll(made, value) : out.replaceAll(`"${made}"`, json).replaceAll(made, json);
    }, text);
  }
}

/** What stands in an entry of a list where its address belongs; the entry itself where that is none. */
const addressOf = (entry: unknown): unknown => {
  const member = isObject(entry) ? Object.values(MEMBER).find((name) => Object.hasOwn(entry, name)) : undefined;
  return isObject(entry) && member !== undefined ? entry[member] : entry;
};
