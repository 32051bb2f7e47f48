import type { Metadata } from 'next';
import { Suspense } from 'react';
import { PageProblem } from '@/components/layout/page-problem';
import { Prefetched } from '@/components/layout/prefetched';
import { PointPage, PointSkeleton } from '@/components/points/point-page';
import { PageMessages } from '@/lib/i18n/page-messages';
import { getTranslator } from '@/lib/i18n/server';
import { inPage } from '@/lib/operations/in-page';
import { getPointOperation, isPointKnownOperation } from '@/lib/operations/inventory';
import { listDraftsOperation } from '@/lib/operations/plans';
import { decodeSegment, type Place } from '@/lib/paths';
import { plannedRestoresQuery, pointQuery } from '@/lib/queries/points';
import type { PageSearch } from '@/lib/url-codecs';

interface Props {
  readonly params: Promise<{ readonly account: string; readonly region: string; readonly point: string }>;
  readonly searchParams: Promise<PageSearch>;
}

interface Asked {
  readonly place: Place;
  readonly arn: string;
  readonly vault: string | null;
}

const asked = async ({ params, searchParams }: Props): Promise<Asked> => {
  const [{ account, region, point }, { vault }] = await Promise.all([params, searchParams]);
  return {
    place: { account: decodeSegment(account), region: decodeSegment(region) },
    arn: decodeSegment(point),
    vault: typeof vault === 'string' && vault !== '' ? vault : null,
  };
};

export const generateMetadata = async (props: Props): Promise<Metadata> => {
  const [t, { arn }] = await Promise.all([getTranslator('points'), asked(props)]);
  return { title: `${t('columns.point')} ${arn.slice(Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':')) + 1)}` };
};

const Point = async ({ place, arn, vault }: Asked) => {
  const [point, drafts] = await Promise.all([
    inPage(getPointOperation, { place, point: arn, vault }),
    inPage(listDraftsOperation, { place, recoveryPointArn: arn }),
  ]);
  if (!point.ok) return <PageProblem problem={point.error} />;
  const planned = drafts.ok ? [{ queryKey: plannedRestoresQuery(place, arn).queryKey, data: drafts.value }] : [];
  return (
    <Prefetched entries={[{ queryKey: pointQuery(place, arn, vault).queryKey, data: point.value }, ...planned]}>
      <PointPage place={place} arn={arn} vault={vault} />
    </Prefetched>
  );
};

/** One recovery point. One that the inventory has shows its frame while AWS is asked; any other is waited for, so that an unknown one answers 404. */
const PointRoute = async (props: Props) => {
  const what = await asked(props);
  const known = await inPage(isPointKnownOperation, { place: what.place, point: what.arn, vault: what.vault });
  if (!known.ok) return <PageProblem problem={known.error} />;
  const point = known.value ? (
    <Suspense fallback={<PointSkeleton place={what.place} />}>
      <Point {...what} />
    </Suspense>
  ) : (
    await Point(what)
  );
  return <PageMessages namespaces={['points']}>{point}</PageMessages>;
};

export default PointRoute;
