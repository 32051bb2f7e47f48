import { ListBackupVaultsCommand, ListRestoreJobsCommand, StartRestoreJobCommand } from '@aws-sdk/client-backup';
import { DescribeSubnetsCommand } from '@aws-sdk/client-ec2';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LoggedCall } from './call-log';
import { ARTICLE_POINT } from './seed/article';
import { startTestAccount, type TestAccount } from './test-clients';

const ROLE = 'arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole';

let account: TestAccount;
beforeAll(async () => {
  account = await startTestAccount();
});
beforeEach(() => account.control('POST', 'reset'));
afterAll(() => account.close());

const vaults = () => account.backup.send(new ListBackupVaultsCommand({}));
const subnets = () => account.ec2.send(new DescribeSubnetsCommand({}));
const start = (IdempotencyToken: string) =>
  account.backup.send(
    new StartRestoreJobCommand({
      RecoveryPointArn: ARTICLE_POINT,
      IamRoleArn: ROLE,
      IdempotencyToken,
      Metadata: { InstanceType: 't2.micro' },
    }),
  );
const jobIds = async (): Promise<(string | undefined)[]> =>
  ((await account.backup.send(new ListRestoreJobsCommand({}))).RestoreJobs ?? []).map((job) => job.RestoreJobId);
const fault = (rule: object) => account.control('POST', 'faults', rule);
const log = async (query = ''): Promise<readonly LoggedCall[]> => (await account.control('GET', `log${query}`)).calls as LoggedCall[];
const STARTS = { service: 'backup', operation: 'StartRestoreJob' };

describe('faults', () => {
  it.each<[string, object, string, string]>([
    ['throttling', { kind: 'throttle' }, 'ThrottlingException', 'RequestLimitExceeded'],
    ['faults of AWS', { kind: 'server-error' }, 'ServiceUnavailableException', 'InternalError'],
    ['expired credentials', { kind: 'expired' }, 'ExpiredTokenException', 'RequestExpired'],
    ['missing permissions', { kind: 'denied' }, 'AccessDeniedException', 'UnauthorizedOperation'],
  ])('%s, in each service’s words', async (_what, fault, backup, ec2) => {
    await account.control('POST', 'faults', { ...fault, times: 2 });
    await expect(vaults()).rejects.toMatchObject({ name: backup });
    await expect(subnets()).rejects.toMatchObject({ name: ec2 });
    await vaults();
    expect(await account.control('GET', 'faults')).toEqual({ faults: [] });
  });

  it('a dropped connection', async () => {
    await account.control('POST', 'faults', { kind: 'drop' });
    await expect(vaults()).rejects.toMatchObject({ code: 'ECONNRESET' });
  });

  it('a slow answer comes all the same', async () => {
    await account.control('POST', 'faults', { kind: 'slow', ms: 30 });
    expect((await vaults()).BackupVaultList).toHaveLength(3);
  });

  it('strike only what they are meant for, until cleared', async () => {
    const fault = await account.control('POST', 'faults', { kind: 'throttle', service: 'ec2', operation: 'DescribeSubnets', times: null });
    await vaults();
    await account.sts.send(new GetCallerIdentityCommand({}));
    await expect(subnets()).rejects.toThrow();
    await expect(subnets()).rejects.toThrow();
    await account.control('DELETE', `faults/${fault.id}`);
    await subnets();
    await account.control('POST', 'faults', { kind: 'throttle', region: 'us-east-1' });
    await vaults();
    await expect(account.as('AKIATEST', 'us-east-1').backup.send(new ListBackupVaultsCommand({}))).rejects.toThrow();
  });

  it('let calls pass first, and strike as often as they are told', async () => {
    await fault({ kind: 'throttle', operation: 'ListBackupVaults', skip: 2, times: 2 });
    await vaults();
    await subnets();
    await vaults();
    await expect(vaults()).rejects.toMatchObject({ name: 'ThrottlingException' });
    await expect(vaults()).rejects.toMatchObject({ name: 'ThrottlingException' });
    await vaults();
  });
});

describe('answers that do not arrive', () => {
  it.each([
    ['drop', 0, 'ECONNRESET'],
    ['lose', 1, 'ECONNRESET'],
    ['half', 1, 'ECONNRESET'],
  ])('%s: the operation ran %i times, and the caller does not know', async (kind, jobs, code) => {
    await fault({ kind, ...STARTS });
    await expect(start('a')).rejects.toMatchObject({ code });
    const ids = await jobIds();
    expect(ids).toHaveLength(jobs);
    const { RestoreJobId } = await start('a');
    expect(jobs === 0 ? [RestoreJobId] : ids).toEqual(await jobIds());
    expect([RestoreJobId]).toEqual(await jobIds());
  });

  it('a half answer of EC2, and one of an error', async () => {
    await fault({ kind: 'half', times: null });
    await expect(subnets()).rejects.toMatchObject({ code: 'ECONNRESET' });
    await fault({ kind: 'throttle', times: null });
    await expect(vaults()).rejects.toMatchObject({ code: 'ECONNRESET' });
    await account.control('DELETE', 'faults');
    await vaults();
  });

  it('a refusal can be lost too', async () => {
    await fault({ kind: 'denied', ...STARTS });
    await fault({ kind: 'lose', ...STARTS });
    await expect(start('a')).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(await jobIds()).toEqual([]);
  });

  it('an operation that is held runs although nobody waits for it any more', async () => {
    const { id } = await fault({ kind: 'slow', ms: null, ...STARTS });
    const impatient = new AbortController();
    const input = { RecoveryPointArn: ARTICLE_POINT, IamRoleArn: ROLE, IdempotencyToken: 'a', Metadata: { InstanceType: 't2.micro' } };
    const call = account.backup.send(new StartRestoreJobCommand(input), { abortSignal: impatient.signal });
    await expect.poll(async () => (await log('?operation=StartRestoreJob')).length).toBe(1);
    impatient.abort();
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    expect(await jobIds()).toEqual([]);
    await account.control('DELETE', `faults/${id}`);
    await expect.poll(jobIds).toHaveLength(1);
    expect(await account.control('DELETE', `faults/${id}`)).toMatchObject({ message: expect.any(String) });
  });
});

describe('requests that are delivered twice', () => {
  it('with one token make one job, and the second answer names it', async () => {
    await fault({ kind: 'twice', ...STARTS });
    const { RestoreJobId } = await start('a');
    expect(await jobIds()).toEqual([RestoreJobId]);
    expect(await log('?operation=StartRestoreJob')).toMatchObject([{ runs: 2, answer: 'whole', status: 200 }]);
  });

  it('without a token make two', async () => {
    await fault({ kind: 'twice', ...STARTS });
    const body = JSON.stringify({ RecoveryPointArn: ARTICLE_POINT, IamRoleArn: ROLE, Metadata: { InstanceType: 't2.micro' } });
    const answer = await fetch(`${account.sandbox.url}/restore-jobs`, {
      method: 'PUT',
      body,
      headers: {
        authorization: 'AWS4-HMAC-SHA256 Credential=A/20261124/ap-northeast-1/backup/aws4_request',
        'x-amz-date': new Date().toISOString().replace(/[-:]|\.\d{3}/g, ''),
      },
    });
    const { RestoreJobId } = (await answer.json()) as { RestoreJobId: string };
    const ids = await jobIds();
    expect(ids).toHaveLength(2);
    expect(ids).toContain(RestoreJobId);
  });

  it('are refused twice where they are refused, and the second answer can be lost', async () => {
    await fault({ kind: 'twice', ...STARTS });
    await fault({ kind: 'lose', ...STARTS });
    await expect(start('a')).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(await jobIds()).toHaveLength(1);
  });
});

describe('the log', () => {
  it('tells each call with its request id, what struck it and what was answered', async () => {
    const throttle = await fault({ kind: 'throttle', operation: 'ListBackupVaults' });
    const lose = await fault({ kind: 'lose', operation: 'DescribeSubnets' });
    await vaults().catch(() => undefined);
    const { $metadata } = await vaults();
    await subnets().catch(() => undefined);
    const calls = await log();
    expect(calls).toMatchObject([
      { number: expect.any(Number), service: 'backup', operation: 'ListBackupVaults', region: 'ap-northeast-1', accessKeyId: 'AKIATEST' },
      { requestId: $metadata.requestId, struckBy: [], runs: 1, answer: 'whole', status: 200, code: null },
      { operation: 'DescribeSubnets', struckBy: [{ id: lose.id, kind: 'lose' }], runs: 1, answer: 'none', status: 200 },
    ]);
    expect(calls[0]).toMatchObject({
      struckBy: [{ id: throttle.id, kind: 'throttle' }],
      runs: 0,
      status: 400,
      code: 'ThrottlingException',
    });
    expect(await log(`?after=${calls[1]?.number}`)).toEqual(calls.slice(2));
    await account.control('DELETE', 'log');
    expect(await log()).toEqual([]);
  });

  it('tells a call that is under way', async () => {
    await fault({ kind: 'slow', ms: null });
    const call = vaults();
    await expect.poll(log).toMatchObject([{ operation: 'ListBackupVaults', runs: null, answer: null, answeredAt: null }]);
    await account.control('DELETE', 'faults');
    await call;
    expect(await log()).toMatchObject([{ runs: 1, answeredAt: expect.any(String) }]);
  });
});
