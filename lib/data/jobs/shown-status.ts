import type { JobRow } from '@/lib/db/repositories/jobs';
import { FORGOTTEN } from '@/lib/jobs/status';

/** The status that is shown of a stored job: AWS's, or `FORGOTTEN`. */
export const shownStatus = (job: Pick<JobRow, 'status' | 'forgottenAt'>): string => (job.forgottenAt === null ? job.status : FORGOTTEN);
