import { queryOptions } from '@tanstack/react-query';
import type { WorkList } from '@/lib/data/background-work/views';
import { api } from '@/lib/paths';
import { getJson } from './get-json';
import { pollMs, retryDelayMs, retryProblem } from './problem-error';

/** Most tasks come and go within seconds. */
const POLL_MS = 2_000;

/** What runs, waits and failed in the background; hidden tabs rest. */
export const workQuery = () =>
  queryOptions({
    queryKey: ['background-work'],
    queryFn: () => getJson<WorkList>(api.work()),
    refetchInterval: (query) => pollMs(query.state.error, POLL_MS),
    refetchIntervalInBackground: false,
    retry: retryProblem,
    retryDelay: retryDelayMs,
  });
