import { queryOptions } from '@tanstack/react-query';
import { cleanPointAction, listResourcesAction, pointDaysAction, resourceAction } from '@/lib/actions/resources';
import type { ResourceQuery } from '@/lib/data/inventory/views';
import type { Place } from '@/lib/paths';
import { retryDelayMs, retryProblem, unwrap } from './problem-error';

const common = { staleTime: 30_000, retry: retryProblem, retryDelay: retryDelayMs } as const;

/** What a list of resources is asked with, but for the page. */
export type ResourceListQuery = Omit<ResourceQuery, 'offset'>;

/** One page of backed-up resources. */
export const resourcePageQuery = (place: Place, list: ResourceListQuery, offset: number) =>
  queryOptions({
    ...common,
    queryKey: ['inventory', place.account, place.region, 'resources', list, offset],
    queryFn: () => unwrap(listResourcesAction({ place, query: { ...list, offset } })),
  });

/** One resource, with its newest point. */
export const resourceQuery = (place: Place, arn: string) =>
  queryOptions({
    ...common,
    queryKey: ['inventory', place.account, place.region, 'resource', arn],
    queryFn: () => unwrap(resourceAction({ place, arn })),
  });

/** The newest point of a resource in which a malware scan found nothing; `null` where there is none. */
export const cleanPointQuery = (place: Place, arn: string) =>
  queryOptions({
    ...common,
    queryKey: ['inventory', place.account, place.region, 'clean-point', arn],
    queryFn: () => unwrap(cleanPointAction({ place, arn })),
  });

/** The days of a time zone on which a resource got recovery points. */
export const pointDaysQuery = (place: Place, arn: string, timeZone: string) =>
  queryOptions({
    ...common,
    queryKey: ['inventory', place.account, place.region, 'point-days', arn, timeZone],
    queryFn: () => unwrap(pointDaysAction({ place, arn, timeZone })),
  });
