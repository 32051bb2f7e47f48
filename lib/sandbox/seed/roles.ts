import type { Permission, Role } from '../account/types';
import { ACCOUNT_ID } from './network';

const role = (name: string, path: string, description: string, allows: readonly Permission[], more: Partial<Role> = {}): Role => ({
  arn: `arn:aws:iam::${ACCOUNT_ID}:role${path}${name}`,
  name,
  path,
  description,
  trustedServices: ['backup.amazonaws.com'],
  trustsAccount: false,
  allows,
  ...more,
});

const anywhere = (...actions: string[]): Permission[] => actions.map((action) => ({ action, resources: ['*'] }));

const RESTORE = anywhere('ec2:RunInstances', 'ec2:CreateTags', 'ec2:Describe*', 'ec2:TerminateInstances');

/** The managed policy lets AWS Backup use the keys of encrypted volumes (facts 6.4). */
const KEYS = anywhere('kms:CreateGrant', 'kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*');

/** As the managed policy AWSBackupServiceRolePolicyForRestores has it since version 25 (facts 1.4). */
const PASS: Permission = {
  action: 'iam:PassRole',
  resources: [`arn:aws:iam::${ACCOUNT_ID}:role/*`],
  passedTo: ['eks.amazonaws.com', 'ec2.amazonaws.com', 'pods.eks.amazonaws.com', 'backup.amazonaws.com'],
};

/** The default restore role may do all; the others each lack one thing (F1, F11, F25). */
export const ROLES: readonly Role[] = [
  role('AWSBackupDefaultServiceRole', '/service-role/', 'Provides AWS Backup permission to create backups and perform restores', [
    ...RESTORE,
    ...KEYS,
    PASS,
  ]),
  role('RestoreWithoutPassRole', '/', 'Restores, from before the managed policy had iam:PassRole', RESTORE),
  role('RestoreWebOnly', '/', 'Restores; may pass only the role of the web servers', [
    ...RESTORE,
    { ...PASS, resources: [`arn:aws:iam::${ACCOUNT_ID}:role/web-instance-role`] },
  ]),
  role('BackupOnlyRole', '/', 'Makes backups, restores nothing', anywhere('ec2:CreateImage', 'ec2:Describe*')),
  role('LegacyOpsRole', '/', 'Not for AWS Backup', [...RESTORE, PASS], { trustedServices: ['ec2.amazonaws.com'] }),
  role('RestoreOperators', '/', 'Assumed by people who restore', anywhere('backup:*', 'ec2:Describe*', 'iam:PassRole'), {
    trustedServices: [],
    trustsAccount: true,
  }),
  ...['intranet-instance-role', 'web-instance-role', 'app-instance-role', 'db-instance-role', 'batch-instance-role'].map((name) =>
    role(name, '/', 'Instances', anywhere('s3:GetObject'), { trustedServices: ['ec2.amazonaws.com'] }),
  ),
];

/** Instance profiles and the role inside each, whose name is another (facts 1.4). */
export const PROFILES: Readonly<Record<string, string>> = {
  ec2_role: 'intranet-instance-role',
  'web-profile': 'web-instance-role',
  'app-profile': 'app-instance-role',
  'db-profile': 'db-instance-role',
  'batch-profile': 'batch-instance-role',
};
