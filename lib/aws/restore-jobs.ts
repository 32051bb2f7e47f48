import 'server-only';
import {
  DescribeRestoreJobCommand,
  type DescribeRestoreJobOutput,
  GetRestoreJobMetadataCommand,
  ListRestoreJobsCommand,
  type RestoreJobsListMember,
  StartRestoreJobCommand,
} from '@aws-sdk/client-backup';
import type { AwsProblem } from '@/lib/aws-problem';
import { err, ok, type Result } from '@/lib/result';
import { call, pages } from './call';
import { backupClient } from './clients';
import type { Aws } from './connection';
import { startClient, TooLateToSend } from './start-client';

/** What StartRestoreJob is given. `idempotencyToken` is ours and was committed before the call: without one the SDK would send a random token, and a retry could start a second restore. */
export interface RestoreOrder {
  readonly recoveryPointArn: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly roleArn: string | null;
  readonly idempotencyToken: string;
  readonly resourceType: string;
  readonly copyTags: boolean;
}

/** A restore job as AWS shows it (facts 1.7). */
export interface RestoreJob {
  readonly id: string;
  readonly recoveryPointArn: string | null;
  readonly sourceResourceArn: string | null;
  readonly vaultArn: string | null;
  readonly resourceType: string | null;
  readonly status: string;
  readonly statusMessage: string | null;
  readonly percentDone: string | null;
  readonly roleArn: string | null;
  readonly expectedMinutes: number | null;
  readonly createdResourceArn: string | null;
  readonly sizeBytes: number | null;
  readonly createdAt: Date;
  readonly completedAt: Date | null;
}

/** What one may narrow the list of jobs by. */
export interface RestoreJobFilter {
  readonly createdAfter?: Date;
  readonly createdBefore?: Date;
  readonly status?: 'PENDING' | 'RUNNING' | 'COMPLETED' | 'ABORTED' | 'FAILED';
  readonly resourceType?: string;
}

/**
 * StartRestoreJob, sent once and only while `maySend` says so; the id of the job. `too-late`: nothing was sent. AWS validates the metadata afterwards: a
 * bad restore turns FAILED (fact sheet 1.1). There is no way to stop one.
 */
export const startRestoreJob = async (
  aws: Aws,
  order: RestoreOrder,
  maySend: () => boolean,
): Promise<Result<{ readonly jobId: string }, AwsProblem | { readonly code: 'too-late' }>> => {
  const client = startClient(aws, maySend);
  try {
    const answer = await call('backup:StartRestoreJob', () => client.send(startCommand(order)));
    if (!answer.ok) return answer;
    const jobId = answer.value.RestoreJobId;
    if (jobId === undefined)
      return err({ code: 'aws-failed', awsCode: 'EmptyAnswer', awsMessage: 'StartRestoreJob answered without a restore job id' });
    return ok({ jobId });
  } catch (error) {
    if (error instanceof TooLateToSend) return err({ code: 'too-late' });
    throw error;
  } finally {
    client.destroy();
  }
};

const startCommand = (order: RestoreOrder): StartRestoreJobCommand =>
  new StartRestoreJobCommand({
    RecoveryPointArn: order.recoveryPointArn,
    Metadata: { ...order.metadata },
    IdempotencyToken: order.idempotencyToken,
    ResourceType: order.resourceType,
    CopySourceTagsToRestoredResource: order.copyTags,
    ...(order.roleArn === null ? {} : { IamRoleArn: order.roleArn }),
  });

/** DescribeRestoreJob. An unknown id is `not-found`. */
export const describeRestoreJob = async (aws: Aws, id: string): Promise<Result<RestoreJob, AwsProblem>> => {
  const answer = await call('backup:DescribeRestoreJob', () => backupClient(aws).send(new DescribeRestoreJobCommand({ RestoreJobId: id })));
  return answer.ok ? ok(toJob(answer.value, id)) : answer;
};

/** ListRestoreJobs in pages of 1000, newest first as AWS gives them. */
export const restoreJobPages = (aws: Aws, filter: RestoreJobFilter = {}): AsyncGenerator<Result<readonly RestoreJob[], AwsProblem>> =>
  pages('backup:ListRestoreJobs', async (NextToken) => {
    const answer = await backupClient(aws).send(
      new ListRestoreJobsCommand({
        MaxResults: 1000,
        NextToken,
        ByCreatedAfter: filter.createdAfter,
        ByCreatedBefore: filter.createdBefore,
        ByStatus: filter.status,
        ByResourceType: filter.resourceType,
      }),
    );
    const items = (answer.RestoreJobs ?? []).flatMap((each) => (each.RestoreJobId === undefined ? [] : [toJob(each, each.RestoreJobId)]));
    return { items, next: answer.NextToken };
  });

/** GetRestoreJobMetadata: what the job was started with. Sensitive: never log it. */
export const restoreJobMetadata = async (aws: Aws, id: string): Promise<Result<Readonly<Record<string, string>>, AwsProblem>> => {
  const answer = await call('backup:GetRestoreJobMetadata', () =>
    backupClient(aws).send(new GetRestoreJobMetadataCommand({ RestoreJobId: id })),
  );
  return answer.ok ? ok(answer.value.Metadata ?? {}) : answer;
};

const toJob = (each: DescribeRestoreJobOutput | RestoreJobsListMember, id: string): RestoreJob => ({
  id,
  recoveryPointArn: each.RecoveryPointArn ?? null,
  sourceResourceArn: each.SourceResourceArn ?? null,
  vaultArn: each.BackupVaultArn ?? null,
  resourceType: each.ResourceType ?? null,
  status: each.Status ?? 'PENDING',
  statusMessage: each.StatusMessage ?? null,
  percentDone: each.PercentDone ?? null,
  roleArn: each.IamRoleArn ?? null,
  expectedMinutes: each.ExpectedCompletionTimeMinutes === undefined ? null : Number(each.ExpectedCompletionTimeMinutes),
  createdResourceArn: each.CreatedResourceArn ?? null,
  sizeBytes: each.BackupSizeInBytes ?? null,
  createdAt: each.CreationDate ?? new Date(0),
  completedAt: each.CompletionDate ?? null,
});
