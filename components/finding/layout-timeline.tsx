'use client';

import { useQuery } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'use-intl';
import { RestoreButton } from '@/components/points/restore-button';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Panel } from '@/components/ui/panel';
import { ProblemState } from '@/components/ui/problem-state';
import { SkeletonRows } from '@/components/ui/skeleton';
import { TextLink } from '@/components/ui/text-link';
import type { LayoutStretch } from '@/lib/data/finding/history-views';
import type { LayoutInterface } from '@/lib/finding/layout';
import { type Place, paths } from '@/lib/paths';
import { resourceTimelineQuery } from '@/lib/queries/finding';
import { problemOf } from '@/lib/queries/problem-error';
import { useChangeWords } from './change-words';
import { CompareStretches } from './compare-stretches';
import { EvidenceCell } from './evidence-cell';
import { useFindWords, useIndexWords } from './find-words';

const Interface = ({ place, nic }: { readonly place: Place; readonly nic: LayoutInterface }) => {
  const t = useTranslations('finding.timeline');
  const single = [nic.primary, ...nic.secondaries, ...nic.ipv6].filter((each) => each !== null);
  return (
    <li className="flex flex-wrap items-baseline gap-x-3">
      <span className="text-text-dim">{t('interface', { index: nic.deviceIndex + 1 })}</span>
      {single.length + nic.prefixes.length === 0 && <span className="text-text-dim">{t('automatic')}</span>}
      {single.map((address) => (
        <TextLink key={address} href={paths.address(place, address)} className={address === nic.primary ? 'mono font-semibold' : 'mono'}>
          {address}
        </TextLink>
      ))}
      {nic.prefixes.map((prefix) => (
        <span key={prefix} className="mono">
          {prefix}
        </span>
      ))}
      {nic.subnetId !== null && <span className="mono text-text-dim">{nic.subnetId}</span>}
    </li>
  );
};

const Stretch = ({ place, stretch }: { readonly place: Place; readonly stretch: LayoutStretch }) => {
  const t = useTranslations('finding.timeline');
  const address = useTranslations('finding.address');
  const { instant } = useFindWords();
  const words = useChangeWords();
  const { restore } = stretch;
  return (
    <li className="grid gap-x-6 gap-y-1 border-t border-line px-4 py-2 first:border-t-0 md:grid-cols-[minmax(16rem,22rem)_minmax(0,1fr)_auto]">
      <div className="text-xs">
        <div className="flex flex-wrap gap-x-2">
          <EvidenceCell place={place} evidence={stretch.last} />
        </div>
        {stretch.looks > 1 && <EvidenceCell place={place} evidence={stretch.first} />}
        <p className="text-text-dim">
          {t('looks', { count: stretch.looks })}
          {stretch.unknown > 0 && ` · ${address('unknown', { count: stretch.unknown })}`}
        </p>
      </div>
      <div className="min-w-0">
        <ul>
          {stretch.layout.map((nic) => (
            <Interface key={`${nic.deviceIndex} ${nic.interfaceId}`} place={place} nic={nic} />
          ))}
        </ul>
        {stretch.changes.length > 0 && (
          <ul aria-label={t('changes')} className="mt-1 border-l-2 border-accent pl-2">
            {stretch.changes.flatMap(words).map((change) => (
              <li key={change}>{change}</li>
            ))}
          </ul>
        )}
      </div>
      {restore !== null && (
        <RestoreButton
          place={place}
          point={{ arn: restore.arn, vault: restore.vault, resourceType: 'EC2', status: restore.status }}
          text={address('restoreFrom', { at: instant(restore.createdAt) })}
          tone="secondary"
          size="small"
        />
      )}
    </li>
  );
};

/** The interfaces and addresses of an instance over its points and now, what changed when, and two times compared. */
export const LayoutTimeline = ({ place, arn }: { readonly place: Place; readonly arn: string }) => {
  const t = useTranslations('finding.timeline');
  const common = useTranslations('common');
  const format = useFormatter();
  const index = useIndexWords();
  const { data, error, refetch } = useQuery(resourceTimelineQuery(place, arn));
  const day = (at: string): string => format.dateTime(new Date(at), { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' });
  const nameOf = ({ first, last }: LayoutStretch): string =>
    last.kind === 'live' && first.kind === 'live' ? t('current') : t('range', { from: day(first.at), to: day(last.at) });
  const missing = data === undefined ? null : index('addresses', data.index);
  return (
    <Panel title={t('title')} flush className="mb-4">
      {data === undefined && error !== null && (
        <ProblemState problem={problemOf(error)} actions={<Button onClick={() => void refetch()}>{common('actions.retry')}</Button>} />
      )}
      {data === undefined && error === null && <SkeletonRows rows={4} label={common('states.loading')} />}
      {data !== undefined && data.stretches.length === 0 && (
        <EmptyState icon="history" title={t('none')}>
          <p>{t('noneText')}</p>
          {missing !== null && <p role="status">{missing}</p>}
        </EmptyState>
      )}
      {data !== undefined && data.stretches.length > 0 && (
        <>
          <div className="border-b border-line px-4 py-2 text-text-dim">
            <p>{t('about')}</p>
            {data.unread > 0 && <p role="status">{t('unread', { count: data.unread })}</p>}
          </div>
          <ul>
            {data.stretches.map((stretch) => (
              <Stretch key={`${stretch.first.at} ${stretch.first.kind}`} place={place} stretch={stretch} />
            ))}
          </ul>
          {data.stretches.length > 1 && <CompareStretches stretches={data.stretches} nameOf={nameOf} />}
        </>
      )}
    </Panel>
  );
};
