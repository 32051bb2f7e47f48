'use client';

import { type ReactNode, useMemo } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { formatBytes } from '@/components/ui/bytes';
import { cx } from '@/components/ui/class-names';
import type { GridColumn } from '@/components/ui/grid-head';
import { RelativeTime, ShortTime } from '@/components/ui/relative-time';
import { Skeleton } from '@/components/ui/skeleton';
import { TextLink } from '@/components/ui/text-link';
import { GridCell, VirtualGrid } from '@/components/ui/virtual-grid';
import type { PointView } from '@/lib/data/inventory/views';
import { type Place, paths } from '@/lib/paths';
import { AddressesCell } from './addresses-cell';
import { GroupCell } from './group-cell';
import { DeletedBadge, hasOwnName, MalwareBadge, StatusCell } from './point-words';
import type { PointsScope, PointsSearch } from './points-search';
import type { PointRow } from './use-point-list';

/** Which columns a list has follows from what it is about; how many of them show, from how wide it is. */
type Kind = 'all' | 'vault' | 'resource';

const NARROW = 'grid-cols-[minmax(0,1fr)_11.5rem] @lg/grid:grid-cols-[minmax(0,1fr)_8rem_11.5rem]';
const TEMPLATES: Readonly<Record<Kind, string>> = {
  all: `${NARROW} @4xl/grid:grid-cols-[minmax(0,1fr)_9.5rem_5.5rem_7.5rem_11.5rem_5.5rem_9.5rem]`,
  vault: `${NARROW} @4xl/grid:grid-cols-[minmax(0,1fr)_9.5rem_5.5rem_7.5rem_11.5rem_5.5rem_8.5rem]`,
  resource: `${NARROW} @4xl/grid:grid-cols-[minmax(0,1fr)_9.5rem_7.5rem_11.5rem_5.5rem_10rem_8.5rem]`,
};
const MIDDLE = 'hidden @lg/grid:flex';
const WIDE = 'hidden @4xl/grid:flex';

const kindOf = (scope: PointsScope): Kind => {
  if (scope.resourceArn !== undefined) return 'resource';
  return scope.vault === undefined ? 'all' : 'vault';
};

const useColumns = (kind: Kind): readonly GridColumn[] => {
  const t = useTranslations('points.columns');
  return useMemo(() => {
    const optional: readonly (GridColumn | false)[] = [
      kind === 'resource' ? { key: 'point', title: t('point') } : { key: 'name', title: t('resource'), sortable: true },
      { key: 'addresses', title: t('addresses'), className: WIDE },
      kind !== 'resource' && { key: 'type', title: t('type'), className: WIDE },
      { key: 'status', title: t('status'), sortable: true, className: MIDDLE },
      { key: 'created', title: t('created'), sortable: true },
      { key: 'size', title: t('size'), sortable: true, numeric: true, className: WIDE },
      kind !== 'vault' && { key: 'vault', title: t('vault'), className: WIDE },
      kind !== 'all' && { key: 'deletes', title: t('deletes'), className: WIDE },
    ];
    return optional.filter((column) => column !== false);
  }, [kind, t]);
};

const Name = ({ place, point, own }: { readonly place: Place; readonly point: PointView; readonly own: boolean }) => {
  const href = paths.point(place, point.arn, point.vault);
  if (own)
    return (
      <TextLink href={href} tabIndex={-1} className="mono truncate" title={point.arn}>
        {point.id}
      </TextLink>
    );
  return (
    <>
      <TextLink
        href={href}
        tabIndex={-1}
        className={cx('max-w-full shrink-0 truncate', point.resourceName === null && 'mono')}
        title={point.arn}
      >
        {point.resourceName ?? point.resourceId}
      </TextLink>
      {hasOwnName(point) && <span className="mono truncate text-text-dim">{point.resourceId}</span>}
      {point.resourceDeleted === true && <DeletedBadge />}
      {point.scan === 'malware' && <MalwareBadge />}
    </>
  );
};

const PointCells = (props: { readonly place: Place; readonly kind: Kind; readonly point: PointView; readonly inGroup: boolean }) => {
  const { place, kind, point, inGroup } = props;
  const locale = useLocale();
  const t = useTranslations('points');
  return (
    <>
      <GridCell className={inGroup ? 'pl-10' : ''}>
        <Name place={place} point={point} own={inGroup || kind === 'resource'} />
      </GridCell>
      <GridCell className={WIDE}>
        <AddressesCell addresses={point.addresses} />
      </GridCell>
      {kind !== 'resource' && <GridCell className={WIDE}>{point.resourceType}</GridCell>}
      <GridCell className={MIDDLE}>
        <StatusCell status={point.status} />
      </GridCell>
      <GridCell>
        <ShortTime at={point.createdAt} className="truncate" />
      </GridCell>
      <GridCell className={cx(WIDE, 'mono justify-end')}>{point.sizeBytes === null ? '–' : formatBytes(point.sizeBytes, locale)}</GridCell>
      {kind !== 'vault' && (
        <GridCell className={WIDE}>
          <span className="truncate" title={point.vault}>
            {point.vault}
          </span>
        </GridCell>
      )}
      {kind !== 'all' && (
        <GridCell className={cx(WIDE, 'text-text-dim')}>
          {point.deleteAt === null ? t('never') : <RelativeTime at={point.deleteAt} className="truncate" />}
        </GridCell>
      )}
    </>
  );
};

const Waiting = ({ columns, inGroup }: { readonly columns: readonly GridColumn[]; readonly inGroup: boolean }) => (
  <>
    {columns.map((column, at) => (
      <GridCell key={column.key} className={cx(column.className, at === 0 && inGroup && 'pl-10')}>
        <Skeleton className={at === 0 ? 'h-3 w-1/2' : 'h-3 w-2/3'} />
      </GridCell>
    ))}
  </>
);

interface PointsGridProps {
  readonly place: Place;
  readonly scope: PointsScope;
  readonly search: PointsSearch;
  readonly points: {
    readonly grouped: boolean;
    readonly count: number;
    readonly rowAt: (index: number) => PointRow;
    readonly parentOf: (index: number) => number;
    readonly onVisible: (first: number, last: number) => void;
    readonly listKey: string;
    readonly stale: boolean;
  };
  readonly isShown: (point: PointView) => boolean;
  readonly onOpen: (point: PointView) => void;
  readonly onFold: (resourceId: string, open: boolean) => void;
  readonly onSort: (key: string) => void;
  readonly className: string;
}

/** Recovery points as rows, flat or under the resource that they are of. */
export const PointsGrid = (props: PointsGridProps) => {
  const { place, search, points, onFold } = props;
  const { rowAt } = points;
  const t = useTranslations('points');
  const table = useTranslations('common.table');
  const kind = kindOf(props.scope);
  const columns = useColumns(kind);
  const fold = (index: number, open: boolean) => {
    const row = rowAt(index);
    if (row.kind === 'group' && row.group !== null) onFold(row.group.resourceId, open);
  };
  const cells = (index: number): ReactNode => {
    const row = rowAt(index);
    if (row.kind === 'group')
      return <GroupCell group={row.group} open={row.open} columns={columns.length} place={place} onFold={(open) => fold(index, open)} />;
    if (row.point === null) return <Waiting columns={columns} inGroup={row.inGroup} />;
    return <PointCells place={place} kind={kind} point={row.point} inGroup={row.inGroup} />;
  };
  return (
    <VirtualGrid
      label={t('list')}
      hint={table('keys')}
      template={TEMPLATES[kind]}
      columns={columns}
      sort={{
        key: search.sort,
        direction: search.dir,
        onSort: props.onSort,
        describe: (column) => table('sortBy', { column: String(column) }),
      }}
      count={points.count}
      row={(index) => {
        const row = rowAt(index);
        if (row.kind === 'group') return { level: 1, expanded: row.open };
        return { selected: row.point !== null && props.isShown(row.point), ...(row.inGroup ? { level: 2 } : {}) };
      }}
      cells={cells}
      onOpen={(index) => {
        const row = rowAt(index);
        if (row.kind === 'group') fold(index, !row.open);
        else if (row.point !== null) props.onOpen(row.point);
      }}
      {...(points.grouped ? { tree: { fold, parentOf: points.parentOf } } : {})}
      onVisible={points.onVisible}
      listKey={points.listKey}
      stale={points.stale}
      className={props.className}
    />
  );
};
