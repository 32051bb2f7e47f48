import type {
  DescribeRestoreJobInput,
  DescribeRestoreJobOutput,
  GetRestoreJobMetadataInput,
  GetRestoreJobMetadataOutput,
  ListRestoreJobsByProtectedResourceInput,
  ListRestoreJobsByProtectedResourceOutput,
  ListRestoreJobsInput,
  ListRestoreJobsOutput,
} from '@aws-sdk/client-backup';
import type { RestoreJob } from '../../account/types';
import type { Scene } from '../handler';
import { missing, newestFirst, notFound, page, vaultArn } from './common';

/** Two decimals and a percent sign (facts 8.7). */
const percentDone = (job: RestoreJob, now: number): string => {
  if (job.status === 'COMPLETED') return '100.00%';
  if (job.status !== 'RUNNING') return '0.00%';
  const part = (now - job.validatedAt) / Math.max(1, job.finishesAt - job.validatedAt);
  return `${(100 * Math.min(0.99, Math.max(0, part))).toFixed(2)}%`;
};

const member = (scene: Scene, job: RestoreJob): DescribeRestoreJobOutput => {
  const { accountId } = scene.account.state();
  const created = job.status === 'COMPLETED' || job.status === 'FAILED' ? job.instanceId : null;
  return {
    AccountId: accountId,
    RestoreJobId: job.id,
    RecoveryPointArn: job.pointArn,
    SourceResourceArn: job.resourceArn,
    BackupVaultArn: vaultArn(scene, job.vault),
    CreationDate: new Date(job.createdAt),
    Status: job.status,
    PercentDone: percentDone(job, scene.account.now()),
    BackupSizeInBytes: job.sizeBytes,
    IamRoleArn: job.roleArn,
    ExpectedCompletionTimeMinutes: Math.max(1, Math.ceil((job.finishesAt - job.createdAt) / 60_000)),
    ResourceType: job.resourceType,
    RecoveryPointCreationDate: new Date(job.pointCreatedAt),
    IsParent: false,
    ...(job.completedAt === null ? {} : { CompletionDate: new Date(job.completedAt) }),
    ...(job.message === null ? {} : { StatusMessage: job.message }),
    ...(created === null ? {} : { CreatedResourceArn: `arn:aws:ec2:${scene.call.region}:${accountId}:instance/${created}` }),
  };
};

const jobOf = (scene: Scene, id: string | undefined): RestoreJob => {
  if (id === undefined) throw missing('restoreJobId');
  const job = scene.region.jobs.find((each) => each.id === id);
  if (job === undefined) throw notFound(`Restore job ${id} not found`);
  return job;
};

export const describeRestoreJob = (input: DescribeRestoreJobInput, scene: Scene): DescribeRestoreJobOutput =>
  member(scene, jobOf(scene, input.RestoreJobId));

export const getRestoreJobMetadata = (input: GetRestoreJobMetadataInput, scene: Scene): GetRestoreJobMetadataOutput => {
  const job = jobOf(scene, input.RestoreJobId);
  return { RestoreJobId: job.id, Metadata: job.metadata };
};

const isWithin = (at: number | null, after: Date | undefined, before: Date | undefined): boolean =>
  (after === undefined && before === undefined) ||
  (at !== null && at > (after?.getTime() ?? Number.NEGATIVE_INFINITY) && at < (before?.getTime() ?? Number.POSITIVE_INFINITY));

/** A list may lag behind what DescribeRestoreJob knows at once. */
const listed = (scene: Scene): RestoreJob[] => {
  const now = scene.account.now();
  return scene.region.jobs.filter((job) => job.listedAt === undefined || job.listedAt <= now);
};

/** ListRestoreJobs with all filters, newest first. */
export const listRestoreJobs = (input: ListRestoreJobsInput, scene: Scene): ListRestoreJobsOutput => {
  const jobs = listed(scene).filter(
    (job) =>
      [undefined, '*', scene.account.state().accountId].includes(input.ByAccountId) &&
      (input.ByResourceType === undefined || job.resourceType === input.ByResourceType) &&
      (input.ByStatus === undefined || job.status === input.ByStatus) &&
      // Restore testing plans and parent jobs do not exist here.
      input.ByRestoreTestingPlanArn === undefined &&
      input.ByParentJobId === undefined &&
      isWithin(job.createdAt, input.ByCreatedAfter, input.ByCreatedBefore) &&
      isWithin(job.completedAt, input.ByCompleteAfter, input.ByCompleteBefore),
  );
  const { items, next } = page(newestFirst(jobs), input);
  return { RestoreJobs: items.map((job) => member(scene, job)), NextToken: next };
};

export const listRestoreJobsByProtectedResource = (
  input: ListRestoreJobsByProtectedResourceInput,
  scene: Scene,
): ListRestoreJobsByProtectedResourceOutput => {
  if (input.ResourceArn === undefined) throw missing('resourceArn');
  const jobs = listed(scene).filter(
    (job) =>
      job.resourceArn === input.ResourceArn &&
      (input.ByStatus === undefined || job.status === input.ByStatus) &&
      isWithin(job.pointCreatedAt, input.ByRecoveryPointCreationDateAfter, input.ByRecoveryPointCreationDateBefore),
  );
  const { items, next } = page(newestFirst(jobs), input);
  return { RestoreJobs: items.map((job) => member(scene, job)), NextToken: next };
};
