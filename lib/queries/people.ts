import { queryOptions } from '@tanstack/react-query';
import { listSessionsAction } from '@/lib/actions/people';
import type { PersonView } from '@/lib/data/people/people-views';
import { api } from '@/lib/paths';
import { getJson } from './get-json';
import { pollMs, unwrap } from './problem-error';

const LOOK_AGAIN_MS = 15_000;

/** Who is known to the console: others invite, and people sign in, meanwhile. */
export const peopleQuery = () =>
  queryOptions({
    queryKey: ['people'],
    queryFn: () => getJson<readonly PersonView[]>(api.people()),
    refetchInterval: (query) => pollMs(query.state.error, LOOK_AGAIN_MS),
    refetchIntervalInBackground: false,
  });

/** Where a person is signed in, while that is looked at. */
export const sessionsQuery = (person: string) =>
  queryOptions({
    queryKey: ['people', person, 'sessions'],
    queryFn: () => unwrap(listSessionsAction({ person })),
    refetchInterval: (query) => pollMs(query.state.error, LOOK_AGAIN_MS),
    refetchIntervalInBackground: false,
  });
