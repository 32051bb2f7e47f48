import type { JsonPointer } from './diagnostic';
import { isObject, pointerStep } from './json';
import { MEMBER_ORDER } from './member-forms';

/**
 * The members of JSON values that are known, by the path of their names: of metadata keys as AWS Backup documents them (Developer Guide, restoring-ec2; facts 1.2),
 * of interfaces as EC2 does (API Reference, InstanceNetworkInterfaceSpecification). What has no list here is not looked into.
 */
const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  Placement: ['AvailabilityZone', 'GroupName', 'Tenancy'],
  CpuOptions: ['CoreCount', 'ThreadsPerCore', 'AmdSevSnp', 'NestedVirtualization'],
  CreditSpecification: ['CpuCredits'],
  HibernationOptions: ['Configured'],
  Monitoring: ['State'],
  CapacityReservationSpecification: ['CapacityReservationPreference', 'CapacityReservationTarget'],
  'CapacityReservationSpecification.CapacityReservationTarget': ['CapacityReservationId', 'CapacityReservationResourceGroupArn'],
  InstanceMarketOptions: ['MarketType', 'SpotOptions'],
  'InstanceMarketOptions.SpotOptions': [
    'MaxPrice',
    'SpotInstanceType',
    'BlockDurationMinutes',
    'ValidUntil',
    'InstanceInterruptionBehavior',
  ],
  LicenseSpecifications: ['LicenseConfigurationArn'],
  BlockDeviceMappings: ['DeviceName', 'NoDevice', 'VirtualName', 'Ebs'],
  'BlockDeviceMappings.Ebs': [
    'DeleteOnTermination',
    'Iops',
    'VolumeSize',
    'VolumeType',
    'Throughput',
    'Encrypted',
    'KmsKeyId',
    // J5 says what these are.
    'SnapshotId',
    'OutpostArn',
  ],
  NetworkInterfaces: MEMBER_ORDER,
  'NetworkInterfaces.PrivateIpAddresses': ['Primary', 'PrivateIpAddress'],
  'NetworkInterfaces.Ipv6Addresses': ['Ipv6Address'],
  'NetworkInterfaces.Ipv4Prefixes': ['Ipv4Prefix'],
  'NetworkInterfaces.Ipv6Prefixes': ['Ipv6Prefix'],
  'NetworkInterfaces.EnaSrdSpecification': ['EnaSrdEnabled', 'EnaSrdUdpSpecification'],
  'NetworkInterfaces.EnaSrdSpecification.EnaSrdUdpSpecification': ['EnaSrdUdpEnabled'],
  'NetworkInterfaces.ConnectionTrackingSpecification': ['TcpEstablishedTimeout', 'UdpStreamTimeout', 'UdpTimeout'],
};

/** Members of one object that are not known. */
export interface UnknownMembers {
  readonly at: JsonPointer;
  readonly names: readonly string[];
}

/**
 * What is not known inside `value`, wherever it stands.
 * @param path of the names to `value`: a metadata key's documented name, and what is below it
 */
export const unknownMembersOf = (path: string, value: unknown, at: JsonPointer): readonly UnknownMembers[] => {
  const known = MEMBERS[path];
  if (known === undefined) return [];
  if (Array.isArray(value)) return value.flatMap((each, i) => unknownMembersOf(path, each, `${at}/${i}`));
  if (!isObject(value)) return [];
  const out: UnknownMembers[] = [];
  const names = Object.keys(value).filter((name) => !known.includes(name));
  if (names.length > 0) out.push({ at, names });
  for (const name of known) {
    const inner = value[name];
    if (typeof inner === 'object' && inner !== null) out.push(...unknownMembersOf(`${path}.${name}`, inner, at + pointerStep(name)));
  }
  return out;
};
