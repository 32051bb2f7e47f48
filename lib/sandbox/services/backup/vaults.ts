import type {
  BackupVaultListMember,
  DescribeBackupVaultInput,
  DescribeBackupVaultOutput,
  GetBackupVaultAccessPolicyInput,
  GetBackupVaultAccessPolicyOutput,
  ListBackupVaultsInput,
  ListBackupVaultsOutput,
} from '@aws-sdk/client-backup';
import { pointsIndex } from '../../account/points-index';
import type { Vault } from '../../account/types';
import type { Scene } from '../handler';
import { keyArn, notFound, page, vaultArn, vaultOf } from './common';

const member = (scene: Scene, vault: Vault): BackupVaultListMember => ({
  BackupVaultName: vault.name,
  BackupVaultArn: vaultArn(scene, vault.name),
  VaultType: vault.type,
  VaultState: 'AVAILABLE',
  CreationDate: new Date(vault.createdAt),
  EncryptionKeyArn: keyArn(scene, vault),
  NumberOfRecoveryPoints: pointsIndex(scene.region.points).byVault.get(vault.name)?.length ?? 0,
  Locked: vault.locked,
  ...(vault.minRetentionDays === null ? {} : { MinRetentionDays: vault.minRetentionDays }),
  ...(vault.maxRetentionDays === null ? {} : { MaxRetentionDays: vault.maxRetentionDays }),
});

/** ListBackupVaults. No vault here is shared by another account. */
export const listBackupVaults = (input: ListBackupVaultsInput, scene: Scene): ListBackupVaultsOutput => {
  const vaults = scene.region.vaults.filter(
    (vault) => (input.ByVaultType === undefined || vault.type === input.ByVaultType) && input.ByShared !== true,
  );
  const { items, next } = page(vaults, input);
  return { BackupVaultList: items.map((vault) => member(scene, vault)), NextToken: next };
};

export const describeBackupVault = (input: DescribeBackupVaultInput, scene: Scene): DescribeBackupVaultOutput =>
  member(scene, vaultOf(scene.region, input.BackupVaultName));

/** GetBackupVaultAccessPolicy; a vault without a policy answers "not found", as AWS's does. */
export const getBackupVaultAccessPolicy = (input: GetBackupVaultAccessPolicyInput, scene: Scene): GetBackupVaultAccessPolicyOutput => {
  const vault = vaultOf(scene.region, input.BackupVaultName);
  if (vault.policy === null) throw notFound(`Backup vault ${vault.name} has no associated policy`);
  return { BackupVaultName: vault.name, BackupVaultArn: vaultArn(scene, vault.name), Policy: vault.policy };
};
