import { keepPreviousData, type Query, queryOptions } from '@tanstack/react-query';
import { addressHistoryAction, findAction, resourceTimelineAction } from '@/lib/actions/finding';
import type { IndexState } from '@/lib/data/finding/views';
import type { Place } from '@/lib/paths';
import { inventoryKey } from './inventory';
import { pollMs, unwrap } from './problem-error';

/** While addresses or tags are still being read, what is found grows. */
const READING_MS = 5_000;

const isReading = (state: IndexState): boolean => state !== null && state.read < state.total && !state.off && state.problem === null;

/** What rests on the readings behind the lists, and is asked for again while any of those that `statesOf` names goes on. */
const growing = <T>(statesOf: (data: T) => readonly IndexState[]) => ({
  staleTime: 30_000,
  refetchInterval: <K extends readonly unknown[]>({ state }: Query<T, Error, T, K>): number | false =>
    pollMs(state.error, state.data !== undefined && statesOf(state.data).some(isReading) ? READING_MS : false),
});

/** What a text finds in a place, and why. Days are those of `timeZone`. */
export const findQuery = (place: Place, text: string, timeZone: string) =>
  queryOptions({
    ...growing(({ index }: Awaited<ReturnType<typeof find>>) => [index.addresses, index.tags]),
    placeholderData: keepPreviousData,
    queryKey: [...inventoryKey(place), 'find', text, timeZone],
    queryFn: () => find(place, text, timeZone),
  });

const find = (place: Place, text: string, timeZone: string) => unwrap(findAction({ place, text, timeZone }));
const historyOf = (place: Place, address: string) => unwrap(addressHistoryAction({ place, address }));
const timelineOf = (place: Place, arn: string) => unwrap(resourceTimelineAction({ place, arn }));

/** Who held an address when. It grows while addresses are being read. */
export const addressHistoryQuery = (place: Place, address: string) =>
  queryOptions({
    ...growing(({ index }: Awaited<ReturnType<typeof historyOf>>) => [index]),
    queryKey: [...inventoryKey(place), 'address', address],
    queryFn: () => historyOf(place, address),
  });

/** The interfaces and addresses of a resource over its points. */
export const resourceTimelineQuery = (place: Place, arn: string) =>
  queryOptions({
    ...growing(({ index }: Awaited<ReturnType<typeof timelineOf>>) => [index]),
    queryKey: [...inventoryKey(place), 'timeline', arn],
    queryFn: () => timelineOf(place, arn),
  });
