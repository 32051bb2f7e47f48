import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { HistoryDetail, HistoryFilter, HistoryPage } from '@/lib/data/history/views';
import { POLL_FAST_MS, POLL_SLOW_MS } from '@/lib/jobs/poll';
import { isOpen } from '@/lib/jobs/status';
import { api } from '@/lib/paths';
import { getJson } from './get-json';
import { pollMs, retryDelayMs, retryProblem } from './problem-error';

const common = { refetchIntervalInBackground: false, retry: retryProblem, retryDelay: retryDelayMs } as const;

/** A filter as an address carries it. */
export const historySearch = (filter: HistoryFilter): Readonly<Record<string, string | undefined>> => ({
  text: filter.text === '' ? undefined : filter.text,
  user: filter.user,
  outcomes: filter.outcomes === undefined || filter.outcomes.length === 0 ? undefined : filter.outcomes.join(','),
  origin: filter.origin,
  from: filter.from,
  before: filter.before,
});

const moves = (pages: readonly HistoryPage[]): boolean => pages.some((page) => page.entries.some((entry) => isOpen(entry.outcome)));

/** Restores started here, newest first, in pages; read again quickly while one of them can still change. */
export const historyQuery = (filter: HistoryFilter) =>
  infiniteQueryOptions({
    ...common,
    queryKey: ['history', historySearch(filter)],
    queryFn: ({ pageParam }) => getJson<HistoryPage>(api.history({ ...historySearch(filter), after: pageParam ?? undefined })),
    initialPageParam: null as string | null,
    getNextPageParam: (last: HistoryPage) => last.next,
    placeholderData: keepPreviousData,
    refetchInterval: (query) =>
      pollMs(query.state.error, query.state.data !== undefined && moves(query.state.data.pages) ? POLL_FAST_MS : POLL_SLOW_MS),
  });

/** One restore of the history. */
export const historyEntryQuery = (restoreId: string) =>
  queryOptions({
    ...common,
    queryKey: ['history-entry', restoreId],
    queryFn: () => getJson<HistoryDetail>(api.historyEntry(restoreId)),
    refetchInterval: (query) =>
      pollMs(query.state.error, query.state.data !== undefined && isOpen(query.state.data.entry.outcome) ? POLL_FAST_MS : false),
  });
