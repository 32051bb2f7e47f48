import { describe, expect, it } from 'vitest';
import { missingPolicy } from './policy-statement';

const restoreRole = 'arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole';
const instanceRole = 'arn:aws:iam::123456789012:role/ec2_role';

describe('missingPolicy', () => {
  it('lets the restore role pass exactly the instance role, and only to EC2 (F1)', () => {
    const policy = missingPolicy({
      code: 'cannot-pass-instance-role',
      params: { role: restoreRole, instanceRole, profile: 'ec2_role', why: 'implicit-deny' },
    });
    expect(policy?.attachTo).toEqual({ kind: 'role', arn: restoreRole });
    expect(JSON.parse(policy?.document ?? '')).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'EC2PassRole',
          Effect: 'Allow',
          Action: 'iam:PassRole',
          Resource: instanceRole,
          Condition: { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } },
        },
      ],
    });
  });

  it('lets the console pass exactly the restore role, and only to AWS Backup (F14)', () => {
    const policy = missingPolicy({ code: 'cannot-pass-restore-role', params: { role: restoreRole, why: 'implicit-deny' } });
    expect(policy?.attachTo).toEqual({ kind: 'caller' });
    expect(JSON.parse(policy?.document ?? '').Statement).toEqual([
      {
        Sid: 'BackupPassRole',
        Effect: 'Allow',
        Action: 'iam:PassRole',
        Resource: restoreRole,
        Condition: { StringEquals: { 'iam:PassedToService': 'backup.amazonaws.com' } },
      },
    ]);
  });

  it.each<[string, Parameters<typeof missingPolicy>[0]]>([
    ['a role that is not known', { code: 'cannot-pass-instance-role', params: { role: restoreRole, instanceRole: null } }],
    ['another finding', { code: 'role-not-trusted', params: { role: restoreRole } }],
    ['a finding without its role', { code: 'cannot-pass-restore-role', params: {} }],
  ])('gives none for %s', (_, finding) => {
    expect(missingPolicy(finding)).toBeNull();
  });
});
