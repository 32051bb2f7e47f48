import { queryOptions } from '@tanstack/react-query';
import { listDraftsAction } from '@/lib/actions/drafts';
import { listPointGroupsAction, listPointsAction } from '@/lib/actions/points';
import type { PointDetail, PointQuery } from '@/lib/data/inventory/views';
import { api, type Place } from '@/lib/paths';
import { ASKS_AWS_MS, getJson } from './get-json';
import { retryDelayMs, retryProblem, unwrap } from './problem-error';

const common = { staleTime: 30_000, retry: retryProblem, retryDelay: retryDelayMs } as const;

/** What a list of points is asked with, but for the page. */
export type PointListQuery = Omit<PointQuery, 'offset'>;

/**
 * One page of recovery points. Any page can be asked for without those before it, so that a dragged scroll bar costs one read.
 */
export const pointPageQuery = (place: Place, list: PointListQuery, offset: number) =>
  queryOptions({
    ...common,
    queryKey: ['inventory', place.account, place.region, 'points', list, offset],
    queryFn: () => unwrap(listPointsAction({ place, query: { ...list, offset } })),
  });

/** One page of resources whose points meet a filter. */
export const pointGroupPageQuery = (place: Place, list: PointListQuery, offset: number) =>
  queryOptions({
    ...common,
    queryKey: ['inventory', place.account, place.region, 'point-groups', list, offset],
    queryFn: () => unwrap(listPointGroupsAction({ place, query: { ...list, offset } })),
  });

/** One recovery point with its detail and metadata: three calls to AWS, so a GET, which holds no click back. */
export const pointQuery = (place: Place, arn: string, vault: string | null) =>
  queryOptions({
    ...common,
    queryKey: ['point', place.account, place.region, arn, vault],
    queryFn: () => getJson<PointDetail>(api.point(place, arn, vault ?? undefined), ASKS_AWS_MS),
  });

/** Who plans a restore of the point: unstarted drafts of the last week. */
export const plannedRestoresQuery = (place: Place, arn: string) =>
  queryOptions({
    ...common,
    staleTime: 5_000,
    queryKey: ['planned-restores', place.account, place.region, arn],
    queryFn: () => unwrap(listDraftsAction({ place, recoveryPointArn: arn })),
  });
