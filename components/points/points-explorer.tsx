'use client';

import { type KeyboardEvent, type ReactNode, type RefObject, Suspense, useMemo, useRef, useState } from 'react';
import { useTimeZone, useTranslations } from 'use-intl';
import { FreshnessLine } from '@/components/layout/freshness-line';
import { useWordsBeforehand, WithProblemWords, wordedPart } from '@/components/layout/worded-part';
import { Button } from '@/components/ui/button';
import { cx } from '@/components/ui/class-names';
import { lazyComponent } from '@/components/ui/lazy-component';
import { SkeletonRows } from '@/components/ui/skeleton';
import { useUrlState } from '@/components/ui/use-url-state';
import type { PointView } from '@/lib/data/inventory/views';
import type { Place } from '@/lib/paths';
import { problemOf } from '@/lib/queries/problem-error';
import { CLEARED, PointsFilterBar } from './points-filter-bar';
import { PointsGrid } from './points-grid';
import { isFiltered, POINT_ORDERS, type PointsScope, pointListOf, pointsSearch } from './points-search';
import { useLiveFreshness } from './use-live-freshness';
import { usePointList } from './use-point-list';

/** The list keeps to what is left of the window, so that its head and the panel beside it stay in sight. */
const HEIGHT = 'max-h-[max(22rem,calc(100dvh-17.5rem))]';
const HEIGHT_BESIDE = `${HEIGHT} max-xl:max-h-[max(15rem,36dvh)]`;

/** Loaded where there are no rows to show, or not all of them. */
const ProblemState = lazyComponent(() => import('@/components/ui/problem-state').then((file) => file.ProblemState));
const PageFailed = lazyComponent(() => import('./page-failed').then((file) => file.PageFailed));
const PointsEmpty = lazyComponent(() => import('./points-empty').then((file) => file.PointsEmpty));

/** Loaded when something is first searched for. */
const FoundStrip = wordedPart('find', () => import('@/components/finding/found-strip').then((file) => file.FoundStrip));

/** Loaded when a row is first opened: most looks at a list end without. */
const PANEL_WORDS = ['points', 'problems'] as const;
const PointPanel = wordedPart(PANEL_WORDS, () => import('./point-panel').then((file) => file.PointPanel));

/** The address of the list: its filters, its order, what is unfolded and what stands in the split view. */
const useAddress = (scope: PointsScope) => {
  const [search, change] = useUrlState(pointsSearch);
  const timeZone = useTimeZone() ?? 'UTC';
  const { q, type, status, vault, from, to, key, state, newest, sort, dir } = search;
  const { vault: inVault, resourceArn } = scope;
  const list = useMemo(
    () =>
      pointListOf(
        { ...(inVault === undefined ? {} : { vault: inVault }), ...(resourceArn === undefined ? {} : { resourceArn }) },
        { q, type, status, vault, from, to, key, state, newest, sort, dir },
        timeZone,
      ),
    [inVault, resourceArn, q, type, status, vault, from, to, key, state, newest, sort, dir, timeZone],
  );
  return {
    search,
    list,
    change,
    sortBy: (key: string) => {
      const order = POINT_ORDERS.find((each) => each === key);
      if (order === undefined) return;
      const first = order === 'name' || order === 'status' ? 'asc' : 'desc';
      change({ sort: order, dir: search.sort !== order ? first : search.dir === 'asc' ? 'desc' : 'asc' });
    },
    fold: (id: string, open: boolean) => change({ open: open ? [...search.open, id] : search.open.filter((each) => each !== id) }),
  };
};

/** Gives the focus back to the list's row when the panel beside it closes. */
const focusRow = (root: HTMLElement | null) => root?.querySelector<HTMLElement>('[data-row][tabindex="0"]')?.focus();

/** Which point stands in the split view, and how it comes and goes. */
const useSplitView = (scope: PointsScope, address: ReturnType<typeof useAddress>, root: RefObject<HTMLDivElement | null>) => {
  const { search, change } = address;
  const [opened, setOpened] = useState<PointView | null>(null);
  const chosen = search.point === null ? null : { arn: search.point, vault: search.in ?? scope.vault ?? null };
  const isShown = (point: PointView): boolean => chosen?.arn === point.arn && (chosen.vault === null || chosen.vault === point.vault);
  return {
    chosen,
    isShown,
    /** The row that was opened, so that the panel has something to show at once. */
    row: opened !== null && isShown(opened) ? opened : null,
    open: (point: PointView) => {
      setOpened(point);
      change({ point: point.arn, in: scope.vault === undefined ? point.vault : null });
    },
    close: () => {
      change({ point: null, in: null });
      focusRow(root.current);
    },
  };
};

/** The list itself, or what stands in its place. */
const List = (props: {
  readonly place: Place;
  readonly scope: PointsScope;
  readonly address: ReturnType<typeof useAddress>;
  readonly points: ReturnType<typeof usePointList>;
  readonly split: ReturnType<typeof useSplitView>;
  readonly live: ReturnType<typeof useLiveFreshness>;
}) => {
  const { place, scope, address, points, split, live } = props;
  const retry = useTranslations('common.actions')('retry');
  if (!points.ready && points.error !== null)
    return (
      <Suspense fallback={<Loading />}>
        <WithProblemWords problem={problemOf(points.error)}>
          <ProblemState problem={problemOf(points.error)} actions={<Button onClick={() => void points.retry()}>{retry}</Button>} />
        </WithProblemWords>
      </Suspense>
    );
  if (!points.ready) return <Loading />;
  if (points.count === 0)
    return (
      <div className="rounded-md border border-line bg-surface-1">
        <Suspense fallback={<Loading />}>
          <PointsEmpty
            place={place}
            scope={scope}
            freshness={live.freshness}
            filtered={isFiltered(address.search)}
            onClear={() => address.change(CLEARED)}
            onRetry={() => void live.refresh()}
          />
        </Suspense>
      </div>
    );
  return (
    <PointsGrid
      place={place}
      scope={scope}
      search={address.search}
      points={points}
      isShown={split.isShown}
      onOpen={split.open}
      onFold={address.fold}
      onSort={address.sortBy}
      className={split.chosen === null ? HEIGHT : HEIGHT_BESIDE}
    />
  );
};

/**
 * Recovery points of a vault, of a resource or of everything: filters, a sortable list of any length, flat or grouped by resource, and the chosen point's
 * details beside it. Everything that one would send to a colleague is in the address.
 */
export const PointsExplorer = (props: {
  readonly place: Place;
  readonly scope: PointsScope;
  /** The head of the page. */
  readonly children: ReactNode;
}) => {
  const { place, scope } = props;
  useWordsBeforehand(PANEL_WORDS);
  const root = useRef<HTMLDivElement>(null);
  const address = useAddress(scope);
  const { search } = address;
  const grouped = search.group && scope.resourceArn === undefined;
  const points = usePointList(place, address.list, grouped, search.open);
  const live = useLiveFreshness(place, scope.vault === undefined ? 'everything' : { vault: scope.vault }, points.summary?.freshness);
  const split = useSplitView(scope, address, root);
  const { chosen } = split;
  const closeByKey = (event: KeyboardEvent<HTMLDivElement>) => {
    const onRow = event.target instanceof HTMLElement && event.target.dataset.row !== undefined;
    if (event.key === 'Escape' && chosen !== null && onRow) split.close();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Esc closes the panel from the list, too
    <div ref={root} onKeyDown={closeByKey}>
      {props.children}
      <PointsFilterBar
        place={place}
        scope={scope}
        search={search}
        grouped={grouped}
        points={points}
        freshness={<FreshnessLine freshness={live.freshness} onRefresh={live.refresh} />}
        onChange={address.change}
      />
      {search.q.trim() !== '' && (
        <Suspense>
          <FoundStrip place={place} text={search.q.trim()} />
        </Suspense>
      )}
      {points.failed !== undefined && (
        <Suspense>
          <WithProblemWords problem={problemOf(points.failed.error)}>
            <PageFailed error={points.failed.error} onRetry={() => void points.failed?.refetch()} />
          </WithProblemWords>
        </Suspense>
      )}
      <div className={cx('grid items-start gap-4', chosen !== null && 'xl:grid-cols-[minmax(0,1fr)_27rem]')}>
        <List place={place} scope={scope} address={address} points={points} split={split} live={live} />
        {chosen !== null && (
          <div className={cx('flex min-h-0 flex-col', HEIGHT)}>
            <Suspense fallback={<PanelLoading />}>
              <PointPanel
                key={`${chosen.vault}:${chosen.arn}`}
                place={place}
                arn={chosen.arn}
                vault={chosen.vault}
                row={split.row}
                onClose={split.close}
              />
            </Suspense>
          </div>
        )}
      </div>
    </div>
  );
};

const Loading = () => {
  const t = useTranslations('common.states');
  return (
    <div className={cx('overflow-hidden rounded-md border border-line bg-surface-1', HEIGHT)}>
      <SkeletonRows rows={20} label={t('loading')} />
    </div>
  );
};

const PanelLoading = () => {
  const t = useTranslations('common.states');
  return (
    <div className="overflow-hidden rounded-md border border-line bg-surface-1">
      <SkeletonRows rows={12} label={t('loading')} />
    </div>
  );
};
