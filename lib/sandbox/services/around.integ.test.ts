import { AttachInstancesCommand, AutoScalingClient, DescribeAutoScalingInstancesCommand } from '@aws-sdk/client-auto-scaling';
import { CloudWatchClient, DescribeAlarmsCommand, PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch';
import {
  AssociateAddressCommand,
  AttachVolumeCommand,
  CreateTagsCommand,
  CreateVolumeCommand,
  DeleteVolumeCommand,
  DescribeAddressesCommand,
  DescribeInstancesCommand,
  DescribeNetworkInterfacesCommand,
  DescribeVolumesCommand,
  DetachVolumeCommand,
  EC2Client,
  ModifyInstanceAttributeCommand,
  ModifyNetworkInterfaceAttributeCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import {
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
  RegisterTargetsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import {
  ChangeResourceRecordSetsCommand,
  ListHostedZonesCommand,
  ListResourceRecordSetsCommand,
  Route53Client,
} from '@aws-sdk/client-route-53';
import { DescribeInstanceInformationCommand, SSMClient } from '@aws-sdk/client-ssm';
import { beforeEach, describe, expect, it } from 'vitest';
import { simulatedAccount } from '@/lib/testing/simulated-account';
import { seedId } from '../seed/ids';

const account = simulatedAccount();
beforeEach(() => account.control('reset', {}));

const WEB = [seedId('i', 'web-01'), seedId('i', 'web-02')] as const;
const ec2 = () => new EC2Client({});
const named = async (error: Promise<unknown>): Promise<string> =>
  error.then(
    () => 'no error',
    ({ name }: Error) => name,
  );

describe('what is around an instance, on the wire', () => {
  it('target groups and their targets, and one more target', async () => {
    const elb = new ElasticLoadBalancingV2Client({});
    const { TargetGroups = [] } = await elb.send(new DescribeTargetGroupsCommand({}));
    expect(TargetGroups.map(({ TargetGroupName, TargetType }) => [TargetGroupName, TargetType])).toEqual([
      ['web', 'instance'],
      ['intranet', 'ip'],
    ]);
    const TargetGroupArn = TargetGroups[0]?.TargetGroupArn;
    const targets = async () =>
      (await elb.send(new DescribeTargetHealthCommand({ TargetGroupArn }))).TargetHealthDescriptions?.map(({ Target, TargetHealth }) => [
        Target?.Id,
        Target?.Port,
        TargetHealth?.State,
      ]);
    expect(await targets()).toEqual(WEB.map((id) => [id, 80, 'healthy']));
    await elb.send(new RegisterTargetsCommand({ TargetGroupArn, Targets: [{ Id: seedId('i', 'api-01'), Port: 8080 }] }));
    expect(await targets()).toContainEqual([seedId('i', 'api-01'), 8080, 'healthy']);
    const stopped = new RegisterTargetsCommand({ TargetGroupArn, Targets: [{ Id: seedId('i', 'license-01') }] });
    expect(await named(elb.send(stopped))).toBe('InvalidTargetException');
    expect(await named(elb.send(new DescribeTargetHealthCommand({ TargetGroupArn: 'arn:none' })))).toBe('TargetGroupNotFoundException');
  });

  it('alarms, put again with another instance', async () => {
    const client = new CloudWatchClient({});
    const [alarm] = (await client.send(new DescribeAlarmsCommand({}))).MetricAlarms ?? [];
    expect(alarm).toMatchObject({ AlarmName: 'web-01-status', Dimensions: [{ Name: 'InstanceId', Value: WEB[0] }], Threshold: 1 });
    const { AlarmName, Namespace, MetricName, Period, EvaluationPeriods, ComparisonOperator, Threshold } = alarm ?? {};
    const Dimensions = [{ Name: 'InstanceId', Value: 'i-0new' }];
    await client.send(
      new PutMetricAlarmCommand({ AlarmName, Namespace, MetricName, Period, EvaluationPeriods, ComparisonOperator, Threshold, Dimensions }),
    );
    expect((await client.send(new DescribeAlarmsCommand({}))).MetricAlarms).toMatchObject([{ AlarmName, Dimensions }]);
  });

  it('Auto Scaling groups, Systems Manager and hosted zones', async () => {
    const scaling = new AutoScalingClient({});
    const groupOf = async (id: string) =>
      (await scaling.send(new DescribeAutoScalingInstancesCommand({ InstanceIds: [id] }))).AutoScalingInstances?.[0]?.AutoScalingGroupName;
    expect([await groupOf(seedId('i', 'batch-01')), await groupOf(WEB[0])]).toEqual(['batch-workers', undefined]);
    await scaling.send(new AttachInstancesCommand({ InstanceIds: [WEB[0]], AutoScalingGroupName: 'batch-workers' }));
    expect(await groupOf(WEB[0])).toBe('batch-workers');

    const Filters = [{ Key: 'InstanceIds', Values: [WEB[0], seedId('i', 'ad-dc-01')] }];
    const { InstanceInformationList } = await new SSMClient({}).send(new DescribeInstanceInformationCommand({ Filters }));
    expect(InstanceInformationList?.map(({ InstanceId, PingStatus }) => [InstanceId, PingStatus])).toEqual([[WEB[0], 'Online']]);

    const route53 = new Route53Client({});
    const [zone] = (await route53.send(new ListHostedZonesCommand({}))).HostedZones ?? [];
    const HostedZoneId = zone?.Id;
    const records = async () => (await route53.send(new ListResourceRecordSetsCommand({ HostedZoneId }))).ResourceRecordSets;
    expect(await records()).toContainEqual(
      expect.objectContaining({ Name: 'web.corp.example.', TTL: 60, ResourceRecords: [{ Value: '10.1.10.21' }, { Value: '10.1.11.22' }] }),
    );
    const ResourceRecordSet = { Name: 'web.corp.example.', Type: 'A', TTL: 30, ResourceRecords: [{ Value: '10.1.10.77' }] } as const;
    await route53.send(
      new ChangeResourceRecordSetsCommand({
        HostedZoneId,
        ChangeBatch: {
          Changes: [
            { Action: 'UPSERT', ResourceRecordSet: { ...ResourceRecordSet, ResourceRecords: [...ResourceRecordSet.ResourceRecords] } },
          ],
        },
      }),
    );
    expect(await records()).toContainEqual(expect.objectContaining(ResourceRecordSet));
    expect(await named(route53.send(new ListResourceRecordSetsCommand({ HostedZoneId: 'ZNONE' })))).toBe('NoSuchHostedZone');
  });

  it('what may not be read is refused in each service’s way, with the name that IAM knows', async () => {
    const denied = [
      'cloudwatch:DescribeAlarms',
      'ssm:DescribeInstanceInformation',
      'route53:ListHostedZones',
      'elasticloadbalancing:DescribeTargetGroups',
    ];
    await account.control('callers', { accessKeyId: '*', denied });
    for (const refused of [
      () => new CloudWatchClient({}).send(new DescribeAlarmsCommand({})),
      () => new SSMClient({}).send(new DescribeInstanceInformationCommand({})),
      () => new Route53Client({}).send(new ListHostedZonesCommand({})),
      () => new ElasticLoadBalancingV2Client({}).send(new DescribeTargetGroupsCommand({})),
    ]) {
      const error = await refused().then(
        () => null,
        (thrown: Error) => thrown,
      );
      expect(error?.name).toMatch(/^AccessDenied(Exception)?$/);
      expect(denied).toContain(/perform: (\S+)/.exec(error?.message ?? '')?.[1]);
    }
  });

  it('tags of interfaces and volumes, the source/destination check, and Elastic IPs that move', async () => {
    const Filters = [{ Name: 'attachment.instance-id', Values: [WEB[0]] }];
    const nic = async () => (await ec2().send(new DescribeNetworkInterfacesCommand({ Filters }))).NetworkInterfaces?.[0];
    const id = (await nic())?.NetworkInterfaceId ?? '';
    expect((await nic())?.TagSet).toContainEqual({ Key: 'cost-centre', Value: '4711' });
    const volume = async () => (await ec2().send(new DescribeVolumesCommand({ Filters }))).Volumes?.[0];
    expect(await volume()).toMatchObject({
      Attachments: [{ Device: '/dev/xvda' }],
      Tags: [{ Key: 'Name' }, { Key: 'backup', Value: 'daily' }],
    });
    await ec2().send(new CreateTagsCommand({ Resources: [id, (await volume())?.VolumeId ?? ''], Tags: [{ Key: 'team', Value: 'a' }] }));
    expect([(await nic())?.TagSet, (await volume())?.Tags].every((tags) => tags?.some(({ Key }) => Key === 'team'))).toBe(true);
    await ec2().send(new ModifyNetworkInterfaceAttributeCommand({ NetworkInterfaceId: id, SourceDestCheck: { Value: false } }));
    expect((await nic())?.SourceDestCheck).toBe(false);
    const AllocationId = seedId('eipalloc', 'jump');
    expect(await named(ec2().send(new AssociateAddressCommand({ AllocationId, NetworkInterfaceId: id })))).toBe(
      'Resource.AlreadyAssociated',
    );
    await ec2().send(new AssociateAddressCommand({ AllocationId, NetworkInterfaceId: id, AllowReassociation: true }));
    const [ip] = (await ec2().send(new DescribeAddressesCommand({ AllocationIds: [AllocationId] }))).Addresses ?? [];
    expect(ip).toMatchObject({ InstanceId: WEB[0], PrivateIpAddress: '10.1.10.21' });
  });

  it('volumes that are made, attached, detached and deleted, and that go or stay with their instance', async () => {
    const [first, second] = WEB;
    const zoneOf = async (id: string) =>
      (await ec2().send(new DescribeInstancesCommand({ InstanceIds: [id] }))).Reservations?.[0]?.Instances?.[0];
    const AvailabilityZone = (await zoneOf(first))?.Placement?.AvailabilityZone;
    const made = async () => (await ec2().send(new CreateVolumeCommand({ AvailabilityZone, Size: 8 }))).VolumeId ?? '';
    const [a, b] = [await made(), await made()];
    const attach = (VolumeId: string, Device: string, InstanceId: string = first) =>
      ec2().send(new AttachVolumeCommand({ VolumeId, Device, InstanceId }));
    await attach(a, '/dev/sdf');
    expect((await zoneOf(first))?.BlockDeviceMappings).toMatchObject([
      { DeviceName: '/dev/xvda' },
      { DeviceName: '/dev/sdf', Ebs: { VolumeId: a, DeleteOnTermination: false } },
    ]);
    expect(await named(attach(a, '/dev/sdg'))).toBe('VolumeInUse');
    expect(await named(attach(b, '/dev/sdf'))).toBe('InvalidParameterValue');
    expect(await named(attach(b, '/dev/sdf', second))).toBe('InvalidVolume.ZoneMismatch');
    expect(await named(attach('vol-0none', '/dev/sdg'))).toBe('InvalidVolume.NotFound');
    expect(await named(ec2().send(new DeleteVolumeCommand({ VolumeId: a })))).toBe('VolumeInUse');
    await ec2().send(new DetachVolumeCommand({ VolumeId: a }));
    expect(await named(ec2().send(new DetachVolumeCommand({ VolumeId: a })))).toBe('IncorrectState');
    const boot = (await zoneOf(first))?.BlockDeviceMappings?.[0]?.Ebs?.VolumeId;
    expect(await named(ec2().send(new DetachVolumeCommand({ VolumeId: boot })))).toBe('OperationNotPermitted');
    await ec2().send(new DeleteVolumeCommand({ VolumeId: a }));
    const c = await made();
    await attach(b, '/dev/sdf');
    await attach(c, '/dev/sdg');
    const goes = (DeviceName: string, DeleteOnTermination: boolean) =>
      ec2().send(
        new ModifyInstanceAttributeCommand({ InstanceId: first, BlockDeviceMappings: [{ DeviceName, Ebs: { DeleteOnTermination } }] }),
      );
    await goes('/dev/sdg', true);
    await goes('/dev/xvda', false);
    expect(await named(goes('/dev/sdx', true))).toBe('InvalidParameterValue');
    await ec2().send(new TerminateInstancesCommand({ InstanceIds: [first] }));
    await account.control('clock', { advanceSeconds: 60 });
    const { Volumes = [] } = await ec2().send(new DescribeVolumesCommand({ Filters: [{ Name: 'status', Values: ['available'] }] }));
    expect(new Set(Volumes.map(({ VolumeId, Attachments }) => `${VolumeId} ${Attachments?.length ?? 0}`))).toEqual(
      new Set([`${b} 0`, `${boot} 0`]),
    );
  });
});
