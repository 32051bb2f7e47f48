import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { BackupClient, DescribeRestoreJobCommand, ListBackupVaultsCommand, StartRestoreJobCommand } from '@aws-sdk/client-backup';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ARTICLE_POINT } from './seed/article';
import { ARTICLE_SUBNET } from './seed/network';
import { startTestAccount } from './test-clients';
import { killAll, run } from './test-process';

const ROLE = 'arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandbox-test-'));
});
afterEach(async () => {
  killAll();
  await rm(folder, { recursive: true, force: true });
});

const clientOf = (endpoint: string | null): BackupClient =>
  new BackupClient({
    endpoint: endpoint ?? '',
    region: 'ap-northeast-1',
    credentials: { accessKeyId: 'A', secretAccessKey: 'b' },
    maxAttempts: 1,
  });

const restore = (host: number): StartRestoreJobCommand =>
  new StartRestoreJobCommand({
    RecoveryPointArn: ARTICLE_POINT,
    IamRoleArn: ROLE,
    IdempotencyToken: `token-${host}`,
    Metadata: {
      InstanceType: 't2.micro',
      NetworkInterfaces: JSON.stringify([{ DeviceIndex: 0, SubnetId: ARTICLE_SUBNET, PrivateIpAddress: `10.1.10.${host}` }]),
    },
  });

describe('the command line', () => {
  it('every job that was acknowledged survives kill -9, and nothing else lies in the folder', async () => {
    const ids: string[] = [];
    for (let round = 0; round < 3; round += 1) {
      const { child, url } = await run('--port', '0', '--data', folder, '--quiet');
      const client = clientOf(url);
      for (const RestoreJobId of ids)
        expect((await client.send(new DescribeRestoreJobCommand({ RestoreJobId }))).RestoreJobId).toBe(RestoreJobId);
      for (const host of [0, 1]) ids.push((await client.send(restore(200 + 2 * round + host))).RestoreJobId ?? '');
      child.kill('SIGKILL');
      await once(child, 'exit');
      client.destroy();
    }
    expect(new Set(ids).size).toBe(6);
    expect((await readdir(folder)).filter((name) => !name.endsWith('.new'))).toEqual(['account.json']);
  });

  it('SIGTERM ends it with 0, even while a client holds its connection', async () => {
    const { child, url, code } = await run('--port', '0', '--data', folder);
    const client = clientOf(url);
    await client.send(new ListBackupVaultsCommand({}));
    child.kill('SIGTERM');
    expect(await code()).toBe(0);
    client.destroy();
  });

  it('a taken port, an unusable folder, a strange option: one sentence each, and 1', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    const { port } = holder.address() as { port: number };
    const file = join(folder, 'a-file');
    await writeFile(file, '');
    const cases: [string[], RegExp][] = [
      [['--port', String(port)], /^Port \d+ of 127\.0\.0\.1 is taken; choose another with --port\.$/],
      [['--port', '0', '--data', file], /^The folder .* cannot be used: .*\.$/],
      [['--port', 'many'], /^--port many is not possible\. Usage: .*$/],
      [['--sped', '2'], /^Unknown option '--sped'.* Usage: .*$/],
      [['--latency=-1'], /^--latency -1 is not possible\. Usage: .*$/],
      [['--list-lag', 'long'], /^--list-lag long is not possible\. Usage: .*$/],
      [['--seed', 'other'], /^--seed other is not possible\. Usage: .*$/],
    ];
    const results = await Promise.all(cases.map(async ([args]) => run(...args)));
    for (const [i, result] of results.entries()) {
      expect(await result.code(), cases[i]?.[0].join(' ')).toBe(1);
      expect(result.output().trim()).toMatch(cases[i]?.[1] ?? /^$/);
    }
    holder.close();
  });

  it('a folder with something else in it is left alone', async () => {
    await writeFile(join(folder, 'account.json'), '{"version":99}');
    const { code, output } = await run('--port', '0', '--data', folder);
    expect(await code()).toBe(1);
    expect(output()).toMatch(/does not hold the state of a simulated account of this version/);
  });
});

/** Where the AWS CLI is installed it must understand us too; elsewhere the SDK, which speaks the same protocols, is asked the same. */
describe('other clients', () => {
  it('list vaults, interfaces, roles and the caller', { tags: 'long' }, async () => {
    const account = await startTestAccount();
    const env = {
      ...process.env,
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'x',
      AWS_DEFAULT_REGION: 'ap-northeast-1',
      AWS_MAX_ATTEMPTS: '1',
    };
    const aws = async (...args: string[]): Promise<unknown> => {
      const { stdout } = await promisify(execFile)('aws', ['--endpoint-url', account.sandbox.url, '--output', 'json', ...args], { env });
      return JSON.parse(stdout);
    };
    const hasCli = await promisify(execFile)('aws', ['--version'], { env }).then(
      () => true,
      () => false,
    );
    if (hasCli) {
      const query = (args: string, expression: string) => aws(...args.split(' '), '--query', expression);
      expect(await query('backup list-backup-vaults', 'BackupVaultList[].BackupVaultName')).toContain('prod-daily');
      const filter = '--filters Name=addresses.private-ip-address,Values=10.1.10.100';
      expect(await query(`ec2 describe-network-interfaces ${filter}`, 'NetworkInterfaces[].NetworkInterfaceId')).toEqual([
        'eni-0196b22fc136f1f81',
      ]);
      expect(await query('iam get-instance-profile --instance-profile-name ec2_role', 'InstanceProfile.Roles[].RoleName')).toEqual([
        'intranet-instance-role',
      ]);
      expect(await query('sts get-caller-identity', 'Account')).toBe('123456789012');
    } else {
      const { BackupVaultList } = await account.backup.send(new ListBackupVaultsCommand({}));
      expect(BackupVaultList?.map((vault) => vault.BackupVaultName)).toContain('prod-daily');
    }
    await account.close();
  });
});
