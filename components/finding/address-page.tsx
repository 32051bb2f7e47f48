'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';
import { ProblemState } from '@/components/ui/problem-state';
import { SkeletonRows } from '@/components/ui/skeleton';
import type { AddressHistory } from '@/lib/data/finding/history-views';
import { type Place, paths } from '@/lib/paths';
import { addressHistoryQuery } from '@/lib/queries/finding';
import { problemOf } from '@/lib/queries/problem-error';
import { AddressNow } from './address-now';
import { useIndexWords } from './find-words';
import { HeldChart } from './held-chart';
import { HeldTable } from './held-table';

const Held = ({ place, history }: { readonly place: Place; readonly history: AddressHistory }) => {
  const t = useTranslations('finding.address');
  const missing = useIndexWords()('addresses', history.index);
  return (
    <Panel title={t('title')} flush>
      <div className="px-4 pt-3 text-text-dim">
        <p>{t('about')}</p>
        {missing !== null && <p role="status">{missing}</p>}
      </div>
      {history.intervals.length === 0 ? (
        <EmptyState icon="history" title={t('empty')}>
          <p>{t('emptyText')}</p>
          {history.index !== null && history.index.read < history.index.total && <p>{t('emptyReading')}</p>}
        </EmptyState>
      ) : (
        <>
          <HeldChart history={history} />
          <HeldTable place={place} history={history} />
        </>
      )}
    </Panel>
  );
};

/** One address: who held it when, with evidence; who holds it now; who plans to; and the way to a restore of each of them. */
export const AddressPage = ({ place, address }: { readonly place: Place; readonly address: string }) => {
  const t = useTranslations('finding.address');
  const common = useTranslations('common');
  const { data, error, refetch } = useQuery(addressHistoryQuery(place, address));
  return (
    <>
      <PageHeader
        title={<span className="mono text-xl">{address}</span>}
        trail={{ label: common('nav.path'), steps: [{ href: paths.points(place), text: common('nav.points') }] }}
        about={t('kind')}
        actions={<LinkButton href={`${paths.history()}?q=${encodeURIComponent(address)}`}>{t('restores')}</LinkButton>}
      />
      {data !== undefined ? (
        <div className="flex flex-col gap-4">
          <AddressNow place={place} history={data} />
          <Held place={place} history={data} />
        </div>
      ) : error !== null ? (
        <ProblemState problem={problemOf(error)} actions={<Button onClick={() => void refetch()}>{common('actions.retry')}</Button>} />
      ) : (
        <SkeletonRows rows={10} label={common('states.loading')} />
      )}
    </>
  );
};
