import type {
  DescribeProtectedResourceInput,
  DescribeProtectedResourceOutput,
  ListProtectedResourcesInput,
  ListProtectedResourcesOutput,
  ListRecoveryPointsByResourceInput,
  ListRecoveryPointsByResourceOutput,
  ProtectedResource,
} from '@aws-sdk/client-backup';
import { pointsIndex } from '../../account/points-index';
import type { Point } from '../../account/types';
import type { Scene } from '../handler';
import { keyArn, missing, notFound, page, vaultArn, vaultOf } from './common';

const member = (scene: Scene, newest: Point): ProtectedResource => ({
  ResourceArn: newest.resourceArn,
  ResourceName: newest.resourceName,
  ResourceType: newest.resourceType,
  LastBackupTime: new Date(newest.createdAt),
  LastBackupVaultArn: vaultArn(scene, newest.vault),
  LastRecoveryPointArn: newest.arn,
});

export const listProtectedResources = (input: ListProtectedResourcesInput, scene: Scene): ListProtectedResourcesOutput => {
  const { items, next } = page(pointsIndex(scene.region.points).newest, input);
  return { Results: items.map((point) => member(scene, point)), NextToken: next };
};

const pointsOfResource = (scene: Scene, arn: string | undefined): readonly Point[] => {
  if (arn === undefined) throw missing('resourceArn');
  const points = pointsIndex(scene.region.points).byResource.get(arn);
  if (points === undefined) throw notFound(`Resource ${arn} not found`);
  return points;
};

export const describeProtectedResource = (input: DescribeProtectedResourceInput, scene: Scene): DescribeProtectedResourceOutput => {
  const [newest] = pointsOfResource(scene, input.ResourceArn);
  return newest === undefined ? {} : member(scene, newest);
};

/** ListRecoveryPointsByResource: a thinner object than the vault's, and only EC2 and EFS name their vault (facts 1.8). */
export const listRecoveryPointsByResource = (
  input: ListRecoveryPointsByResourceInput,
  scene: Scene,
): ListRecoveryPointsByResourceOutput => {
  const { items, next } = page(pointsOfResource(scene, input.ResourceArn), input);
  return {
    RecoveryPoints: items.map((point) => ({
      RecoveryPointArn: point.arn,
      CreationDate: new Date(point.createdAt),
      Status: point.status,
      EncryptionKeyArn: keyArn(scene, vaultOf(scene.region, point.vault)),
      BackupSizeBytes: point.sizeBytes,
      IsParent: false,
      ResourceName: point.resourceName,
      VaultType: vaultOf(scene.region, point.vault).type,
      ...(['EC2', 'EFS'].includes(point.resourceType) ? { BackupVaultName: point.vault } : {}),
    })),
    NextToken: next,
  };
};
