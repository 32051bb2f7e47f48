import { queryOptions } from '@tanstack/react-query';
import type { DraftView } from '@/lib/data/drafts/views';
import { api, type Place } from '@/lib/paths';
import { getJson } from './get-json';
import { pollMs, retryDelayMs, retryProblem } from './problem-error';

const LOOK_AGAIN_MS = 5_000;

/** A draft as it is stored, looked at again so that a colleague's edit or start is seen; never again once it was started. */
export const draftQuery = (place: Place, id: string) =>
  queryOptions({
    queryKey: ['draft', place.account, place.region, id],
    queryFn: () => getJson<DraftView>(api.draft(place, id)),
    refetchInterval: (query) => pollMs(query.state.error, query.state.data?.started == null ? LOOK_AGAIN_MS : false),
    refetchIntervalInBackground: false,
    retry: retryProblem,
    retryDelay: retryDelayMs,
  });
