'use client';

import { useShownColumns } from '@/components/lists/columns';

/** The columns of the list of jobs that one may show or hide; state and source always show. */
export const JOB_COLUMNS = [
  { key: 'addresses', standard: true },
  { key: 'time', standard: true },
  { key: 'result', standard: true },
  { key: 'started', standard: true },
  { key: 'by', standard: true },
] as const;

export type JobColumn = (typeof JOB_COLUMNS)[number]['key'];

/** Which of them show. A row is told each as a text, so that it is drawn anew only where that changes. */
export const useJobColumns = (): ReadonlySet<string> => useShownColumns('jobs', JOB_COLUMNS);
