import { request } from 'node:http';
import { DescribeRestoreJobCommand, ListBackupVaultsCommand, ListRestoreJobsCommand, StartRestoreJobCommand } from '@aws-sdk/client-backup';
import { DescribeNetworkInterfacesCommand, DescribeSubnetsCommand } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ARTICLE_SUBNET } from '../seed/network';
import { startTestAccount, type TestAccount } from '../test-clients';

let account: TestAccount;
beforeAll(async () => {
  account = await startTestAccount();
});
beforeEach(() => account.control('POST', 'reset'));
afterAll(() => account.close());

const vaults = () => account.backup.send(new ListBackupVaultsCommand({}));
const subnets = () => account.ec2.send(new DescribeSubnetsCommand({}));

describe('control', () => {
  it('counts calls', async () => {
    await vaults();
    await vaults();
    await subnets();
    expect(await account.control('GET', 'calls')).toEqual({ 'backup:ListBackupVaults': 2, 'ec2:DescribeSubnets': 1 });
    await account.control('DELETE', 'calls');
    expect(await account.control('GET', 'calls')).toEqual({});
  });

  it('somebody takes an address, once', async () => {
    const taken = await account.control('POST', 'take-address', { address: '10.1.10.201', name: 'new-web-01' });
    expect(taken).toMatchObject({ subnetId: ARTICLE_SUBNET, address: '10.1.10.201' });
    const Filters = [{ Name: 'addresses.private-ip-address', Values: ['10.1.10.201'] }];
    const { NetworkInterfaces } = await account.ec2.send(new DescribeNetworkInterfacesCommand({ Filters }));
    expect(NetworkInterfaces?.[0]?.Attachment?.InstanceId).toBe(taken.instanceId);
    expect(await account.control('POST', 'take-address', { address: '10.1.10.201' })).toMatchObject({ message: '10.1.10.201 is in use.' });
    expect(await account.control('POST', 'take-address', { address: '10.1.10.1' })).toMatchObject({
      message: expect.stringMatching(/reserved/),
    });
    expect(await account.control('POST', 'take-address', { address: 'x' })).toMatchObject({ message: expect.stringMatching(/^Give/) });
  });

  it('forgets a restore job, whose instance stays', async () => {
    const RecoveryPointArn = 'arn:aws:ec2:ap-northeast-1::image/ami-084ddc30cf536ac1e';
    const IamRoleArn = 'arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole';
    const { RestoreJobId = '' } = await account.backup.send(
      new StartRestoreJobCommand({ RecoveryPointArn, IamRoleArn, Metadata: { InstanceType: 't2.micro' } }),
    );
    await account.control('POST', 'clock', { advanceSeconds: 60 });
    const counts = async () =>
      ((await account.control('GET', '')) as { regions: Record<string, { instances: number; jobs: number }> }).regions['ap-northeast-1'];
    const before = await counts();
    expect(await account.control('POST', 'forget-job', { restoreJobId: RestoreJobId })).toEqual({ restoreJobId: RestoreJobId });
    await expect(account.backup.send(new DescribeRestoreJobCommand({ RestoreJobId }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    const { RestoreJobs = [] } = await account.backup.send(new ListRestoreJobsCommand({}));
    expect(RestoreJobs.map((job) => job.RestoreJobId)).not.toContain(RestoreJobId);
    expect(await counts()).toMatchObject({ instances: before?.instances, jobs: (before?.jobs ?? 0) - 1 });
    expect(await account.control('POST', 'forget-job', { restoreJobId: RestoreJobId })).toMatchObject({ message: expect.any(String) });
  });

  it('advances the clock, and only forwards', async () => {
    const before = new Date(String((await account.control('GET', '')).now)).getTime();
    const { now } = await account.control('POST', 'clock', { advanceSeconds: 3600 });
    expect(new Date(String(now)).getTime() - before).toBeGreaterThanOrEqual(3_600_000);
    expect(await account.control('POST', 'clock', { advanceMs: -1 })).toMatchObject({ message: expect.any(String) });
  });

  it('holds the clock but for what it is advanced by, and lets it go on', async () => {
    const now = async (body: object) => new Date(String((await account.control('POST', 'clock', body)).now)).getTime();
    const held = await now({ hold: true });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await now({ advanceSeconds: 5 })).toBe(held + 5_000);
    expect(await now({ hold: false })).toBeGreaterThanOrEqual(held + 5_020);
    expect(await account.control('POST', 'clock', { hold: 'yes' })).toMatchObject({ message: expect.any(String) });
  });

  it.each([
    ['POST', 'faults', '{"kind":"fire"}', 400],
    ['POST', 'faults', '{"kind":"lose","times":0}', 400],
    ['POST', 'faults', '{"kind":"lose","skip":-1}', 400],
    ['POST', 'faults', '{"kind":"slow","ms":"long"}', 400],
    ['GET', 'log?after=x', undefined, 400],
    ['POST', 'faults', '[1]', 400],
    ['POST', 'faults', '{', 400],
    ['GET', 'nothing', undefined, 404],
    ['DELETE', 'faults/99', undefined, 404],
  ])('%s %s %s is answered %i', async (method, path, body, status) => {
    const answer = await fetch(`${account.sandbox.url}/_sandbox/${path}`, { method, ...(body === undefined ? {} : { body }) });
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ message: expect.any(String) });
  });
});

describe('strangers', () => {
  const raw = (headers: Record<string, string>, path = '/_sandbox/'): Promise<number> =>
    new Promise((resolve, reject) => {
      request(`${account.sandbox.url}${path}`, { headers }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      })
        .on('error', reject)
        .end();
    });

  it('a name that is not this machine’s, and a page of another site, are turned away', async () => {
    expect(await raw({ host: 'evil.example' })).toBe(421);
    expect(await raw({ origin: 'https://evil.example' })).toBe(403);
    expect(await raw({ host: 'localhost:1' })).toBe(200);
    expect(await raw({}, '/')).toBe(200);
  });

  it('a call without a signature is refused', async () => {
    const answer = await fetch(`${account.sandbox.url}/backup-vaults/`);
    expect([answer.status, answer.headers.get('x-amzn-errortype')]).toEqual([403, 'MissingAuthenticationToken']);
  });

  it('broken requests are answered, not fatal', async () => {
    const scope = { authorization: 'AWS4-HMAC-SHA256 Credential=A/20261124/ap-northeast-1/backup/aws4_request' };
    const broken = (path: string, init: RequestInit) =>
      fetch(`${account.sandbox.url}${path}`, { ...init, headers: { ...scope, ...init.headers } });
    const answers = await Promise.all([
      broken('/restore-jobs', { method: 'PUT', body: '{' }),
      broken('/backup-vaults/%E0%A4%A/', {}),
      broken('/nowhere', {}),
      broken('/', { method: 'POST', body: 'Action=__proto__', headers: { 'content-type': 'application/x-www-form-urlencoded' } }),
    ]);
    for (const answer of answers) expect(answer.status).toBeGreaterThanOrEqual(400);
    for (const answer of answers) expect(answer.status).toBeLessThan(500);
    await vaults();
  });
});
