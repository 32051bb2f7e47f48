import 'server-only';
import { databaseNow } from '@/lib/db/about';
import { readSweeps } from '@/lib/db/repositories/inventory-sweeps';
import type { JobWithOrigin } from '@/lib/db/repositories/jobs';
import { askAndWait, askSweeps } from '../inventory/ask';
import { isFresh } from '../inventory/freshness';
import type { Scope } from '../scope';

const WAIT_MS = 1_500;

const isUnnamed = ({ job, resourceName }: JobWithOrigin): boolean => resourceName === null && job.sourceResourceArn !== null;

/**
 * AWS tells a job's source by its ARN only; its name is in the list of protected resources. Where one is missing that a look at that list since the job began could
 * have brought, the list is read, and the very first time waited for a little. `true`: names may be known now.
 */
export const lookUpNames = async (scope: Scope, jobs: readonly JobWithOrigin[]): Promise<boolean> => {
  const newest = Math.max(...jobs.filter(isUnnamed).map(({ job }) => job.createdAt.getTime()));
  if (newest === Number.NEGATIVE_INFINITY) return false;
  const row = (await readSweeps(scope)).find((each) => each.subject === 'resources');
  const known = row?.finishedAt != null && row.finishedAt.getTime() > newest;
  if (known || isFresh(row, await databaseNow())) return false;
  if (row?.finishedAt != null) {
    await askSweeps(scope, ['resources']);
    return false;
  }
  await askAndWait(scope, 'resources', WAIT_MS);
  return true;
};
