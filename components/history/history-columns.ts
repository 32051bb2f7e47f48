'use client';

import { useShownColumns } from '@/components/lists/columns';

/** The columns of the history that one may show or hide; outcome and source always show. */
export const HISTORY_COLUMNS = [
  { key: 'addresses', standard: true },
  { key: 'place', standard: true },
  { key: 'by', standard: true },
  { key: 'started', standard: true },
  { key: 'took', standard: true },
  { key: 'notes', standard: true },
] as const;

export type HistoryColumn = (typeof HISTORY_COLUMNS)[number]['key'];

/** Which of them show. */
export const useHistoryColumns = (): ReadonlySet<string> => useShownColumns('history', HISTORY_COLUMNS);
