import type { Account } from '../../account/account';
import type { ServiceDefinition } from '../../wire/service';
import { handler } from '../handler';
import { describeBackupJob, startBackupJob } from './backup-jobs';
import { describeRestoreJob, getRestoreJobMetadata, listRestoreJobs, listRestoreJobsByProtectedResource } from './jobs';
import { describeRecoveryPoint, getRecoveryPointRestoreMetadata, listRecoveryPointsByBackupVault, listTags } from './points';
import { describeProtectedResource, listProtectedResources, listRecoveryPointsByResource } from './resources';
import { startRestoreJob } from './start-restore-job';
import { describeBackupVault, getBackupVaultAccessPolicy, listBackupVaults } from './vaults';

/** AWS Backup. */
export const backupService = (account: Account): ServiceDefinition => ({
  signingName: 'backup',
  protocol: 'restJson1',
  version: '2018-11-15',
  xmlNamespace: '',
  load: () => import('@aws-sdk/client-backup'),
  handlers: {
    ListBackupVaults: handler(account, listBackupVaults),
    DescribeBackupVault: handler(account, describeBackupVault),
    GetBackupVaultAccessPolicy: handler(account, getBackupVaultAccessPolicy),
    ListRecoveryPointsByBackupVault: handler(account, listRecoveryPointsByBackupVault),
    DescribeRecoveryPoint: handler(account, describeRecoveryPoint),
    GetRecoveryPointRestoreMetadata: handler(account, getRecoveryPointRestoreMetadata),
    ListTags: handler(account, listTags),
    ListProtectedResources: handler(account, listProtectedResources),
    DescribeProtectedResource: handler(account, describeProtectedResource),
    ListRecoveryPointsByResource: handler(account, listRecoveryPointsByResource),
    StartBackupJob: handler(account, startBackupJob),
    DescribeBackupJob: handler(account, describeBackupJob),
    StartRestoreJob: handler(account, startRestoreJob),
    DescribeRestoreJob: handler(account, describeRestoreJob),
    GetRestoreJobMetadata: handler(account, getRestoreJobMetadata),
    ListRestoreJobs: handler(account, listRestoreJobs),
    ListRestoreJobsByProtectedResource: handler(account, listRestoreJobsByProtectedResource),
  },
});
