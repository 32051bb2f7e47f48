'use client';

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { type OptionalColumn, useShownColumns } from '@/components/lists/columns';
import { type GridLayout, gridLayout, type SizedColumn } from '@/components/lists/grid-layout';
import type { GridColumn } from '@/components/ui/grid-head';
import type { ColumnList } from '@/lib/preferences';
import type { PointsScope } from './points-search';

/** What a list of points is about decides which columns it has. */
export type PointsKind = 'all' | 'vault' | 'resource';

export const pointsKindOf = (scope: PointsScope): PointsKind => {
  if (scope.resourceArn !== undefined) return 'resource';
  return scope.vault === undefined ? 'all' : 'vault';
};

/** The list as columns are kept for it. */
export const COLUMNS_OF: Readonly<Record<PointsKind, ColumnList>> = { all: 'points', vault: 'vault-points', resource: 'resource-points' };

/** Every column of a list of points in the order in which they stand. */
const COLUMNS = [
  { key: 'name', width: null, rank: 0, sortable: true },
  { key: 'addresses', width: 9.5, rank: 3 },
  { key: 'type', width: 5.5, rank: 5, notOf: 'resource' },
  { key: 'status', width: 7.5, rank: 2, sortable: true },
  { key: 'created', width: 11.5, rank: 1, sortable: true },
  { key: 'size', width: 5.5, rank: 4, sortable: true, numeric: true },
  { key: 'vault', width: 9.5, rank: 6, notOf: 'vault' },
  { key: 'deletes', width: 8.5, rank: 7, extraOf: 'all' },
  { key: 'scan', width: 9.5, rank: 8, extraOf: 'every' },
  { key: 'lock', width: 6, rank: 9, extraOf: 'every' },
  { key: 'cold', width: 8.5, rank: 10, extraOf: 'every' },
] as const satisfies readonly (SizedColumn & {
  readonly sortable?: true;
  readonly numeric?: true;
  /** In a list of this kind it would say the same in every row. */
  readonly notOf?: PointsKind;
  /** There it shows only where it was chosen. */
  readonly extraOf?: PointsKind | 'every';
})[];

export type PointColumn = (typeof COLUMNS)[number]['key'];

const columnsOf = (kind: PointsKind) =>
  COLUMNS.filter((column) => !('notOf' in column && column.notOf === kind)).map((column) => ({
    ...column,
    standard: !('extraOf' in column && (column.extraOf === 'every' || column.extraOf === kind)),
  }));
const OF_KIND = { all: columnsOf('all'), vault: columnsOf('vault'), resource: columnsOf('resource') } as const;

/** The columns of a list of points that one may show or hide. */
export const choicesOf = (kind: PointsKind): readonly OptionalColumn[] => OF_KIND[kind].slice(1);

/** The columns that a list of points shows, and how they are laid out. */
export const usePointColumns = (
  kind: PointsKind,
): { readonly columns: readonly (GridColumn & { readonly key: PointColumn })[]; readonly layout: GridLayout } => {
  const t = useTranslations('points.columns');
  const shown = useShownColumns(COLUMNS_OF[kind], OF_KIND[kind]);
  return useMemo(() => {
    const columns = OF_KIND[kind].filter(({ key }) => key === 'name' || shown.has(key));
    const layout = gridLayout(columns);
    return {
      layout,
      columns: columns.map((column) => ({
        key: column.key,
        title: column.key !== 'name' ? t(column.key) : kind === 'resource' ? t('point') : t('resource'),
        sortable: 'sortable' in column && !(kind === 'resource' && column.key === 'name'),
        numeric: 'numeric' in column,
        className: layout.classOf(column.key),
      })),
    };
  }, [kind, shown, t]);
};
