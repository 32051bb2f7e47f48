'use client';

import { keepPreviousData, type UseQueryResult, useQueries, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { PAGE_ROWS, type PointGroup, type PointGroupPage, type PointPage, type PointView } from '@/lib/data/inventory/views';
import type { Place } from '@/lib/paths';
import { type PointListQuery, pointGroupPageQuery, pointPageQuery } from '@/lib/queries/points';
import { type OpenGroup, pagesOf, placeOfRow, rowCount, rowOfGroup } from './row-layout';
import { useVisibleRows } from './use-visible-rows';

/** A row as the grid draws it; `null` where its page is still on its way. */
export type PointRow =
  | { readonly kind: 'group'; readonly group: PointGroup | null; readonly open: boolean }
  | { readonly kind: 'point'; readonly point: PointView | null; readonly inGroup: boolean };

/** The list whose rows are shown: the wanted one, or the one before it while the wanted one loads. */
const useShownList = (wanted: PointListQuery, head: UseQueryResult<unknown, unknown>): PointListQuery => {
  const [settled, setSettled] = useState(wanted);
  const arrived = head.data !== undefined && !head.isPlaceholderData;
  if (arrived && settled !== wanted) setSettled(wanted);
  return arrived ? wanted : settled;
};

const loaded = <T>(offsets: readonly number[], results: readonly UseQueryResult<T, unknown>[]): ReadonlyMap<number, T> =>
  new Map(offsets.flatMap((offset, at) => (results[at]?.data === undefined ? [] : [[offset, results[at].data] as const])));

const itemAt = <P, T>(pages: ReadonlyMap<number, P>, index: number, items: (page: P) => readonly T[]): T | null => {
  const offset = Math.floor(index / PAGE_ROWS) * PAGE_ROWS;
  const page = pages.get(offset);
  return page === undefined ? null : (items(page)[index - offset] ?? null);
};

const failureIn = (results: readonly UseQueryResult<unknown, unknown>[]) =>
  results.find((result) => result.isError && result.data === undefined);

const useFlatRows = (place: Place, list: PointListQuery, head: PointPage | undefined, range: { first: number; last: number }) => {
  const total = head?.total ?? 0;
  const offsets = pagesOf(range.first, range.last, total, PAGE_ROWS);
  const results = useQueries({ queries: offsets.map((offset) => pointPageQuery(place, list, offset)) });
  const pages = new Map([...(head === undefined ? [] : [[0, head] as const]), ...loaded(offsets, results)]);
  return {
    count: total,
    failed: failureIn(results),
    rowAt: (index: number): PointRow => ({ kind: 'point', point: itemAt(pages, index, (page) => page.points), inGroup: false }),
  };
};

/** Every group page that was ever in sight stays, so that an open group above does not fold while one scrolls. */
const useGroupPages = (place: Place, list: PointListQuery, head: PointGroupPage | undefined) => {
  const [seen, setSeen] = useState<{ readonly list: PointListQuery; readonly offsets: readonly number[] }>({ list, offsets: [] });
  const offsets = seen.list === list ? seen.offsets : [];
  const results = useQueries({ queries: offsets.map((offset) => pointGroupPageQuery(place, list, offset)) });
  const pages = new Map([...(head === undefined ? [] : [[0, head] as const]), ...loaded(offsets, results)]);
  const want = (more: readonly number[]) => {
    const missing = more.filter((offset) => offset > 0 && !offsets.includes(offset));
    if (missing.length > 0) setSeen({ list, offsets: [...offsets, ...missing] });
  };
  return { pages, want, failed: failureIn(results) };
};

const openGroupsOf = (pages: ReadonlyMap<number, PointGroupPage>, open: readonly string[]): readonly OpenGroup[] =>
  [...pages]
    .flatMap(([offset, page]) => page.groups.map((group, at) => ({ group: offset + at, points: group.points, id: group.resourceId })))
    .filter((each) => open.includes(each.id))
    .sort((a, b) => a.group - b.group);

const useGroupedRows = (
  place: Place,
  list: PointListQuery,
  head: PointGroupPage | undefined,
  range: { first: number; last: number },
  openIds: readonly string[],
) => {
  const groups = head?.totalGroups ?? 0;
  const { pages, want, failed } = useGroupPages(place, list, head);
  const open = openGroupsOf(pages, openIds);
  const count = rowCount(groups, open);
  const groupAt = (group: number) => itemAt(pages, group, (page) => page.groups);
  const last = Math.max(0, Math.min(range.last, count - 1));
  want(pagesOf(placeOfRow(open, Math.min(range.first, last)).group, placeOfRow(open, last).group, groups, PAGE_ROWS));
  const needed = open.flatMap((each) => {
    const own = rowOfGroup(open, each.group);
    const resourceArn = groupAt(each.group)?.resourceArn;
    if (resourceArn === undefined || own + each.points < range.first || own > range.last) return [];
    const offsets = pagesOf(range.first - own - 1, range.last - own - 1, each.points, PAGE_ROWS);
    return offsets.map((offset) => ({ group: each.group, offset, list: { ...list, filter: { ...list.filter, resourceArn } } }));
  });
  const results = useQueries({ queries: needed.map((each) => pointPageQuery(place, each.list, each.offset)) });
  const pointAt = (group: number, at: number): PointView | null => {
    const offset = Math.floor(at / PAGE_ROWS) * PAGE_ROWS;
    const found = needed.findIndex((each) => each.group === group && each.offset === offset);
    return results[found]?.data?.points[at - offset] ?? null;
  };
  return {
    count,
    failed: failed ?? failureIn(results),
    rowAt: (index: number): PointRow => {
      const place = placeOfRow(open, index);
      if (place.kind === 'point') return { kind: 'point', point: pointAt(place.group, place.at), inGroup: true };
      return { kind: 'group', group: groupAt(place.group), open: open.some((each) => each.group === place.group) };
    },
    parentOf: (index: number): number => rowOfGroup(open, placeOfRow(open, index).group),
  };
};

/**
 * The rows of a list of points, flat or grouped by resource. Pages are read as they come into sight, from anywhere in the list; while a new filter loads the
 * rows of the old one stay (`stale`).
 * @param wanted must keep its identity while nothing in it changes
 */
export const usePointList = (place: Place, wanted: PointListQuery, grouped: boolean, openIds: readonly string[]) => {
  const { range, onVisible } = useVisibleRows();
  const flatHead = useQuery({ ...pointPageQuery(place, wanted, 0), enabled: !grouped, placeholderData: keepPreviousData });
  const groupHead = useQuery({ ...pointGroupPageQuery(place, wanted, 0), enabled: grouped, placeholderData: keepPreviousData });
  const head: UseQueryResult<PointPage, unknown> | UseQueryResult<PointGroupPage, unknown> = grouped ? groupHead : flatHead;
  const shown = useShownList(wanted, head);
  const flat = useFlatRows(place, shown, grouped ? undefined : flatHead.data, range);
  const folding = useGroupedRows(place, shown, grouped ? groupHead.data : undefined, range, openIds);
  const listKey = useMemo(() => JSON.stringify([shown, grouped]), [shown, grouped]);
  return {
    // What was counted in the other view serves while this one loads.
    summary: head.data ?? (grouped ? flatHead.data : groupHead.data),
    grouped,
    groups: grouped ? groupHead.data?.totalGroups : undefined,
    ...(grouped ? folding : { ...flat, parentOf: (index: number) => index }),
    ready: head.data !== undefined,
    stale: head.isPlaceholderData,
    error: head.error,
    retry: () => head.refetch(),
    listKey,
    onVisible,
  };
};
