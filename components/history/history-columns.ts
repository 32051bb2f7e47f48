'use client';

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { type OptionalColumn, useShownColumns } from '@/components/lists/columns';

/** The columns of the history that one may show or hide; outcome and source always show. */
const COLUMNS = [
  { key: 'addresses', standard: true },
  { key: 'place', standard: true },
  { key: 'by', standard: true },
  { key: 'started', standard: true },
  { key: 'took', standard: true },
  { key: 'notes', standard: true },
] as const;

export type HistoryColumn = (typeof COLUMNS)[number]['key'];

/** Which of them show. */
export const useHistoryColumns = (): ReadonlySet<string> => useShownColumns('history', COLUMNS);

export const useHistoryColumnChoices = (): readonly OptionalColumn[] => {
  const t = useTranslations('history.list.columns');
  return useMemo(() => COLUMNS.map(({ key, standard }) => ({ key, standard, title: t(key) })), [t]);
};
