'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';
import { ExactTime } from '@/components/ui/relative-time';
import { Skeleton, SkeletonRows } from '@/components/ui/skeleton';
import type { PointDetail } from '@/lib/data/inventory/views';
import { type Place, paths } from '@/lib/paths';
import { pointQuery } from '@/lib/queries/points';
import { MalwareNotice } from './malware-notice';
import { MetadataView } from './metadata-view';
import { PlannedBy } from './planned-by';
import { PointFacts } from './point-facts';
import { pointStatusRow } from './point-status';
import { DeletedBadge, MalwareBadge, StatusBadge, StatusMeaning } from './point-words';
import { ProblemNotice } from './problem-notice';
import { RestoreButton } from './restore-button';
import { TagsList } from './tags-list';

const Head = ({ place, detail }: { readonly place: Place; readonly detail: PointDetail }) => {
  const { point } = detail;
  const nav = useTranslations('common.nav');
  return (
    <PageHeader
      title={point.resourceName ?? point.resourceId}
      trail={{
        label: nav('path'),
        steps: [
          { href: paths.vaults(place), text: nav('vaults') },
          { href: paths.vault(place, point.vault), text: point.vault },
        ],
      }}
      about={
        <>
          <StatusBadge status={point.status} />
          <span>{point.resourceType}</span>
          <ExactTime at={point.createdAt} />
          {point.resourceDeleted === true && <DeletedBadge />}
          {point.scan === 'malware' && <MalwareBadge />}
        </>
      }
      actions={<RestoreButton place={place} point={point} {...(point.scan === 'malware' ? { tone: 'secondary' } : {})} />}
    />
  );
};

const Tags = ({ detail }: { readonly detail: PointDetail }) => {
  const t = useTranslations('points.facts');
  const common = useTranslations('common.facts');
  if (!detail.extra.ok)
    return (
      <ProblemNotice problem={detail.extra.error}>
        <p>{t('partly')}</p>
      </ProblemNotice>
    );
  return (
    <Panel title={common('tags')}>
      <TagsList tags={detail.extra.value.tags} />
    </Panel>
  );
};

/** One recovery point: what it is, what a restore would begin from, and the way to one. */
export const PointPage = ({ place, arn, vault }: { readonly place: Place; readonly arn: string; readonly vault: string | null }) => {
  const t = useTranslations('points');
  const { data: detail } = useQuery(pointQuery(place, arn, vault));
  if (detail === undefined) return <PointSkeleton place={place} />;
  const { point } = detail;
  return (
    <>
      <Head place={place} detail={detail} />
      <div className="flex flex-col gap-4">
        <MalwareNotice place={place} point={point} />
        <PlannedBy place={place} arn={arn} />
        {pointStatusRow(point.status).restorable !== 'yes' && (
          <p className="text-text-dim">
            <StatusMeaning status={point.status} />
          </p>
        )}
        <div className="grid items-start gap-4 xl:grid-cols-[26rem_minmax(0,1fr)]">
          <div className="flex flex-col gap-4">
            <Panel title={t('details')}>
              <PointFacts place={place} point={point} detail={detail} />
            </Panel>
            <Tags detail={detail} />
          </div>
          <MetadataView detail={detail} />
        </div>
      </div>
    </>
  );
};

/** The page while AWS is still being asked. */
export const PointSkeleton = ({ place }: { readonly place: Place }) => {
  const t = useTranslations('points');
  const nav = useTranslations('common.nav');
  const loading = useTranslations('common.states')('loading');
  return (
    <>
      <PageHeader
        title={
          <>
            <span className="sr-only">{loading}</span>
            <Skeleton className="my-1 h-6 w-48" />
          </>
        }
        trail={{ label: nav('path'), steps: [{ href: paths.vaults(place), text: nav('vaults') }] }}
        about={<Skeleton className="h-4 w-80" />}
      />
      <div className="grid items-start gap-4 xl:grid-cols-[26rem_minmax(0,1fr)]">
        <Panel title={t('details')}>
          <SkeletonRows rows={9} label={loading} />
        </Panel>
        <Panel title={t('metadata.title')}>
          <SkeletonRows rows={14} label={loading} />
        </Panel>
      </div>
    </>
  );
};
