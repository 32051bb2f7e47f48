'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useTimeZone, useTranslations } from 'use-intl';
import { StateAnnouncer } from '@/components/jobs/announcer';
import { Button } from '@/components/ui/button';
import { DownloadLink } from '@/components/ui/download-link';
import { EmptyState } from '@/components/ui/empty-state';
import { Icon } from '@/components/ui/icon';
import { MoreRows } from '@/components/ui/more-rows';
import { PageHeader } from '@/components/ui/page-header';
import { useUrlState } from '@/components/ui/use-url-state';
import type { HistoryEntry, HistoryFilter } from '@/lib/data/history/views';
import { api } from '@/lib/paths';
import { historyQuery, historySearch } from '@/lib/queries/history';
import { HISTORY_SEARCH, type HistorySearch, historyFilterOf, isSearching, WHOLE_HISTORY } from '@/lib/queries/history-search';
import { HistoryFilterBar } from './history-filter-bar';
import { HistoryTable } from './history-table';
import { WaitsInHistory } from './waits-in-history';

const Exports = ({ filter }: { readonly filter: HistoryFilter }) => {
  const t = useTranslations('history.list');
  const search = historySearch(filter);
  return (
    <fieldset aria-label={t('export')} className="flex gap-2">
      <DownloadLink href={api.historyExport('csv', search)}>{t('csv')}</DownloadLink>
      <DownloadLink href={api.historyExport('json', search)}>{t('json')}</DownloadLink>
    </fieldset>
  );
};

const Nothing = ({ search, onClear }: { readonly search: HistorySearch; readonly onClear: () => void }) => {
  const t = useTranslations('history.list');
  const common = useTranslations('common.actions');
  return (
    <div className="rounded-md border border-line bg-surface-1">
      {isSearching(search) ? (
        <EmptyState icon="filter" title={t('noMatchTitle')} actions={<Button onClick={onClear}>{common('clear')}</Button>}>
          {t('noMatchText')}
        </EmptyState>
      ) : (
        <EmptyState icon="history" title={t('empty.title')}>
          {t('empty.text')}
        </EmptyState>
      )}
    </div>
  );
};

const Announcer = ({ entries }: { readonly entries: readonly HistoryEntry[] }) => {
  const t = useTranslations('jobs');
  const things = useMemo(
    () =>
      entries.map((each) => ({
        id: each.id,
        state: each.outcome,
        sentence: t('announce', { name: each.resourceName ?? each.resourceId ?? each.id, state: t(`outcome.${each.outcome}`) }),
      })),
    [entries, t],
  );
  return <StateAnnouncer things={things} />;
};

/** Every restore, by whomever and from wherever it was started, in whichever account and region. */
export const HistoryView = () => {
  const t = useTranslations('history');
  const [search, change] = useUrlState(HISTORY_SEARCH);
  const filter = historyFilterOf(search, useTimeZone() ?? 'UTC');
  const query = useInfiniteQuery(historyQuery(filter));
  const { data, fetchNextPage } = query;
  const changeText = useCallback((q: string) => change({ q }), [change]);
  const more = useCallback(() => {
    fetchNextPage().catch(() => undefined);
  }, [fetchNextPage]);
  const entries = useMemo(() => data?.pages.flatMap((page) => page.entries) ?? [], [data]);
  const first = data?.pages[0];
  const counted = first?.counted ?? { total: 0, atLeast: false };
  const count = { total: counted.total, more: String(counted.atLeast) };
  return (
    <>
      <PageHeader title={t('title')} about={t('about')} actions={<Exports filter={filter} />} />
      <WaitsInHistory />
      <HistoryFilterBar
        search={search}
        users={first?.users ?? []}
        onChange={change}
        onText={changeText}
        end={
          <span role="status" className="inline-flex items-center gap-1.5 text-text-dim">
            {query.isError && (
              <span className="inline-flex items-center gap-1.5 text-warn">
                <Icon name="warning" />
                {t('list.failed')}
              </span>
            )}
            {t('list.count', count)}
          </span>
        }
      />
      <Announcer entries={entries} />
      {entries.length === 0 ? (
        <Nothing search={search} onClear={() => change(WHOLE_HISTORY)} />
      ) : (
        <HistoryTable entries={entries} total={counted.total} />
      )}
      {query.hasNextPage && (
        <MoreRows
          text={t('list.shownOf', { ...count, shown: entries.length })}
          button={t('list.showMore')}
          busy={query.isFetchingNextPage}
          onMore={more}
        />
      )}
    </>
  );
};
