'use client';

import type { ReactNode } from 'react';
import { useLocale } from 'use-intl';
import { formatBytes } from '@/components/ui/bytes';
import { cx } from '@/components/ui/class-names';
import type { GridColumn } from '@/components/ui/grid-head';
import { ShortTime } from '@/components/ui/relative-time';
import { RowId } from '@/components/ui/row-id';
import { TextLink } from '@/components/ui/text-link';
import { GridCell } from '@/components/ui/virtual-grid';
import type { PointView } from '@/lib/data/inventory/views';
import { type Place, paths } from '@/lib/paths';
import { AddressesCell } from './addresses-cell';
import { LifeCell } from './life-cell';
import { DeletedBadge, hasOwnName, MalwareBadge, StatusCell } from './point-words';
import type { PointColumn, PointsKind } from './points-columns';

const Name = ({ place, point, own }: { readonly place: Place; readonly point: PointView; readonly own: boolean }) => {
  const href = paths.point(place, point.arn, point.vault);
  if (own)
    return (
      <>
        <TextLink href={href} tabIndex={-1} className="mono truncate" title={point.arn}>
          {point.id}
        </TextLink>
        {point.scan === 'malware' && <MalwareBadge inList />}
      </>
    );
  return (
    <>
      <TextLink href={href} tabIndex={-1} className={cx('truncate', point.resourceName === null && 'mono')} title={point.arn}>
        {point.resourceName ?? point.resourceId}
      </TextLink>
      {hasOwnName(point) && <RowId value={point.resourceId} within="grid" className="@2xl/grid:hidden @3xl/grid:inline-flex" />}
      {point.resourceDeleted === true && <DeletedBadge />}
      {point.scan === 'malware' && <MalwareBadge inList />}
    </>
  );
};

/** What stands in a column of a point's row. */
const usePointCell = (place: Place, own: boolean): ((column: PointColumn, point: PointView) => ReactNode) => {
  const locale = useLocale();
  return (column, point) => {
    if (column === 'name') return <Name place={place} point={point} own={own} />;
    if (column === 'addresses') return <AddressesCell addresses={point.addresses} />;
    if (column === 'type') return point.resourceType;
    if (column === 'status') return <StatusCell status={point.status} />;
    if (column === 'created') return <ShortTime at={point.createdAt} className="truncate" />;
    if (column === 'size') return point.sizeBytes === null ? '–' : formatBytes(point.sizeBytes, locale);
    if (column === 'vault')
      return (
        <span className="truncate" title={point.vault}>
          {point.vault}
        </span>
      );
    return <LifeCell place={place} column={column} point={point} />;
  };
};

/** The cells of a point's row. */
export const PointCells = (props: {
  readonly place: Place;
  readonly kind: PointsKind;
  readonly columns: readonly (GridColumn & { readonly key: PointColumn })[];
  readonly point: PointView;
  readonly inGroup: boolean;
}) => {
  const { place, kind, columns, point, inGroup } = props;
  const cell = usePointCell(place, inGroup || kind === 'resource');
  return columns.map(({ key, className, numeric }) => (
    <GridCell
      key={key}
      className={cx(className, numeric && 'mono justify-end', key === 'name' && 'overflow-hidden', key === 'name' && inGroup && 'pl-10')}
    >
      {cell(key, point)}
    </GridCell>
  ));
};
