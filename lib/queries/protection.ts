import { queryOptions } from '@tanstack/react-query';
import { protectionAction } from '@/lib/actions/protection';
import type { Place } from '@/lib/paths';
import { retryDelayMs, retryProblem, unwrap } from './problem-error';

/** What is protected in a place and what is at risk. Read again when a sweep has ended, as all that rests on the inventory is. */
export const protectionQuery = (place: Place) =>
  queryOptions({
    staleTime: 30_000,
    retry: retryProblem,
    retryDelay: retryDelayMs,
    queryKey: ['inventory', place.account, place.region, 'protection'],
    queryFn: () => unwrap(protectionAction({ place })),
  });
