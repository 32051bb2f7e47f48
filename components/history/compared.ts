import type { HistoryDetail } from '@/lib/data/history/views';
import type { Outcome } from '@/lib/jobs/status';

/** What a comparison reads of a restore. */
export type Comparable = Pick<HistoryDetail, 'entry' | 'metadata' | 'roleArn' | 'backupCreatedAt'> & {
  readonly origin: Pick<HistoryDetail['origin'], 'verification'>;
};

/** What is compared of two restores, in the order of the page. */
export const COMPARED = [
  'outcome',
  'by',
  'started',
  'reason',
  'ticket',
  'source',
  'point',
  'backup',
  'place',
  'role',
  'asked',
  'obtained',
  'created',
] as const;
export type Compared = (typeof COMPARED)[number];

/** A text that is equal where the fact is; `''`: there is none; `null`: not known. */
type Fact = (detail: Comparable) => string | null;

/** It ended without making anything, so that what there is not is known. */
const MADE_NOTHING: readonly Outcome[] = ['failed', 'aborted', 'refused', 'absent'];

/** AWS tells of a restore from elsewhere neither who started it nor what for; of one from here, nothing was given where nothing is stored. */
const givenHere =
  (text: (detail: Comparable) => string | null): Fact =>
  (detail) =>
    text(detail) ?? (detail.entry.origin === 'here' ? '' : null);

const ifMade =
  (text: (detail: Comparable) => string | null): Fact =>
  (detail) =>
    text(detail) ?? (MADE_NOTHING.includes(detail.entry.outcome) ? '' : null);

/** The addresses that the created instance was seen to have; `null`: it was not looked at. */
export const obtainedOf = ({ origin }: Comparable): readonly string[] | null =>
  origin.verification?.interfaces.flatMap((each) => each.actual?.addresses ?? []) ?? null;

const askedText = ({ entry }: Comparable): string =>
  entry.asked.map(({ deviceIndex, role, address }) => `${deviceIndex}:${role}:${address ?? ''}`).join(' ');

const FACTS: Readonly<Record<Compared, Fact>> = {
  outcome: ({ entry }) => (entry.outcome === 'forgotten' ? null : entry.outcome),
  by: ({ entry }) => entry.startedBy,
  started: ({ entry }) => entry.startedAt,
  reason: givenHere(({ entry }) => entry.reason),
  ticket: givenHere(({ entry }) => entry.ticket),
  source: ({ entry }) => entry.resourceId,
  point: ({ entry }) => entry.recoveryPointArn,
  backup: ({ backupCreatedAt }) => backupCreatedAt,
  place: ({ entry }) => `${entry.account} ${entry.region}`,
  role: ({ roleArn }) => roleArn,
  // Of a restore from elsewhere it is in what AWS tells of the request.
  asked: givenHere((detail) => (detail.metadata === null && detail.entry.asked.length === 0 ? null : askedText(detail))),
  obtained: ifMade((detail) => obtainedOf(detail)?.join(' ') ?? null),
  created: ifMade(({ entry }) => entry.createdResourceId),
};

/** What is told of one thing of two restores; in `facts`, `''` is none and `null` not known. Where one side is not known, nobody can say whether the two differ. */
export interface Comparison {
  readonly verdict: 'same' | 'differs' | 'not-known';
  readonly facts: readonly [string | null, string | null];
}

/** Compares one thing of two restores. */
export const compared = (what: Compared, first: Comparable, second: Comparable): Comparison => {
  const facts = [FACTS[what](first), FACTS[what](second)] as const;
  if (facts.includes(null)) return { verdict: 'not-known', facts };
  return { verdict: facts[0] === facts[1] ? 'same' : 'differs', facts };
};
