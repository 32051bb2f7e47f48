import {
  DescribeRestoreJobCommand,
  GetRestoreJobMetadataCommand,
  ListBackupVaultsCommand,
  ListRestoreJobsByProtectedResourceCommand,
  ListRestoreJobsCommand,
  StartRestoreJobCommand,
} from '@aws-sdk/client-backup';
import { DescribeNetworkInterfacesCommand, DescribeSubnetsCommand } from '@aws-sdk/client-ec2';
import { ListRolesCommand, SimulatePrincipalPolicyCommand } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ARTICLE_INSTANCE, ARTICLE_POINT } from './seed/article';
import { startTestAccount, type TestAccount } from './test-clients';

const ROLE = 'arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole';
const ResourceArn = `arn:aws:ec2:ap-northeast-1:123456789012:instance/${ARTICLE_INSTANCE}`;

let account: TestAccount;
beforeAll(async () => {
  account = await startTestAccount({ settings: { listLagMs: 7_200_000 } });
});
beforeEach(() => account.control('POST', 'reset'));
afterAll(() => account.close());

const say = (path: string, body: object) => account.control('POST', path, body);

describe('lists that lag behind', () => {
  const start = async (): Promise<string> => {
    const input = { RecoveryPointArn: ARTICLE_POINT, IamRoleArn: ROLE, Metadata: { InstanceType: 't2.micro' } };
    return (await account.backup.send(new StartRestoreJobCommand(input))).RestoreJobId ?? '';
  };
  const listed = async (): Promise<unknown[]> => {
    const all = await account.backup.send(new ListRestoreJobsCommand({}));
    const ofResource = await account.backup.send(new ListRestoreJobsByProtectedResourceCommand({ ResourceArn }));
    const ids = all.RestoreJobs?.map((job) => job.RestoreJobId) ?? [];
    expect(ofResource.RestoreJobs?.map((job) => job.RestoreJobId)).toEqual(ids);
    return ids;
  };

  it('show a job later than it can be asked for by its id', async () => {
    const RestoreJobId = await start();
    expect((await account.backup.send(new DescribeRestoreJobCommand({ RestoreJobId }))).Status).toBe('PENDING');
    expect((await account.backup.send(new GetRestoreJobMetadataCommand({ RestoreJobId }))).Metadata).toEqual({ InstanceType: 't2.micro' });
    expect(await listed()).toEqual([]);
    await say('clock', { advanceSeconds: 3600 });
    expect(await listed()).toEqual([]);
    await say('clock', { advanceSeconds: 3600 });
    expect(await listed()).toEqual([RestoreJobId]);
  });

  it('a shorter lag brings hidden ones out, a longer one hides nothing that was shown', async () => {
    const first = await start();
    expect(await say('list-lag', { seconds: 0 })).toMatchObject({ listLagMs: 0 });
    const second = await start();
    expect(new Set(await listed())).toEqual(new Set([first, second]));
    await say('list-lag', { seconds: 7200 });
    await start();
    expect(new Set(await listed())).toEqual(new Set([first, second]));
  });

  it('a reset puts the lag back to what it was at the start', async () => {
    await say('list-lag', { seconds: 0 });
    await say('reset', {});
    await start();
    expect(await listed()).toEqual([]);
  });
});

describe('latency', () => {
  it('is what every call waits at least, and not the control', async () => {
    expect(await say('latency', { ms: 80 })).toMatchObject({ latencyMs: 80 });
    const began = performance.now();
    await account.backup.send(new ListBackupVaultsCommand({}));
    // Two timers, each of which may fire a little early.
    expect(performance.now() - began).toBeGreaterThanOrEqual(75);
    expect(await account.control('GET', '')).toMatchObject({ settings: { latencyMs: 80 } });
  });
});

describe('callers', () => {
  const vaults = (key: string) => account.as(key).backup.send(new ListBackupVaultsCommand({}));
  const subnets = (key: string) => account.as(key).ec2.send(new DescribeSubnetsCommand({}));

  it('one key is expired until further notice while another is good', async () => {
    await say('callers', { accessKeyId: 'AKIAFIRST', expired: true });
    await expect(vaults('AKIAFIRST')).rejects.toMatchObject({ name: 'ExpiredTokenException' });
    await expect(subnets('AKIAFIRST')).rejects.toMatchObject({ name: 'RequestExpired' });
    await expect(account.as('AKIAFIRST').sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({ name: 'ExpiredToken' });
    await vaults('AKIASECOND');
    await account.control('DELETE', 'callers/AKIAFIRST');
    await vaults('AKIAFIRST');
    expect(await account.control('DELETE', 'callers/AKIAFIRST')).toMatchObject({ message: expect.any(String) });
  });

  it('credentials expire at a set time and come back', async () => {
    await say('callers', { accessKeyId: 'AKIAFIRST', expiresInSeconds: 3600, goodAgainInSeconds: 7200 });
    await vaults('AKIAFIRST');
    await say('clock', { advanceSeconds: 3600 });
    await expect(vaults('AKIAFIRST')).rejects.toMatchObject({ name: 'ExpiredTokenException' });
    await say('clock', { advanceSeconds: 3600 });
    await vaults('AKIAFIRST');
  });

  it('everybody can be made a stranger, those of a role too', async () => {
    const assume = new AssumeRoleCommand({ RoleArn: 'arn:aws:iam::123456789012:role/RestoreOperators', RoleSessionName: 'night' });
    const { Credentials } = await account.sts.send(assume);
    await vaults(Credentials?.AccessKeyId ?? '');
    await say('callers', { accessKeyId: '*', unknown: true });
    await expect(vaults(Credentials?.AccessKeyId ?? '')).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
    await expect(subnets('AKIATEST')).rejects.toMatchObject({ name: 'AuthFailure' });
    await account.control('DELETE', 'callers');
    await vaults('AKIATEST');
    expect(await account.control('GET', 'callers')).toEqual({ callers: [] });
  });

  it('permissions are taken away and given back, from every key of a person, and the policy simulator agrees', async () => {
    const decision = async (): Promise<string | undefined> => {
      const PolicySourceArn = 'arn:aws:iam::123456789012:user/operator';
      const command = new SimulatePrincipalPolicyCommand({ PolicySourceArn, ActionNames: ['ec2:DescribeNetworkInterfaces'] });
      return (await account.iam.send(command)).EvaluationResults?.[0]?.EvalDecision;
    };
    const interfaces = (key: string) => account.as(key).ec2.send(new DescribeNetworkInterfacesCommand({}));
    await say('callers', { accessKeyId: 'AKIATEST', denied: ['ec2:DescribeNetworkInterfaces', 'backup:*'] });
    await expect(interfaces('AKIATEST')).rejects.toMatchObject({ name: 'UnauthorizedOperation' });
    await expect(interfaces('AKIASECOND')).rejects.toMatchObject({ name: 'UnauthorizedOperation' });
    await expect(vaults('AKIATEST')).rejects.toMatchObject({ name: 'AccessDeniedException' });
    await interfaces('AKIANOIAM1');
    await subnets('AKIATEST');
    expect(await decision()).toBe('implicitDeny');
    await say('callers', { accessKeyId: 'AKIATEST' });
    await interfaces('AKIATEST');
    expect(await decision()).toBe('allowed');
    await account.iam.send(new ListRolesCommand({}));
  });

  it.each([
    ['callers', {}],
    ['callers', { accessKeyId: 'A B' }],
    ['callers', { accessKeyId: 'A', denied: 'ec2:*' }],
    ['callers', { accessKeyId: 'A', expiresInSeconds: 'soon' }],
    ['callers', { accessKeyId: 'A', goodAgainInSeconds: -1 }],
    ['latency', { ms: -1 }],
    ['list-lag', {}],
    ['signature-window', { seconds: null }],
  ])('%s %j is refused', async (path, body) => {
    expect(await say(path, body)).toEqual({ message: expect.any(String) });
  });
});

it('knows a repeated start by its token alone, where that is asked for at the start: a second token is a second job', async () => {
  const strict = await startTestAccount({ settings: { joinsByRequestId: false } });
  const start = async (IdempotencyToken: string): Promise<string | undefined> => {
    const Metadata = { InstanceType: 't2.micro', 'aws:backup:request-id': 'one' };
    const input = { RecoveryPointArn: ARTICLE_POINT, IamRoleArn: ROLE, Metadata, IdempotencyToken };
    return (await strict.backup.send(new StartRestoreJobCommand(input))).RestoreJobId;
  };
  try {
    const first = await start('token-1');
    expect(await start('token-1')).toBe(first);
    expect(await start('token-2')).not.toBe(first);
  } finally {
    await strict.close();
  }
});
