'use client';

import { useQuery } from '@tanstack/react-query';
import { Suspense } from 'react';
import { useTranslations } from 'use-intl';
import { wordedPart } from '@/components/layout/worded-part';
import { DeletedBadge } from '@/components/points/point-words';
import { PointsExplorer } from '@/components/points/points-explorer';
import { isFiltered, pointsSearch } from '@/components/points/points-search';
import { RestoreButton } from '@/components/points/restore-button';
import { Button } from '@/components/ui/button';
import { CopyableId } from '@/components/ui/copyable-id';
import { lazyComponent } from '@/components/ui/lazy-component';
import { PageHeader } from '@/components/ui/page-header';
import { RelativeTime } from '@/components/ui/relative-time';
import { Skeleton } from '@/components/ui/skeleton';
import { useUrlState } from '@/components/ui/use-url-state';
import type { ResourceView } from '@/lib/data/inventory/views';
import { type Place, paths } from '@/lib/paths';
import { cleanPointQuery, resourceQuery } from '@/lib/queries/resources';
import { urlFlag } from '@/lib/url-codecs';
import { ResourceNow } from './resource-now';
import { resourceSearch, showsList } from './resource-search';

const ResourceFacts = ({ resource }: { readonly resource: ResourceView }) => {
  const t = useTranslations('points.facts');
  return (
    <>
      <span>{resource.type}</span>
      <CopyableId value={resource.id} />
      {resource.deleted === true && <DeletedBadge />}
      {resource.newestAt !== null && (
        <span>
          {t('newest')}: <RelativeTime at={resource.newestAt} />
        </span>
      )}
      {!resource.protected && <span>{t('protectedNo')}</span>}
    </>
  );
};

const Head = ({ place, arn }: { readonly place: Place; readonly arn: string }) => {
  const t = useTranslations('points.restore');
  const nav = useTranslations('common.nav');
  const cleanly = useTranslations('points.clean');
  const { data } = useQuery(resourceQuery(place, arn));
  const { data: clean } = useQuery(cleanPointQuery(place, arn));
  const resource = data?.resource;
  const newest = data?.newest ?? null;
  const infected = newest?.scan === 'malware';
  return (
    <PageHeader
      title={resource === undefined ? arn : (resource.name ?? resource.id)}
      trail={{ label: nav('path'), steps: [{ href: paths.resources(place), text: nav('resources') }] }}
      about={resource === undefined ? '' : <ResourceFacts resource={resource} />}
      actions={
        <span className="flex flex-wrap gap-2">
          {clean && clean.arn !== newest?.arn && (
            <RestoreButton place={place} point={clean} text={cleanly('restore')} tone={infected ? 'primary' : 'secondary'} />
          )}
          <RestoreButton place={place} point={newest} text={t('newest')} tone={infected ? 'secondary' : 'primary'} />
        </span>
      }
    />
  );
};

/** Loaded when it is first wanted. */
const LayoutTimeline = wordedPart('find', () => import('@/components/finding/layout-timeline').then((file) => file.LayoutTimeline));

const timelineSearch = { timeline: urlFlag } as const;

/** The interfaces of an instance over time, when somebody wants them; whether they are shown is in the address. */
const Timeline = ({ place, arn }: { readonly place: Place; readonly arn: string }) => {
  const t = useTranslations('finding.timeline');
  const [{ timeline }, change] = useUrlState(timelineSearch);
  if (!/^arn:[^:]*:ec2:[^:]*:[^:]*:instance\//.test(arn)) return null;
  return (
    <>
      <div className="pb-3">
        <Button icon="history" aria-expanded={timeline} onClick={() => change({ timeline: !timeline })}>
          {timeline ? t('hide') : t('show')}
        </Button>
      </div>
      {timeline && (
        <Suspense>
          <LayoutTimeline place={place} arn={arn} />
        </Suspense>
      )}
    </>
  );
};

const Now = ({ place, arn }: { readonly place: Place; readonly arn: string }) => {
  const { data } = useQuery(resourceQuery(place, arn));
  return data === undefined ? null : <ResourceNow place={place} resource={data.resource} />;
};

const PointCalendar = lazyComponent(() => import('./calendar/point-calendar').then((file) => file.PointCalendar));

const Calendar = (props: { readonly place: Place; readonly arn: string; readonly onList: () => void }) => {
  const { data } = useQuery(resourceQuery(props.place, props.arn));
  const [{ day }, change] = useUrlState(resourceSearch);
  return (
    <Suspense fallback={<Skeleton className="h-80" />}>
      <PointCalendar {...props} total={data?.resource.points ?? 0} day={day} onDay={(chosen) => change({ day: chosen })} />
    </Suspense>
  );
};

/**
 * One resource: what it is now, and its recovery points by day, of which any can be restored. As a list, with filters and columns, where somebody wants that or the address
 * says what to look for.
 */
export const ResourcePage = ({ place, arn }: { readonly place: Place; readonly arn: string }) => {
  const t = useTranslations('points.calendar');
  const [own, change] = useUrlState(resourceSearch);
  const [search] = useUrlState(pointsSearch);
  const list = showsList(own, isFiltered(search), search.point);
  const about = (
    <>
      <Head place={place} arn={arn} />
      <Now place={place} arn={arn} />
    </>
  );
  if (!list)
    return (
      <>
        {about}
        <Calendar place={place} arn={arn} onList={() => change({ view: 'list' })} />
        <div className="pt-4">
          <Timeline place={place} arn={arn} />
        </div>
      </>
    );
  return (
    <PointsExplorer place={place} scope={{ resourceArn: arn }}>
      {about}
      <div className="flex flex-wrap gap-2">
        {own.view === 'list' && (
          <div className="pb-3">
            <Button icon="overview" onClick={() => change({ view: null })}>
              {t('asCalendar')}
            </Button>
          </div>
        )}
        <Timeline place={place} arn={arn} />
      </div>
    </PointsExplorer>
  );
};
