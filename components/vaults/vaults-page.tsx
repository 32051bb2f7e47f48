'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { FreshnessLine } from '@/components/layout/freshness-line';
import { WithProblemWords } from '@/components/layout/worded-part';
import { useLiveFreshness } from '@/components/points/use-live-freshness';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { ProblemState } from '@/components/ui/problem-state';
import { useUrlState } from '@/components/ui/use-url-state';
import type { Freshness } from '@/lib/data/inventory/views';
import type { Place } from '@/lib/paths';
import { problemOf } from '@/lib/queries/problem-error';
import { vaultsQuery } from '@/lib/queries/vaults';
import { sortedVaults, type VaultOrder, vaultsSearch } from './vaults-search';
import { VaultsTable } from './vaults-table';

const AWS = { code: 'aws' };

const NoVaults = (props: { readonly place: Place; readonly freshness: Freshness; readonly onRetry: () => void }) => {
  const { freshness } = props;
  const t = useTranslations('vaults');
  const retry = useTranslations('common.actions')('retry');
  const empty = () => {
    if (freshness.asOf !== null)
      return (
        <EmptyState icon="vault" title={t('empty.title')}>
          <p>{t('empty.text', { region: props.place.region })}</p>
          <p>{t('empty.todo')}</p>
        </EmptyState>
      );
    if (freshness.problem !== null && !freshness.refreshing)
      return (
        <WithProblemWords problem={AWS}>
          <ProblemState
            problem={{ code: AWS.code, problem: freshness.problem } as { readonly code: string }}
            actions={<Button onClick={props.onRetry}>{retry}</Button>}
          />
        </WithProblemWords>
      );
    return (
      <EmptyState icon="refresh" title={t('first.title')}>
        <p role="status">{t('first.text')}</p>
      </EmptyState>
    );
  };
  return <div className="rounded-md border border-line bg-surface-1">{empty()}</div>;
};

/** The vaults of an account and region: what kind each is, what it holds, what holds it. */
export const VaultsPage = ({ place }: { readonly place: Place }) => {
  const t = useTranslations('vaults');
  const retry = useTranslations('common.actions')('retry');
  const [search, setSearch] = useUrlState(vaultsSearch);
  const { data, error, refetch } = useQuery(vaultsQuery(place));
  const { freshness, refresh } = useLiveFreshness(place, 'vaults', data?.freshness);
  const onSort = (key: VaultOrder) => {
    const first = key === 'name' || key === 'type' ? 'asc' : 'desc';
    setSearch({ sort: key, dir: search.sort !== key ? first : search.dir === 'asc' ? 'desc' : 'asc' });
  };
  return (
    <>
      <PageHeader
        title={t('title')}
        about={
          <>
            <span>{t('about')}</span>
            <FreshnessLine freshness={freshness} onRefresh={refresh} />
          </>
        }
      />
      {data === undefined ? (
        error !== null && (
          <WithProblemWords problem={problemOf(error)}>
            <ProblemState problem={problemOf(error)} actions={<Button onClick={() => void refetch()}>{retry}</Button>} />
          </WithProblemWords>
        )
      ) : data.vaults.length === 0 ? (
        <NoVaults place={place} freshness={freshness} onRetry={() => void refresh()} />
      ) : (
        <VaultsTable
          place={place}
          vaults={sortedVaults(data.vaults, search.sort, search.dir)}
          sort={{ key: search.sort, direction: search.dir, onSort }}
        />
      )}
    </>
  );
};
