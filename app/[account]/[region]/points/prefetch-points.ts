import 'server-only';
import type { PrefetchedEntry } from '@/components/layout/prefetched';
import { type PointsScope, pointListOf, pointsSearch } from '@/components/points/points-search';
import { requestIntl } from '@/lib/i18n/server';
import { inPage } from '@/lib/operations/in-page';
import { listPointGroupsOperation, listPointsOperation } from '@/lib/operations/inventory';
import type { Place } from '@/lib/paths';
import type { Problem } from '@/lib/problem';
import { pointGroupPageQuery, pointPageQuery } from '@/lib/queries/points';
import { ok, type Result } from '@/lib/result';
import { type PageSearch, readPageSearch } from '@/lib/url-codecs';

/** The first page of the list of points that an address stands for, as its query will look for it; days are those of the request's zone. */
export const prefetchPoints = async (
  place: Place,
  scope: PointsScope,
  searchParams: PageSearch,
): Promise<Result<PrefetchedEntry, Problem>> => {
  const { timeZone } = await requestIntl();
  const search = readPageSearch(pointsSearch, searchParams);
  const list = pointListOf(scope, search, timeZone);
  if (search.group && scope.resourceArn === undefined) {
    const groups = await inPage(listPointGroupsOperation, { place, query: { ...list, offset: 0 } });
    return groups.ok ? ok({ queryKey: pointGroupPageQuery(place, list, 0).queryKey, data: groups.value }) : groups;
  }
  const points = await inPage(listPointsOperation, { place, query: { ...list, offset: 0 } });
  return points.ok ? ok({ queryKey: pointPageQuery(place, list, 0).queryKey, data: points.value }) : points;
};
