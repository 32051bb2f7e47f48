import { queryOptions } from '@tanstack/react-query';
import { chosenColumnsAction, listFiltersAction } from '@/lib/actions/preferences';
import type { ColumnList } from '@/lib/preferences';
import { unwrap } from './problem-error';

/** The filters that one has kept, of all lists. */
export const filtersQuery = () =>
  queryOptions({ queryKey: ['preferences', 'filters'], staleTime: 30_000, queryFn: () => unwrap(listFiltersAction({})) });

/** The columns that one has chosen for a list; `null`: those that it comes with. The page is sent with them, and only this page changes them. */
export const columnsQuery = (list: ColumnList) =>
  queryOptions({
    queryKey: ['preferences', 'columns', list],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => unwrap(chosenColumnsAction({ list })),
  });
