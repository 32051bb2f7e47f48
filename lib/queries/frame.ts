import { queryOptions } from '@tanstack/react-query';
import type { FrameView } from '@/lib/data/people/views';
import { api } from '@/lib/paths';
import { getJson } from './get-json';
import { pollMs } from './problem-error';

const LOOK_AGAIN_MS = 20_000;

/** What stands around every page: roles that were given or taken away, and names of people who came, show in a page that is open. */
export const frameQuery = (user: string) =>
  queryOptions({
    queryKey: ['frame', user],
    queryFn: () => getJson<FrameView>(api.frame()),
    enabled: user !== '',
    staleTime: LOOK_AGAIN_MS / 2,
    refetchInterval: (query) => pollMs(query.state.error, LOOK_AGAIN_MS),
    refetchIntervalInBackground: false,
  });
