import { cidrRange } from '@/lib/net/cidr';
import { NO_FACTS, notGiven } from '@/lib/restore/fact-index';
import type { Facts, InterfaceFact, Known, SubnetFact } from '@/lib/restore/facts';
import { type OpenedRequest, subnetIdsOf } from '@/lib/restore/request';
import { err, ok, type Result } from '@/lib/result';
import { BrokenFacts, type FactsFile, type FactsProblem, type GivenFacts, type GivenFile } from './facts-answers';
import {
  readCaller,
  readInstances,
  readInstanceTypes,
  readKeyPairs,
  readMetadataDefaults,
  readOfferings,
  readSecurityGroups,
} from './facts-instances';
import { readInterfaces, readReservations, readSubnets } from './facts-network';

const INTERFACES = 'ec2:DescribeNetworkInterfaces';

const known = <T>(source: string, asOf: string, value: T): Known<T> => ({ state: 'known', value, asOf, source });

/** The answer in a file as a fact; one that is not there is not known. */
const fact = <T>(given: GivenFacts, file: FactsFile, source: string, read: (file: GivenFile) => T): Known<T> => {
  const found = given[file];
  return found === undefined ? notGiven(source) : known(source, found.asOf, read(found));
};

const each = <T>(keys: Iterable<string>, of: (key: string) => Known<T>): Readonly<Record<string, Known<T>>> =>
  Object.fromEntries([...new Set(keys)].map((key) => [key, of(key)]));

const knownValue = <T>(from: Known<T>): T | null => (from.state === 'known' ? from.value : null);

/** Addresses that AWS counts as used in a subnet. */
const used = (subnet: SubnetFact): number => {
  const { size } = cidrRange(subnet.cidr);
  return subnet.ipv6Native ? 0 : size - 5 - subnet.availableAddressCount;
};

/**
 * The interfaces of each subnet. A list without a single one for a subnet that AWS counts addresses in was asked with a filter, or at another time: whether an
 * address there is free is then not known.
 */
const interfacesBySubnet = (
  all: Known<readonly InterfaceFact[]>,
  subnets: readonly SubnetFact[],
  request: OpenedRequest,
): Facts['interfaces'] => {
  if (all.state === 'unknown') return {};
  const inSubnet = new Map<string, InterfaceFact[]>();
  for (const one of all.value) {
    const list = inSubnet.get(one.subnetId);
    if (list === undefined) inSubnet.set(one.subnetId, [one]);
    else list.push(one);
  }
  const byId = new Map(subnets.map((subnet) => [subnet.id, subnet]));
  const ids = [...inSubnet.keys(), ...byId.keys(), ...subnetIdsOf(request)];
  return each(ids, (id) => {
    const list = inSubnet.get(id);
    const subnet = byId.get(id);
    if (list === undefined && subnet !== undefined && used(subnet) > 0) return notGiven(INTERFACES);
    return known(INTERFACES, all.asOf, list ?? []);
  });
};

/** AWS answers for one subnet at a time and does not repeat which: an empty answer can only be that of the request's only subnet. */
const reservationsBySubnet = (given: GivenFacts, request: OpenedRequest): Facts['reservations'] => {
  const source = 'ec2:GetSubnetCidrReservations';
  const all = fact(given, 'get-subnet-cidr-reservations.json', source, readReservations);
  if (all.state === 'unknown') return {};
  const wanted = new Set(subnetIdsOf(request));
  const named = all.value.map((one) => one.subnetId);
  return each(named.length === 0 && wanted.size === 1 ? wanted : named, (id) =>
    known(
      source,
      all.asOf,
      all.value.filter((one) => one.subnetId === id).map((one) => one.reservation),
    ),
  );
};

const read = (given: GivenFacts, request: OpenedRequest): Facts => {
  const subnets = fact(given, 'describe-subnets.json', 'ec2:DescribeSubnets', readSubnets);
  const interfaces = fact(given, 'describe-network-interfaces.json', INTERFACES, readInterfaces);
  const types = fact(given, 'describe-instance-types.json', 'ec2:DescribeInstanceTypes', readInstanceTypes);
  const offerings = fact(given, 'describe-instance-type-offerings.json', 'ec2:DescribeInstanceTypeOfferings', readOfferings);
  const caller = fact(given, 'get-caller-identity.json', 'sts:GetCallerIdentity', readCaller);
  const identity = (name: 'account' | 'arn'): Known<string> =>
    caller.state === 'known' ? { ...caller, value: caller.value[name] } : caller;
  return {
    ...NO_FACTS,
    callerAccount: identity('account'),
    callerArn: identity('arn'),
    subnets,
    interfaces: interfacesBySubnet(interfaces, knownValue(subnets) ?? [], request),
    attached: Object.fromEntries((knownValue(interfaces) ?? []).map((one) => [one.id, known(INTERFACES, interfaces.asOf, one)])),
    reservations: reservationsBySubnet(given, request),
    instances: fact(given, 'describe-instances.json', 'ec2:DescribeInstances', readInstances),
    // A type that is not in the answer was perhaps not asked for: that is unknown, not "no such type".
    instanceTypes: Object.fromEntries((knownValue(types) ?? []).map((type) => [type.type, known(types.source, types.asOf, type)])),
    offerings: Object.fromEntries(
      [...(knownValue(offerings) ?? [])].map(([type, zones]) => [type, known(offerings.source, offerings.asOf, zones)]),
    ),
    securityGroups: fact(given, 'describe-security-groups.json', 'ec2:DescribeSecurityGroups', readSecurityGroups),
    metadataDefaults: fact(given, 'get-instance-metadata-defaults.json', 'ec2:GetInstanceMetadataDefaults', readMetadataDefaults),
    keyPairs: fact(given, 'describe-key-pairs.json', 'ec2:DescribeKeyPairs', readKeyPairs),
  };
};

/**
 * The facts for checking `request` in what the AWS CLI printed. A file that is missing leaves its facts unknown; one that is not what the AWS CLI prints is a problem.
 */
export const readFacts = (given: GivenFacts, request: OpenedRequest): Result<Facts, FactsProblem> => {
  try {
    return ok(read(given, request));
  } catch (problem) {
    if (problem instanceof BrokenFacts) return err(problem.problem);
    throw problem;
  }
};
