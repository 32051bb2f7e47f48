import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { addressHistoryAction, findAction, resourceTimelineAction } from '@/lib/actions/finding';
import type { FindView, IndexState } from '@/lib/data/finding/views';
import type { Place } from '@/lib/paths';
import { inventoryKey } from './inventory';
import { pollMs, retryDelayMs, retryProblem, unwrap } from './problem-error';

/** While addresses or tags are still being read, what is found grows. */
const READING_MS = 5_000;

const isReading = (state: IndexState): boolean => state !== null && state.read < state.total && !state.off && state.problem === null;

/** Whether some of what is searched is still being read from AWS. */
const grows = (data: FindView | undefined): boolean =>
  data !== undefined && (isReading(data.index.addresses) || isReading(data.index.tags));

/** What a text finds in a place, and why. Days are those of `timeZone`. */
export const findQuery = (place: Place, text: string, timeZone: string) =>
  queryOptions({
    staleTime: 30_000,
    placeholderData: keepPreviousData,
    retry: retryProblem,
    retryDelay: retryDelayMs,
    refetchInterval: (query) => (grows(query.state.data) ? pollMs(query.state.error, READING_MS) : false),
    refetchIntervalInBackground: false,
    queryKey: [...inventoryKey(place), 'find', text, timeZone],
    queryFn: () => unwrap(findAction({ place, text, timeZone })),
  });

/** Who held an address when. It grows while addresses are being read. */
export const addressHistoryQuery = (place: Place, address: string) =>
  queryOptions({
    staleTime: 30_000,
    retry: retryProblem,
    retryDelay: retryDelayMs,
    refetchInterval: (query) => (isReading(query.state.data?.index ?? null) ? pollMs(query.state.error, READING_MS) : false),
    refetchIntervalInBackground: false,
    queryKey: [...inventoryKey(place), 'address', address],
    queryFn: () => unwrap(addressHistoryAction({ place, address })),
  });

/** The interfaces and addresses of a resource over its points. */
export const resourceTimelineQuery = (place: Place, arn: string) =>
  queryOptions({
    staleTime: 30_000,
    retry: retryProblem,
    retryDelay: retryDelayMs,
    refetchInterval: (query) => (isReading(query.state.data?.index ?? null) ? pollMs(query.state.error, READING_MS) : false),
    refetchIntervalInBackground: false,
    queryKey: [...inventoryKey(place), 'timeline', arn],
    queryFn: () => unwrap(resourceTimelineAction({ place, arn })),
  });
