import 'server-only';
import { DescribeBackupJobCommand, StartBackupJobCommand } from '@aws-sdk/client-backup';
import type { AwsProblem } from '@/lib/aws-problem';
import { err, ok, type Result } from '@/lib/result';
import { call } from './call';
import { backupClient } from './clients';
import type { Aws } from './connection';

/** A backup that is to be made now. `token` is ours: the same one twice makes one backup. */
export interface BackupOrder {
  readonly vault: string;
  readonly resourceArn: string;
  readonly roleArn: string;
  readonly token: string;
}

/** StartBackupJob; the id of its job. */
export const startBackupJob = async (aws: Aws, order: BackupOrder): Promise<Result<string, AwsProblem>> => {
  const answer = await call('backup:StartBackupJob', () =>
    backupClient(aws).send(
      new StartBackupJobCommand({
        BackupVaultName: order.vault,
        ResourceArn: order.resourceArn,
        IamRoleArn: order.roleArn,
        IdempotencyToken: order.token,
      }),
    ),
  );
  if (!answer.ok) return answer;
  const id = answer.value.BackupJobId;
  return id === undefined
    ? err({ code: 'aws-failed', awsCode: 'EmptyAnswer', awsMessage: 'StartBackupJob answered without a backup job id' })
    : ok(id);
};

/** The state of a backup job in AWS's word (`RUNNING`, `COMPLETED`, …). */
export const backupJobState = async (aws: Aws, id: string): Promise<Result<string, AwsProblem>> => {
  const answer = await call('backup:DescribeBackupJob', () => backupClient(aws).send(new DescribeBackupJobCommand({ BackupJobId: id })));
  return answer.ok ? ok(answer.value.State ?? 'CREATED') : answer;
};
