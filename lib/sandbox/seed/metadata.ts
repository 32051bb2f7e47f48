import { createHash } from 'node:crypto';
import { INSTANCE_TYPES } from '../account/instance-types';
import { seedUuid } from './ids';
import type { MachineSpec } from './machines';

interface SeedNic {
  readonly eniId: string;
  readonly subnetId: string;
  readonly groups: readonly string[];
  readonly addresses: readonly string[];
  readonly ipv6: readonly string[];
  readonly prefixes: readonly string[];
  readonly publicIp: boolean;
}

const nicMembers = (nic: SeedNic, deviceIndex: number): object => ({
  AssociatePublicIpAddress: nic.publicIp,
  DeleteOnTermination: true,
  Description: '',
  DeviceIndex: deviceIndex,
  Groups: nic.groups,
  Ipv6AddressCount: nic.ipv6.length,
  Ipv6Addresses: nic.ipv6.map((Ipv6Address) => ({ Ipv6Address })),
  NetworkInterfaceId: nic.eniId,
  PrivateIpAddress: nic.addresses[0],
  PrivateIpAddresses: nic.addresses.map((PrivateIpAddress, i) => ({ Primary: i === 0, PrivateIpAddress })),
  SecondaryPrivateIpAddressCount: nic.addresses.length - 1,
  SubnetId: nic.subnetId,
  InterfaceType: 'interface',
  Ipv4Prefixes: nic.prefixes.map((Ipv4Prefix) => ({ Ipv4Prefix })),
  Ipv6Prefixes: [],
});

/** Restore metadata of a machine as GetRecoveryPointRestoreMetadata returns it: the article's keys in the article's order. */
export const machineMetadata = (spec: MachineSpec, nics: readonly SeedNic[], vpcId: string, zone: string): Record<string, string> => {
  const info = INSTANCE_TYPES.get(spec.type);
  const first = nics[0];
  return {
    Architecture: info?.ProcessorInfo?.SupportedArchitectures?.[0] ?? 'x86_64',
    CapacityReservationSpecification: '{"CapacityReservationPreference":"open"}',
    CpuOptions: JSON.stringify({
      CoreCount: spec.cores ?? info?.VCpuInfo?.DefaultCores ?? 1,
      ThreadsPerCore: info?.VCpuInfo?.DefaultThreadsPerCore ?? 1,
    }),
    ...(info?.BurstablePerformanceSupported
      ? { CreditSpecification: `{"CpuCredits":"${spec.type.startsWith('t2') ? 'standard' : 'unlimited'}"}` }
      : {}),
    DisableApiTermination: 'false',
    EbsOptimized: String(info?.Hypervisor === 'nitro'),
    EnaSupport: 'true',
    HibernationOptions: '{"Configured":false}',
    ...(spec.profile === undefined ? {} : { IamInstanceProfileName: spec.profile }),
    InstanceInitiatedShutdownBehavior: 'stop',
    InstanceType: spec.type,
    ...(spec.keyName === null ? {} : { KeyName: spec.keyName ?? 'ec2-keypair' }),
    Monitoring: `{"State":"${spec.type.startsWith('t') ? 'disabled' : 'enabled'}"}`,
    NetworkInterfaces: JSON.stringify(nics.map(nicMembers)),
    Placement: JSON.stringify({ AvailabilityZone: zone, GroupName: spec.placementGroup ?? '', Tenancy: 'default' }),
    ...(spec.windows ? { Platform: 'windows' } : {}),
    RequireIMDSv2: 'true',
    RootDeviceType: 'ebs',
    SecurityGroupIds: JSON.stringify(first?.groups ?? []),
    SubnetId: first?.subnetId ?? '',
    VirtualizationType: 'hvm',
    VpcId: vpcId,
    'aws:backup:request-id': seedUuid(`request:${spec.name}`),
  };
};

/** The article's own answer, key by key and byte by byte (article-cases/metadata_template.json). */
export const ARTICLE_METADATA: Readonly<Record<string, string>> = {
  Architecture: 'x86_64',
  CapacityReservationSpecification: '{"CapacityReservationPreference":"open"}',
  CpuOptions: '{"CoreCount":1,"ThreadsPerCore":1}',
  CreditSpecification: '{"CpuCredits":"standard"}',
  DisableApiTermination: 'false',
  EbsOptimized: 'false',
  EnaSupport: 'true',
  HibernationOptions: '{"Configured":false}',
  IamInstanceProfileName: 'ec2_role',
  InstanceInitiatedShutdownBehavior: 'stop',
  InstanceType: 't2.micro',
  KeyName: 'ec2-keypair',
  Monitoring: '{"State":"disabled"}',
  NetworkInterfaces:
    '[{"AssociatePublicIpAddress":true,"DeleteOnTermination":true,"Description":"","DeviceIndex":0,"Groups":["sg-06d3f4fca2b07b915"],"Ipv6AddressCount":0,"Ipv6Addresses":[],"NetworkInterfaceId":"eni-0196b22fc136f1f81","PrivateIpAddress":"10.1.10.115","PrivateIpAddresses":[{"Primary":true,"PrivateIpAddress":"10.1.10.115"},{"Primary":false,"PrivateIpAddress":"10.1.10.100"}],"SecondaryPrivateIpAddressCount":1,"SubnetId":"subnet-0bdb9444b6747e0d6","InterfaceType":"interface","Ipv4Prefixes":[],"Ipv6Prefixes":[]}]',
  Placement: '{"AvailabilityZone":"ap-northeast-1a","GroupName":"","Tenancy":"default"}',
  RequireIMDSv2: 'true',
  RootDeviceType: 'ebs',
  SecurityGroupIds: '["sg-06d3f4fca2b07b915"]',
  SubnetId: 'subnet-0bdb9444b6747e0d6',
  VirtualizationType: 'hvm',
  VpcId: 'vpc-0038965ef3ab23888',
  'aws:backup:request-id': '19f9ec92-f9a8-4a5f-9deb-8d790eb346b7',
};

/** Volume size of a machine's backup, in bytes, steady per machine. */
export const backupSizeBytes = (name: string): number => (8 + (createHash('md5').update(name).digest()[0] ?? 0)) * 2 ** 30;
