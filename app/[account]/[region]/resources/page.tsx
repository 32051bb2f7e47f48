import type { Metadata } from 'next';
import { Suspense } from 'react';
import { PageProblem } from '@/components/layout/page-problem';
import { beginningOf, Prefetched } from '@/components/layout/prefetched';
import { ListSkeleton } from '@/components/points/list-skeleton';
import { ResourcesPage } from '@/components/resources/resources-page';
import { resourceListOf, resourcesSearch } from '@/components/resources/resources-search';
import { PageMessages, WordsFor } from '@/lib/i18n/page-messages';
import { RESOURCES_PARTS } from '@/lib/i18n/parts';
import { getTranslator, requestIntl } from '@/lib/i18n/server';
import { inPage } from '@/lib/operations/in-page';
import { listResourcesOperation } from '@/lib/operations/inventory';
import { decodeSegment, type Place } from '@/lib/paths';
import { resourcePageQuery } from '@/lib/queries/resources';
import { type PageSearch, readPageSearch } from '@/lib/url-codecs';
import { prefetchColumns } from '../../../prefetch-columns';

interface Props {
  readonly params: Promise<{ readonly account: string; readonly region: string }>;
  readonly searchParams: Promise<PageSearch>;
}

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslator('points'))('resources') });

const Resources = async ({ place, searchParams }: { readonly place: Place; readonly searchParams: PageSearch }) => {
  const { timeZone } = await requestIntl();
  const list = resourceListOf(readPageSearch(resourcesSearch, searchParams), timeZone);
  const [resources, columns] = await Promise.all([
    inPage(listResourcesOperation, { place, query: { ...list, offset: 0 } }),
    prefetchColumns('resources'),
  ]);
  if (!resources.ok) return <PageProblem problem={resources.error} />;
  return (
    <WordsFor problem={resources.value.freshness.problem}>
      <Prefetched entries={[beginningOf(resourcePageQuery(place, list, 0).queryKey, 'resources', resources.value), columns]}>
        <ResourcesPage place={place} />
      </Prefetched>
    </WordsFor>
  );
};

/** Everything that was backed up in an account and region, also what has been deleted since. */
const ResourcesRoute = async ({ params, searchParams }: Props) => {
  const [{ account, region }, search] = await Promise.all([params, searchParams]);
  const place = { account: decodeSegment(account), region: decodeSegment(region) };
  const t = await getTranslator('points');
  return (
    <PageMessages namespaces={search.q === undefined ? [] : ['find']} parts={RESOURCES_PARTS}>
      <Suspense fallback={<ListSkeleton title={t('resources')} about={t('resourcesAbout')} label={t('empty.first')} filters />}>
        <Resources place={place} searchParams={search} />
      </Suspense>
    </PageMessages>
  );
};

export default ResourcesRoute;
