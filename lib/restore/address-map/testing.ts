import { type Cidr, parseCidr } from '@/lib/net/cidr';
import { type Ipv4, ipv4FromNumber, parseIpv4 } from '@/lib/net/ipv4';
import { type FactIndex, indexFacts, NO_FACTS } from '../fact-index';
import type { CidrReservation, ClaimFact, ElasticIpFact, Facts, InstanceFact, InterfaceFact, Known, SubnetFact } from '../facts';

/** Facts for the tests and the bench of the map: a small language to describe a subnet in. Not used by the product. */

const AS_OF = '2026-01-15T03:00:00.000Z';

const known = <T>(value: T, source: string): Known<T> => ({ state: 'known', value, asOf: AS_OF, source });

/** An address that a test states. Throws where it is none. */
export const ip = (text: string): Ipv4 => {
  const address = parseIpv4(text);
  if (address === null) throw new Error(`not an address: ${text}`);
  return address;
};

const cidr = (text: string): Cidr => {
  const block = parseCidr(text);
  if (block === null) throw new Error(`not a block: ${text}`);
  return block;
};

export const SUBNET = 'subnet-0123456789abcdef0';

/** An interface of a subnet; by default one that nothing is attached to. */
export const eni = (id: string, addresses: readonly Ipv4[], more: Partial<InterfaceFact> = {}): InterfaceFact => ({
  id,
  subnetId: SUBNET,
  status: 'in-use',
  type: 'interface',
  description: '',
  requesterManaged: false,
  ownerId: null,
  managedBy: null,
  instanceId: null,
  deviceIndex: null,
  attachment: null,
  macAddress: null,
  addresses,
  ipv4Prefixes: [],
  ipv6Addresses: [],
  ipv6Prefixes: [],
  ...more,
});

export const instance = (id: string, name: string, state: string): InstanceFact => ({
  id,
  name,
  state,
  type: 't3.micro',
  platform: null,
  profileArn: null,
  launchedAt: null,
  tags: {},
});

export interface World {
  readonly cidr: string;
  /** `null`: DescribeNetworkInterfaces is denied. */
  readonly interfaces?: readonly InterfaceFact[] | null;
  readonly instances?: readonly InstanceFact[];
  readonly reservations?: readonly CidrReservation[];
  readonly claims?: readonly ClaimFact[];
  /** How many addresses something holds that is not shown. */
  readonly hidden?: number;
  /** How many addresses AWS counts as free; 0 unless told. */
  readonly available?: number;
  readonly elasticIps?: readonly ElasticIpFact[];
  /** `false`: sts:GetCallerIdentity did not answer. */
  readonly callerKnown?: boolean;
}

const DENIED = {
  state: 'unknown',
  reason: { code: 'denied', action: 'ec2:DescribeNetworkInterfaces' },
  asOf: AS_OF,
  source: 'ec2:DescribeNetworkInterfaces',
} as const;

const subnetFact = (block: Cidr, availableAddressCount: number): SubnetFact => ({
  id: SUBNET,
  name: 'app-a',
  vpcId: 'vpc-0123456789abcdef0',
  cidr: block,
  ipv6Cidrs: [],
  ipv6Native: false,
  availabilityZone: 'ap-northeast-1a',
  availabilityZoneId: null,
  availableAddressCount,
  ownerId: '123456789012',
  mapPublicIpOnLaunch: false,
});

/** The facts of one subnet with what stands in it. */
const factsOf = (world: World): Facts => ({
  ...NO_FACTS,
  subnets: known([subnetFact(cidr(world.cidr), world.available ?? 0)], 'ec2:DescribeSubnets'),
  interfaces: { [SUBNET]: world.interfaces === null ? DENIED : known(world.interfaces ?? [], 'ec2:DescribeNetworkInterfaces') },
  callerAccount: world.callerKnown === false ? NO_FACTS.callerAccount : known('123456789012', 'sts:GetCallerIdentity'),
  elasticIps: known(world.elasticIps ?? [], 'ec2:DescribeAddresses'),
  hidden: { [SUBNET]: known({ atLeast: world.hidden ?? 0, atMost: world.hidden ?? 0 }, 'ec2:DescribeSubnets') },
  reservations: { [SUBNET]: known(world.reservations ?? [], 'ec2:GetSubnetCidrReservations') },
  instances: known(world.instances ?? [], 'ec2:DescribeInstances'),
  claims: known(world.claims ?? [], 'rehome:claims'),
});

export const indexOf = (world: World): FactIndex => indexFacts(factsOf(world));

/** A prefix that a test states, e.g. for delegation. */
export const block = cidr;

/** `count` addresses in use from `first` on, `perInterface` an interface. */
export const crowd = (first: Ipv4, firstValue: number, count: number, perInterface: number): readonly InterfaceFact[] =>
  Array.from({ length: Math.ceil(count / perInterface) }, (_, i) =>
    eni(
      `eni-${first}-${i}`,
      Array.from({ length: Math.min(perInterface, count - i * perInterface) }, (_, k) => ipv4FromNumber(firstValue + i * perInterface + k)),
      { description: 'pods' },
    ),
  );
