'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ColumnList } from '@/lib/preferences';
import { columnsQuery } from '@/lib/queries/preferences';

/** A column that one may show or hide; its title is the message of its key. */
export interface OptionalColumn {
  readonly key: string;
  /** It shows where nothing was chosen. */
  readonly standard: boolean;
}

/** The keys of the columns that show: those chosen, as far as the list has them, or those that it comes with. */
export const shownColumns = (columns: readonly OptionalColumn[], chosen: readonly string[] | null): ReadonlySet<string> =>
  new Set(columns.filter(({ key, standard }) => (chosen === null ? standard : chosen.includes(key))).map(({ key }) => key));

/** Which of the columns of a list whoever looks has chosen to see. */
export const useShownColumns = (list: ColumnList, columns: readonly OptionalColumn[]): ReadonlySet<string> => {
  const { data = null } = useQuery(columnsQuery(list));
  return useMemo(() => shownColumns(columns, data), [columns, data]);
};
