import type { InstanceTypeInfo } from '@aws-sdk/client-ec2';
import { type Cidr, parseCidr } from '@/lib/net/cidr';
import { parseIpv4 } from '@/lib/net/ipv4';
import type { Decision, Facts, ImageFact, InstanceFact, InstanceTypeFact, InterfaceFact, Known, SubnetFact } from '@/lib/restore/facts';
import { type HiddenAddresses, NONE_HIDDEN } from '@/lib/restore/hidden-addresses';
import { tellingTags } from '@/lib/restore/telling-tags';
import { INSTANCE_TYPES, isOffered } from '@/lib/sandbox/account/instance-types';
import { ipNumber, within } from '@/lib/sandbox/account/ip';
import { isAllowed } from '@/lib/sandbox/account/permission';
import { availableCount } from '@/lib/sandbox/account/subnet-addresses';
import type { AccountState, Eni, Image, Instance, RegionState, Role, Subnet } from '@/lib/sandbox/account/types';
import { isInstanceShown, isShown } from '@/lib/sandbox/account/visibility';
import { placementGroupId } from '@/lib/sandbox/seed/ids';

const AS_OF = '2026-11-24T00:00:00.000Z';
const known = <T>(source: string, value: T): Known<T> => ({ state: 'known', value, asOf: AS_OF, source });
const decided = (allowed: boolean, why: string): Decision => (allowed ? { decision: 'allowed' } : { decision: 'denied', why });

const NO_IPV4 = parseCidr('0.0.0.0/32') as Cidr;

const subnetFact = (region: RegionState, subnet: Subnet): SubnetFact => ({
  id: subnet.id,
  name: subnet.name,
  vpcId: subnet.vpcId,
  cidr: parseCidr(subnet.cidr ?? '') ?? NO_IPV4,
  ipv6Cidrs: subnet.ipv6Cidr === null ? [] : [subnet.ipv6Cidr],
  ipv6Native: subnet.ipv6Native,
  availabilityZone: subnet.zone,
  availabilityZoneId: subnet.zoneId,
  availableAddressCount: availableCount(region, subnet),
  ownerId: subnet.ownerId,
  mapPublicIpOnLaunch: subnet.publicIps,
});

const interfaceFact = (eni: Eni): InterfaceFact => ({
  id: eni.id,
  subnetId: eni.subnetId,
  status: eni.status,
  type: eni.type,
  description: eni.description,
  requesterManaged: eni.requesterManaged,
  ownerId: eni.ownerId ?? null,
  managedBy: eni.managedBy ?? null,
  instanceId: eni.instanceId,
  deviceIndex: eni.deviceIndex,
  attachment:
    eni.status === 'in-use'
      ? { id: eni.id.replace('eni-', 'eni-attach-'), attachedAt: null, deleteOnTermination: eni.deleteOnTermination }
      : null,
  macAddress: eni.mac,
  addresses: eni.addresses.flatMap((address) => parseIpv4(address) ?? []),
  ipv4Prefixes: eni.ipv4Prefixes.flatMap((prefix) => [parseCidr(prefix) ?? []].flat()),
  ipv6Addresses: eni.ipv6Addresses,
  ipv6Prefixes: eni.ipv6Prefixes,
});

const instanceFact = ({ id, name, state, type, windows, launchedAt, tags }: Instance): InstanceFact => ({
  id,
  name,
  state,
  type,
  platform: windows ? 'windows' : null,
  profileArn: null,
  launchedAt: new Date(launchedAt).toISOString(),
  tags: tellingTags(tags),
});

const typeFact = (name: string, info: InstanceTypeInfo): InstanceTypeFact => ({
  type: name,
  maxInterfaces: info.NetworkInfo?.MaximumNetworkInterfaces ?? 0,
  ipv4PerInterface: info.NetworkInfo?.Ipv4AddressesPerInterface ?? 0,
  ipv6PerInterface: info.NetworkInfo?.Ipv6AddressesPerInterface ?? 0,
  ipv6Supported: info.NetworkInfo?.Ipv6Supported ?? false,
  networkCards: (info.NetworkInfo?.NetworkCards ?? []).map((card) => ({
    index: card.NetworkCardIndex ?? 0,
    maxInterfaces: card.MaximumNetworkInterfaces ?? 0,
    moreInterfaces: card.AdditionalFlexibleNetworkInterfaces ?? 0,
    maxQueuesPerInterface: card.MaximumEnaQueueCountPerInterface ?? null,
    maxQueues: card.MaximumEnaQueueCount ?? null,
  })),
  flexibleQueues: info.NetworkInfo?.FlexibleEnaQueuesSupport === 'supported',
  efaSupported: info.NetworkInfo?.EfaSupported ?? false,
  maxEfaInterfaces: info.NetworkInfo?.EfaInfo?.MaximumEfaInterfaces ?? 0,
  hypervisor: info.Hypervisor ?? null,
  architectures: info.ProcessorInfo?.SupportedArchitectures ?? [],
  burstable: info.BurstablePerformanceSupported ?? false,
  defaultVcpus: info.VCpuInfo?.DefaultVCpus ?? 0,
  memoryMib: info.MemoryInfo?.SizeInMiB ?? 0,
  validCores: info.VCpuInfo?.ValidCores ?? [],
  validThreadsPerCore: info.VCpuInfo?.ValidThreadsPerCore ?? [],
  processorFeatures: info.ProcessorInfo?.SupportedFeatures ?? [],
  instanceStorage: info.InstanceStorageSupported ?? false,
});

const imageFact = (image: Image | undefined): ImageFact | null =>
  image === undefined
    ? null
    : {
        id: image.id,
        state: image.state,
        architecture: image.architecture,
        platform: image.windows ? 'windows' : null,
        imageAllowed: true,
        requiresImdsv2: image.imdsv2 === true,
        encryptedKmsKeyIds: [],
        unnamedKey: false,
        rootDevice: image.windows ? '/dev/sda1' : '/dev/xvda',
        volumes: [{ device: image.windows ? '/dev/sda1' : '/dev/xvda', sizeGib: image.sizeGib, encrypted: false }],
      };

/** What two quiet looks prove of a subnet: the addresses of what is not shown, but for those that are reserved for prefixes anyway. */
const hiddenIn = (region: RegionState, accountId: string, subnetId: string): HiddenAddresses => {
  const prefixes = region.reservations.filter((each) => each.subnetId === subnetId && each.type === 'prefix');
  const explicit = region.reservations.some((each) => each.subnetId === subnetId && each.type === 'explicit');
  const count = region.enis
    .filter((eni) => eni.subnetId === subnetId && !isShown(region, eni, { accountId, managed: true }))
    .flatMap((eni) => eni.addresses)
    .filter((address) => !prefixes.some(({ cidr }) => within(cidr, ipNumber(address) ?? -1))).length;
  return explicit ? NONE_HIDDEN : { atLeast: count, atMost: count };
};

const byId = <T>(entries: readonly (readonly [string, T])[]): Readonly<Record<string, T>> => Object.fromEntries(entries);

const ALL_ALLOWED: Facts['permissions'] = {
  restoreRoleTrust: known('iam:GetRole', decided(true, '')),
  passInstanceRole: known('iam:SimulatePrincipalPolicy', decided(true, '')),
  passRestoreRole: known('iam:SimulatePrincipalPolicy', decided(true, '')),
  runInstances: known('iam:SimulatePrincipalPolicy', decided(true, '')),
  vaultPolicy: known('backup:GetBackupVaultAccessPolicy', decided(true, '')),
  kmsKeys: known('ec2:DescribeImages', decided(true, '')),
};

/** Everything that the simulated account would tell about a region, besides what belongs to one restore: complete, nothing unknown. */
export const accountFacts = (account: AccountState, regionName: string, strangers: readonly string[] = []): Facts => {
  const region = account.regions[regionName];
  if (region === undefined) throw new Error(`no region ${regionName}`);
  const zones = region.zones.map((zone) => zone.name);
  const types = [...INSTANCE_TYPES].map(([name, info]) => [name, typeFact(name, info)] as const);
  const looking = { accountId: account.accountId, managed: true };
  const enis = region.enis.filter((eni) => isShown(region, eni, looking)).map(interfaceFact);
  const inSubnet = (id: string): readonly InterfaceFact[] => enis.filter((eni) => eni.subnetId === id);
  const reserved = (id: string) => region.reservations.filter((each) => each.subnetId === id);
  return {
    callerAccount: known('sts:GetCallerIdentity', account.accountId),
    callerArn: known('sts:GetCallerIdentity', `arn:aws:iam::${account.accountId}:user/operator`),
    subnets: known(
      'ec2:DescribeSubnets',
      region.subnets.map((subnet) => subnetFact(region, subnet)),
    ),
    interfaces: byId(region.subnets.map(({ id }) => [id, known('ec2:DescribeNetworkInterfaces', inSubnet(id))])),
    reservations: byId(region.subnets.map(({ id }) => [id, known('ec2:GetSubnetCidrReservations', reserved(id))])),
    hidden: byId(region.subnets.map(({ id }) => [id, known('ec2:DescribeSubnets', hiddenIn(region, account.accountId, id))])),
    attached: byId([
      ...enis.map((eni) => [eni.id, known<InterfaceFact | null>('ec2:DescribeNetworkInterfaces', eni)] as const),
      ...strangers.map((id) => [id, known<InterfaceFact | null>('ec2:DescribeNetworkInterfaces', null)] as const),
    ]),
    instances: known('ec2:DescribeInstances', region.instances.filter(({ id }) => isInstanceShown(region, id, looking)).map(instanceFact)),
    instanceTypes: byId([
      ...types.map(([name, fact]) => [name, known<InstanceTypeFact | null>('ec2:DescribeInstanceTypes', fact)] as const),
      ...strangers.map((name) => [name, known<InstanceTypeFact | null>('ec2:DescribeInstanceTypes', null)] as const),
    ]),
    offerings: byId(
      types.map(([name]) => [
        name,
        known(
          'ec2:DescribeInstanceTypeOfferings',
          zones.filter((zone) => isOffered(name, zone)),
        ),
      ]),
    ),
    securityGroups: known('ec2:DescribeSecurityGroups', region.groups),
    groupsPerInterface: known('ec2:DescribeAccountAttributes', 5),
    metadataDefaults: known('ec2:GetInstanceMetadataDefaults', region.imds ?? { enforced: false, tokensRequired: false }),
    placementGroups: known(
      'ec2:DescribePlacementGroups',
      region.placementGroups.flatMap((name) => [name, placementGroupId(name)]),
    ),
    keyPairs: known('ec2:DescribeKeyPairs', region.keyPairs),
    image: known('ec2:DescribeImages', null),
    point: known('backup:DescribeRecoveryPoint', null),
    elasticIps: known('ec2:DescribeAddresses', []),
    claims: known('rehome:claims', []),
    permissions: ALL_ALLOWED,
  };
};

/** One restore: from which point, under which role, with which backed-up profile. */
export interface RestoreOf {
  readonly regionName: string;
  readonly pointArn: string;
  readonly roleArn: string;
  readonly profile: string | null;
}

const passing = (account: AccountState, role: Role | undefined, profile: string | null): Facts['permissions']['passInstanceRole'] => {
  const source = 'iam:SimulatePrincipalPolicy';
  if (profile === null) return known(source, decided(true, ''));
  const inside = account.roles.find((each) => each.name === account.profiles[profile]);
  if (inside === undefined) return known(source, decided(false, 'no-such-profile'));
  const allowed = role !== undefined && isAllowed(role, 'iam:PassRole', inside.arn, 'ec2.amazonaws.com');
  return known(source, { ...decided(allowed, 'implicit-deny'), instanceRoleArn: inside.arn });
};

/** The facts that belong to one restore, over those of its region. */
export const restoreFacts = (facts: Facts, account: AccountState, restore: RestoreOf): Facts => {
  const role = account.roles.find((each) => each.arn === restore.roleArn);
  const imageId = restore.pointArn.slice(restore.pointArn.lastIndexOf('/') + 1);
  const instances = `arn:aws:ec2:${restore.regionName}:${account.accountId}:instance/*`;
  const source = 'iam:SimulatePrincipalPolicy';
  return {
    ...facts,
    image: known('ec2:DescribeImages', imageFact(account.regions[restore.regionName]?.images.find((each) => each.id === imageId))),
    permissions: {
      ...facts.permissions,
      restoreRoleTrust: known(
        'iam:GetRole',
        role === undefined ? decided(false, 'no-such-role') : decided(role.trustedServices.includes('backup.amazonaws.com'), 'no-trust'),
      ),
      passInstanceRole: passing(account, role, restore.profile),
      runInstances: known(source, decided(role !== undefined && isAllowed(role, 'ec2:RunInstances', instances, null), 'implicit-deny')),
    },
  };
};
