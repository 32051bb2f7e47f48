'use client';

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { type OptionalColumn, useShownColumns } from '@/components/lists/columns';
import { type GridLayout, gridLayout, type SizedColumn } from '@/components/lists/grid-layout';
import type { GridColumn } from '@/components/ui/grid-head';

/** Every column of the list of resources in the order in which they stand; all of them show where nothing was chosen. */
const COLUMNS = [
  { key: 'name', width: null, rank: 0, sortable: true, standard: true },
  { key: 'addresses', width: 14, rank: 2, standard: true },
  { key: 'type', width: 6, rank: 3, standard: true },
  { key: 'points', width: 5.5, rank: 4, sortable: true, numeric: true, standard: true },
  { key: 'newest', width: 10.5, rank: 1, sortable: true, standard: true },
  { key: 'oldest', width: 10.5, rank: 5, sortable: true, standard: true },
] as const satisfies readonly (SizedColumn & { readonly sortable?: true; readonly numeric?: true; readonly standard: boolean })[];

export type ResourceColumn = (typeof COLUMNS)[number]['key'];

/** The columns of the list of resources that one may show or hide. */
export const RESOURCE_CHOICES: readonly OptionalColumn[] = COLUMNS.slice(1);

/** The columns that the list of resources shows, and how they are laid out. */
export const useResourceColumns = (): {
  readonly columns: readonly (GridColumn & { readonly key: ResourceColumn })[];
  readonly layout: GridLayout;
} => {
  const t = useTranslations('points.columns');
  const shown = useShownColumns('resources', COLUMNS);
  return useMemo(() => {
    const columns = COLUMNS.filter(({ key }) => key === 'name' || shown.has(key));
    const layout = gridLayout(columns);
    return {
      layout,
      columns: columns.map((column) => ({
        key: column.key,
        title: column.key === 'name' ? t('resource') : t(column.key),
        sortable: 'sortable' in column,
        numeric: 'numeric' in column,
        className: layout.classOf(column.key),
      })),
    };
  }, [shown, t]);
};
