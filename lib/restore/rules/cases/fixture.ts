import { type Cidr, parseCidr } from '@/lib/net/cidr';
import { type Ipv4, parseIpv4 } from '@/lib/net/ipv4';
import type { DiagnosticCode, RuleId } from '../../codes';
import type { JsonPointer } from '../../diagnostic';
import type { Facts, ImageFact, InstanceFact, InstanceTypeFact, InterfaceFact, Known, PointFact, SubnetFact } from '../../facts';
import type { CheckContext } from '../rule';
import { TYPES } from './fixture-types';

const AS_OF = '2026-11-24T09:00:00.000Z';
const OWN = '123456789012';

export const known = <T>(value: T, source = 'call'): Known<T> => ({ state: 'known', value, asOf: AS_OF, source });
export const denied = (source: string): Known<never> => ({
  state: 'unknown',
  reason: { code: 'denied', action: source },
  asOf: AS_OF,
  source,
});

export const cidr = (text: string): Cidr => {
  const parsed = parseCidr(text);
  if (parsed === null) throw new Error(text);
  return parsed;
};
const ip = (text: string): Ipv4 => {
  const parsed = parseIpv4(text);
  if (parsed === null) throw new Error(text);
  return parsed;
};

export const subnet = (id: string, block: string, more: Partial<SubnetFact> = {}): SubnetFact => ({
  id,
  name: null,
  vpcId: 'vpc-1',
  cidr: cidr(block),
  ipv6Cidrs: [],
  ipv6Native: false,
  availabilityZone: 'tokyo-a',
  availabilityZoneId: null,
  availableAddressCount: 200,
  ownerId: OWN,
  mapPublicIpOnLaunch: false,
  ...more,
});

export const eni = (id: string, addresses: readonly string[], more: Partial<InterfaceFact> = {}): InterfaceFact => ({
  id,
  subnetId: 'subnet-a',
  status: 'in-use',
  type: 'interface',
  description: '',
  requesterManaged: false,
  ownerId: OWN,
  managedBy: null,
  instanceId: null,
  deviceIndex: 0,
  attachment: null,
  macAddress: null,
  addresses: addresses.map(ip),
  ipv4Prefixes: [],
  ipv6Addresses: [],
  ipv6Prefixes: [],
  ...more,
});

/** An instance by its id, name and state. */
export const instance = (id: string, name: string, state: string): InstanceFact => ({
  id,
  name,
  state,
  type: 't3.small',
  platform: null,
  profileArn: null,
  launchedAt: null,
  tags: {},
});

const INTERFACES: readonly InterfaceFact[] = [
  eni('eni-web', ['10.0.0.10'], { instanceId: 'i-0web' }),
  eni('eni-stop', ['10.0.0.11'], { instanceId: 'i-0stop' }),
  eni('eni-orig', ['10.0.0.12', '10.0.0.17'], { instanceId: 'i-00a1' }),
  eni('eni-term', ['10.0.0.13'], { instanceId: 'i-0term' }),
  eni('eni-lb', ['10.0.0.14'], { description: 'ELB app/web/1', requesterManaged: true }),
  eni('eni-left', ['10.0.0.15'], { status: 'available' }),
  eni('eni-node', ['10.0.0.16'], {
    instanceId: 'i-0web',
    ipv4Prefixes: [cidr('10.0.0.32/28')],
    ipv6Addresses: ['2001:db8:0:a::10'],
    ipv6Prefixes: ['2001:db8:0:a:5::/80'],
  }),
];

const GROUPS = [
  { id: 'sg-1', name: 'web', vpcId: 'vpc-1' },
  { id: 'sg-d', name: 'default', vpcId: 'vpc-1' },
  ...['a', 'b', 'c', 'd'].map((name) => ({ id: `sg-${name}${name}`, name, vpcId: 'vpc-1' })),
  { id: 'sg-2', name: 'web', vpcId: 'vpc-2' },
  { id: 'sg-2d', name: 'default', vpcId: 'vpc-2' },
];

const SUBNETS = [
  subnet('subnet-a', '10.0.0.0/24', { ipv6Cidrs: ['2001:db8:0:a::/64'], availabilityZoneId: 'az-1' }),
  subnet('subnet-b', '10.0.1.0/24', { mapPublicIpOnLaunch: true }),
  subnet('subnet-c', '10.0.2.0/28', { availabilityZone: 'tokyo-c', availableAddressCount: 3 }),
  subnet('subnet-v', '10.9.0.0/24', { vpcId: 'vpc-2' }),
  subnet('subnet-6', '0.0.0.0/32', { ipv6Cidrs: ['2001:db8:0:6::/64'], ipv6Native: true, availableAddressCount: 0 }),
  subnet('subnet-s', '10.0.3.0/24', { ownerId: '999988887777' }),
];

const yes = { decision: 'allowed' } as const;

/** An image that can be launched. */
export const IMAGE: ImageFact = {
  id: 'ami-1',
  state: 'available',
  architecture: 'x86_64',
  platform: null,
  imageAllowed: true,
  requiresImdsv2: false,
  encryptedKmsKeyIds: [],
  unnamedKey: false,
  rootDevice: '/dev/xvda',
  volumes: [{ device: '/dev/xvda', sizeGib: 8, encrypted: true }],
};

/** A small account about which everything is known. */
export const FACTS: Facts = {
  callerAccount: known(OWN, 'sts:GetCallerIdentity'),
  callerArn: known(`arn:aws:iam::${OWN}:user/operator`, 'sts:GetCallerIdentity'),
  subnets: known(SUBNETS, 'ec2:DescribeSubnets'),
  interfaces: Object.fromEntries(
    SUBNETS.map(({ id }) => [
      id,
      known(
        INTERFACES.filter((each) => each.subnetId === id),
        'ec2:DescribeNetworkInterfaces',
      ),
    ]),
  ),
  reservations: {
    ...Object.fromEntries(SUBNETS.map(({ id }) => [id, known([], 'ec2:GetSubnetCidrReservations')])),
    'subnet-a': known(
      [
        { id: 'scr-1', cidr: '10.0.0.64/28', type: 'prefix', description: null },
        { id: 'scr-2', cidr: '10.0.0.80/28', type: 'explicit', description: 'ask us' },
      ],
      'ec2:GetSubnetCidrReservations',
    ),
  },
  hidden: {},
  attached: { 'eni-gone': known(null, 'ec2:DescribeNetworkInterfaces') },
  instances: known(
    [
      instance('i-0web', 'web-01', 'running'),
      instance('i-0stop', 'batch-01', 'stopped'),
      instance('i-00a1', 'original', 'running'),
      instance('i-0term', 'old-01', 'shutting-down'),
    ],
    'ec2:DescribeInstances',
  ),
  instanceTypes: {
    ...Object.fromEntries(TYPES.map((each) => [each.type, known<InstanceTypeFact | null>(each, 'ec2:DescribeInstanceTypes')])),
    'z9.huge': known<InstanceTypeFact | null>(null, 'ec2:DescribeInstanceTypes'),
  },
  offerings: Object.fromEntries(
    TYPES.map((each) => [
      each.type,
      known(each.type === 'p4d' ? ['tokyo-a'] : ['tokyo-a', 'tokyo-c'], 'ec2:DescribeInstanceTypeOfferings'),
    ]),
  ),
  securityGroups: known(GROUPS, 'ec2:DescribeSecurityGroups'),
  groupsPerInterface: known(5, 'ec2:DescribeAccountAttributes'),
  metadataDefaults: known({ enforced: false, tokensRequired: false }, 'ec2:GetInstanceMetadataDefaults'),
  placementGroups: known(['cluster', 'pg-1'], 'ec2:DescribePlacementGroups'),
  keyPairs: known(['key'], 'ec2:DescribeKeyPairs'),
  image: known<ImageFact | null>(IMAGE, 'ec2:DescribeImages'),
  point: known<PointFact | null>({ scan: 'clean', deleteAt: null }, 'backup:DescribeRecoveryPoint'),
  elasticIps: known([], 'ec2:DescribeAddresses'),
  claims: known(
    [
      { address: ip('10.0.0.99'), subnetId: 'subnet-a', by: 'kimura', restoreId: 'r-1' },
      { address: ip('10.0.0.98'), subnetId: 'subnet-a', by: null, restoreId: 'r-2' },
    ],
    'rehome:claims',
  ),
  permissions: {
    restoreRoleTrust: known(yes, 'iam:GetRole'),
    passInstanceRole: known(yes, 'iam:SimulatePrincipalPolicy'),
    passRestoreRole: known(yes, 'iam:SimulatePrincipalPolicy'),
    runInstances: known(yes, 'iam:SimulatePrincipalPolicy'),
    vaultPolicy: known(yes, 'backup:GetBackupVaultAccessPolicy'),
    kmsKeys: known(yes, 'iam:SimulatePrincipalPolicy'),
  },
};

/** The restore of a known backup. */
export const CONTEXT: CheckContext = {
  region: 'ap-northeast-1',
  originalInstanceId: 'i-00a1',
  backupKnown: true,
  backedUpCpuOptions: null,
  backedUpDevices: null,
  backedUpProfile: 'app',
  backedUpKeyPair: 'key',
  backedUpSubnetIds: ['subnet-a'],
  restoreRoleArn: `arn:aws:iam::${OWN}:role/restore`,
  failed: null,
  notes: [],
};

type Members = Readonly<Record<string, unknown>>;

export const nic = (more: Members = {}): Members => ({ DeviceIndex: 0, SubnetId: 'subnet-a', Groups: ['sg-1'], ...more });
export const second = (more: Members = {}): Members => nic({ DeviceIndex: 1, ...more });
export const primary = (address: string): Members => ({ Primary: true, PrivateIpAddress: address });
export const secondary = (address: string): Members => ({ Primary: false, PrivateIpAddress: address });
export const fixed = (first: string, ...others: readonly string[]): Members => ({
  PrivateIpAddresses: [primary(first), ...others.map(secondary)],
});

/** One case of a rule: a request, and exactly what that rule finds in it, as `code at`. */
export interface RuleCase {
  readonly rule: RuleId;
  readonly kind: 'passes' | 'fails' | 'boundary';
  readonly name: string;
  readonly nics?: readonly unknown[];
  /** As they stand in a file: text, where nobody went wrong. */
  readonly keys?: Readonly<Record<string, unknown>>;
  readonly facts?: Partial<Facts>;
  readonly context?: Partial<CheckContext>;
  readonly finds: readonly `${DiagnosticCode} ${JsonPointer}`[];
}

type Setting = Omit<RuleCase, 'rule' | 'kind' | 'name' | 'finds'>;

export const passes = (rule: RuleId, name: string, setting: Setting): RuleCase => ({ rule, kind: 'passes', name, finds: [], ...setting });
export const fails = (rule: RuleId, name: string, setting: Setting, ...finds: RuleCase['finds']): RuleCase => ({
  rule,
  kind: 'fails',
  name,
  finds,
  ...setting,
});
export const boundary = (rule: RuleId, name: string, setting: Setting, ...finds: RuleCase['finds']): RuleCase => ({
  rule,
  kind: 'boundary',
  name,
  finds,
  ...setting,
});

/** A request with one interface and these keys beside it. */
export const keys = (more: Readonly<Record<string, unknown>>) => ({ nics: [nic()], keys: more });
