import 'server-only';
import { GetBackupVaultAccessPolicyCommand, ListBackupVaultsCommand } from '@aws-sdk/client-backup';
import type { AwsProblem } from '@/lib/aws-problem';
import { ok, type Result } from '@/lib/result';
import { call, pages } from './call';
import { backupClient } from './clients';
import type { Aws } from './connection';

/** A backup vault as ListBackupVaults shows it. */
export interface Vault {
  readonly name: string;
  readonly arn: string;
  readonly type: string;
  readonly points: number;
  readonly locked: boolean;
  readonly minRetentionDays: number | null;
  readonly maxRetentionDays: number | null;
  readonly encryptionKeyArn: string | null;
  readonly createdAt: Date | null;
}

/** Every vault of the region, page by page. The list already tells type, lock and encryption, so no vault is described by itself. */
export const vaultPages = (aws: Aws): AsyncGenerator<Result<readonly Vault[], AwsProblem>> =>
  pages('backup:ListBackupVaults', async (NextToken) => {
    const answer = await backupClient(aws).send(new ListBackupVaultsCommand({ MaxResults: 1000, NextToken }));
    const items = (answer.BackupVaultList ?? []).flatMap((each): Vault[] =>
      each.BackupVaultName === undefined || each.BackupVaultArn === undefined
        ? []
        : [
            {
              name: each.BackupVaultName,
              arn: each.BackupVaultArn,
              type: each.VaultType ?? 'BACKUP_VAULT',
              points: each.NumberOfRecoveryPoints ?? 0,
              locked: each.Locked ?? false,
              minRetentionDays: each.MinRetentionDays ?? null,
              maxRetentionDays: each.MaxRetentionDays ?? null,
              encryptionKeyArn: each.EncryptionKeyArn ?? null,
              createdAt: each.CreationDate ?? null,
            },
          ],
    );
    return { items, next: answer.NextToken };
  });

/** The vault's access policy as JSON text; `null` where it has none, which AWS says as "not found" (F15). */
export const vaultAccessPolicy = async (aws: Aws, vault: string): Promise<Result<string | null, AwsProblem>> => {
  const answer = await call('backup:GetBackupVaultAccessPolicy', () =>
    backupClient(aws).send(new GetBackupVaultAccessPolicyCommand({ BackupVaultName: vault })),
  );
  if (answer.ok) return ok(answer.value.Policy ?? null);
  return answer.error.code === 'not-found' ? ok(null) : answer;
};
