import 'server-only';
import {
  DescribeRecoveryPointCommand,
  GetRecoveryPointRestoreMetadataCommand,
  ListRecoveryPointsByBackupVaultCommand,
  type RecoveryPointByBackupVault,
} from '@aws-sdk/client-backup';
import type { AwsProblem } from '@/lib/aws-problem';
import { ok, type Result } from '@/lib/result';
import { call, pages } from './call';
import { backupClient } from './clients';
import type { Aws } from './connection';
import { paceOf } from './pace';
import { aggregated, scanOf } from './scans';

/** A recovery point as a vault's list shows it. */
export interface Point {
  readonly vault: string;
  readonly arn: string;
  readonly resourceArn: string;
  readonly resourceName: string | null;
  readonly resourceType: string;
  readonly status: string;
  readonly createdAt: Date;
  readonly completedAt: Date | null;
  readonly sizeBytes: number | null;
  readonly encrypted: boolean | null;
  readonly deleteAt: Date | null;
  readonly parentArn: string | null;
  readonly encryptionKeyArn: string | null;
  readonly moveToColdAt: Date | null;
  /** What AWS's malware scans found in all; `null`: none was made, or AWS does not say. */
  readonly scan: 'clean' | 'malware' | 'failed' | null;
  readonly scannedAt: Date | null;
}

/** What one may narrow a vault's list by (facts 2.1). */
export interface VaultPointFilter {
  readonly resourceArn?: string;
  readonly resourceType?: string;
  readonly createdBefore?: Date;
  readonly createdAfter?: Date;
  readonly parentArn?: string;
}

/** The most that AWS gives in a page. */
const PAGE_ROWS = 1_000;

/** A vault's recovery points in pages of `rows`, at the pace that AWS allows. */
export const vaultPointPages = (
  aws: Aws,
  vault: string,
  filter: VaultPointFilter = {},
  rows = PAGE_ROWS,
): AsyncGenerator<Result<readonly Point[], AwsProblem>> => {
  const read = async (NextToken: string | undefined) => {
    const answer = await backupClient(aws).send(
      new ListRecoveryPointsByBackupVaultCommand({
        BackupVaultName: vault,
        MaxResults: rows,
        NextToken,
        ByResourceArn: filter.resourceArn,
        ByResourceType: filter.resourceType,
        ByCreatedBefore: filter.createdBefore,
        ByCreatedAfter: filter.createdAfter,
        ByParentRecoveryPointArn: filter.parentArn,
      }),
    );
    return { items: (answer.RecoveryPoints ?? []).flatMap((each) => toPoint(each, vault)), next: answer.NextToken };
  };
  return pages('backup:ListRecoveryPointsByBackupVault', read, paceOf(aws));
};

/** The beginning of a vault's list, so short that it is there at once. */
export const firstPoints = async (aws: Aws, vault: string, rows: number): Promise<Result<readonly Point[], AwsProblem>> => {
  for await (const page of vaultPointPages(aws, vault, {}, rows)) return page;
  return ok([]);
};

/** A point without an ARN or an instant of creation could be neither addressed nor sorted; AWS's model allows it, so it is left out. */
const toPoint = (each: RecoveryPointByBackupVault, vault: string): Point[] => {
  if (each.RecoveryPointArn === undefined || each.CreationDate === undefined) return [];
  return [
    {
      vault,
      arn: each.RecoveryPointArn,
      resourceArn: each.ResourceArn ?? '',
      resourceName: each.ResourceName ?? null,
      resourceType: each.ResourceType ?? '',
      status: each.Status ?? '',
      createdAt: each.CreationDate,
      completedAt: each.CompletionDate ?? null,
      sizeBytes: each.BackupSizeInBytes ?? null,
      encrypted: each.IsEncrypted ?? null,
      deleteAt: each.CalculatedLifecycle?.DeleteAt ?? null,
      parentArn: each.ParentRecoveryPointArn ?? null,
      encryptionKeyArn: each.EncryptionKeyArn ?? null,
      moveToColdAt: each.CalculatedLifecycle?.MoveToColdStorageAt ?? null,
      ...scanOf(each.AggregatedScanResult),
    },
  ];
};

/** A recovery point as DescribeRecoveryPoint shows it: the list's row and what only the detail tells. */
export interface DescribedPoint extends Point {
  readonly statusMessage: string | null;
  readonly storageClass: string | null;
  readonly createdByRoleArn: string | null;
  readonly backupPlanArn: string | null;
  readonly sourceVaultArn: string | null;
}

/** DescribeRecoveryPoint. An unknown vault or point is `not-found`. */
export const describePoint = async (aws: Aws, vault: string, arn: string): Promise<Result<DescribedPoint, AwsProblem>> => {
  const answer = await call('backup:DescribeRecoveryPoint', () =>
    backupClient(aws).send(new DescribeRecoveryPointCommand({ BackupVaultName: vault, RecoveryPointArn: arn })),
  );
  if (!answer.ok) return answer;
  const each = answer.value;
  return ok({
    vault,
    arn,
    resourceArn: each.ResourceArn ?? '',
    resourceName: each.ResourceName ?? null,
    resourceType: each.ResourceType ?? '',
    status: each.Status ?? '',
    createdAt: each.CreationDate ?? new Date(0),
    completedAt: each.CompletionDate ?? null,
    sizeBytes: each.BackupSizeInBytes ?? null,
    encrypted: each.IsEncrypted ?? null,
    deleteAt: each.CalculatedLifecycle?.DeleteAt ?? null,
    parentArn: each.ParentRecoveryPointArn ?? null,
    encryptionKeyArn: each.EncryptionKeyArn ?? null,
    moveToColdAt: each.CalculatedLifecycle?.MoveToColdStorageAt ?? null,
    ...scanOf(aggregated(each.ScanResults)),
    statusMessage: each.StatusMessage ?? null,
    storageClass: each.StorageClass ?? null,
    createdByRoleArn: each.IamRoleArn ?? null,
    backupPlanArn: each.CreatedBy?.BackupPlanArn ?? null,
    sourceVaultArn: each.SourceBackupVaultArn ?? null,
  });
};

/** GetRecoveryPointRestoreMetadata: AWS's map exactly as it came, key order included. Sensitive: never log it. */
export const restoreMetadata = async (
  aws: Aws,
  vault: string,
  arn: string,
): Promise<Result<Readonly<Record<string, string>>, AwsProblem>> => {
  const answer = await call('backup:GetRecoveryPointRestoreMetadata', () =>
    backupClient(aws).send(new GetRecoveryPointRestoreMetadataCommand({ BackupVaultName: vault, RecoveryPointArn: arn })),
  );
  return answer.ok ? ok(answer.value.RestoreMetadata ?? {}) : answer;
};
