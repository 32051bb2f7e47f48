import { randomUUID } from 'node:crypto';
import type { DescribeBackupJobInput, DescribeBackupJobOutput, StartBackupJobInput, StartBackupJobOutput } from '@aws-sdk/client-backup';
import type { BackupJob } from '../../account/types';
import type { Scene } from '../handler';
import { invalidParameter, missing, notFound, vaultArn, vaultOf } from './common';

/** StartBackupJob, of an EC2 instance that there is: the point is there when the job has run. */
export const startBackupJob = async (input: StartBackupJobInput, scene: Scene): Promise<StartBackupJobOutput> => {
  const { account, region } = scene;
  const { ResourceArn, IamRoleArn, IdempotencyToken } = input;
  if (ResourceArn === undefined) throw missing('resourceArn');
  if (IamRoleArn === undefined) throw missing('iamRoleArn');
  const vault = vaultOf(region, input.BackupVaultName);
  const id = /:instance\/(i-[0-9a-f]+)$/.exec(ResourceArn)?.[1];
  const instance = region.instances.find((each) => each.id === id);
  if (instance === undefined || instance.state === 'terminated' || instance.state === 'shutting-down')
    throw invalidParameter(`Resource ${ResourceArn} does not exist or cannot be backed up.`);
  const earlier = region.backupJobs?.find(({ token }) => token !== null && token === IdempotencyToken);
  const now = account.now();
  const job: BackupJob = earlier ?? {
    id: randomUUID().toUpperCase(),
    token: IdempotencyToken ?? null,
    resourceArn: ResourceArn,
    vault: vault.name,
    roleArn: IamRoleArn,
    createdAt: now,
    finishesAt: now + account.timings.runMs,
    pointArn: null,
  };
  if (earlier === undefined) region.backupJobs = [...(region.backupJobs ?? []), job];
  await account.saved();
  return { BackupJobId: job.id, CreationDate: new Date(job.createdAt), IsParent: false };
};

/** DescribeBackupJob. */
export const describeBackupJob = (input: DescribeBackupJobInput, scene: Scene): DescribeBackupJobOutput => {
  const job = (scene.region.backupJobs ?? []).find(({ id }) => id === input.BackupJobId);
  if (job === undefined) throw notFound(`Backup job ${input.BackupJobId ?? ''} not found`);
  return {
    AccountId: scene.account.state().accountId,
    BackupJobId: job.id,
    BackupVaultName: job.vault,
    BackupVaultArn: vaultArn(scene, job.vault),
    ResourceArn: job.resourceArn,
    ResourceType: 'EC2',
    IamRoleArn: job.roleArn,
    CreationDate: new Date(job.createdAt),
    State: job.pointArn === null ? 'RUNNING' : 'COMPLETED',
    ...(job.pointArn === null ? {} : { RecoveryPointArn: job.pointArn, CompletionDate: new Date(job.finishesAt) }),
  };
};
