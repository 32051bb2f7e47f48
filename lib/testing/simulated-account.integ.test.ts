import { BackupClient, ListBackupVaultsCommand } from '@aws-sdk/client-backup';
import { expect, it } from 'vitest';
import { pointSdkAt, simulatedAccount } from './simulated-account';

const account = simulatedAccount();

it('answers an SDK that was told nothing but its environment', async () => {
  const { BackupVaultList = [] } = await new BackupClient({}).send(new ListBackupVaultsCommand({}));
  expect(BackupVaultList.map((vault) => vault.BackupVaultName)).toContain('aws-backup-vault');
});

it('counts the calls that reached it', async () => {
  await account.control('calls', undefined, 'DELETE');
  await new BackupClient({}).send(new ListBackupVaultsCommand({}));
  expect(await account.control('calls')).toEqual({ 'backup:ListBackupVaults': 1 });
});

it('provokes faults by the key of a sentinel', async () => {
  pointSdkAt(account.url(), 'AKIAEXPIRED000000000');
  await expect(new BackupClient({}).send(new ListBackupVaultsCommand({}))).rejects.toThrow(/expired/i);
});
