import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { listPointsAction } from '@/lib/actions/points';
import { listResourcesAction } from '@/lib/actions/resources';
import type { Place } from '@/lib/paths';
import { inventoryKey } from './inventory';
import { unwrap } from './problem-error';

const common = { staleTime: 30_000, placeholderData: keepPreviousData } as const;

/** Resources in which `text` is found, those with the newest points first. */
export const foundResourcesQuery = (place: Place, text: string) =>
  queryOptions({
    ...common,
    queryKey: [...inventoryKey(place), 'found-resources', text],
    queryFn: () => unwrap(listResourcesAction({ place, query: { filter: { text }, order: 'newest', direction: 'desc', offset: 0 } })),
  });

/** Recovery points in which `text` is found, the newest first. */
export const foundPointsQuery = (place: Place, text: string) =>
  queryOptions({
    ...common,
    queryKey: [...inventoryKey(place), 'found-points', text],
    queryFn: () => unwrap(listPointsAction({ place, query: { filter: { text }, order: 'created', direction: 'desc', offset: 0 } })),
  });
