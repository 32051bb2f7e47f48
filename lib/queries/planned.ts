import { queryOptions } from '@tanstack/react-query';
import { listDraftsAction } from '@/lib/actions/drafts';
import type { Place } from '@/lib/paths';
import { pollMs, unwrap } from './problem-error';

const LOOK_AGAIN_MS = 30_000;

/** What is being planned in a place: unstarted drafts of the last week, newest first. An answer of milliseconds, asked for each half minute. */
export const plannedQuery = (place: Place) =>
  queryOptions({
    queryKey: ['planned', place.account, place.region],
    queryFn: () => unwrap(listDraftsAction({ place })),
    refetchInterval: (query) => pollMs(query.state.error, LOOK_AGAIN_MS),
    refetchIntervalInBackground: false,
  });
