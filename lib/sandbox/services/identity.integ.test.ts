import { ListBackupVaultsCommand, StartRestoreJobCommand } from '@aws-sdk/client-backup';
import { DescribeNetworkInterfacesCommand, DescribeSubnetsCommand } from '@aws-sdk/client-ec2';
import {
  GetInstanceProfileCommand,
  GetRoleCommand,
  ListRolesCommand,
  paginateListRoles,
  SimulatePrincipalPolicyCommand,
} from '@aws-sdk/client-iam';
import { AssumeRoleCommand, DecodeAuthorizationMessageCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestAccount, type TestAccount } from '../test-clients';

const role = (name: string): string => `arn:aws:iam::123456789012:role/${name}`;
const WEB_ROLE = role('web-instance-role');

let account: TestAccount;
beforeAll(async () => {
  account = await startTestAccount();
});
beforeEach(() => account.control('POST', 'reset'));
afterAll(() => account.close());

const decide = async (PolicySourceArn: string, action: string, resource: string, passedTo?: string): Promise<string | undefined> => {
  const ContextEntries =
    passedTo === undefined
      ? undefined
      : [{ ContextKeyName: 'iam:PassedToService', ContextKeyType: 'string' as const, ContextKeyValues: [passedTo] }];
  const answer = await account.iam.send(
    new SimulatePrincipalPolicyCommand({ PolicySourceArn, ActionNames: [action], ResourceArns: [resource], ContextEntries }),
  );
  return answer.EvaluationResults?.[0]?.EvalDecision;
};

describe('IAM', () => {
  it('a role with its trust percent-encoded, a profile with a role of another name', async () => {
    const { Role } = await account.iam.send(new GetRoleCommand({ RoleName: 'AWSBackupDefaultServiceRole' }));
    expect(Role?.Arn).toBe(role('service-role/AWSBackupDefaultServiceRole'));
    expect(Role?.AssumeRolePolicyDocument).toMatch(/^%7B/);
    expect(JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ''))).toMatchObject({
      Statement: [{ Principal: { Service: 'backup.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    });
    const { InstanceProfile } = await account.iam.send(new GetInstanceProfileCommand({ InstanceProfileName: 'ec2_role' }));
    expect(InstanceProfile?.Roles?.map((each) => each.RoleName)).toEqual(['intranet-instance-role']);
    await expect(account.iam.send(new GetRoleCommand({ RoleName: 'nobody' }))).rejects.toMatchObject({ name: 'NoSuchEntityException' });
  });

  it('roles in pages', async () => {
    const names: (string | undefined)[] = [];
    for await (const page of paginateListRoles({ client: account.iam, pageSize: 3 }, {}))
      names.push(...(page.Roles ?? []).map((each) => each.RoleName));
    expect(names).toHaveLength(11);
    expect(new Set(names).size).toBe(11);
    const { Roles } = await account.iam.send(new ListRolesCommand({ PathPrefix: '/service-role/' }));
    expect(Roles?.map((each) => each.RoleName)).toEqual(['AWSBackupDefaultServiceRole']);
  });

  it.each<[string, string, string, string, string | undefined, string]>([
    ['the default role passes', role('service-role/AWSBackupDefaultServiceRole'), 'iam:PassRole', WEB_ROLE, 'ec2.amazonaws.com', 'allowed'],
    [
      'but not to Lambda',
      role('service-role/AWSBackupDefaultServiceRole'),
      'iam:PassRole',
      WEB_ROLE,
      'lambda.amazonaws.com',
      'implicitDeny',
    ],
    ['F1', role('RestoreWithoutPassRole'), 'iam:PassRole', WEB_ROLE, 'ec2.amazonaws.com', 'implicitDeny'],
    ['one role only', role('RestoreWebOnly'), 'iam:PassRole', role('db-instance-role'), 'ec2.amazonaws.com', 'implicitDeny'],
    ['F25', role('BackupOnlyRole'), 'ec2:RunInstances', '*', undefined, 'implicitDeny'],
    ['by wildcard', role('BackupOnlyRole'), 'ec2:DescribeSubnets', '*', undefined, 'allowed'],
    ['F14', 'arn:aws:iam::123456789012:user/no-pass-role', 'iam:PassRole', WEB_ROLE, 'backup.amazonaws.com', 'implicitDeny'],
    ['a person', 'arn:aws:iam::123456789012:user/operator', 'iam:PassRole', WEB_ROLE, 'backup.amazonaws.com', 'allowed'],
  ])('SimulatePrincipalPolicy: %s', async (_what, source, action, resource, passedTo, decision) => {
    expect(await decide(source, action, resource, passedTo)).toBe(decision);
  });

  it('SimulatePrincipalPolicy names a context value that is missing', async () => {
    const { EvaluationResults } = await account.iam.send(
      new SimulatePrincipalPolicyCommand({
        PolicySourceArn: role('RestoreWebOnly'),
        ActionNames: ['iam:PassRole'],
        ResourceArns: [WEB_ROLE],
      }),
    );
    expect(EvaluationResults?.[0]).toMatchObject({ EvalDecision: 'implicitDeny', MissingContextValues: ['iam:PassedToService'] });
    await expect(decide(role('nobody'), 'iam:PassRole', '*')).rejects.toMatchObject({ name: 'NoSuchEntityException' });
  });
});

describe('STS', () => {
  it('who one is, as oneself and as a role; sessions end', async () => {
    expect(await account.sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: '123456789012',
      Arn: 'arn:aws:iam::123456789012:user/operator',
    });
    const assume = (RoleArn: string) => account.sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'night-shift' }));
    const { Credentials } = await assume(role('RestoreOperators'));
    const session = account.as(Credentials?.AccessKeyId ?? '');
    expect((await session.sts.send(new GetCallerIdentityCommand({}))).Arn).toBe(
      'arn:aws:sts::123456789012:assumed-role/RestoreOperators/night-shift',
    );
    await account.control('POST', 'clock', { advanceSeconds: 3601 });
    await expect(session.backup.send(new ListBackupVaultsCommand({}))).rejects.toMatchObject({ name: 'ExpiredTokenException' });
    await expect(assume(role('web-instance-role'))).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('decodes what a refusal encoded, and nothing else', async () => {
    const refused = await account
      .as('AKIANOENI1')
      .ec2.send(new DescribeNetworkInterfacesCommand({}))
      .catch((error: Error) => error.message);
    const EncodedMessage = /message: ([\w-]+)$/.exec(String(refused))?.[1];
    const { DecodedMessage } = await account.sts.send(new DecodeAuthorizationMessageCommand({ EncodedMessage }));
    expect(JSON.parse(DecodedMessage ?? '')).toMatchObject({ context: { action: 'ec2:DescribeNetworkInterfaces' } });
    await expect(account.sts.send(new DecodeAuthorizationMessageCommand({ EncodedMessage: 'sandbox-zzzz' }))).rejects.toMatchObject({
      name: 'InvalidAuthorizationMessageException',
    });
  });
});

describe('sentinel access keys', () => {
  it.each([
    ['AKIAEXPIRED1', 'ExpiredTokenException', 'RequestExpired'],
    ['AKIAUNKNOWN1', 'UnrecognizedClientException', 'AuthFailure'],
  ])('%s', async (key, backup, ec2) => {
    await expect(account.as(key).backup.send(new ListBackupVaultsCommand({}))).rejects.toMatchObject({ name: backup });
    await expect(account.as(key).ec2.send(new DescribeSubnetsCommand({}))).rejects.toMatchObject({ name: ec2 });
  });

  it('each is denied its own action and may do the rest', async () => {
    const eni = account.as('AKIANOENI1');
    await expect(eni.ec2.send(new DescribeNetworkInterfacesCommand({}))).rejects.toMatchObject({ name: 'UnauthorizedOperation' });
    await eni.ec2.send(new DescribeSubnetsCommand({}));
    const reader = account.as('AKIAREADONLY1');
    await reader.backup.send(new ListBackupVaultsCommand({}));
    await expect(reader.backup.send(new StartRestoreJobCommand({ RecoveryPointArn: 'x', Metadata: {} }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining('not authorized to perform: backup:StartRestoreJob'),
    });
    await expect(account.as('AKIANOIAM1').iam.send(new ListRolesCommand({}))).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('a region that is none', async () => {
    const nowhere = account.as('AKIATEST', 'xx-west-9');
    await expect(nowhere.backup.send(new ListBackupVaultsCommand({}))).rejects.toMatchObject({ name: 'InvalidSignatureException' });
    await expect(nowhere.ec2.send(new DescribeSubnetsCommand({}))).rejects.toMatchObject({ name: 'AuthFailure' });
  });
});
