import 'server-only';
import { GetInstanceProfileCommand, GetRoleCommand, ListRolesCommand } from '@aws-sdk/client-iam';
import type { AwsProblem } from '@/lib/aws-problem';
import { ok, type Result } from '@/lib/result';
import { call, pages } from './call';
import { iamClient } from './clients';
import type { Aws } from './connection';
import { trusts } from './policy';

const BACKUP = 'backup.amazonaws.com';

/** A role, and whether AWS Backup may assume it (F11). */
export interface BackupRole {
  readonly arn: string;
  readonly name: string;
  readonly trustsBackup: boolean;
}

/** One role by name; `not-found` where there is none. */
export const roleByName = async (aws: Aws, name: string): Promise<Result<BackupRole, AwsProblem>> => {
  const answer = await call('iam:GetRole', () => iamClient(aws).send(new GetRoleCommand({ RoleName: name })));
  if (!answer.ok) return answer;
  const role = answer.value.Role;
  return ok({ arn: role?.Arn ?? '', name, trustsBackup: trusts(role?.AssumeRolePolicyDocument, BACKUP) });
};

/** The roles that AWS Backup may assume, page by page. ListRoles brings each role's trust policy, so no role is read by itself. */
export const backupRolePages = (aws: Aws): AsyncGenerator<Result<readonly BackupRole[], AwsProblem>> =>
  pages('iam:ListRoles', async (Marker) => {
    const answer = await iamClient(aws).send(new ListRolesCommand({ MaxItems: 1000, Marker }));
    const items = (answer.Roles ?? []).flatMap((role): BackupRole[] =>
      role.Arn !== undefined && role.RoleName !== undefined && trusts(role.AssumeRolePolicyDocument, BACKUP)
        ? [{ arn: role.Arn, name: role.RoleName, trustsBackup: true }]
        : [],
    );
    return { items, next: answer.IsTruncated === true ? answer.Marker : undefined };
  });

/** The ARN of the role inside an instance profile, whose name may differ from the profile's (facts 1.4); `null` for a profile without one. */
export const instanceProfileRole = async (aws: Aws, profileName: string): Promise<Result<string | null, AwsProblem>> => {
  const answer = await call('iam:GetInstanceProfile', () =>
    iamClient(aws).send(new GetInstanceProfileCommand({ InstanceProfileName: profileName })),
  );
  return answer.ok ? ok(answer.value.InstanceProfile?.Roles?.[0]?.Arn ?? null) : answer;
};

/** The name at the end of a role's ARN, its path left off. */
export const roleNameOf = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);
