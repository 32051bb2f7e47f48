import type { ExportedRestore } from '@/lib/db/repositories/history-export';
import { resourceIdOf } from '../inventory/resource-id';

/** The id in an ARN. */
export const idIn = (arn: string | null): string | null => (arn === null ? null : resourceIdOf(arn));

/** How long AWS took; `null` while it runs, and where there is no job. */
export const secondsOf = ({ endedAt, jobCreatedAt }: ExportedRestore): number | null =>
  endedAt === null || jobCreatedAt === null ? null : Math.max(0, Math.round((Date.parse(endedAt) - Date.parse(jobCreatedAt)) / 1_000));
