'use client';

import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { cx } from '@/components/ui/class-names';
import type { GridColumn } from '@/components/ui/grid-head';
import { Skeleton } from '@/components/ui/skeleton';
import { GridCell, VirtualGrid } from '@/components/ui/virtual-grid';
import type { PointView } from '@/lib/data/inventory/views';
import type { Place } from '@/lib/paths';
import { GroupCell } from './group-cell';
import { PointCells } from './point-cells';
import { pointsKindOf, usePointColumns } from './points-columns';
import type { PointsScope, PointsSearch } from './points-search';
import type { PointRow } from './use-point-list';

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
  const kind = pointsKindOf(props.scope);
  const { columns, layout } = usePointColumns(kind);
  const fold = (index: number, open: boolean) => {
    const row = rowAt(index);
    if (row.kind === 'group' && row.group !== null) onFold(row.group.resourceId, open);
  };
  const cells = (index: number): ReactNode => {
    const row = rowAt(index);
    if (row.kind === 'group')
      return <GroupCell group={row.group} open={row.open} columns={columns.length} place={place} onFold={(open) => fold(index, open)} />;
    if (row.point === null) return <Waiting columns={columns} inGroup={row.inGroup} />;
    return <PointCells place={place} kind={kind} columns={columns} point={row.point} inGroup={row.inGroup} />;
  };
  return (
    <VirtualGrid
      label={t('list')}
      hint={table('keys')}
      inner={layout.inner}
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
