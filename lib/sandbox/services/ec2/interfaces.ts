import type { DescribeNetworkInterfacesRequest, DescribeNetworkInterfacesResult, NetworkInterface } from '@aws-sdk/client-ec2';
import type { Eni } from '../../account/types';
import { isShown } from '../../account/visibility';
import { AwsFault } from '../../wire/fault';
import type { Scene } from '../handler';
import { attachmentIdOf } from './attachment-id';
import { select, tagList } from './select';

const publicIpOf = ({ region }: Scene, eni: Eni, address: string): string | null =>
  region.elasticIps.find((each) => each.eniId === eni.id && each.privateIp === address)?.publicIp ??
  (address === eni.addresses[0] ? eni.publicIp : null);

const association = (scene: Scene, eni: Eni, address: string): NetworkInterface['Association'] => {
  const publicIp = publicIpOf(scene, eni, address);
  if (publicIp === null) return undefined;
  const elastic = scene.region.elasticIps.find((each) => each.publicIp === publicIp);
  return {
    PublicIp: publicIp,
    IpOwnerId: elastic === undefined ? 'amazon' : scene.account.state().accountId,
    ...(elastic === undefined ? {} : { AllocationId: elastic.allocationId }),
  };
};

/** Who attached an interface that no instance holds. */
const serviceOf = (eni: Eni): string => (eni.description.startsWith('ELB') ? 'amazon-elb' : 'amazon-aws');

const attachment = (scene: Scene, eni: Eni): NetworkInterface['Attachment'] => {
  if (eni.status !== 'in-use') return undefined;
  const launched = scene.region.instances.find((instance) => instance.id === eni.instanceId)?.launchedAt;
  return {
    AttachmentId: attachmentIdOf(eni),
    Status: 'attached',
    DeviceIndex: eni.deviceIndex ?? 1,
    NetworkCardIndex: eni.networkCardIndex,
    DeleteOnTermination: eni.deleteOnTermination,
    InstanceOwnerId: eni.instanceId === null ? serviceOf(eni) : (eni.ownerId ?? scene.account.state().accountId),
    ...(eni.instanceId === null ? {} : { InstanceId: eni.instanceId }),
    ...(launched === undefined ? {} : { AttachTime: new Date(launched) }),
  };
};

export const dnsName = (address: string, region: string): string => `ip-${address.replaceAll('.', '-')}.${region}.compute.internal`;

/** An interface as EC2 shows it; members that do not apply are left out. */
export const interfaceMember = (scene: Scene, eni: Eni): NetworkInterface => {
  const { region, call, account } = scene;
  const [primary] = eni.addresses;
  return {
    NetworkInterfaceId: eni.id,
    SubnetId: eni.subnetId,
    VpcId: eni.vpcId,
    AvailabilityZone: region.subnets.find((subnet) => subnet.id === eni.subnetId)?.zone ?? '',
    Description: eni.description,
    Groups: eni.groups.map((id) => ({ GroupId: id, GroupName: region.groups.find((group) => group.id === id)?.name ?? id })),
    InterfaceType: eni.type as NonNullable<NetworkInterface['InterfaceType']>,
    MacAddress: eni.mac,
    OwnerId: eni.ownerId ?? account.state().accountId,
    ...(eni.managedBy === undefined ? {} : { Operator: { Managed: true, Principal: eni.managedBy, HiddenByDefault: true } }),
    ...(primary === undefined ? {} : { PrivateIpAddress: primary, PrivateDnsName: dnsName(primary, call.region) }),
    PrivateIpAddresses: eni.addresses.map((address, i) => ({
      Primary: i === 0,
      PrivateIpAddress: address,
      PrivateDnsName: dnsName(address, call.region),
      Association: association(scene, eni, address),
    })),
    Ipv6Addresses: eni.ipv6Addresses.map((Ipv6Address) => ({ Ipv6Address })),
    Ipv4Prefixes: eni.ipv4Prefixes.map((Ipv4Prefix) => ({ Ipv4Prefix })),
    Ipv6Prefixes: eni.ipv6Prefixes.map((Ipv6Prefix) => ({ Ipv6Prefix })),
    Association: primary === undefined ? undefined : association(scene, eni, primary),
    Attachment: attachment(scene, eni),
    RequesterManaged: eni.requesterManaged,
    ...(eni.requesterManaged ? { RequesterId: serviceOf(eni) } : {}),
    SourceDestCheck: eni.sourceDestCheck ?? eni.type !== 'nat_gateway',
    Status: eni.status,
    TagSet: tagList(scene.region.resourceTags?.[eni.id] ?? {}),
  };
};

/** DescribeNetworkInterfaces. */
export const describeNetworkInterfaces = (input: DescribeNetworkInterfacesRequest, scene: Scene): DescribeNetworkInterfacesResult => {
  if (input.MaxResults !== undefined && (input.NetworkInterfaceIds?.length ?? 0) > 0)
    throw new AwsFault('InvalidParameterCombination', 'The parameter networkInterfaceIds cannot be used with the parameter maxResults');
  const { accountId } = scene.account.state();
  const { items, next } = select(input, {
    items: scene.region.enis.filter((eni) => isShown(scene.region, eni, { accountId, managed: input.IncludeManagedResources === true })),
    filters: {
      'network-interface-id': (eni) => eni.id,
      'subnet-id': (eni) => eni.subnetId,
      'vpc-id': (eni) => eni.vpcId,
      'addresses.private-ip-address': (eni) => eni.addresses,
      'addresses.primary': (eni) => eni.addresses.map((_, i) => String(i === 0)),
      'addresses.association.public-ip': (eni) => eni.addresses.flatMap((address) => publicIpOf(scene, eni, address) ?? []),
      'private-ip-address': (eni) => eni.addresses[0] ?? null,
      'ipv6-addresses.ipv6-address': (eni) => eni.ipv6Addresses,
      'attachment.instance-id': (eni) => eni.instanceId,
      'attachment.device-index': (eni) => eni.deviceIndex,
      'attachment.status': (eni) => (eni.status === 'in-use' ? 'attached' : 'detached'),
      'attachment.delete-on-termination': (eni) => eni.deleteOnTermination,
      status: (eni) => eni.status,
      'group-id': (eni) => eni.groups,
      'interface-type': (eni) => eni.type,
      description: (eni) => eni.description,
      'requester-managed': (eni) => eni.requesterManaged,
      'mac-address': (eni) => eni.mac,
      'owner-id': (eni) => eni.ownerId ?? accountId,
      'availability-zone': (eni) => scene.region.subnets.find((subnet) => subnet.id === eni.subnetId)?.zone ?? null,
    },
    tags: (eni) => scene.region.resourceTags?.[eni.id] ?? {},
    ids: {
      wanted: input.NetworkInterfaceIds,
      of: (eni) => eni.id,
      unknown: (id) => new AwsFault('InvalidNetworkInterfaceID.NotFound', `The networkInterface ID '${id}' does not exist`),
    },
  });
  return { NetworkInterfaces: items.map((eni) => interfaceMember(scene, eni)), NextToken: next };
};
