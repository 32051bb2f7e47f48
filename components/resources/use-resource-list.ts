'use client';

import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { pagesOf } from '@/components/points/row-layout';
import { useVisibleRows } from '@/components/points/use-visible-rows';
import { PAGE_ROWS, type ResourceView } from '@/lib/data/inventory/views';
import type { Place } from '@/lib/paths';
import { type ResourceListQuery, resourcePageQuery } from '@/lib/queries/resources';

/**
 * The rows of a list of resources; pages are read as they come into sight, and while a new filter loads the rows of the old one stay (`stale`).
 * @param wanted must keep its identity while nothing in it changes
 */
export const useResourceList = (place: Place, wanted: ResourceListQuery) => {
  const { range, onVisible } = useVisibleRows();
  const head = useQuery({ ...resourcePageQuery(place, wanted, 0), placeholderData: keepPreviousData });
  const [settled, setSettled] = useState(wanted);
  const arrived = head.data !== undefined && !head.isPlaceholderData;
  if (arrived && settled !== wanted) setSettled(wanted);
  const shown = arrived ? wanted : settled;
  const offsets = pagesOf(range.first, range.last, head.data?.total ?? 0, PAGE_ROWS);
  const results = useQueries({ queries: offsets.map((offset) => resourcePageQuery(place, shown, offset)) });
  const resourceAt = (index: number): ResourceView | null => {
    const offset = Math.floor(index / PAGE_ROWS) * PAGE_ROWS;
    const page = offset === 0 ? head.data : results[offsets.indexOf(offset)]?.data;
    return page?.resources[index - offset] ?? null;
  };
  return {
    head,
    resourceAt,
    onVisible,
    count: head.data?.total ?? 0,
    failed: results.find((result) => result.isError && result.data === undefined),
    listKey: useMemo(() => JSON.stringify(shown), [shown]),
  };
};
