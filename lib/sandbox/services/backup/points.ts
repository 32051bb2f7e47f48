import type {
  DescribeRecoveryPointInput,
  DescribeRecoveryPointOutput,
  GetRecoveryPointRestoreMetadataInput,
  GetRecoveryPointRestoreMetadataOutput,
  ListRecoveryPointsByBackupVaultInput,
  ListRecoveryPointsByBackupVaultOutput,
  ListTagsInput,
  ListTagsOutput,
  RecoveryPointByBackupVault,
  ScanFinding,
} from '@aws-sdk/client-backup';
import { pointsIndex } from '../../account/points-index';
import type { Point } from '../../account/types';
import { seedUuid } from '../../seed/ids';
import type { Scene } from '../handler';
import { keyArn, missing, notFound, page, pointOf, vaultArn, vaultOf } from './common';

const DAY = 86_400_000;
const BACKUP_TAKES_MS = 11 * 60_000;
/** From the end of a backup to the end of its scan. */
const SCAN_TAKES_MS = 34 * 60_000;

/** The one plan that made all points. */
const PLAN_ID = seedUuid('plan:daily');

const createdBy = ({ account, call }: Scene) => ({
  BackupPlanId: PLAN_ID,
  BackupPlanArn: `arn:aws:backup:${call.region}:${account.state().accountId}:backup-plan:${PLAN_ID}`,
  BackupPlanVersion: 'ZmY0MjA1YmUtOWY2Yi00',
  BackupRuleId: seedUuid('rule:daily'),
});

const member = (scene: Scene, point: Point): RecoveryPointByBackupVault => {
  const vault = vaultOf(scene.region, point.vault);
  return {
    RecoveryPointArn: point.arn,
    BackupVaultName: point.vault,
    BackupVaultArn: vaultArn(scene, point.vault),
    ResourceArn: point.resourceArn,
    ResourceName: point.resourceName,
    ResourceType: point.resourceType,
    CreatedBy: createdBy(scene),
    IamRoleArn: `arn:aws:iam::${scene.account.state().accountId}:role/service-role/AWSBackupDefaultServiceRole`,
    Status: point.status,
    ...(point.status === 'COMPLETED' ? {} : { StatusMessage: statusMessage(point.status) }),
    CreationDate: new Date(point.createdAt),
    CompletionDate: new Date(point.createdAt + BACKUP_TAKES_MS),
    BackupSizeInBytes: point.sizeBytes,
    IsEncrypted: true,
    IsParent: false,
    VaultType: vault.type,
    EncryptionKeyArn: keyArn(scene, vault),
    ...(point.deleteAfterDays === null
      ? {}
      : {
          Lifecycle: { DeleteAfterDays: point.deleteAfterDays },
          CalculatedLifecycle: { DeleteAt: new Date(point.createdAt + point.deleteAfterDays * DAY) },
        }),
  };
};

const scannedAt = (point: Point): Date => new Date(point.createdAt + BACKUP_TAKES_MS + SCAN_TAKES_MS);

const findings = (point: Point): ScanFinding[] => (point.scan === 'malware' ? ['MALWARE'] : []);

/** Of a point that was scanned, as the list tells it in all. */
const aggregatedScan = (point: Point): Pick<RecoveryPointByBackupVault, 'AggregatedScanResult'> =>
  point.scan === undefined
    ? {}
    : { AggregatedScanResult: { FailedScan: point.scan === 'failed', Findings: findings(point), LastComputed: scannedAt(point) } };

/** The same scan as the point itself tells it. */
const scanResults = (point: Point): Pick<DescribeRecoveryPointOutput, 'ScanResults'> =>
  point.scan === undefined
    ? {}
    : {
        ScanResults: [
          {
            MalwareScanner: 'GUARDDUTY',
            ScanJobState: point.scan === 'failed' ? 'FAILED' : 'COMPLETED',
            LastScanTimestamp: scannedAt(point),
            Findings: findings(point),
          },
        ],
      };

const statusMessage = (status: Point['status']): string =>
  status === 'EXPIRED'
    ? 'The recovery point has exceeded its retention period, but AWS Backup lacks permission or is otherwise unable to delete it.'
    : 'Backup job did not complete before the end of its completion window.';

/** ListRecoveryPointsByBackupVault with all filters, newest first. `Before` and `After` leave the instant itself out. */
export const listRecoveryPointsByBackupVault = (
  input: ListRecoveryPointsByBackupVaultInput,
  scene: Scene,
): ListRecoveryPointsByBackupVaultOutput => {
  const vault = vaultOf(scene.region, input.BackupVaultName);
  const before = input.ByCreatedBefore?.getTime() ?? Number.POSITIVE_INFINITY;
  const after = input.ByCreatedAfter?.getTime() ?? Number.NEGATIVE_INFINITY;
  const points = (pointsIndex(scene.region.points).byVault.get(vault.name) ?? []).filter(
    (point) =>
      (input.ByResourceArn === undefined || point.resourceArn === input.ByResourceArn) &&
      (input.ByResourceType === undefined || point.resourceType === input.ByResourceType) &&
      (input.ByBackupPlanId === undefined || input.ByBackupPlanId === PLAN_ID) &&
      // No point here is part of a composite one.
      input.ByParentRecoveryPointArn === undefined &&
      point.createdAt < before &&
      point.createdAt > after,
  );
  const { items, next } = page(points, input);
  return { RecoveryPoints: items.map((point) => ({ ...member(scene, point), ...aggregatedScan(point) })), NextToken: next };
};

export const describeRecoveryPoint = (input: DescribeRecoveryPointInput, scene: Scene): DescribeRecoveryPointOutput => {
  const point = pointOf(scene.region, input.BackupVaultName, input.RecoveryPointArn);
  return { ...member(scene, point), ...scanResults(point), StorageClass: 'WARM' };
};

/** What a point of another service would need; enough to look at, since only EC2 is restored here. */
const OTHER_METADATA: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  EBS: { availabilityZone: 'ap-northeast-1a', encrypted: 'false', volumeSize: '100', volumeType: 'gp3', iops: '3000', throughput: '125' },
  RDS: { DBInstanceIdentifier: 'orders-db', DBInstanceClass: 'db.r6g.large', Engine: 'postgres', MultiAZ: 'true', Port: '5432' },
  EFS: { 'file-system-id': 'fs-0c1d2e3f4a5b60718', newFileSystem: 'false', Encrypted: 'true', PerformanceMode: 'generalPurpose' },
  DynamoDB: { originalTableName: 'sessions', encryptionType: 'Default' },
  S3: { DestinationBucketName: 'invoice-archive', EncryptionType: 'original', RestoreACLs: 'true' },
};

/** GetRecoveryPointRestoreMetadata: AWS's map in AWS's key order. */
export const getRecoveryPointRestoreMetadata = (
  input: GetRecoveryPointRestoreMetadataInput,
  scene: Scene,
): GetRecoveryPointRestoreMetadataOutput => {
  const point = pointOf(scene.region, input.BackupVaultName, input.RecoveryPointArn);
  return {
    BackupVaultArn: vaultArn(scene, point.vault),
    RecoveryPointArn: point.arn,
    ResourceType: point.resourceType,
    RestoreMetadata: scene.region.metadata[point.metadataKey] ?? OTHER_METADATA[point.resourceType] ?? {},
  };
};

/** ListTags of a vault, or of a point that AWS Backup manages fully; of an image, a snapshot or another service's own it refuses (facts 11.10). */
export const listTags = (input: ListTagsInput, scene: Scene): ListTagsOutput => {
  if (input.ResourceArn === undefined) throw missing('resourceArn');
  const point = pointsIndex(scene.region.points).byArn.get(input.ResourceArn);
  const isVault = scene.region.vaults.some((vault) => vaultArn(scene, vault.name) === input.ResourceArn);
  const managed = point !== undefined && /^arn:[^:]+:backup:/.test(point.arn);
  if (!managed && !isVault) throw notFound(`Resource ${input.ResourceArn} not found`);
  const { items, next } = page(Object.entries(point?.tags ?? {}), input);
  return { Tags: Object.fromEntries(items), NextToken: next };
};
