'use client';

import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { useWho } from '@/components/people/use-who';
import { Notice } from '@/components/ui/notice';
import { ExactTime, RelativeTime } from '@/components/ui/relative-time';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/paths';
import type { ClaimFact } from '@/lib/restore/facts';
import type { AddressWays, Held } from '@/lib/restore/ways/way';
import { useDraft } from '../draft-context';
import type { WaysWords } from './values';

const STATES = ['pending', 'running', 'stopping', 'stopped', 'shutting-down', 'terminated'] as const;

const useHolderName = (): ((t: WaysWords, held: Held) => string) => {
  const states = useTranslations('checks.states');
  return (t, { instance, instanceId }) =>
    t('named', {
      name: instance?.name ?? instanceId ?? t('none'),
      id: instanceId ?? t('none'),
      state: states(STATES.find((each) => each === instance?.state) ?? 'unknown'),
    });
};

const Row = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <>
    <dt className="text-text-dim">{name}</dt>
    <dd className="min-w-0 wrap-anywhere">{children}</dd>
  </>
);

const sentenceOf = (t: WaysWords, { address, held }: AddressWays, who: string, by: string): string => {
  if (held.as === 'claim') return held.claim?.by == null ? t('held.claim-elsewhere', { address }) : t('held.claim', { address, by });
  const values = { address, who, interface: held.interfaceId ?? '', account: held.account ?? t('none') };
  return t(`held.${held.as}`, values);
};

/** Tags that say more than who owns it and what it belongs to. */
const Tags = ({ held }: { readonly held: Held }) => {
  const t = useTranslations('ways');
  const tags = Object.entries(held.instance?.tags ?? {});
  if (tags.length === 0) return null;
  return (
    <Row name={t('tags')}>
      {tags.map(([key, value]) => (
        <span key={key} className="mono mr-2">
          {key}={value}
        </span>
      ))}
    </Row>
  );
};

/** Where to read of whoever has claimed it: the restore, or the plan whose start waits. */
const ClaimLink = ({ claim }: { readonly claim: ClaimFact }) => {
  const t = useTranslations('ways');
  const { place } = useDraft();
  if (claim.restoreId !== null) return <TextLink href={paths.historyEntry(claim.restoreId)}>{t('claimRestore')}</TextLink>;
  return claim.draftId === undefined ? null : <TextLink href={paths.restore(place, claim.draftId)}>{t('claimPlan')}</TextLink>;
};

/** Who holds the address, as what, since when and on whose behalf, as far as the facts tell. */
export const HeldPanel = ({ answer }: { readonly answer: AddressWays }) => {
  const t = useTranslations('ways');
  const who = useWho();
  const nameOf = useHolderName();
  const { held, asOf } = answer;
  const stranger = held.as !== 'original' && held.as !== 'left-behind' && held.as !== 'claim';
  return (
    <section aria-label={t('who')} className="flex flex-col gap-2">
      <p className="wrap-anywhere">{sentenceOf(t, answer, nameOf(t, held), who.inText(held.claim?.by ?? ''))}</p>
      {held.claim !== null && <ClaimLink claim={held.claim} />}
      {held.role !== null && <p className="text-text-dim wrap-anywhere">{t(`as.${held.role}`, { interface: held.interfaceId ?? '' })}</p>}
      {held.going && (
        <Notice tone="info">
          <p>{t('going')}</p>
        </Notice>
      )}
      <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-1 text-xs">
        {held.seems !== null && stranger && <Row name={t('seems')}>{t(`seemsWhat.${held.seems}`)}</Row>}
        {held.service !== null && <Row name={t('owner')}>{held.service}</Row>}
        {held.description !== '' && <Row name={t('description')}>{held.description}</Row>}
        {held.since !== null && (
          <Row name={t('since.label')}>
            <ExactTime at={held.since.at} /> ({t(`since.${held.since.of}`)})
          </Row>
        )}
        {held.owner !== null && (
          <Row name={t('owner')}>
            {held.owner.value} <span className="mono text-text-dim">({held.owner.key})</span>
          </Row>
        )}
        <Tags held={held} />
        {asOf !== null && (
          <Row name={t('asOf')}>
            <RelativeTime at={asOf} />
          </Row>
        )}
      </dl>
      {stranger && <p className="text-xs text-text-dim">{t('stranger')}</p>}
    </section>
  );
};
