import 'server-only';
import { type JobRow, type NewJob, readJob, recordForgotten, saveJobs } from '@/lib/db/repositories/jobs';
import { type RestoreRow, restoreOfJob } from '@/lib/db/repositories/restores';
import { FORGOTTEN } from '@/lib/jobs/status';
import type { Place } from '@/lib/paths';

/** The status that is shown of a stored job: AWS's, or `FORGOTTEN`. */
export const shownStatus = (job: Pick<JobRow, 'status' | 'forgottenAt'>): string => (job.forgottenAt === null ? job.status : FORGOTTEN);

/** Writes down that AWS no longer knows a job. One of ours that no sweep ever saw is stored as AWS gave it, so that there is something to show. */
export const forgetJob = async (place: Place, id: string, at: Date): Promise<void> => {
  if ((await readJob(place, id)) === null) {
    const restore = await restoreOfJob(place, id);
    if (restore !== null) await saveJobs(place, [asGiven(restore, id)], restore.answeredAt ?? restore.intendedAt);
  }
  await recordForgotten(place, id, at);
};

/** All that StartRestoreJob tells of the job it began is its id. */
const asGiven = (restore: RestoreRow, id: string): NewJob => ({
  id,
  recoveryPointArn: restore.recoveryPointArn,
  sourceResourceArn: restore.resourceArn,
  vaultArn: null,
  resourceType: 'EC2',
  status: 'PENDING',
  statusMessage: null,
  percentDone: null,
  roleArn: restore.roleArn,
  expectedMinutes: null,
  createdResourceArn: null,
  sizeBytes: null,
  createdAt: restore.answeredAt ?? restore.intendedAt,
  completedAt: null,
});
