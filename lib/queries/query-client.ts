import { type Query, QueryClient } from '@tanstack/react-query';
import { pollMs, retryDelayMs, retryProblem } from './problem-error';

/**
 * Keeps the failure of a query that has nothing to show until its next try has come to its end. React Query forgets it when the try begins, so that a page which asks again every few seconds
 * would change to and fro between what is wrong and the outline of what is not there.
 */
const keepFailures = (client: QueryClient): void => {
  const failures = new WeakMap<Query, Error>();
  client.getQueryCache().subscribe((event) => {
    if (event.type !== 'updated') return;
    const { query, action } = event;
    if (action.type === 'error' && query.state.error !== null) failures.set(query, query.state.error as Error);
    const last = failures.get(query);
    if (action.type === 'fetch' && last !== undefined && query.state.data === undefined) query.setState({ status: 'error', error: last });
  });
};

/**
 * A query client as the browser and each request of the server use it. What a page was given counts as fresh for a moment, so hydrating asks nothing again.
 * A failed refetch leaves what was known in place beside the error; whoever shows it marks its age (`FreshnessLine`). Requests are made even where the browser
 * believes to be offline: the console may well be on this machine, and a refused connection is said, while a paused query would be silent. What failed for a reason
 * that may pass is asked for again until it comes.
 */
export const makeQueryClient = (): QueryClient => {
  const client = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 2_000,
        refetchOnWindowFocus: true,
        refetchOnReconnect: true,
        networkMode: 'always',
        retry: retryProblem,
        retryDelay: retryDelayMs,
        refetchInterval: (query) => pollMs(query.state.error, false),
        refetchIntervalInBackground: false,
        throwOnError: false,
      },
      mutations: { networkMode: 'always' },
    },
  });
  keepFailures(client);
  return client;
};
