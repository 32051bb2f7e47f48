import {
  AssignPrivateIpAddressesCommand,
  AttachNetworkInterfaceCommand,
  CreateSubnetCidrReservationCommand,
  DeleteSubnetCidrReservationCommand,
  DescribeAddressesCommand,
  DescribeAvailabilityZonesCommand,
  DescribeImagesCommand,
  DescribeInstancesCommand,
  DescribeInstanceTypeOfferingsCommand,
  DescribeInstanceTypesCommand,
  DescribeKeyPairsCommand,
  DescribeNetworkInterfacesCommand,
  DescribePlacementGroupsCommand,
  DescribeRegionsCommand,
  DescribeSecurityGroupsCommand,
  DescribeSnapshotsCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
  DetachNetworkInterfaceCommand,
  type Filter,
  GetSubnetCidrReservationsCommand,
  ModifyNetworkInterfaceAttributeCommand,
  type NetworkInterface,
  paginateDescribeInstanceTypes,
  paginateDescribeNetworkInterfaces,
  RunInstancesCommand,
  TerminateInstancesCommand,
  UnassignPrivateIpAddressesCommand,
} from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ARTICLE_INSTANCE, ARTICLE_POINT, VIRGINIA } from '../seed/article';
import { seedId } from '../seed/ids';
import { ARTICLE_SUBNET, ARTICLE_VPC } from '../seed/network';
import { startTestAccount, type TestAccount } from '../test-clients';

const ENI = 'eni-0196b22fc136f1f81';
const API = seedId('eni', 'api-01:0');

let account: TestAccount;
beforeAll(async () => {
  account = await startTestAccount();
});
beforeEach(() => account.control('POST', 'reset'));
afterAll(() => account.close());

const filter = (Name: string, ...Values: string[]): Filter => ({ Name, Values });
const interfacesBy = async (...Filters: Filter[]): Promise<NetworkInterface[]> =>
  (await account.ec2.send(new DescribeNetworkInterfacesCommand({ Filters }))).NetworkInterfaces ?? [];

describe('the network', () => {
  it('VPCs, zones, regions', async () => {
    const { Vpcs } = await account.ec2.send(new DescribeVpcsCommand({ Filters: [filter('tag:Name', 'prod')] }));
    expect(Vpcs).toMatchObject([{ VpcId: ARTICLE_VPC, CidrBlock: '10.1.0.0/16', Tags: [{ Key: 'Name', Value: 'prod' }] }]);
    const { AvailabilityZones } = await account.ec2.send(new DescribeAvailabilityZonesCommand({}));
    expect(AvailabilityZones?.map((zone) => zone.ZoneName)).toEqual(['ap-northeast-1a', 'ap-northeast-1c', 'ap-northeast-1d']);
    const { Regions } = await account.ec2.send(new DescribeRegionsCommand({}));
    expect(Regions?.map((region) => region.RegionName)).toContain(VIRGINIA);
    const all = await account.ec2.send(new DescribeRegionsCommand({ AllRegions: true }));
    expect(all.Regions?.length).toBeGreaterThan(Regions?.length ?? 0);
    expect((await account.as('AKIATEST', 'eu-west-1').ec2.send(new DescribeSubnetsCommand({}))).Subnets).toEqual([]);
  });

  it('subnets count what is free, say who owns them, and may have no IPv4', async () => {
    const { Subnets } = await account.ec2.send(new DescribeSubnetsCommand({}));
    const held = (await interfacesBy(filter('subnet-id', ARTICLE_SUBNET))).flatMap((eni) => eni.PrivateIpAddresses ?? []).length;
    expect(Subnets?.find((subnet) => subnet.SubnetId === ARTICLE_SUBNET)).toMatchObject({
      CidrBlock: '10.1.10.0/24',
      AvailabilityZone: 'ap-northeast-1a',
      AvailabilityZoneId: 'apne1-az4',
      AvailableIpAddressCount: 251 - held,
    });
    expect(Subnets?.filter((subnet) => subnet.OwnerId !== '123456789012')).toHaveLength(1);
    expect(Subnets?.find((subnet) => subnet.Ipv6Native)?.CidrBlock).toBeUndefined();
    const { SubnetIpv4CidrReservations } = await account.ec2.send(new GetSubnetCidrReservationsCommand({ SubnetId: ARTICLE_SUBNET }));
    expect(SubnetIpv4CidrReservations).toMatchObject([{ Cidr: '10.1.10.192/28', ReservationType: 'explicit' }]);
  });

  it('interfaces by every filter that one looks for holders with', async () => {
    const ids = async (...filters: Filter[]): Promise<(string | undefined)[]> =>
      (await interfacesBy(...filters)).map((eni) => eni.NetworkInterfaceId);
    expect(await ids(filter('addresses.private-ip-address', '10.1.10.100'))).toEqual([ENI]);
    expect(await ids(filter('attachment.instance-id', ARTICLE_INSTANCE))).toEqual([ENI]);
    expect(await ids(filter('network-interface-id', ENI, API))).toEqual([ENI, API]);
    expect(await ids(filter('status', 'available'), filter('subnet-id', ARTICLE_SUBNET))).toEqual([seedId('eni', 'left')]);
    expect((await ids(filter('vpc-id', ARTICLE_VPC))).length).toBeGreaterThan((await ids(filter('subnet-id', ARTICLE_SUBNET))).length);
    expect(await ids(filter('addresses.private-ip-address', '10.1.10.3?'))).toEqual([API]);
    expect(await ids(filter('status', 'in-use'), filter('interface-type', 'lambda'))).toHaveLength(1);
    const [eni] = await interfacesBy(filter('network-interface-id', ENI));
    expect(eni).toMatchObject({
      PrivateIpAddress: '10.1.10.115',
      PrivateIpAddresses: [
        { Primary: true, PrivateIpAddress: '10.1.10.115' },
        { Primary: false, PrivateIpAddress: '10.1.10.100' },
      ],
      Attachment: { InstanceId: ARTICLE_INSTANCE, DeviceIndex: 0, DeleteOnTermination: true },
      Groups: [{ GroupId: 'sg-06d3f4fca2b07b915', GroupName: 'intranet' }],
    });
    const [lb] = await interfacesBy(filter('addresses.private-ip-address', '10.1.10.11'));
    expect(lb).toMatchObject({ RequesterManaged: true, Description: expect.stringMatching(/^ELB /) });
    expect(lb?.Attachment?.InstanceId).toBeUndefined();
  });

  it('pages of 5 to 1000', async () => {
    const seen: (string | undefined)[] = [];
    const pages = paginateDescribeNetworkInterfaces({ client: account.ec2, pageSize: 5 }, {});
    for await (const page of pages) {
      expect(page.NetworkInterfaces?.length).toBeLessThanOrEqual(5);
      seen.push(...(page.NetworkInterfaces ?? []).map((eni) => eni.NetworkInterfaceId));
    }
    expect(seen).toEqual((await interfacesBy()).map((eni) => eni.NetworkInterfaceId));
    for (const MaxResults of [4, 1001])
      await expect(account.ec2.send(new DescribeNetworkInterfacesCommand({ MaxResults }))).rejects.toMatchObject({
        name: 'InvalidParameterValue',
      });
  });

  it('groups of a VPC, key pairs, placement groups, Elastic IPs', async () => {
    const { SecurityGroups } = await account.ec2.send(new DescribeSecurityGroupsCommand({ Filters: [filter('vpc-id', ARTICLE_VPC)] }));
    expect(SecurityGroups?.map((group) => group.GroupName)).toEqual(expect.arrayContaining(['default', 'intranet', 'web']));
    expect(SecurityGroups?.every((group) => group.VpcId === ARTICLE_VPC)).toBe(true);
    const { KeyPairs } = await account.ec2.send(new DescribeKeyPairsCommand({}));
    expect(KeyPairs?.map((pair) => pair.KeyName)).toEqual(['ec2-keypair', 'ops-2025']);
    const { PlacementGroups } = await account.ec2.send(new DescribePlacementGroupsCommand({}));
    expect(PlacementGroups?.map((group) => group.GroupName)).toEqual(['hpc-cluster']);
    const { Addresses } = await account.ec2.send(new DescribeAddressesCommand({}));
    expect(Addresses?.map((each) => [each.PublicIp, each.PrivateIpAddress])).toEqual([
      ['203.0.113.18', '10.1.0.8'],
      ['203.0.113.40', undefined],
    ]);
  });
});

describe('instances and what they are made of', () => {
  it('instances by state, name and id', async () => {
    const by = async (...Filters: Filter[]) =>
      ((await account.ec2.send(new DescribeInstancesCommand({ Filters }))).Reservations ?? []).flatMap((each) => each.Instances ?? []);
    expect((await by(filter('instance-state-name', 'stopped'))).map((each) => each.PrivateIpAddress)).toEqual(['10.1.10.60']);
    const [firewall] = await by(filter('tag:Name', 'fw-01'));
    expect(firewall?.NetworkInterfaces?.map((eni) => eni.PrivateIpAddress)).toEqual(['10.1.0.6', '10.1.10.6', '10.1.40.6']);
    const [original] = await by(filter('instance-id', ARTICLE_INSTANCE));
    expect(original?.IamInstanceProfile?.Arn).toBe('arn:aws:iam::123456789012:instance-profile/ec2_role');
    expect(await by(filter('instance-id', 'i-gone'))).toEqual([]);
  });

  it('types: pages of 5 to 100, and one unknown name refuses all', async () => {
    const names: (string | undefined)[] = [];
    for await (const page of paginateDescribeInstanceTypes({ client: account.ec2, pageSize: 20 }, {}))
      names.push(...(page.InstanceTypes ?? []).map((type) => type.InstanceType));
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(expect.arrayContaining(['t2.micro', 'p4d.24xlarge']));
    const { InstanceTypes } = await account.ec2.send(new DescribeInstanceTypesCommand({ InstanceTypes: ['t2.micro', 'p4d.24xlarge'] }));
    expect(InstanceTypes?.find((type) => type.InstanceType === 't2.micro')?.VCpuInfo?.ValidCores).toBeUndefined();
    expect(InstanceTypes?.find((type) => type.InstanceType === 'p4d.24xlarge')?.NetworkInfo).toMatchObject({
      MaximumNetworkInterfaces: 60,
      MaximumNetworkCards: 4,
      EfaSupported: true,
    });
    await expect(
      account.ec2.send(new DescribeInstanceTypesCommand({ InstanceTypes: ['t2.micro', 't9.micro' as 't2.micro'] })),
    ).rejects.toMatchObject({ name: 'InvalidInstanceType' });
    await expect(account.ec2.send(new DescribeInstanceTypesCommand({ MaxResults: 101 }))).rejects.toThrow(/maxResults/);
  });

  it('offerings by zone', async () => {
    const { InstanceTypeOfferings } = await account.ec2.send(
      new DescribeInstanceTypeOfferingsCommand({ LocationType: 'availability-zone', Filters: [filter('instance-type', 'p4d.24xlarge')] }),
    );
    expect(InstanceTypeOfferings?.map((each) => each.Location)).not.toContain('ap-northeast-1c');
  });

  it('images; a disabled one only when asked for', async () => {
    const ImageIds = [ARTICLE_POINT.split('/')[1] ?? ''];
    const { Images } = await account.ec2.send(new DescribeImagesCommand({ ImageIds }));
    expect(Images).toMatchObject([{ State: 'available', Architecture: 'x86_64', ImageAllowed: true }]);
    const of = async (IncludeDisabled: boolean) =>
      (await account.ec2.send(new DescribeImagesCommand({ Owners: ['self'], IncludeDisabled, Filters: [filter('state', 'disabled')] })))
        .Images;
    expect([(await of(true))?.length, (await of(false))?.length]).toEqual([1, 0]);
    await expect(account.ec2.send(new DescribeImagesCommand({ ImageIds: ['ami-0'] }))).rejects.toMatchObject({
      name: 'InvalidAMIID.NotFound',
    });
  });
});

describe('changes', () => {
  it('a terminated instance frees its addresses after a while (F29)', async () => {
    const answer = await account.ec2.send(new TerminateInstancesCommand({ InstanceIds: [ARTICLE_INSTANCE] }));
    expect(answer.TerminatingInstances?.[0]).toMatchObject({ PreviousState: { Name: 'running' }, CurrentState: { Name: 'shutting-down' } });
    expect(await interfacesBy(filter('addresses.private-ip-address', '10.1.10.115'))).toHaveLength(1);
    await account.control('POST', 'clock', { advanceSeconds: 9 });
    expect(await interfacesBy(filter('addresses.private-ip-address', '10.1.10.115'))).toHaveLength(0);
  });

  it('secondary addresses: given, counted, moved, taken away', async () => {
    const NetworkInterfaceId = API;
    const addresses = async (): Promise<(string | undefined)[]> =>
      ((await interfacesBy(filter('network-interface-id', API)))[0]?.PrivateIpAddresses ?? []).map((each) => each.PrivateIpAddress);
    await account.ec2.send(new AssignPrivateIpAddressesCommand({ NetworkInterfaceId, PrivateIpAddresses: ['10.1.10.201'] }));
    expect(await addresses()).toContain('10.1.10.201');
    await account.ec2.send(new AssignPrivateIpAddressesCommand({ NetworkInterfaceId, SecondaryPrivateIpAddressCount: 2 }));
    expect(await addresses()).toHaveLength(6);
    const taken = { NetworkInterfaceId, PrivateIpAddresses: ['10.1.10.100'] };
    await expect(account.ec2.send(new AssignPrivateIpAddressesCommand(taken))).rejects.toThrow(/move is not allowed/);
    await account.ec2.send(new AssignPrivateIpAddressesCommand({ ...taken, AllowReassignment: true }));
    expect((await interfacesBy(filter('addresses.private-ip-address', '10.1.10.100')))[0]?.NetworkInterfaceId).toBe(API);
    const primary = { NetworkInterfaceId, PrivateIpAddresses: ['10.1.10.115'], AllowReassignment: true };
    await expect(account.ec2.send(new AssignPrivateIpAddressesCommand(primary))).rejects.toThrow(/primary/);
    await account.ec2.send(new UnassignPrivateIpAddressesCommand({ NetworkInterfaceId, PrivateIpAddresses: ['10.1.10.100'] }));
    expect(await addresses()).not.toContain('10.1.10.100');
    const own = { NetworkInterfaceId, PrivateIpAddresses: ['10.1.10.31'] };
    await expect(account.ec2.send(new UnassignPrivateIpAddressesCommand(own))).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  });

  it('interfaces: kept when their instance goes, detached and attached elsewhere', async () => {
    const eniOf = async (id: string) => (await interfacesBy(filter('network-interface-id', id)))[0];
    const AttachmentId = (await eniOf(ENI))?.Attachment?.AttachmentId ?? '';
    const detachIt = (id: string) => account.ec2.send(new DetachNetworkInterfaceCommand({ AttachmentId: id }));
    await expect(detachIt(AttachmentId)).rejects.toMatchObject({ name: 'OperationNotPermitted' });
    const attachment = { AttachmentId, DeleteOnTermination: false };
    await account.ec2.send(new ModifyNetworkInterfaceAttributeCommand({ NetworkInterfaceId: ENI, Attachment: attachment }));
    await account.ec2.send(new TerminateInstancesCommand({ InstanceIds: [ARTICLE_INSTANCE] }));
    await account.control('POST', 'clock', { advanceSeconds: 90 });
    expect(await eniOf(ENI)).toMatchObject({ Status: 'available', PrivateIpAddress: '10.1.10.115' });
    const InstanceId = (await eniOf(API))?.Attachment?.InstanceId ?? '';
    const attach = (DeviceIndex: number) =>
      account.ec2.send(new AttachNetworkInterfaceCommand({ NetworkInterfaceId: ENI, InstanceId, DeviceIndex }));
    await expect(attach(0)).rejects.toMatchObject({ name: 'InvalidParameterValue' });
    const attached = await attach(1);
    expect((await eniOf(ENI))?.Attachment).toMatchObject({ InstanceId, DeviceIndex: 1, DeleteOnTermination: false });
    await expect(attach(2)).rejects.toMatchObject({ name: 'InvalidNetworkInterface.InUse' });
    await detachIt(attached.AttachmentId ?? '');
    expect((await eniOf(ENI))?.Status).toBe('available');
    await expect(detachIt(attached.AttachmentId ?? '')).rejects.toMatchObject({ name: 'InvalidAttachmentID.NotFound' });
  });

  it('CIDR reservations: made, not over one another, and taken back', async () => {
    const make = (Cidr: string) =>
      account.ec2.send(new CreateSubnetCidrReservationCommand({ SubnetId: ARTICLE_SUBNET, Cidr, ReservationType: 'explicit' }));
    const made = await make('10.1.10.116/32');
    await expect(make('10.1.10.116/32')).rejects.toMatchObject({ name: 'InvalidParameterValue' });
    await expect(make('10.1.10.193/32')).rejects.toThrow(/conflicts/);
    await expect(make('10.9.0.1/32')).rejects.toThrow(/invalid/);
    const { SubnetCidrReservationId } = made.SubnetCidrReservation ?? {};
    const reservations = async () =>
      (await account.ec2.send(new GetSubnetCidrReservationsCommand({ SubnetId: ARTICLE_SUBNET }))).SubnetIpv4CidrReservations ?? [];
    expect((await reservations()).map(({ Cidr }) => Cidr)).toContain('10.1.10.116/32');
    await account.ec2.send(new DeleteSubnetCidrReservationCommand({ SubnetCidrReservationId }));
    expect((await reservations()).map(({ Cidr }) => Cidr)).not.toContain('10.1.10.116/32');
    await expect(account.ec2.send(new DeleteSubnetCidrReservationCommand({ SubnetCidrReservationId }))).rejects.toThrow(/does not exist/);
  });

  it('RunInstances is a dry run or nothing', async () => {
    const input = {
      ImageId: ARTICLE_POINT.split('/')[1],
      InstanceType: 't2.micro' as const,
      MinCount: 1,
      MaxCount: 1,
      SubnetId: ARTICLE_SUBNET,
    };
    const run = (more: object) => account.ec2.send(new RunInstancesCommand({ ...input, ...more }));
    await expect(run({ DryRun: true })).rejects.toMatchObject({ name: 'DryRunOperation' });
    await expect(run({ DryRun: true, CpuOptions: { CoreCount: 1, ThreadsPerCore: 1 } })).rejects.toMatchObject({
      name: 'UnsupportedOperation',
    });
    await expect(run({ DryRun: true, SubnetId: 'subnet-0gone' })).rejects.toMatchObject({ name: 'InvalidSubnetID.NotFound' });
    // Nothing says that a dry run sees an address in use (3.1).
    const NetworkInterfaces = [{ DeviceIndex: 0, SubnetId: ARTICLE_SUBNET, PrivateIpAddress: '10.1.10.100' }];
    await expect(run({ DryRun: true, SubnetId: undefined, NetworkInterfaces })).rejects.toMatchObject({ name: 'DryRunOperation' });
    await expect(run({})).rejects.toMatchObject({ name: 'UnauthorizedOperation' });
  });

  it.each<[string, () => Promise<unknown>, string]>([
    ['an unknown action', () => account.ec2.send(new DescribeSnapshotsCommand({})), 'InvalidAction'],
    ['an unknown filter', () => interfacesBy(filter('colour', 'blue')), 'InvalidParameterValue'],
    ['an unknown id', () => account.ec2.send(new DescribeSubnetsCommand({ SubnetIds: ['subnet-0'] })), 'InvalidSubnetID.NotFound'],
    ['a dry run', () => account.ec2.send(new DescribeVpcsCommand({ DryRun: true })), 'DryRunOperation'],
    [
      'ids and pages together',
      () => account.ec2.send(new DescribeInstancesCommand({ InstanceIds: [ARTICLE_INSTANCE], MaxResults: 5 })),
      'InvalidParameterCombination',
    ],
  ])('refuses %s', async (_what, call, name) => {
    await expect(call()).rejects.toMatchObject({ name });
  });
});
