import type { Metadata } from 'next';
import { cache } from 'react';
import { PageProblem } from '@/components/layout/page-problem';
import { Prefetched } from '@/components/layout/prefetched';
import { isFiltered, pointsSearch } from '@/components/points/points-search';
import { ResourcePage } from '@/components/resources/resource-page';
import { resourceSearch, showsList } from '@/components/resources/resource-search';
import { PageMessages } from '@/lib/i18n/page-messages';
import { getTranslator } from '@/lib/i18n/server';
import { inPage } from '@/lib/operations/in-page';
import { cleanPointOperation, resourceOperation } from '@/lib/operations/inventory';
import { decodeSegment } from '@/lib/paths';
import { cleanPointQuery, resourceQuery } from '@/lib/queries/resources';
import { type PageSearch, readPageSearch } from '@/lib/url-codecs';
import { prefetchColumns } from '../../../../prefetch-columns';
import { prefetchPoints } from '../../points/prefetch-points';
import { prefetchCalendar } from './prefetch-calendar';

interface Props {
  readonly params: Promise<{ readonly account: string; readonly region: string; readonly resource: string }>;
  readonly searchParams: Promise<PageSearch>;
}

/** Once per request, for the title and the page. */
const loadResource = cache((account: string, region: string, arn: string) =>
  inPage(resourceOperation, {
    place: { account: decodeSegment(account), region: decodeSegment(region) },
    arn: decodeSegment(arn),
  }),
);

export const generateMetadata = async ({ params }: Props): Promise<Metadata> => {
  const { account, region, resource } = await params;
  const [t, found] = await Promise.all([getTranslator('points'), loadResource(account, region, resource)]);
  return { title: found.ok ? (found.value.resource.name ?? found.value.resource.id) : t('resources') };
};

/** One backed-up resource and its recovery points across vaults. */
const ResourceRoute = async ({ params, searchParams }: Props) => {
  const { account, region, resource } = await params;
  const place = { account: decodeSegment(account), region: decodeSegment(region) };
  const arn = decodeSegment(resource);
  const found = await loadResource(account, region, resource);
  if (!found.ok) return <PageProblem problem={found.error} />;
  const search = await searchParams;
  const own = readPageSearch(resourceSearch, search);
  const lists = readPageSearch(pointsSearch, search);
  const list = showsList(own, isFiltered(lists), lists.point);
  const [points, columns, clean] = await Promise.all([
    list ? prefetchPoints(place, { resourceArn: arn }, search) : prefetchCalendar(place, arn, own.day),
    prefetchColumns('resource-points'),
    inPage(cleanPointOperation, { place, arn }),
  ]);
  if (!points.ok) return <PageProblem problem={points.error} />;
  return (
    <PageMessages namespaces={search.timeline === undefined ? ['finding', 'points'] : ['find', 'finding', 'points']}>
      <Prefetched
        entries={[
          { queryKey: resourceQuery(place, arn).queryKey, data: found.value },
          ...[points.value].flat(),
          columns,
          ...(clean.ok ? [{ queryKey: cleanPointQuery(place, arn).queryKey, data: clean.value }] : []),
        ]}
      >
        <ResourcePage place={place} arn={arn} />
      </Prefetched>
    </PageMessages>
  );
};

export default ResourceRoute;
