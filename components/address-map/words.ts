import type { useTranslations } from 'use-intl';
import type { HeldBy, Story } from '@/lib/restore/address-map/story';
import type { TileSummary } from '@/lib/restore/address-map/tile-summaries';
import type { ClaimFact } from '@/lib/restore/facts';
import type { Holder } from '@/lib/restore/holder';

/** The translator of the map's messages. */
export type MapWords = ReturnType<typeof useTranslations<'restore.map'>>;

const INSTANCE_STATES = ['pending', 'running', 'stopping', 'stopped', 'shutting-down', 'terminated'] as const;

/** The state of an instance in words; what AWS may add one day is "state not known". */
export const instanceStateWords = (t: MapWords, state: string | undefined): string =>
  t(`instanceStates.${INSTANCE_STATES.find((each) => each === state) ?? 'unknown'}`);

/** What people call a holder: the instance's name, else its id, else the kind of service. */
export const holderName = (t: MapWords, holder: Holder): string =>
  holder.kind === 'instance' ? (holder.instance?.name ?? holder.instanceId ?? holder.interfaceId) : t(`kinds.${holder.kind}`);

const holderWords = (t: MapWords, holder: Holder): string =>
  holder.kind === 'instance'
    ? t('holder.instance', { name: holderName(t, holder), state: instanceStateWords(t, holder.instance?.state) })
    : t('holder.service', { kind: t(`kinds.${holder.kind}`), id: holder.interfaceId });

/** Who claims an address, as it is said inside a sentence. */
export const claimantOf = (t: MapWords, claim: Pick<ClaimFact, 'by' | 'shown'> | null): string =>
  claim?.shown?.name ?? claim?.by ?? t('outsider');

/** What the facts say of an address, in a few words. */
export const factWords = (t: MapWords, story: Story): string => {
  const { kind, heldBy, prefix, reservation, claim, aws } = story;
  const cidr = reservation?.cidr ?? '';
  if (kind === 'aws' && aws !== null) return t('short.aws', { use: t(`uses.${aws}`) });
  if (kind === 'original' && heldBy !== null) return t('short.original', { holder: holderWords(t, heldBy.holder) });
  if ((kind === 'used' || kind === 'used-running') && heldBy !== null) return t('short.used', { holder: holderWords(t, heldBy.holder) });
  if (kind === 'delegated' && prefix !== null)
    return t('short.delegated', { prefix: prefix.text, holder: heldBy === null ? prefix.holder.id : holderName(t, heldBy.holder) });
  if (kind === 'claimed') return t('short.claimed', { by: claimantOf(t, claim) });
  if (kind === 'reserved-explicit' || kind === 'reserved-prefix') return t(`short.${kind}`, { cidr });
  return t(kind === 'unknown' ? 'short.unknown' : 'short.free');
};

/** The whole state of an address in one short line: for a cell's name, the tip and announcements. */
export const shortWords = (t: MapWords, story: Story): string => {
  const [placement] = story.placements;
  if (placement === undefined) return factWords(t, story);
  const placed = t('short.placed', { role: placement.role, interface: placement.number });
  if (!story.conflict) return placed;
  if (story.kind === 'free' || story.kind === 'unknown') return t('short.conflictOnly', { placed });
  return t('short.conflict', { placed, fact: factWords(t, story) });
};

/** Names addresses for screen readers. Most of a grid's cells say one of a few things, so each is put into words once; what the plan places says its own. */
export const addressNamer = (t: MapWords): ((story: Story) => string) => {
  const said = new Map<string, string>();
  return (story) => {
    const { address, state, kind, aws, heldBy, prefix, reservation, claim } = story;
    const key = state === 'placed' ? address : [kind, aws, heldBy?.fact.id, prefix?.text, reservation?.cidr, claim?.by].join(' ');
    const words = said.get(key) ?? shortWords(t, story);
    said.set(key, words);
    return `${address}, ${words}`;
  };
};

/** A line of the story. */
export interface Line {
  readonly key: string;
  readonly text: string;
}

const instanceLine = (t: MapWords, { holder, fact, role, original }: HeldBy): string => {
  const id = holder.instanceId ?? '';
  const values = {
    id,
    name: holder.instance?.name ?? id,
    state: instanceStateWords(t, holder.instance?.state),
    role,
    interface: fact.id,
  };
  if (original) return t('long.original', values);
  return holder.instance?.name == null ? t('long.unnamed', values) : t('long.instance', values);
};

const holderLines = (t: MapWords, story: Story): Line[] => {
  const { heldBy, prefix } = story;
  if (heldBy === null) return [];
  const { holder, fact, role, otherAccount } = heldBy;
  const lines: Line[] = [];
  if (role === 'prefix')
    lines.push({ key: 'prefix', text: t('long.prefix', { prefix: prefix?.text ?? '', interface: fact.id, name: holderName(t, holder) }) });
  else if (holder.kind === 'instance') lines.push({ key: 'holder', text: instanceLine(t, heldBy) });
  else if (holder.kind === 'detached') lines.push({ key: 'holder', text: t('long.detached', { interface: fact.id }) });
  else lines.push({ key: 'holder', text: t('long.service', { kind: t(`kindsInText.${holder.kind}`), interface: fact.id }) });
  if (otherAccount !== null) lines.push({ key: 'account', text: t('long.otherAccount', { account: otherAccount }) });
  if (fact.managedBy !== null)
    lines.push({ key: 'managed', text: t('long.managed', { service: fact.managedBy === '' ? 'AWS' : fact.managedBy }) });
  if (holder.kind !== 'instance' && fact.description !== '')
    lines.push({ key: 'description', text: t('long.description', { text: fact.description }) });
  return lines;
};

/** Everything that is known of an address, in sentences, the plan's own first. */
export const storyLines = (t: MapWords, story: Story): readonly Line[] => {
  const { placements, kind, aws, reservation, claim, conflict, mayBeHeld } = story;
  const lines: Line[] = placements.map(({ at, role, number }) => ({
    key: at,
    text: t('long.placed', { role, interface: number }),
  }));
  lines.push(...holderLines(t, story));
  if (kind === 'aws' && aws !== null) lines.push({ key: 'aws', text: t(`long.aws.${aws}`) });
  if (claim !== null) lines.push({ key: 'claim', text: t('long.claim', { by: claimantOf(t, claim) }) });
  if (kind === 'unknown') lines.push({ key: 'unknown', text: t('long.unknown') });
  if (kind === 'free' && placements.length === 0 && mayBeHeld === 0) lines.push({ key: 'free', text: t('long.free') });
  if (mayBeHeld > 0) lines.push({ key: 'may-be-held', text: t('long.maybeHeld', { count: mayBeHeld }) });
  if (reservation !== null) {
    lines.push({ key: 'reservation', text: t(`long.reservation-${reservation.type}`, { cidr: reservation.cidr }) });
    if (reservation.description !== null && reservation.description !== '')
      lines.push({ key: 'reservation-text', text: t('long.reservationText', { text: reservation.description }) });
  }
  if (conflict) lines.push({ key: 'refused', text: t('long.refused') });
  return lines;
};

/** What a tile holds. */
export const tileWords = (t: MapWords, tile: TileSummary): string => t(tile.unknown > 0 ? 'tile.partsUnknown' : 'tile.parts', { ...tile });
