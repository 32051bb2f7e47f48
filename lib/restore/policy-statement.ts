import type { Diagnostic } from './diagnostic';

/** A policy that would let a denied `iam:PassRole` through: whom to give it to, and its text. */
export interface MissingPolicy {
  /** The role, or the console's own identity (`caller`), that lacks the permission. */
  readonly attachTo: { readonly kind: 'role'; readonly arn: string } | { readonly kind: 'caller' };
  /** A policy document with the one smallest statement, indented, ready for an inline policy. */
  readonly document: string;
}

const passRole = (sid: string, roleArn: string, service: string): string =>
  JSON.stringify(
    {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: sid,
          Effect: 'Allow',
          Action: 'iam:PassRole',
          Resource: roleArn,
          Condition: { StringEquals: { 'iam:PassedToService': service } },
        },
      ],
    },
    null,
    2,
  );

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/**
 * The smallest policy that cures a finding about `iam:PassRole`, for exactly the role it names and nothing wider:
 * F1 (the restore role passes the instance's role to EC2) and F14 (the console passes the restore role to AWS Backup).
 * `null` for any other finding, and where the role to pass is not known.
 */
export const missingPolicy = ({ code, params }: Pick<Diagnostic, 'code' | 'params'>): MissingPolicy | null => {
  const role = text(params.role);
  if (role === null) return null;
  if (code === 'cannot-pass-restore-role')
    return { attachTo: { kind: 'caller' }, document: passRole('BackupPassRole', role, 'backup.amazonaws.com') };
  const instanceRole = text(params.instanceRole);
  if (code !== 'cannot-pass-instance-role' || instanceRole === null) return null;
  return { attachTo: { kind: 'role', arn: role }, document: passRole('EC2PassRole', instanceRole, 'ec2.amazonaws.com') };
};
