import type { Facts, InstanceTypeFact } from '../../facts';
import { boundary, denied, FACTS, fails, fixed, known, nic, passes, type RuleCase, second, type } from './fixture';

const at = '/NetworkInterfaces/0';
const groups = (list: readonly string[], more: object = {}) => ({ nics: [nic({ Groups: list, ...more })] });
const inV = { SubnetId: 'subnet-v' };
const many = (count: number) => groups(Array.from({ length: count }, () => 'sg-1'));
const NO_QUOTA: Partial<Facts> = { groupsPerInterface: denied('ec2:DescribeAccountAttributes') };
const exist = (...list: readonly { readonly id: string; readonly name: string; readonly vpcId: string }[]): Partial<Facts> => ({
  securityGroups: known(list, 'ec2:DescribeSecurityGroups'),
});
const hidden = (subnetId: string, count: number): Partial<Facts> => ({
  hidden: { [subnetId]: known({ atLeast: count, atMost: count }, 'ec2:DescribeSubnets') },
});
const inS: Partial<Facts> = { interfaces: { ...FACTS.interfaces, 'subnet-s': known([], 'ec2:DescribeNetworkInterfaces') } };
const block = (cidr: string) => ({ Ipv4Prefixes: [{ Ipv4Prefix: cidr }] });
const old: Partial<Facts> = {
  hidden: { 'subnet-a': { state: 'unknown', reason: { code: 'old' }, asOf: '', source: 'ec2:DescribeSubnets' } },
};

/** Types of one size that the zones offer, to stand in for each other (F17). */
const offer = (types: readonly InstanceTypeFact[], zones: Readonly<Record<string, readonly string[]>>): Partial<Facts> => ({
  instanceTypes: Object.fromEntries(types.map((each) => [each.type, known<InstanceTypeFact | null>(each, 'ec2:DescribeInstanceTypes')])),
  offerings: Object.fromEntries(
    types.map((each) => [each.type, known(zones[each.type] ?? ['tokyo-a'], 'ec2:DescribeInstanceTypeOfferings')]),
  ),
});
const like = (name: string, more: Partial<InstanceTypeFact> = {}): InstanceTypeFact => type(name, [3, 10, 10], more);
const elsewhere = { 'm5.large': ['tokyo-c'] };
const wanting = (more: Readonly<Record<string, string>>, facts: Partial<Facts>, nics = [nic()]) => ({
  nics,
  keys: { InstanceType: 'm5.large', ...more },
  facts,
});
const NOT_OFFERED = 'not-offered /InstanceType' as const;
const cpu = (options: object) => ({ CpuOptions: JSON.stringify(options) });
const snp = { processorFeatures: ['amd-sev-snp'] };

/** V16, V17 and V32 of groups, V10 of what is hidden, V33 and F6 of types, at their edges. */
export const GROUP_CASES: readonly RuleCase[] = [
  fails(
    'V16',
    'two groups, both with their like here',
    groups(['sg-2', 'sg-2d']),
    `group-of-other-vpc ${at}/Groups/0`,
    `group-of-other-vpc ${at}/Groups/1`,
  ),
  fails('V16', 'two groups of one name here', groups(['sg-2', 'sg-1']), `group-of-other-vpc ${at}/Groups/0`),
  fails('V16', 'one has its like here, the other is gone', groups(['sg-2', 'sg-x']), `group-of-other-vpc ${at}/Groups/0`),
  fails('V16', 'no like here', groups(['sg-aa'], inV), `group-of-other-vpc ${at}/Groups/0`),
  fails(
    'V16',
    'neither its like nor a default group here',
    { ...groups(['sg-1'], inV), facts: exist({ id: 'sg-1', name: 'web', vpcId: 'vpc-1' }, { id: 'sg-9', name: 'other', vpcId: 'vpc-2' }) },
    `group-of-other-vpc ${at}/Groups/0`,
  ),
  boundary('V16', 'a group in a subnet that is gone', groups(['sg-1'], { SubnetId: 'subnet-x' })),
  boundary('V16', 'sixteen groups where the quota is not known', { ...many(16), facts: NO_QUOTA }, `unknown-denied ${at}/Groups`),
  fails('V16', 'seventeen, which no quota allows', { ...many(17), facts: NO_QUOTA }, `too-many-groups ${at}/Groups`),
  boundary('V16', 'five where the quota is not known', { ...many(5), facts: NO_QUOTA }),
  fails(
    'V16',
    'the quota is lower than the default',
    { ...many(6), facts: { groupsPerInterface: known(3) } },
    `too-many-groups ${at}/Groups`,
  ),
  fails('V17', 'none in a subnet that is gone', groups([], { SubnetId: 'subnet-x' }), `no-groups ${at}`),
  fails(
    'V17',
    'none where the VPC has no default group',
    { ...groups([], inV), facts: exist({ id: 'sg-9', name: 'web', vpcId: 'vpc-2' }, { id: 'sg-d', name: 'default', vpcId: 'vpc-1' }) },
    `no-groups ${at}`,
  ),
  fails(
    'V32',
    'two groups that are gone',
    groups(['sg-x', 'sg-1', 'sg-y']),
    `group-not-found ${at}/Groups/0`,
    `group-not-found ${at}/Groups/2`,
  ),
  fails(
    'V32',
    'a group that is gone, in a subnet that is gone',
    groups(['sg-x'], { SubnetId: 'subnet-x' }),
    `group-not-found ${at}/Groups/0`,
    `subnet-not-found ${at}/SubnetId`,
  ),
  boundary(
    'V32',
    'groups are not read, and only the second names one',
    { nics: [nic({ Groups: [] }), second()], facts: { securityGroups: denied('ec2:DescribeSecurityGroups') } },
    'unknown-denied /NetworkInterfaces/1/Groups',
  ),
  boundary(
    'V32',
    'subnets are not read, and only the second names one',
    { nics: [{ DeviceIndex: 0 }, second()], facts: { subnets: denied('ec2:DescribeSubnets') } },
    'unknown-denied /NetworkInterfaces/1/SubnetId',
  ),
  fails(
    'V32',
    'an interface that a service holds',
    { nics: [{ DeviceIndex: 0, NetworkInterfaceId: 'eni-lb' }] },
    `interface-attached ${at}/NetworkInterfaceId`,
  ),
  boundary('V32', 'an interface beside a subnet is V4’s', { nics: [nic({ NetworkInterfaceId: 'eni-web' })] }),

  fails(
    'V10',
    'only what is free and in the subnet may be held by what is hidden',
    {
      nics: [nic(fixed('10.0.0.200', '10.0.0.10', '10.0.1.7', 'ten', '10.0.0.201'))],
      facts: hidden('subnet-a', 2),
    },
    `hidden-holders ${at}/SubnetId`,
    `in-use-instance ${at}/PrivateIpAddresses/1`,
  ),
  boundary(
    'V10',
    'something is hidden, and what is named is held anyway',
    { nics: [nic(fixed('10.0.0.10'))], facts: hidden('subnet-a', 2) },
    `in-use-instance ${at}/PrivateIpAddresses/0`,
  ),
  boundary('V10', 'in a shared subnet V30 says it', {
    nics: [nic({ SubnetId: 'subnet-s', ...fixed('10.0.3.9') })],
    facts: { ...inS, ...hidden('subnet-s', 3) },
  }),
  fails(
    'V10',
    'in a shared subnet V30 says nothing of prefixes',
    { nics: [nic({ SubnetId: 'subnet-s', ...block('10.0.3.16/28') })], facts: { ...inS, ...hidden('subnet-s', 3) } },
    `hidden-holders ${at}/SubnetId`,
  ),
  fails(
    'V10',
    'whose subnet it is is not known',
    {
      nics: [nic({ SubnetId: 'subnet-s', ...fixed('10.0.3.9') })],
      facts: { ...inS, ...hidden('subnet-s', 3), callerAccount: denied('sts:GetCallerIdentity') },
    },
    `hidden-holders ${at}/SubnetId`,
  ),
  boundary(
    'V10',
    'interfaces are not read, so that nothing is known to be hidden',
    {
      nics: [nic(fixed('10.0.0.200'))],
      facts: { ...hidden('subnet-a', 2), interfaces: { 'subnet-a': denied('ec2:DescribeNetworkInterfaces') } },
    },
    `unknown-denied ${at}`,
  ),
  boundary('V10', 'the last look is long ago', { nics: [nic(fixed('10.0.0.200'))], facts: old }),
  boundary('V10', 'the second look was not answered, and nothing is named', {
    nics: [nic()],
    facts: { hidden: { 'subnet-a': denied('ec2:DescribeSubnets') } },
  }),
  boundary(
    'V30',
    'whose subnet it is is not known',
    {
      nics: [nic(), second({ Ipv6Addresses: [{ Ipv6Address: '2001:db8:0:a::20' }] })],
      facts: { callerAccount: denied('sts:GetCallerIdentity') },
    },
    'unknown-denied /NetworkInterfaces/1/SubnetId',
  ),
  boundary('V30', 'a subnet that is gone', { nics: [nic({ SubnetId: 'subnet-x', ...fixed('10.0.3.9') })] }),
  boundary('V30', 'no subnet', {
    nics: [{ DeviceIndex: 0, ...fixed('10.0.3.9') }],
    facts: { callerAccount: denied('sts:GetCallerIdentity') },
  }),

  fails(
    'V33',
    'types that the zone has, the nearest first',
    wanting(
      {},
      offer([like('m5.large'), like('m6i.large', { memoryMib: 16_384 }), like('c9.large'), like('m7i.large'), like('m6.large')], elsewhere),
    ),
    NOT_OFFERED,
  ),
  fails(
    'V33',
    'types that the zone has not, or of which nothing is known',
    wanting(
      {},
      {
        instanceTypes: {
          ...offer([like('m5.large'), like('m6.large'), like('m7.large')], {}).instanceTypes,
          'm8.large': denied('ec2:DescribeInstanceTypes'),
          'm9.large': known(null),
        },
        offerings: {
          'm5.large': known(['tokyo-c']),
          'm6.large': known(['tokyo-c']),
          'm7.large': denied('x'),
          'm8.large': known(['tokyo-a']),
          'm9.large': known(['tokyo-a']),
        },
      },
    ),
    NOT_OFFERED,
  ),
  fails(
    'V33',
    'types of another architecture, by the image',
    wanting(
      {},
      offer(
        [like('m5.large', { architectures: ['x86_64', 'arm64'] }), like('m6.large', { architectures: ['arm64'] }), like('m7.large')],
        elsewhere,
      ),
    ),
    NOT_OFFERED,
  ),
  fails(
    'V33',
    'types of any architecture, where none is known',
    wanting(
      {},
      {
        ...offer([like('m5.large', { architectures: ['x86_64', 'arm64'] }), like('m6.large', { architectures: ['arm64'] })], elsewhere),
        image: known(null),
      },
    ),
    NOT_OFFERED,
  ),
  fails(
    'V33',
    'types with as many EFA',
    wanting(
      {},
      offer(
        [
          like('m5.large', { maxEfaInterfaces: 1 }),
          like('m6.large'),
          like('m7.large', { maxEfaInterfaces: 1 }),
          like('m8.large', { maxEfaInterfaces: 2 }),
        ],
        elsewhere,
      ),
      [nic({ InterfaceType: 'efa' })],
    ),
    NOT_OFFERED,
  ),
  fails(
    'V33',
    'types without EFA for a plain interface',
    wanting({}, offer([like('m5.large', { maxEfaInterfaces: 1 }), like('m6.large')], elsewhere), [nic({ InterfaceType: 'interface' })]),
    NOT_OFFERED,
  ),
  fails(
    'V33',
    'types that have AMD SEV-SNP',
    wanting(
      cpu({ AmdSevSnp: 'enabled' }),
      offer([like('m5.large', snp), like('m6.large'), like('m7.large', snp), like('m8.large', { ...snp, validCores: [] })], elsewhere),
    ),
    NOT_OFFERED,
  ),
  fails(
    'V33',
    'what becomes of cores that the others lack, beside AMD SEV-SNP',
    wanting(
      cpu({ AmdSevSnp: 'enabled', CoreCount: 1, ThreadsPerCore: 1 }),
      offer([like('m5.large', snp), like('m7.large', { ...snp, validCores: [2] }), like('m8.large', snp)], elsewhere),
    ),
    NOT_OFFERED,
  ),
  fails(
    'V33',
    'what becomes of cores that the others lack or have anyway',
    wanting(
      cpu({ CoreCount: 1, ThreadsPerCore: 2 }),
      offer([like('m5.large'), like('m6.large', { validCores: [2] }), like('m7.large'), like('m8.large', { validCores: [] })], elsewhere),
    ),
    NOT_OFFERED,
  ),
  fails(
    'V33',
    'what becomes of cores that are the default',
    wanting(cpu({ CoreCount: 2, ThreadsPerCore: 2 }), offer([like('m5.large'), like('m6.large')], elsewhere)),
    NOT_OFFERED,
  ),
  fails(
    'V33',
    'AMD SEV-SNP that is off',
    wanting(cpu({ AmdSevSnp: 'disabled' }), offer([like('m5.large'), like('m6.large')], elsewhere)),
    NOT_OFFERED,
  ),
  passes('V33', 'no zone to look at', { nics: [nic({ SubnetId: 'subnet-x' })], keys: { InstanceType: 'p4d' } }),
  boundary(
    'V33',
    'what the zone offers is not known',
    { nics: [nic()], keys: {}, facts: { offerings: {} } },
    'unknown-not-given /InstanceType',
  ),

  fails(
    'F6',
    'the feature goes, the rest stays',
    { nics: [nic()], keys: { InstanceType: 'm5.large', ...cpu({ AmdSevSnp: 'enabled', NestedVirtualization: 'disabled', Future: 1 }) } },
    'cpu-feature-unsupported /CpuOptions',
  ),
  boundary('F6', 'no options on a type of which nothing is known', { nics: [nic()], keys: {}, facts: { instanceTypes: {} } }),
  boundary('F6', 'options on a type that AWS does not know', {
    nics: [nic()],
    keys: { InstanceType: 'z9.huge', ...cpu({ CoreCount: 1, ThreadsPerCore: 1 }) },
  }),
  boundary(
    'F6',
    'options on a type of which nothing is known',
    { nics: [nic()], keys: cpu({ CoreCount: 1, ThreadsPerCore: 1 }), facts: { instanceTypes: {} } },
    'unknown-not-given /InstanceType',
  ),
  boundary('F6', 'a feature of null', {
    nics: [nic()],
    keys: { InstanceType: 'm6a.large', ...cpu({ AmdSevSnp: null, CoreCount: 1, ThreadsPerCore: 2 }) },
  }),
  boundary(
    'F6',
    'a feature of false',
    { nics: [nic()], keys: { InstanceType: 'm6a.large', ...cpu({ AmdSevSnp: false, CoreCount: 1, ThreadsPerCore: 2 }) } },
    'cpu-feature-value /CpuOptions/AmdSevSnp',
  ),
];
