import 'server-only';
import { beginningOf, type PrefetchedEntry } from '@/components/layout/prefetched';
import { type PointsScope, pointListOf, pointsSearch } from '@/components/points/points-search';
import type { Namespace } from '@/lib/i18n/namespaces';
import { type Parts, POINTS_PARTS } from '@/lib/i18n/parts';
import { requestIntl } from '@/lib/i18n/server';
import { inPage } from '@/lib/operations/in-page';
import { listPointGroupsOperation, listPointsOperation } from '@/lib/operations/inventory';
import type { Place } from '@/lib/paths';
import type { Problem } from '@/lib/problem';
import { pointGroupPageQuery, pointPageQuery } from '@/lib/queries/points';
import { ok, type Result } from '@/lib/result';
import { type PageSearch, readPageSearch } from '@/lib/url-codecs';

/** The words that a list of points is sent with: those of its first sight, and all of them where a point stands beside it. */
export const wordsOfPoints = (search: PageSearch): { readonly namespaces: readonly Namespace[]; readonly parts?: Parts } => {
  const found: readonly Namespace[] = search.q === undefined ? [] : ['find'];
  return search.point === undefined ? { namespaces: found, parts: POINTS_PARTS } : { namespaces: [...found, 'points'] };
};

/** The beginning of the list of points that an address stands for, as its query will look for it, and what keeps it from being newer; days are those of the request's zone. */
export const prefetchPoints = async (
  place: Place,
  scope: PointsScope,
  searchParams: PageSearch,
): Promise<Result<PrefetchedEntry & { readonly problem: object | null }, Problem>> => {
  const { timeZone } = await requestIntl();
  const search = readPageSearch(pointsSearch, searchParams);
  const list = pointListOf(scope, search, timeZone);
  if (search.group && scope.resourceArn === undefined) {
    const groups = await inPage(listPointGroupsOperation, { place, query: { ...list, offset: 0 } });
    if (!groups.ok) return groups;
    const { problem } = groups.value.freshness;
    return ok({ ...beginningOf(pointGroupPageQuery(place, list, 0).queryKey, 'groups', groups.value), problem });
  }
  const points = await inPage(listPointsOperation, { place, query: { ...list, offset: 0 } });
  if (!points.ok) return points;
  const { problem } = points.value.freshness;
  return ok({ ...beginningOf(pointPageQuery(place, list, 0).queryKey, 'points', points.value), problem });
};
