'use client';

import { Suspense, useMemo } from 'react';
import { useTimeZone, useTranslations } from 'use-intl';
import { FreshnessLine } from '@/components/layout/freshness-line';
import { WithProblemWords, wordedPart } from '@/components/layout/worded-part';
import { useLiveFreshness } from '@/components/points/use-live-freshness';
import { Button } from '@/components/ui/button';
import { lazyComponent } from '@/components/ui/lazy-component';
import { PageHeader } from '@/components/ui/page-header';
import { SkeletonRows } from '@/components/ui/skeleton';
import { useUrlState } from '@/components/ui/use-url-state';
import type { Place } from '@/lib/paths';
import { problemOf } from '@/lib/queries/problem-error';
import { CLEARED, ResourcesFilterBar } from './resources-filter-bar';
import { ResourcesGrid } from './resources-grid';
import { isNarrowed, resourceListOf, resourceOrderOf, resourcesSearch } from './resources-search';
import { useResourceList } from './use-resource-list';

/** Loaded where there are no rows to show, or not all of them. */
const ProblemState = lazyComponent(() => import('@/components/ui/problem-state').then((file) => file.ProblemState));
const PageFailed = lazyComponent(() => import('@/components/points/page-failed').then((file) => file.PageFailed));
const ResourcesEmpty = lazyComponent(() => import('./resources-empty').then((file) => file.ResourcesEmpty));

/** Loaded when something is first searched for. */
const FoundStrip = wordedPart('find', () => import('@/components/finding/found-strip').then((file) => file.FoundStrip));

/** Everything that was backed up, also what has been deleted since. */
export const ResourcesPage = ({ place }: { readonly place: Place }) => {
  const t = useTranslations('points');
  const common = useTranslations('common');
  const [search, setSearch] = useUrlState(resourcesSearch);
  const { q, type, vault, state, sort, dir } = search;
  const timeZone = useTimeZone() ?? 'UTC';
  const list = useMemo(() => resourceListOf({ q, type, vault, state, sort, dir }, timeZone), [q, type, vault, state, sort, dir, timeZone]);
  const resources = useResourceList(place, list);
  const { head } = resources;
  const { freshness, refresh } = useLiveFreshness(place, 'everything', head.data?.freshness);
  const onSort = (key: string) => {
    const order = resourceOrderOf(key);
    if (order === null) return;
    setSearch({ sort: order, dir: sort !== order ? (order === 'name' ? 'asc' : 'desc') : dir === 'asc' ? 'desc' : 'asc' });
  };
  return (
    <>
      <PageHeader title={t('resources')} about={t('resourcesAbout')} />
      <ResourcesFilterBar
        place={place}
        search={search}
        types={head.data?.types ?? []}
        total={head.data?.total}
        stale={head.isPlaceholderData}
        freshness={<FreshnessLine freshness={freshness} onRefresh={refresh} />}
        onChange={(change) => setSearch(change)}
        onKept={setSearch}
      />
      {q.trim() !== '' && (
        <Suspense>
          <FoundStrip place={place} text={q.trim()} />
        </Suspense>
      )}
      {resources.failed !== undefined && (
        <Suspense>
          <WithProblemWords problem={problemOf(resources.failed.error)}>
            <PageFailed error={resources.failed.error} onRetry={() => void resources.failed?.refetch()} />
          </WithProblemWords>
        </Suspense>
      )}
      {head.data !== undefined && resources.count > 0 ? (
        <ResourcesGrid
          place={place}
          search={search}
          count={resources.count}
          resourceAt={resources.resourceAt}
          onSort={onSort}
          onVisible={resources.onVisible}
          listKey={resources.listKey}
          stale={head.isPlaceholderData}
        />
      ) : (
        <div className="rounded-md border border-line bg-surface-1">
          <Suspense fallback={<SkeletonRows rows={14} label={common('states.loading')} />}>
            {head.data !== undefined ? (
              <ResourcesEmpty
                place={place}
                freshness={freshness}
                filtered={isNarrowed(search)}
                onClear={() => setSearch(CLEARED)}
                onRetry={() => void refresh()}
              />
            ) : head.error !== null ? (
              <WithProblemWords problem={problemOf(head.error)}>
                <ProblemState
                  problem={problemOf(head.error)}
                  actions={<Button onClick={() => void head.refetch()}>{common('actions.retry')}</Button>}
                />
              </WithProblemWords>
            ) : (
              <SkeletonRows rows={14} label={common('states.loading')} />
            )}
          </Suspense>
        </div>
      )}
    </>
  );
};
