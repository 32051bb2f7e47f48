'use client';

import { useRouter } from 'next/navigation';
import { useMemo } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { AddressesCell } from '@/components/points/addresses-cell';
import { DeletedBadge } from '@/components/points/point-words';
import { cx } from '@/components/ui/class-names';
import type { GridColumn } from '@/components/ui/grid-head';
import { RelativeTime, ShortTime } from '@/components/ui/relative-time';
import { Skeleton } from '@/components/ui/skeleton';
import { TextLink } from '@/components/ui/text-link';
import { GridCell, VirtualGrid } from '@/components/ui/virtual-grid';
import type { ResourceView } from '@/lib/data/inventory/views';
import { type Place, paths } from '@/lib/paths';
import type { ResourcesSearch } from './resources-search';

const TEMPLATE =
  'grid-cols-[minmax(0,1fr)_9rem] @lg/grid:grid-cols-[minmax(0,1fr)_6.5rem_6rem_9rem] @4xl/grid:grid-cols-[minmax(0,1fr)_14rem_6rem_5.5rem_8rem_10.5rem]';
const MIDDLE = 'hidden @lg/grid:flex';
const WIDE = 'hidden @4xl/grid:flex';

const useColumns = (): readonly GridColumn[] => {
  const t = useTranslations('points.columns');
  return useMemo(
    () => [
      { key: 'name', title: t('resource'), sortable: true },
      { key: 'addresses', title: t('addresses'), className: WIDE },
      { key: 'type', title: t('type'), className: MIDDLE },
      { key: 'points', title: t('points'), sortable: true, numeric: true, className: MIDDLE },
      { key: 'newest', title: t('newest'), sortable: true },
      { key: 'oldest', title: t('oldest'), sortable: true, className: WIDE },
    ],
    [t],
  );
};

/** What an instance has today; beside it what its newest backup has, where that is something else. */
const Addresses = ({ resource }: { readonly resource: ResourceView }) => {
  const t = useTranslations('points.addresses');
  const { live, backedUp } = resource;
  if (live === null) return <AddressesCell addresses={backedUp} />;
  const same = !Array.isArray(backedUp) || [...backedUp].sort().join() === [...live.addresses].sort().join();
  return (
    <>
      <AddressesCell addresses={live.addresses} />
      {!same && (
        <span className="truncate text-text-dim" title={t('backup', { addresses: backedUp.join(', ') })}>
          {t('backup', { addresses: backedUp[0] ?? '–' })}
        </span>
      )}
    </>
  );
};

const Cells = ({ place, resource }: { readonly place: Place; readonly resource: ResourceView }) => {
  const format = useFormatter();
  const none = useTranslations('common.states')('none');
  const state = useTranslations('points.addresses');
  return (
    <>
      <GridCell>
        <TextLink
          href={paths.resource(place, resource.arn)}
          tabIndex={-1}
          className={cx('max-w-full shrink-0 truncate', resource.name === null && 'mono')}
          title={resource.arn}
        >
          {resource.name ?? resource.id}
        </TextLink>
        {resource.name !== null && resource.name !== resource.id && <span className="mono truncate text-text-dim">{resource.id}</span>}
        {resource.deleted === true && <DeletedBadge />}
        {resource.live !== null && resource.live.state !== 'running' && (
          <span className="shrink-0 text-text-dim">{state('state', { state: resource.live.state })}</span>
        )}
      </GridCell>
      <GridCell className={WIDE}>
        <Addresses resource={resource} />
      </GridCell>
      <GridCell className={MIDDLE}>{resource.type}</GridCell>
      <GridCell className={cx(MIDDLE, 'mono justify-end')}>{format.number(resource.points)}</GridCell>
      <GridCell>
        {resource.newestAt === null ? <span className="text-text-dim">{none}</span> : <RelativeTime at={resource.newestAt} />}
      </GridCell>
      <GridCell className={cx(WIDE, 'text-text-dim')}>{resource.oldestAt !== null && <ShortTime at={resource.oldestAt} />}</GridCell>
    </>
  );
};

const NOTHING_MORE = {};

/** Resources as rows; a row leads to the resource's page. */
export const ResourcesGrid = (props: {
  readonly place: Place;
  readonly search: ResourcesSearch;
  readonly count: number;
  readonly resourceAt: (index: number) => ResourceView | null;
  readonly onSort: (key: string) => void;
  readonly onVisible: (first: number, last: number) => void;
  readonly listKey: string;
  readonly stale: boolean;
}) => {
  const { place, search, resourceAt } = props;
  const router = useRouter();
  const t = useTranslations('points');
  const table = useTranslations('common.table');
  const columns = useColumns();
  return (
    <VirtualGrid
      label={t('resourceList')}
      hint={t('resourceKeys')}
      template={TEMPLATE}
      columns={columns}
      sort={{
        key: search.sort,
        direction: search.dir,
        onSort: props.onSort,
        describe: (column) => table('sortBy', { column: String(column) }),
      }}
      count={props.count}
      row={() => NOTHING_MORE}
      cells={(index) => {
        const resource = resourceAt(index);
        if (resource !== null) return <Cells place={place} resource={resource} />;
        return columns.map((column) => (
          <GridCell key={column.key} className={column.className ?? ''}>
            <Skeleton className="h-3 w-1/2" />
          </GridCell>
        ));
      }}
      onOpen={(index) => {
        const resource = resourceAt(index);
        if (resource !== null) router.push(paths.resource(place, resource.arn));
      }}
      onVisible={props.onVisible}
      listKey={props.listKey}
      stale={props.stale}
      className="max-h-[max(22rem,calc(100dvh-17rem))]"
    />
  );
};
