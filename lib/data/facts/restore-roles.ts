import 'server-only';
import { all } from '@/lib/aws/call';
import { backupRolePages } from '@/lib/aws/roles';
import type { Known } from '@/lib/restore/facts';
import { ok } from '@/lib/result';
import { factKind } from './known';
import type { Asking } from './network';
import type { RestoreRole } from './views';

const roleKind = factKind<readonly RestoreRole[]>('iam:ListRoles', 60_000);

/** The roles that AWS Backup may assume, AWS's default one first. Most accounts have a few; the person may still type another. */
export const restoreRoles = (asking: Asking): Promise<Known<readonly RestoreRole[]>> =>
  roleKind(
    `${asking.scope.aws.connection} ${asking.scope.account}`,
    async () => {
      const roles = await all(backupRolePages(asking.scope.aws));
      if (!roles.ok) return roles;
      const views = roles.value.map(({ arn, name }) => ({ arn, name, isDefault: name === 'AWSBackupDefaultServiceRole' }));
      return ok(views.sort((a, b) => Number(b.isDefault) - Number(a.isDefault) || a.name.localeCompare(b.name)));
    },
    asking.reading,
  );
