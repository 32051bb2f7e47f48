import { queryOptions } from '@tanstack/react-query';
import type { PlacedWait } from '@/lib/data/waits/views';
import { api } from '@/lib/paths';
import { getJson } from './get-json';
import { pollMs } from './problem-error';

const LOOK_AGAIN_MS = 15_000;

/** The starts that wait, in every account and region that the person may read the history of. */
export const waitsQuery = () =>
  queryOptions({
    queryKey: ['waits'],
    queryFn: () => getJson<readonly PlacedWait[]>(api.waits()),
    refetchInterval: (query) => pollMs(query.state.error, LOOK_AGAIN_MS),
    refetchIntervalInBackground: false,
  });
