import type { Metadata } from 'next';
import { Suspense } from 'react';
import { PageProblem } from '@/components/layout/page-problem';
import { Prefetched } from '@/components/layout/prefetched';
import { ListSkeleton } from '@/components/points/list-skeleton';
import { PointsPage } from '@/components/points/points-page';
import { PageMessages, WordsFor } from '@/lib/i18n/page-messages';
import { getTranslator } from '@/lib/i18n/server';
import { decodeSegment, type Place } from '@/lib/paths';
import type { PageSearch } from '@/lib/url-codecs';
import { prefetchColumns } from '../../../prefetch-columns';
import { prefetchPoints, wordsOfPoints } from './prefetch-points';

interface Props {
  readonly params: Promise<{ readonly account: string; readonly region: string }>;
  readonly searchParams: Promise<PageSearch>;
}

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslator('points'))('title') });

const Points = async ({ place, searchParams }: { readonly place: Place; readonly searchParams: PageSearch }) => {
  const [points, columns] = await Promise.all([prefetchPoints(place, {}, searchParams), prefetchColumns('points')]);
  if (!points.ok) return <PageProblem problem={points.error} />;
  return (
    <WordsFor problem={points.value.problem}>
      <Prefetched entries={[points.value, columns]}>
        <PointsPage place={place} />
      </Prefetched>
    </WordsFor>
  );
};

/** Every recovery point of an account and region, across vaults. */
const PointsRoute = async ({ params, searchParams }: Props) => {
  const [{ account, region }, search] = await Promise.all([params, searchParams]);
  const place = { account: decodeSegment(account), region: decodeSegment(region) };
  const t = await getTranslator('points');
  return (
    <PageMessages {...wordsOfPoints(search)}>
      <Suspense fallback={<ListSkeleton title={t('title')} about={t('about')} label={t('empty.first')} filters />}>
        <Points place={place} searchParams={search} />
      </Suspense>
    </PageMessages>
  );
};

export default PointsRoute;
