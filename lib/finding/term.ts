/** What an id names, told by its beginning. */
export type IdKind = 'instance' | 'image' | 'snapshot' | 'volume' | 'interface' | 'subnet' | 'group' | 'vpc' | 'file-system';

/** How a stretch of time stands to the moment that was named. `on`: within that day. `up-to`: until the moment, the moment included. */
export type When = 'on' | 'before' | 'up-to' | 'after' | 'since';

/** A part of a search text, and what it was understood to mean. `text` is what was typed for it. */
export type Term =
  | { readonly kind: 'address'; readonly text: string; readonly address: string }
  /** Every address of a block, in CIDR notation. */
  | { readonly kind: 'block'; readonly text: string; readonly block: string }
  /** What may be the beginning of an address, or a part of a name, as a version is: "10.1". Either is found. */
  | { readonly kind: 'beginning'; readonly text: string; readonly block: string; readonly word: string }
  | { readonly kind: 'id'; readonly text: string; readonly id: string; readonly what: IdKind }
  | { readonly kind: 'arn'; readonly text: string; readonly arn: string }
  /** `value` `null`: a tag of that key, whatever its value. */
  | { readonly kind: 'tag'; readonly text: string; readonly key: string; readonly value: string | null }
  /** Made in the time from `from` (inclusive) to `before` (exclusive), ISO 8601, either end open. `at` is the moment that was named; `wholeDay`: a day, without a time of day. */
  | {
      readonly kind: 'when';
      readonly text: string;
      readonly when: When;
      readonly at: string;
      readonly wholeDay: boolean;
      readonly from: string | null;
      readonly before: string | null;
    }
  /** Found in a name, an id or an ARN. */
  | { readonly kind: 'word'; readonly text: string; readonly word: string };

/** What a search text asks for in all: every part must be met. */
export interface Meaning {
  readonly words: readonly string[];
  /** Addresses and blocks; a point meets one by any of its addresses. */
  readonly blocks: readonly string[];
  /** A block, and the word that finds as well. */
  readonly beginnings: readonly { readonly block: string; readonly word: string }[];
  /** Ids of interfaces, subnets and security groups, which stand in the backed-up interfaces. */
  readonly parts: readonly { readonly member: 'interfaceId' | 'subnetId' | 'groups'; readonly id: string }[];
  readonly tags: readonly { readonly key: string; readonly value: string | null }[];
  readonly from: string | null;
  readonly before: string | null;
}

const MEMBERS: Partial<Record<IdKind, Meaning['parts'][number]['member']>> = {
  interface: 'interfaceId',
  subnet: 'subnetId',
  group: 'groups',
};

const latest = (instants: readonly (string | null)[]): string | null =>
  instants
    .filter((each) => each !== null)
    .sort()
    .at(-1) ?? null;
const earliest = (instants: readonly (string | null)[]): string | null => instants.filter((each) => each !== null).sort()[0] ?? null;

/** Whether a meaning asks for nothing. */
export const isEmpty = ({ from, before, ...lists }: Meaning): boolean =>
  from === null && before === null && Object.values(lists).every((list) => list.length === 0);

/** Every block that a meaning names, whether or not a name may meet it as well. */
export const blocksOf = ({ blocks, beginnings }: Meaning): readonly string[] => [...blocks, ...beginnings.map(({ block }) => block)];

/** What terms ask for together. Of several times the stretch counts that lies within all of them. */
export const meaningOf = (terms: readonly Term[]): Meaning => {
  const times = terms.filter((term) => term.kind === 'when');
  return {
    words: terms.flatMap((term) => {
      if (term.kind === 'word') return [term.word];
      if (term.kind === 'arn') return [term.arn];
      return term.kind === 'id' && MEMBERS[term.what] === undefined ? [term.id] : [];
    }),
    blocks: terms.flatMap((term) => (term.kind === 'address' ? [term.address] : term.kind === 'block' ? [term.block] : [])),
    beginnings: terms.flatMap((term) => (term.kind === 'beginning' ? [{ block: term.block, word: term.word }] : [])),
    parts: terms.flatMap((term) => {
      const member = term.kind === 'id' ? MEMBERS[term.what] : undefined;
      return term.kind === 'id' && member !== undefined ? [{ member, id: term.id }] : [];
    }),
    tags: terms.flatMap((term) => (term.kind === 'tag' ? [{ key: term.key, value: term.value }] : [])),
    from: latest(times.map(({ from }) => from)),
    before: earliest(times.map(({ before }) => before)),
  };
};
