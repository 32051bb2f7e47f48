import { QueryClient } from '@tanstack/react-query';
import { pollMs, retryDelayMs, retryProblem } from './problem-error';

/**
 * A query client as the browser and each request of the server use it. What a page was given counts as fresh for a moment, so hydrating asks nothing again.
 * A failed refetch leaves what was known in place beside the error; whoever shows it marks its age (`FreshnessLine`). Requests are made even where the browser
 * believes to be offline: the console may well be on this machine, and a refused connection is said, while a paused query would be silent. What failed for a reason
 * that may pass is asked for again until it comes.
 */
export const makeQueryClient = (): QueryClient =>
  new QueryClient({
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
