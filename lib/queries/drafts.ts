import { queryOptions } from '@tanstack/react-query';
import type { DraftView } from '@/lib/data/drafts/views';
import { api, type Place } from '@/lib/paths';
import { getJson } from './get-json';
import { pollMs, retryDelayMs, retryProblem } from './problem-error';

const LOOK_AGAIN_MS = 5_000;

/** Whether anything of a draft still changes: it was not started, or a way to one of its addresses is watched. */
const changes = (draft: DraftView | undefined): boolean => draft?.started == null || (draft.way !== null && draft.way.endedAt === null);

/** A draft as it is stored, looked at again so that a colleague's edit or start is seen; never again once it was started and no way of it is watched. */
export const draftQuery = (place: Place, id: string) =>
  queryOptions({
    queryKey: ['draft', place.account, place.region, id],
    queryFn: () => getJson<DraftView>(api.draft(place, id)),
    refetchInterval: (query) => pollMs(query.state.error, changes(query.state.data) ? LOOK_AGAIN_MS : false),
    refetchIntervalInBackground: false,
    retry: retryProblem,
    retryDelay: retryDelayMs,
  });
