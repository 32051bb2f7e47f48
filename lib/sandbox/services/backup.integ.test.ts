import {
  DescribeBackupVaultCommand,
  DescribeProtectedResourceCommand,
  DescribeRecoveryPointCommand,
  DescribeRestoreJobCommand,
  GetBackupVaultAccessPolicyCommand,
  GetRecoveryPointRestoreMetadataCommand,
  GetRestoreJobMetadataCommand,
  ListBackupPlansCommand,
  ListBackupVaultsCommand,
  ListProtectedResourcesCommand,
  ListRecoveryPointsByBackupVaultCommand,
  ListRecoveryPointsByResourceCommand,
  ListRestoreJobsByProtectedResourceCommand,
  ListRestoreJobsCommand,
  ListTagsCommand,
  paginateListRecoveryPointsByBackupVault,
  type RecoveryPointByBackupVault,
  StartRestoreJobCommand,
} from '@aws-sdk/client-backup';
import { DescribeInstancesCommand, DescribeNetworkInterfacesCommand, DescribeTagsCommand } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ARTICLE_INSTANCE, ARTICLE_POINT, VIRGINIA } from '../seed/article';
import { ARTICLE_METADATA } from '../seed/metadata';
import { startTestAccount, type TestAccount } from '../test-clients';

const ROLE = 'arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole';
const RESOURCE = `arn:aws:ec2:ap-northeast-1:123456789012:instance/${ARTICLE_INSTANCE}`;

let account: TestAccount;
beforeAll(async () => {
  account = await startTestAccount();
});
beforeEach(() => account.control('POST', 'reset'));
afterAll(() => account.close());

const pointsOf = async (filter: object = {}): Promise<RecoveryPointByBackupVault[]> => {
  const points: RecoveryPointByBackupVault[] = [];
  const pages = paginateListRecoveryPointsByBackupVault({ client: account.backup }, { BackupVaultName: 'prod-daily', ...filter });
  for await (const page of pages) points.push(...(page.RecoveryPoints ?? []));
  return points;
};

describe('browsing', () => {
  it('lists vaults by kind, describes one, and tells a policy', async () => {
    const { BackupVaultList } = await account.backup.send(new ListBackupVaultsCommand({}));
    expect(BackupVaultList?.map((vault) => vault.BackupVaultName)).toEqual(['aws-backup-vault', 'prod-daily', 'compliance-airgapped']);
    const gapped = await account.backup.send(new ListBackupVaultsCommand({ ByVaultType: 'LOGICALLY_AIR_GAPPED_BACKUP_VAULT' }));
    expect(gapped.BackupVaultList?.map((vault) => vault.BackupVaultName)).toEqual(['compliance-airgapped']);
    const vault = await account.backup.send(new DescribeBackupVaultCommand({ BackupVaultName: 'prod-daily' }));
    expect(vault).toMatchObject({ Locked: true, MinRetentionDays: 7, NumberOfRecoveryPoints: (await pointsOf()).length });
    const frozen = await account
      .as('AKIATEST', VIRGINIA)
      .backup.send(new GetBackupVaultAccessPolicyCommand({ BackupVaultName: 'dr-frozen' }));
    expect(frozen.Policy).toContain('backup:StartRestoreJob');
    await expect(account.backup.send(new GetBackupVaultAccessPolicyCommand({ BackupVaultName: 'prod-daily' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  it('pages a vault newest first, each point once', async () => {
    const all = await pointsOf();
    const small = await pointsOf({ MaxResults: 300 });
    expect(all.length).toBeGreaterThan(1500);
    expect(small).toEqual(all);
    expect(new Set(all.map((point) => point.RecoveryPointArn)).size).toBe(all.length);
    const dates = all.map((point) => point.CreationDate?.getTime() ?? 0);
    expect(dates).toEqual([...dates].sort((a, b) => b - a));
  });

  it('filters by resource, type, instants and parent', async () => {
    const rds = await pointsOf({ ByResourceType: 'RDS' });
    expect(new Set(rds.map((point) => point.ResourceName))).toEqual(new Set(['orders-db']));
    const middle = rds[10]?.CreationDate;
    expect(await pointsOf({ ByResourceType: 'RDS', ByCreatedAfter: middle })).toHaveLength(10);
    expect(await pointsOf({ ByResourceType: 'RDS', ByCreatedBefore: middle })).toHaveLength(rds.length - 11);
    expect(await pointsOf({ ByResourceArn: rds[0]?.ResourceArn })).toHaveLength(rds.length);
    expect(await pointsOf({ ByParentRecoveryPointArn: 'arn:none' })).toEqual([]);
  });

  it('tells a point, its tags, its metadata byte by byte', async () => {
    const of = { BackupVaultName: 'aws-backup-vault', RecoveryPointArn: ARTICLE_POINT };
    const point = await account.backup.send(new DescribeRecoveryPointCommand(of));
    expect(point).toMatchObject({ ResourceName: 'intranet-01', Status: 'COMPLETED', StorageClass: 'WARM', VaultType: 'BACKUP_VAULT' });
    // An image's tags are EC2's to tell; AWS Backup tells those of what it manages fully.
    await expect(account.backup.send(new ListTagsCommand({ ResourceArn: ARTICLE_POINT }))).rejects.toThrow('not found');
    const images = { Name: 'resource-id', Values: [ARTICLE_POINT.split('/')[1] ?? '', 'ami-00000000000000000'] };
    expect((await account.ec2.send(new DescribeTagsCommand({ Filters: [images] }))).Tags).toMatchObject([
      { ResourceType: 'image', Key: 'Name', Value: 'intranet-01' },
      { ResourceType: 'image', Key: 'owner', Value: 'platform' },
    ]);
    const [efs] = await pointsOf({ ByResourceType: 'EFS' });
    expect((await account.backup.send(new ListTagsCommand({ ResourceArn: efs?.RecoveryPointArn }))).Tags).toEqual({ backup: 'daily' });
    const { RestoreMetadata } = await account.backup.send(new GetRecoveryPointRestoreMetadataCommand(of));
    expect(Object.entries(RestoreMetadata ?? {})).toEqual(Object.entries(ARTICLE_METADATA));
  });

  it('tells what malware scans found, in the list in all and of a point one by one, and nothing of a point that was not scanned', async () => {
    const all = await pointsOf();
    const scanned = all.filter((point) => point.ResourceName === 'license-01');
    expect(scanned.slice(0, 5).map((point) => point.AggregatedScanResult)).toMatchObject([
      { FailedScan: false, Findings: ['MALWARE'] },
      { FailedScan: false, Findings: ['MALWARE'] },
      { FailedScan: false, Findings: [] },
      { FailedScan: false, Findings: [] },
      { FailedScan: true, Findings: [] },
    ]);
    expect(all.filter((point) => point.ResourceName !== 'license-01' && point.AggregatedScanResult !== undefined)).toEqual([]);
    const described = async (at: number) =>
      account.backup.send(
        new DescribeRecoveryPointCommand({ BackupVaultName: 'prod-daily', RecoveryPointArn: scanned[at]?.RecoveryPointArn }),
      );
    expect((await described(0)).ScanResults).toMatchObject([
      { MalwareScanner: 'GUARDDUTY', ScanJobState: 'COMPLETED', Findings: ['MALWARE'] },
    ]);
    expect((await described(4)).ScanResults).toMatchObject([{ ScanJobState: 'FAILED', Findings: [] }]);
  });

  it('lists resources, deleted ones too, and a resource’s points', async () => {
    const { Results } = await account.backup.send(new ListProtectedResourcesCommand({}));
    expect(Results?.map((each) => each.ResourceName)).toEqual(expect.arrayContaining(['intranet-01', 'old-crm-01', 'orders-db']));
    const one = await account.backup.send(new DescribeProtectedResourceCommand({ ResourceArn: RESOURCE }));
    expect(one).toMatchObject({ ResourceName: 'intranet-01', LastRecoveryPointArn: ARTICLE_POINT });
    const { RecoveryPoints } = await account.backup.send(new ListRecoveryPointsByResourceCommand({ ResourceArn: RESOURCE, MaxResults: 3 }));
    expect(RecoveryPoints?.[0]).toMatchObject({ RecoveryPointArn: ARTICLE_POINT, BackupVaultName: 'aws-backup-vault' });
    expect(RecoveryPoints).toHaveLength(3);
  });

  it.each<[string, () => Promise<unknown>, string]>([
    [
      'an unknown vault',
      () => account.backup.send(new DescribeBackupVaultCommand({ BackupVaultName: 'nope' })),
      'ResourceNotFoundException',
    ],
    [
      'a bad vault name',
      () => account.backup.send(new DescribeBackupVaultCommand({ BackupVaultName: 'a b' })),
      'InvalidParameterValueException',
    ],
    [
      'an unknown point',
      () => account.backup.send(new DescribeRecoveryPointCommand({ BackupVaultName: 'prod-daily', RecoveryPointArn: ARTICLE_POINT })),
      'ResourceNotFoundException',
    ],
    ['a page too large', () => account.backup.send(new ListBackupVaultsCommand({ MaxResults: 1001 })), 'InvalidParameterValueException'],
    ['a forged token', () => account.backup.send(new ListBackupVaultsCommand({ NextToken: 'x' })), 'InvalidParameterValueException'],
    ['what is not simulated', () => account.backup.send(new ListBackupPlansCommand({})), 'UnknownOperationException'],
    ['an unknown job', () => account.backup.send(new DescribeRestoreJobCommand({ RestoreJobId: 'x' })), 'ResourceNotFoundException'],
  ])('refuses %s', async (_what, call, name) => {
    await expect(call()).rejects.toMatchObject({ name });
  });
});

describe('restoring', () => {
  const { CpuOptions: _cpu, SubnetId: _subnet, SecurityGroupIds: _groups, ...rest } = ARTICLE_METADATA;
  const nic = (addresses: object[]) =>
    JSON.stringify([
      { DeviceIndex: 0, SubnetId: 'subnet-0bdb9444b6747e0d6', Groups: ['sg-06d3f4fca2b07b915'], PrivateIpAddresses: addresses },
    ]);
  const metadata = (address: string, requestId: string) => ({
    ...rest,
    NetworkInterfaces: nic([{ Primary: false, PrivateIpAddress: address }]),
    'aws:backup:request-id': requestId,
  });
  const start = async (Metadata: Record<string, string>, more: object = {}): Promise<string> => {
    const command = new StartRestoreJobCommand({ RecoveryPointArn: ARTICLE_POINT, IamRoleArn: ROLE, Metadata, ...more });
    return (await account.backup.send(command)).RestoreJobId ?? '';
  };
  const job = (RestoreJobId: string) => account.backup.send(new DescribeRestoreJobCommand({ RestoreJobId }));
  const pass = (advanceSeconds: number) => account.control('POST', 'clock', { advanceSeconds });

  it('PENDING, RUNNING with a rising percent, COMPLETED; then EC2 shows the instance at its address', async () => {
    const id = await start(metadata('10.1.10.201', 'one'), { CopySourceTagsToRestoredResource: true });
    expect(await job(id)).toMatchObject({ Status: 'PENDING', PercentDone: '0.00%', SourceResourceArn: RESOURCE, ResourceType: 'EC2' });
    await pass(8);
    const early = await job(id);
    expect(early.Status).toBe('RUNNING');
    await pass(8);
    const later = await job(id);
    expect(Number.parseFloat(later.PercentDone ?? '')).toBeGreaterThan(Number.parseFloat(early.PercentDone ?? ''));
    await pass(30);
    const done = await job(id);
    expect(done).toMatchObject({ Status: 'COMPLETED', PercentDone: '100.00%' });
    const instanceId = done.CreatedResourceArn?.split('/')[1] ?? '';
    const { Reservations } = await account.ec2.send(new DescribeInstancesCommand({ InstanceIds: [instanceId] }));
    expect(Reservations?.[0]?.Instances?.[0]).toMatchObject({
      State: { Name: 'running' },
      InstanceType: 't2.micro',
      KeyName: 'ec2-keypair',
    });
    const { NetworkInterfaces } = await account.ec2.send(
      new DescribeNetworkInterfacesCommand({ Filters: [{ Name: 'addresses.private-ip-address', Values: ['10.1.10.201'] }] }),
    );
    expect(NetworkInterfaces?.[0]?.Attachment?.InstanceId).toBe(instanceId);
    const sent = await account.backup.send(new GetRestoreJobMetadataCommand({ RestoreJobId: id }));
    expect(sent.Metadata).toEqual(metadata('10.1.10.201', 'one'));
  });

  it('a taken address turns the job FAILED later, in AWS’s words', async () => {
    const id = await start(metadata('10.1.10.100', 'one'));
    expect((await job(id)).Status).toBe('PENDING');
    await pass(10);
    expect(await job(id)).toMatchObject({ Status: 'FAILED', StatusMessage: 'Address 10.1.10.100 is in use.' });
  });

  it('the same token or request id is the same job while it runs, and refused once it has finished (1.6)', async () => {
    const id = await start(metadata('10.1.10.201', 'one'), { IdempotencyToken: 'token-1' });
    expect(await start(metadata('10.1.10.202', 'two'), { IdempotencyToken: 'token-1' })).toBe(id);
    expect(await start(metadata('10.1.10.202', 'one'), { IdempotencyToken: 'token-2' })).toBe(id);
    await pass(60);
    const again = start(metadata('10.1.10.203', 'three'), { IdempotencyToken: 'token-1' });
    await expect(again).rejects.toMatchObject({ name: 'InvalidParameterValueException', message: `Restore job ${id} already finished` });
    await expect(start(metadata('10.1.10.203', 'one'))).rejects.toThrow(/already finished/);
  });

  it('lists jobs by status, type, instants and resource', async () => {
    const good = await start(metadata('10.1.10.201', 'one'));
    const bad = await start(metadata('10.1.10.100', 'two'));
    await pass(60);
    const pending = await start(metadata('10.1.10.202', 'three'));
    const ids = async (filter: object): Promise<(string | undefined)[]> =>
      ((await account.backup.send(new ListRestoreJobsCommand(filter))).RestoreJobs ?? []).map((each) => each.RestoreJobId);
    expect((await ids({}))[0]).toBe(pending);
    expect(await ids({ ByStatus: 'COMPLETED' })).toEqual([good]);
    expect(await ids({ ByStatus: 'FAILED', ByResourceType: 'EC2' })).toEqual([bad]);
    expect(await ids({ ByResourceType: 'EBS' })).toEqual([]);
    expect(await ids({ ByAccountId: '999999999999' })).toEqual([]);
    const created = (await job(pending)).CreationDate;
    expect(new Set(await ids({ ByCreatedBefore: created }))).toEqual(new Set([good, bad]));
    expect(new Set(await ids({ ByCompleteBefore: created }))).toEqual(new Set([good, bad]));
    expect(await ids({ ByCreatedAfter: new Date((created?.getTime() ?? 0) - 1) })).toEqual([pending]);
    const ofResource = await account.backup.send(
      new ListRestoreJobsByProtectedResourceCommand({ ResourceArn: RESOURCE, ByStatus: 'FAILED' }),
    );
    expect(ofResource.RestoreJobs?.map((each) => each.RestoreJobId)).toEqual([bad]);
    expect(await ids({ MaxResults: 1 })).toHaveLength(1);
  });

  it.each<[string, object, string, RegExp]>([
    ['no role', { IamRoleArn: undefined }, 'MissingParameterValueException', /iamRoleArn/],
    ['no role ARN', { IamRoleArn: 'me' }, 'InvalidParameterValueException', /Invalid IAM role ARN/],
    ['no such point', { RecoveryPointArn: 'arn:aws:ec2:ap-northeast-1::image/ami-0' }, 'ResourceNotFoundException', /not found/],
    ['another type', { ResourceType: 'EBS' }, 'InvalidParameterValueException', /does not match/],
  ])('refuses at once: %s', async (_what, change, name, message) => {
    await expect(start(metadata('10.1.10.201', 'one'), change)).rejects.toMatchObject({ name, message: expect.stringMatching(message) });
  });

  it('F14 and F15: a caller who may not pass the role, a vault that forbids it', async () => {
    const input = { RecoveryPointArn: ARTICLE_POINT, IamRoleArn: ROLE, Metadata: metadata('10.1.10.201', 'one') };
    await expect(account.as('AKIANOPASS1').backup.send(new StartRestoreJobCommand(input))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining(`iam:PassRole on resource: ${ROLE}`),
    });
    const { backup } = account.as('AKIATEST', VIRGINIA);
    const { RecoveryPoints } = await backup.send(new ListRecoveryPointsByBackupVaultCommand({ BackupVaultName: 'dr-frozen' }));
    const frozen = { ...input, RecoveryPointArn: RecoveryPoints?.[0]?.RecoveryPointArn };
    await expect(backup.send(new StartRestoreJobCommand(frozen))).rejects.toThrow(/explicit deny in a resource-based policy/);
  });
});
