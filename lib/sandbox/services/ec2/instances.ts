import type {
  DescribeInstancesRequest,
  DescribeInstancesResult,
  Instance as Ec2Instance,
  InstanceStateName,
  Reservation,
} from '@aws-sdk/client-ec2';
import { INSTANCE_TYPES } from '../../account/instance-types';
import type { Eni, Instance } from '../../account/types';
import { isInstanceShown } from '../../account/visibility';
import { volumesOf } from '../../account/volumes';
import { AwsFault } from '../../wire/fault';
import type { Scene } from '../handler';
import { dnsName, interfaceMember } from './interfaces';
import { select, tagList } from './select';

const CODES: Readonly<Record<Instance['state'], number>> = { pending: 0, running: 16, 'shutting-down': 32, terminated: 48, stopped: 80 };

/** What EC2 says; the SDK's own list spells it with a capital. */
export const WINDOWS = 'windows' as string as NonNullable<Ec2Instance['Platform']>;

export const stateOf = (instance: Instance): { Code: number; Name: InstanceStateName } => ({
  Code: CODES[instance.state],
  Name: instance.state,
});

const profileArn = ({ account }: Scene, name: string): string => `arn:aws:iam::${account.state().accountId}:instance-profile/${name}`;

const interfacesOf = ({ region }: Scene, instance: Instance): Eni[] =>
  region.enis.filter((eni) => eni.instanceId === instance.id).sort((a, b) => (a.deviceIndex ?? 0) - (b.deviceIndex ?? 0));

/** The interface's members that an instance shows of it. */
const shown = (scene: Scene, eni: Eni): NonNullable<Ec2Instance['NetworkInterfaces']>[number] => {
  const {
    AvailabilityZone: _zone,
    TagSet: _tags,
    RequesterManaged: _managed,
    Association: _association,
    ...rest
  } = interfaceMember(scene, eni);
  return rest as NonNullable<Ec2Instance['NetworkInterfaces']>[number];
};

const instanceMember = (scene: Scene, instance: Instance): Ec2Instance => {
  const enis = interfacesOf(scene, instance);
  const [first] = enis;
  const address = first?.addresses[0];
  const managedBy = first?.managedBy;
  const publicIp = first === undefined ? undefined : interfaceMember(scene, first).Association?.PublicIp;
  const cores = INSTANCE_TYPES.get(instance.type)?.VCpuInfo;
  return {
    InstanceId: instance.id,
    ...(managedBy === undefined ? {} : { Operator: { Managed: true, Principal: managedBy, HiddenByDefault: true } }),
    InstanceType: instance.type as NonNullable<Ec2Instance['InstanceType']>,
    ImageId: instance.imageId,
    State: stateOf(instance),
    LaunchTime: new Date(instance.launchedAt),
    Architecture: instance.architecture as NonNullable<Ec2Instance['Architecture']>,
    Placement: { AvailabilityZone: instance.zone, GroupName: '', Tenancy: 'default' },
    ...(instance.state === 'terminated' ? {} : { SubnetId: instance.subnetId, VpcId: instance.vpcId }),
    ...(address === undefined ? {} : { PrivateIpAddress: address, PrivateDnsName: dnsName(address, scene.call.region) }),
    ...(publicIp === undefined ? {} : { PublicIpAddress: publicIp }),
    ...(instance.keyName === null ? {} : { KeyName: instance.keyName }),
    ...(instance.profile === null ? {} : { IamInstanceProfile: { Arn: profileArn(scene, instance.profile), Id: 'AIPASIMULATED00000000' } }),
    ...(instance.windows ? { Platform: WINDOWS } : {}),
    PlatformDetails: instance.windows ? 'Windows' : 'Linux/UNIX',
    SecurityGroups: first === undefined ? [] : (interfaceMember(scene, first).Groups ?? []),
    NetworkInterfaces: enis.map((eni) => shown(scene, eni)),
    CpuOptions: { CoreCount: cores?.DefaultCores, ThreadsPerCore: cores?.DefaultThreadsPerCore },
    RootDeviceType: 'ebs',
    BlockDeviceMappings: volumesOf(scene.region, instance).map(({ id, device, deleteOnTermination }) => ({
      DeviceName: device ?? '',
      Ebs: { VolumeId: id, Status: 'attached', DeleteOnTermination: deleteOnTermination },
    })),
    VirtualizationType: 'hvm',
    Tags: tagList(instance.tags),
  };
};

/** DescribeInstances: one reservation for each instance, as restores and single launches make them. */
export const describeInstances = (input: DescribeInstancesRequest, scene: Scene): DescribeInstancesResult => {
  if (input.MaxResults !== undefined && (input.InstanceIds?.length ?? 0) > 0)
    throw new AwsFault('InvalidParameterCombination', 'The parameter instancesSet cannot be used with the parameter maxResults');
  const nics = (instance: Instance): Eni[] => interfacesOf(scene, instance);
  const looking = { accountId: scene.account.state().accountId, managed: input.IncludeManagedResources === true };
  const { items, next } = select(input, {
    items: scene.region.instances.filter(({ id }) => isInstanceShown(scene.region, id, looking)),
    filters: {
      'instance-id': (instance) => instance.id,
      'instance-state-name': (instance) => instance.state,
      'instance-state-code': (instance) => CODES[instance.state],
      'instance-type': (instance) => instance.type,
      'image-id': (instance) => instance.imageId,
      'vpc-id': (instance) => instance.vpcId,
      'subnet-id': (instance) => instance.subnetId,
      'availability-zone': (instance) => instance.zone,
      'key-name': (instance) => instance.keyName,
      architecture: (instance) => instance.architecture,
      platform: (instance) => (instance.windows ? 'windows' : null),
      'iam-instance-profile.arn': (instance) => (instance.profile === null ? null : profileArn(scene, instance.profile)),
      'private-ip-address': (instance) => nics(instance)[0]?.addresses[0] ?? null,
      'network-interface.addresses.private-ip-address': (instance) => nics(instance).flatMap((eni) => eni.addresses),
      'network-interface.network-interface-id': (instance) => nics(instance).map((eni) => eni.id),
      'network-interface.subnet-id': (instance) => nics(instance).map((eni) => eni.subnetId),
      'instance.group-id': (instance) => nics(instance).flatMap((eni) => eni.groups),
    },
    tags: (instance) => instance.tags,
    ids: {
      wanted: input.InstanceIds,
      of: (instance) => instance.id,
      unknown: (id) => new AwsFault('InvalidInstanceID.NotFound', `The instance ID '${id}' does not exist`),
    },
  });
  const reservations = items.map(
    (instance): Reservation => ({
      ReservationId: instance.id.replace('i-', 'r-'),
      OwnerId: scene.account.state().accountId,
      Groups: [],
      Instances: [instanceMember(scene, instance)],
    }),
  );
  return { Reservations: reservations, NextToken: next };
};
