import type { Evidence, Params } from '@/lib/restore/diagnostic';
import { shellWord } from '@/lib/restore/exports';
import type { Known, UnknownReason } from '@/lib/restore/facts';
import type { InterfaceMatch } from '../compare-addresses';
import type { NearInstance, Surroundings } from '../surroundings';
import type { GuestSteps } from './guest';

/** What an item is about; words come from messages by it. */
export const ITEM_KINDS = [
  'original',
  'addresses',
  'elastic',
  'target',
  'sourceDest',
  'tags',
  'record',
  'alarm',
  'scaling',
  'managed',
  'secondary',
  'several',
  'mac',
] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];

export const ITEM_STATES = ['open', 'done', 'not-applicable', 'unknown'] as const;
export type ItemState = (typeof ITEM_STATES)[number];

/** One thing to see to after a restore, as far as AWS can tell whether it was. */
export interface ChecklistItem {
  /** Steady over time, so that a person's tick stays with it: the kind, and what of that kind. */
  readonly key: string;
  readonly kind: ItemKind;
  /** Of section 4 of docs/aws-facts.md. */
  readonly rule: 'F20' | 'F21' | 'F22' | 'F23' | 'F24';
  readonly state: ItemState;
  /** What it is about, for words; empty where an item stands for a whole kind. */
  readonly params: Params;
  /** Which call says so, and of when; `null`: no call can tell, a person has to. */
  readonly evidence: Evidence | null;
  /** Why it is unknown. */
  readonly why: UnknownReason | null;
  /** The AWS CLI command that does it; `null`: there is none. */
  readonly command: string | null;
  readonly guest: GuestSteps | null;
}

/** Who has an address now. */
export interface Holder {
  readonly address: string;
  readonly interfaceId: string;
  readonly instanceId: string | null;
}

/** What is known of a completed restore. */
export interface Restored {
  readonly region: string;
  /** `null`: the backup does not name the instance that it is of. */
  readonly originalId: string | null;
  /** Where the original can be asked for; `null`: nowhere, because it is another account's or not named. */
  readonly originalRegion: string | null;
  /** The original as it was found before the restore, or as it is now; `null`: nobody looked. */
  readonly before: Surroundings | null;
  /** The original now. */
  readonly original: Known<NearInstance | null>;
  /** The restored instance now. */
  readonly after: Surroundings;
  /** Who has the addresses that were asked for, in the networks of the restored instance. */
  readonly holders: Known<readonly Holder[]>;
  readonly interfaces: readonly InterfaceMatch[];
  /** Length of each subnet's IPv4 block, for the guest. */
  readonly prefixLengths: Readonly<Record<string, number>>;
}

const BARE = { params: {}, evidence: null, why: null, command: null, guest: null } as const;

/** An item; what is not said of it is nothing. */
export const item = (given: Pick<ChecklistItem, 'key' | 'kind' | 'rule' | 'state'> & Partial<ChecklistItem>): ChecklistItem => ({
  ...BARE,
  ...given,
});

/** `aws …`, each word quoted for a POSIX shell. */
export const aws = (...words: readonly string[]): string => ['aws', ...words].map(shellWord).join(' ');

export const evidenceOf = ({ source, asOf }: Known<unknown>): Evidence => ({ source, asOf });

/** The one item of a kind of which nothing can be said, with the reason. */
export const unknownItem = (
  kind: ItemKind,
  rule: ChecklistItem['rule'],
  fact: Extract<Known<unknown>, { readonly state: 'unknown' }> | null,
): ChecklistItem =>
  item({
    key: kind,
    kind,
    rule,
    state: 'unknown',
    evidence: fact === null ? null : evidenceOf(fact),
    why: fact === null ? { code: 'not-given' } : fact.reason,
  });

/**
 * The items of a kind: one for each thing that the original had, one that says it had none, or one that says why that is not known.
 * @param had what the original had
 */
export const itemsOf = <T>(
  kind: ItemKind,
  rule: ChecklistItem['rule'],
  had: Known<readonly T[]> | null,
  each: (thing: T, evidence: Evidence) => ChecklistItem,
): readonly ChecklistItem[] => {
  if (had === null || had.state === 'unknown') return [unknownItem(kind, rule, had)];
  if (had.value.length === 0) return [item({ key: kind, kind, rule, state: 'not-applicable', evidence: evidenceOf(had) })];
  return had.value.map((thing) => each(thing, evidenceOf(had)));
};

/** State and evidence of an item by whether a fact about the restored instance shows it done. */
export const shownBy = <T>(now: Known<T>, isDone: (value: T) => boolean): Pick<ChecklistItem, 'state' | 'evidence' | 'why'> =>
  now.state === 'unknown'
    ? { state: 'unknown', evidence: evidenceOf(now), why: now.reason }
    : { state: isDone(now.value) ? 'done' : 'open', evidence: evidenceOf(now), why: null };
