import type {
  DescribeAddressesRequest,
  DescribeAddressesResult,
  DescribeSecurityGroupsRequest,
  DescribeSecurityGroupsResult,
  DescribeSubnetsRequest,
  DescribeSubnetsResult,
  DescribeVpcsRequest,
  DescribeVpcsResult,
  GetSubnetCidrReservationsRequest,
  GetSubnetCidrReservationsResult,
  SubnetCidrReservation,
} from '@aws-sdk/client-ec2';
import { availableCount } from '../../account/subnet-addresses';
import type { Reservation } from '../../account/types';
import { AwsFault } from '../../wire/fault';
import type { Scene } from '../handler';
import { dryRunOperation, nameTag, select, tagList } from './select';

const unknown = (code: string, sentence: (id: string) => string) => (id: string) => new AwsFault(code, sentence(id));

export const describeVpcs = (input: DescribeVpcsRequest, { region, account }: Scene): DescribeVpcsResult => {
  const { accountId } = account.state();
  const { items, next } = select(input, {
    items: region.vpcs,
    filters: {
      'vpc-id': (vpc) => vpc.id,
      cidr: (vpc) => vpc.cidr,
      'cidr-block-association.cidr-block': (vpc) => vpc.cidr,
      'is-default': (vpc) => vpc.isDefault,
      isDefault: (vpc) => vpc.isDefault,
      'owner-id': () => accountId,
      state: () => 'available',
    },
    tags: (vpc) => nameTag(vpc.name),
    ids: {
      wanted: input.VpcIds,
      of: (vpc) => vpc.id,
      unknown: unknown('InvalidVpcID.NotFound', (id) => `The vpc ID '${id}' does not exist`),
    },
  });
  return {
    Vpcs: items.map((vpc) => ({
      VpcId: vpc.id,
      CidrBlock: vpc.cidr,
      CidrBlockAssociationSet: [
        { AssociationId: vpc.id.replace('vpc-', 'vpc-cidr-assoc-'), CidrBlock: vpc.cidr, CidrBlockState: { State: 'associated' } },
      ],
      Ipv6CidrBlockAssociationSet:
        vpc.ipv6Cidr === null ? [] : [{ Ipv6CidrBlock: vpc.ipv6Cidr, Ipv6CidrBlockState: { State: 'associated' } }],
      IsDefault: vpc.isDefault,
      OwnerId: accountId,
      State: 'available',
      InstanceTenancy: 'default',
      Tags: tagList(nameTag(vpc.name)),
    })),
    NextToken: next,
  };
};

export const describeSubnets = (input: DescribeSubnetsRequest, { region, call }: Scene): DescribeSubnetsResult => {
  const { items, next } = select(input, {
    items: region.subnets,
    filters: {
      'subnet-id': (subnet) => subnet.id,
      'vpc-id': (subnet) => subnet.vpcId,
      'availability-zone': (subnet) => subnet.zone,
      availabilityZone: (subnet) => subnet.zone,
      'availability-zone-id': (subnet) => subnet.zoneId,
      'cidr-block': (subnet) => subnet.cidr,
      'ipv6-native': (subnet) => subnet.ipv6Native,
      'owner-id': (subnet) => subnet.ownerId,
      state: () => 'available',
    },
    tags: (subnet) => nameTag(subnet.name),
    ids: {
      wanted: input.SubnetIds,
      of: (subnet) => subnet.id,
      unknown: unknown('InvalidSubnetID.NotFound', (id) => `The subnet ID '${id}' does not exist`),
    },
  });
  return {
    Subnets: items.map((subnet) => ({
      SubnetId: subnet.id,
      SubnetArn: `arn:aws:ec2:${call.region}:${subnet.ownerId}:subnet/${subnet.id}`,
      VpcId: subnet.vpcId,
      ...(subnet.cidr === null ? {} : { CidrBlock: subnet.cidr }),
      AvailableIpAddressCount: availableCount(region, subnet),
      AvailabilityZone: subnet.zone,
      AvailabilityZoneId: subnet.zoneId,
      DefaultForAz: false,
      MapPublicIpOnLaunch: subnet.publicIps,
      AssignIpv6AddressOnCreation: subnet.ipv6Native,
      Ipv6Native: subnet.ipv6Native,
      Ipv6CidrBlockAssociationSet:
        subnet.ipv6Cidr === null ? [] : [{ Ipv6CidrBlock: subnet.ipv6Cidr, Ipv6CidrBlockState: { State: 'associated' } }],
      OwnerId: subnet.ownerId,
      State: 'available',
      // Tags of a subnet that another account shares are its owner's.
      Tags: tagList(nameTag(subnet.name)),
    })),
    NextToken: next,
  };
};

export const describeSecurityGroups = (input: DescribeSecurityGroupsRequest, scene: Scene): DescribeSecurityGroupsResult => {
  const { accountId } = scene.account.state();
  const { items, next } = select(input, {
    items: scene.region.groups.filter((group) => (input.GroupNames?.length ?? 0) === 0 || input.GroupNames?.includes(group.name)),
    filters: {
      'group-id': (group) => group.id,
      'group-name': (group) => group.name,
      'vpc-id': (group) => group.vpcId,
      'owner-id': () => accountId,
      description: (group) => `${group.name} servers`,
    },
    tags: (group) => nameTag(group.name),
    ids: {
      wanted: input.GroupIds,
      of: (group) => group.id,
      unknown: unknown('InvalidGroup.NotFound', (id) => `The security group '${id}' does not exist`),
    },
  });
  return {
    SecurityGroups: items.map((group) => ({
      GroupId: group.id,
      GroupName: group.name,
      Description: group.name === 'default' ? 'default VPC security group' : `${group.name} servers`,
      OwnerId: accountId,
      VpcId: group.vpcId,
      IpPermissions: [],
      IpPermissionsEgress: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
      Tags: tagList(nameTag(group.name)),
    })),
    NextToken: next,
  };
};

const reservationMember = ({ account }: Scene, each: Reservation): SubnetCidrReservation => ({
  SubnetCidrReservationId: each.id,
  SubnetId: each.subnetId,
  Cidr: each.cidr,
  ReservationType: each.type,
  OwnerId: account.state().accountId,
  Description: each.description,
  Tags: [],
});

export const getSubnetCidrReservations = (input: GetSubnetCidrReservationsRequest, scene: Scene): GetSubnetCidrReservationsResult => {
  const { region } = scene;
  if (!region.subnets.some((subnet) => subnet.id === input.SubnetId))
    throw new AwsFault('InvalidSubnetID.NotFound', `The subnet ID '${input.SubnetId ?? ''}' does not exist`);
  const { items, next } = select(input, {
    items: region.reservations.filter((each) => each.subnetId === input.SubnetId),
    filters: { reservationType: (each) => each.type, 'subnet-id': (each) => each.subnetId },
  });
  const v6 = (each: Reservation): boolean => each.cidr.includes(':');
  return {
    SubnetIpv4CidrReservations: items.filter((each) => !v6(each)).map((each) => reservationMember(scene, each)),
    SubnetIpv6CidrReservations: items.filter(v6).map((each) => reservationMember(scene, each)),
    NextToken: next,
  };
};

/** DescribeAddresses has no pages. */
export const describeAddresses = (input: DescribeAddressesRequest, { region, account }: Scene): DescribeAddressesResult => {
  if (input.DryRun === true) throw dryRunOperation();
  const instanceOf = (eniId: string | null): string | null => region.enis.find((eni) => eni.id === eniId)?.instanceId ?? null;
  const wanted = input.PublicIps ?? [];
  const { items } = select(
    { Filters: input.Filters },
    {
      items: region.elasticIps.filter((each) => wanted.length === 0 || wanted.includes(each.publicIp)),
      filters: {
        'public-ip': (each) => each.publicIp,
        'allocation-id': (each) => each.allocationId,
        'network-interface-id': (each) => each.eniId,
        'private-ip-address': (each) => each.privateIp,
        'instance-id': (each) => instanceOf(each.eniId),
        domain: () => 'vpc',
      },
      ids: {
        wanted: input.AllocationIds,
        of: (each) => each.allocationId,
        unknown: unknown('InvalidAllocationID.NotFound', (id) => `The allocation ID '${id}' does not exist`),
      },
    },
  );
  const owner = account.state().accountId;
  return {
    Addresses: items.map((each) => {
      const instanceId = instanceOf(each.eniId);
      return {
        PublicIp: each.publicIp,
        AllocationId: each.allocationId,
        Domain: 'vpc',
        ...(each.eniId === null ? {} : { NetworkInterfaceId: each.eniId, NetworkInterfaceOwnerId: owner }),
        ...(each.privateIp === null ? {} : { PrivateIpAddress: each.privateIp }),
        ...(instanceId === null ? {} : { InstanceId: instanceId }),
        Tags: [],
      };
    }),
  };
};
