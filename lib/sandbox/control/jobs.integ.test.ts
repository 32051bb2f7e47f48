import { StartRestoreJobCommand } from '@aws-sdk/client-backup';
import { TerminateInstancesCommand } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ARTICLE_INSTANCE, ARTICLE_POINT } from '../seed/article';
import { ARTICLE_SUBNET } from '../seed/network';
import { startTestAccount, type TestAccount } from '../test-clients';
import type { AccountJob } from './jobs';

const ROLE = 'arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole';

let account: TestAccount;
beforeAll(async () => {
  account = await startTestAccount({ settings: { listLagMs: 7_200_000 } });
});
beforeEach(() => account.control('POST', 'reset'));
afterAll(() => account.close());

const start = async (token: string, address: string): Promise<string> => {
  const answer = await account.backup.send(
    new StartRestoreJobCommand({
      RecoveryPointArn: ARTICLE_POINT,
      IamRoleArn: ROLE,
      IdempotencyToken: token,
      Metadata: {
        InstanceType: 't2.micro',
        NetworkInterfaces: JSON.stringify([{ DeviceIndex: 0, SubnetId: ARTICLE_SUBNET, PrivateIpAddress: address }]),
        'aws:backup:request-id': `request-${token}`,
      },
    }),
  );
  return answer.RestoreJobId ?? '';
};
const jobs = async (query = ''): Promise<readonly AccountJob[]> =>
  (await account.control('GET', `jobs${query}`)).jobs as readonly AccountJob[];
const advance = (advanceSeconds: number) => account.control('POST', 'clock', { advanceSeconds });

describe('the account’s own list of jobs', () => {
  it('names all of a job, also while no list shows it', async () => {
    const [good, bad] = [await start('a', '10.1.10.201'), await start('b', '10.1.10.201')];
    expect(await jobs()).toMatchObject([
      { restoreJobId: good, status: 'PENDING', instanceId: null, interfaces: [] },
      { restoreJobId: bad, status: 'PENDING' },
    ]);
    await advance(3600);
    const [first, second] = await jobs('?region=ap-northeast-1');
    expect(first).toMatchObject({
      region: 'ap-northeast-1',
      restoreJobId: good,
      status: 'COMPLETED',
      statusMessage: null,
      completedAt: expect.stringMatching(/Z$/),
      idempotencyToken: 'a',
      requestId: 'request-a',
      recoveryPointArn: ARTICLE_POINT,
      resourceArn: `arn:aws:ec2:ap-northeast-1:123456789012:instance/${ARTICLE_INSTANCE}`,
      iamRoleArn: ROLE,
      metadata: { InstanceType: 't2.micro' },
      instanceId: expect.stringMatching(/^i-/),
      instanceState: 'running',
      interfaces: [{ deviceIndex: 0, subnetId: ARTICLE_SUBNET, addresses: ['10.1.10.201'], ipv4Prefixes: [] }],
    });
    expect(new Date(first?.listedAt ?? '').getTime() - new Date(first?.createdAt ?? '').getTime()).toBe(7_200_000);
    expect(second).toMatchObject({
      restoreJobId: bad,
      status: 'FAILED',
      statusMessage: expect.stringContaining('10.1.10.201'),
      instanceId: null,
    });
    expect(await jobs('?region=us-east-1')).toEqual([]);
  });

  it('an instance that is gone holds nothing', async () => {
    await start('a', '10.1.10.201');
    await advance(60);
    const [made] = await jobs();
    await account.ec2.send(new TerminateInstancesCommand({ InstanceIds: [made?.instanceId ?? ''] }));
    expect(await jobs()).toMatchObject([{ instanceState: 'shutting-down', interfaces: [{ addresses: ['10.1.10.201'] }] }]);
    await advance(60);
    expect(await jobs()).toMatchObject([{ instanceState: 'terminated', interfaces: [] }]);
    await advance(7200);
    expect(await jobs()).toMatchObject([{ status: 'COMPLETED', instanceState: null, interfaces: [] }]);
  });
});
