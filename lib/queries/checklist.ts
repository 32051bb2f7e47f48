import { queryOptions } from '@tanstack/react-query';
import type { ChecklistView } from '@/lib/data/checklist/views';
import { api, type Place } from '@/lib/paths';
import { ASKS_AWS_MS, getJson } from './get-json';
import { pollMs, retryDelayMs, retryProblem } from './problem-error';

/** What has to be seen to after a restore, read from AWS. */
export const readChecklist = (place: Place, restoreId: string, fresh: boolean): Promise<ChecklistView> =>
  getJson<ChecklistView>(api.checklist(place, restoreId, fresh), ASKS_AWS_MS);

/** The same, read again only where somebody asks for it: it costs a dozen calls. */
export const checklistQuery = (place: Place, restoreId: string) =>
  queryOptions({
    queryKey: ['checklist', place.account, place.region, restoreId],
    queryFn: () => readChecklist(place, restoreId, false),
    refetchIntervalInBackground: false,
    retry: retryProblem,
    retryDelay: retryDelayMs,
    refetchInterval: (query) => pollMs(query.state.error, false),
  });
