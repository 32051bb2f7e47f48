'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { DeletedBadge } from '@/components/points/point-words';
import { PointsExplorer } from '@/components/points/points-explorer';
import { RestoreButton } from '@/components/points/restore-button';
import { CopyableId } from '@/components/ui/copyable-id';
import { PageHeader } from '@/components/ui/page-header';
import { RelativeTime } from '@/components/ui/relative-time';
import type { ResourceView } from '@/lib/data/inventory/views';
import { type Place, paths } from '@/lib/paths';
import { resourceQuery } from '@/lib/queries/resources';

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
  const { data } = useQuery(resourceQuery(place, arn));
  const resource = data?.resource;
  const newest = data?.points.points[0] ?? null;
  return (
    <PageHeader
      title={resource === undefined ? arn : (resource.name ?? resource.id)}
      trail={{ label: nav('path'), steps: [{ href: paths.resources(place), text: nav('resources') }] }}
      about={resource === undefined ? '' : <ResourceFacts resource={resource} />}
      actions={<RestoreButton place={place} point={newest} text={t('newest')} />}
    />
  );
};

/** One resource: its recovery points across vaults, newest first, and the way to restore the newest. */
export const ResourcePage = ({ place, arn }: { readonly place: Place; readonly arn: string }) => (
  <PointsExplorer place={place} scope={{ resourceArn: arn }}>
    <Head place={place} arn={arn} />
  </PointsExplorer>
);
