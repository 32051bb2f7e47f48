'use client';

import { useRouter } from 'next/navigation';
import type { ReactNode } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { AddressesCell } from '@/components/points/addresses-cell';
import { DeletedBadge } from '@/components/points/point-words';
import { cx } from '@/components/ui/class-names';
import type { GridColumn } from '@/components/ui/grid-head';
import { Icon } from '@/components/ui/icon';
import { RelativeTime, ShortTime } from '@/components/ui/relative-time';
import { RowId } from '@/components/ui/row-id';
import { Skeleton } from '@/components/ui/skeleton';
import { TextLink } from '@/components/ui/text-link';
import { GridCell, VirtualGrid } from '@/components/ui/virtual-grid';
import type { ResourceView } from '@/lib/data/inventory/views';
import { type Place, paths } from '@/lib/paths';
import { type ResourceColumn, useResourceColumns } from './resources-columns';
import type { ResourcesSearch } from './resources-search';

/** That something else has an address of the newest backup today, and who: whoever restores it meets that. */
const HeldElsewhere = ({ held: { address, kind, instance } }: { readonly held: NonNullable<ResourceView['heldElsewhere']> }) => {
  const t = useTranslations('points.addresses');
  const words = t('heldElsewhere', { address, holder: kind === 'instance' && instance !== null ? instance : t('otherHolder') });
  return (
    <span className="flex min-w-0 items-center gap-1 text-warn" title={words}>
      <Icon name="swap" className="shrink-0" />
      <span className="truncate text-text-dim" aria-hidden="true">
        {kind === 'instance' && instance !== null ? instance : t('otherHolder')}
      </span>
      <span className="sr-only">{words}</span>
    </span>
  );
};

/** What an instance has today; beside it what its newest backup has, where that is something else. */
const Addresses = ({ resource }: { readonly resource: ResourceView }) => {
  const t = useTranslations('points.addresses');
  const { live, backedUp, heldElsewhere } = resource;
  if (heldElsewhere !== null)
    return (
      <>
        <AddressesCell addresses={live?.addresses ?? backedUp} />
        <HeldElsewhere held={heldElsewhere} />
      </>
    );
  if (live === null) return <AddressesCell addresses={backedUp} most={2} />;
  const same = !Array.isArray(backedUp) || [...backedUp].sort().join() === [...live.addresses].sort().join();
  return (
    <>
      <AddressesCell addresses={live.addresses} most={same ? 2 : 1} />
      {!same && (
        <span className="truncate text-text-dim" title={t('backup', { addresses: backedUp.join(', ') })}>
          {t('backup', { addresses: backedUp[0] ?? '–' })}
        </span>
      )}
    </>
  );
};

const Name = ({ place, resource }: { readonly place: Place; readonly resource: ResourceView }) => {
  const state = useTranslations('points.addresses');
  return (
    <>
      <TextLink
        href={paths.resource(place, resource.arn)}
        tabIndex={-1}
        className={cx('truncate', resource.name === null && 'mono')}
        title={resource.arn}
      >
        {resource.name ?? resource.id}
      </TextLink>
      {resource.name !== null && resource.name !== resource.id && <RowId value={resource.id} within="grid" />}
      {resource.deleted === true && <DeletedBadge />}
      {resource.live !== null && resource.live.state !== 'running' && (
        <span className="shrink-0 text-text-dim">{state('state', { state: resource.live.state })}</span>
      )}
    </>
  );
};

const useCell = (place: Place): ((column: ResourceColumn, resource: ResourceView) => ReactNode) => {
  const format = useFormatter();
  const none = useTranslations('common.states')('none');
  return (column, resource) => {
    if (column === 'name') return <Name place={place} resource={resource} />;
    if (column === 'addresses') return <Addresses resource={resource} />;
    if (column === 'type') return resource.type;
    if (column === 'points') return format.number(resource.points);
    const at = column === 'newest' ? resource.newestAt : resource.oldestAt;
    if (at === null) return <span className="text-text-dim">{none}</span>;
    return column === 'newest' ? <RelativeTime at={at} /> : <ShortTime at={at} className="text-text-dim" />;
  };
};

const Cells = (props: {
  readonly place: Place;
  readonly columns: readonly (GridColumn & { readonly key: ResourceColumn })[];
  readonly resource: ResourceView;
}) => {
  const cell = useCell(props.place);
  return props.columns.map(({ key, className, numeric }) => (
    <GridCell key={key} className={cx(className, numeric && 'mono justify-end')}>
      {cell(key, props.resource)}
    </GridCell>
  ));
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
  const { columns, layout } = useResourceColumns();
  return (
    <VirtualGrid
      label={t('resourceList')}
      hint={t('resourceKeys')}
      inner={layout.inner}
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
        if (resource !== null) return <Cells place={place} columns={columns} resource={resource} />;
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
