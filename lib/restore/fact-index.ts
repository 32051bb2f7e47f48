import { type CidrRange, cidrRange, parseCidr } from '@/lib/net/cidr';
import { ipv4ToNumber } from '@/lib/net/ipv4';
import type {
  CidrReservation,
  ClaimFact,
  Facts,
  InstanceFact,
  InterfaceFact,
  Known,
  PermissionFacts,
  SecurityGroupFact,
  SubnetFact,
} from './facts';
import { type HiddenAddresses, NONE_HIDDEN } from './hidden-addresses';

/** A block held as a whole by an interface (IPv4 prefix delegation). */
export interface HeldPrefix {
  readonly range: CidrRange;
  readonly text: string;
  readonly holder: InterfaceFact;
}

export interface ReservedRange {
  readonly range: CidrRange;
  readonly reservation: CidrReservation;
}

/** One subnet with all that is known of its addresses, by number. */
export interface SubnetIndex {
  readonly fact: SubnetFact;
  readonly range: CidrRange;
  /** Whether who holds what is known (a missing permission makes it not so). */
  readonly interfaces: Known<readonly InterfaceFact[]>;
  readonly holders: ReadonlyMap<number, InterfaceFact>;
  readonly prefixes: readonly HeldPrefix[];
  readonly reservationsKnown: Known<readonly CidrReservation[]>;
  readonly reservations: readonly ReservedRange[];
  readonly claims: ReadonlyMap<number, ClaimFact>;
  /** How many of its addresses are held by what AWS does not show; none where that is not known. */
  readonly hidden: HiddenAddresses;
  /**
   * Addresses that AWS may pick by itself: neither its own, nor held, nor in a delegated prefix or a reservation for prefixes (V29). Claims count as
   * free here, because AWS knows nothing of them.
   */
  readonly pickable: number;
  /** Addresses of reservations for prefixes that nobody holds: AWS does not count them as free, and takes prefixes from them (facts 11.8). */
  readonly reservedFree: number;
}

/** Facts made ready for quick look-ups. Built once per answer, not per check. */
export interface FactIndex {
  readonly facts: Facts;
  readonly subnets: ReadonlyMap<string, SubnetIndex>;
  readonly instances: ReadonlyMap<string, InstanceFact>;
  readonly groups: ReadonlyMap<string, SecurityGroupFact>;
}

const NOT_GIVEN = { state: 'unknown', reason: { code: 'not-given' }, asOf: '', source: '' } as const;

/** The answer to what nobody asked, naming the call that would tell. */
export const notGiven = (source: string): Known<never> => ({ ...NOT_GIVEN, source });

/** The answer about `key`. A name that nobody asked about is not given, also where it is one that every JavaScript object has (`constructor`). */
export const factOf = <T>(facts: Readonly<Record<string, Known<T>>>, key: string, source: string): Known<T> =>
  (Object.hasOwn(facts, key) ? facts[key] : undefined) ?? notGiven(source);

const indexSubnet = (facts: Facts, fact: SubnetFact): SubnetIndex => {
  const interfaces = factOf(facts.interfaces, fact.id, 'ec2:DescribeNetworkInterfaces');
  const reservationsKnown = factOf(facts.reservations, fact.id, 'ec2:GetSubnetCidrReservations');
  const holders = new Map<number, InterfaceFact>();
  const prefixes: HeldPrefix[] = [];
  for (const holder of interfaces.state === 'known' ? interfaces.value : []) {
    for (const address of holder.addresses) holders.set(ipv4ToNumber(address), holder);
    for (const prefix of holder.ipv4Prefixes) prefixes.push({ range: cidrRange(prefix), text: prefix, holder });
  }
  const reservations = (reservationsKnown.state === 'known' ? reservationsKnown.value : []).flatMap((reservation): ReservedRange[] => {
    const cidr = parseCidr(reservation.cidr);
    return cidr === null ? [] : [{ range: cidrRange(cidr), reservation }];
  });
  const claims = new Map<number, ClaimFact>();
  for (const claim of facts.claims.state === 'known' ? facts.claims.value : [])
    if (claim.subnetId === fact.id) claims.set(ipv4ToNumber(claim.address), claim);
  const range = cidrRange(fact.cidr);
  const forPrefixes = reservations.filter(({ reservation }) => reservation.type === 'prefix').map((each) => each.range);
  const delegated = prefixes.map((each) => each.range);
  const pickable = pickableIn(range, holders, [...delegated, ...forPrefixes]);
  const reservedFree = forPrefixes.length === 0 ? 0 : pickableIn(range, holders, delegated) - pickable;
  const hiddenKnown = factOf(facts.hidden, fact.id, 'ec2:DescribeSubnets');
  const hidden = hiddenKnown.state === 'known' ? hiddenKnown.value : NONE_HIDDEN;
  return { fact, range, interfaces, holders, prefixes, reservationsKnown, reservations, claims, hidden, pickable, reservedFree };
};

/** AWS keeps the first four addresses of a subnet and the last (V9). */
const isOwnOfAws = (range: CidrRange, value: number): boolean => value < range.first + 4 || value === range.last;

/** Counts without walking through the whole subnet, which can be a /16: its size less what the blocks and the holders outside them take. */
const pickableIn = (range: CidrRange, holders: ReadonlyMap<number, unknown>, blocks: readonly CidrRange[]): number => {
  const blocked = new Set<number>();
  for (const block of blocks)
    for (let value = Math.max(block.first, range.first); value <= Math.min(block.last, range.last); value += 1) blocked.add(value);
  let count = Math.max(0, range.size - 5);
  for (const value of blocked) if (!isOwnOfAws(range, value)) count -= 1;
  for (const value of holders.keys())
    if (value >= range.first && value <= range.last && !blocked.has(value) && !isOwnOfAws(range, value)) count -= 1;
  return Math.max(0, count);
};

/** Builds the look-ups for `facts`. Linear in the number of addresses. */
export const indexFacts = (facts: Facts): FactIndex => ({
  facts,
  subnets: new Map((facts.subnets.state === 'known' ? facts.subnets.value : []).map((fact) => [fact.id, indexSubnet(facts, fact)])),
  instances: new Map((facts.instances.state === 'known' ? facts.instances.value : []).map((fact) => [fact.id, fact])),
  groups: new Map((facts.securityGroups.state === 'known' ? facts.securityGroups.value : []).map((fact) => [fact.id, fact])),
});

/** Permission answers when none was asked for. */
const NO_PERMISSIONS: PermissionFacts = {
  restoreRoleTrust: notGiven('iam:GetRole'),
  passInstanceRole: notGiven('iam:SimulatePrincipalPolicy'),
  passRestoreRole: notGiven('iam:SimulatePrincipalPolicy'),
  runInstances: notGiven('iam:SimulatePrincipalPolicy'),
  vaultPolicy: notGiven('backup:GetBackupVaultAccessPolicy'),
  kmsKeys: notGiven('iam:SimulatePrincipalPolicy'),
};

/** Facts of a world about which nothing was asked: every live check is then unknown. */
export const NO_FACTS: Facts = {
  callerAccount: notGiven('sts:GetCallerIdentity'),
  callerArn: notGiven('sts:GetCallerIdentity'),
  subnets: notGiven('ec2:DescribeSubnets'),
  interfaces: {},
  reservations: {},
  hidden: {},
  attached: {},
  instances: notGiven('ec2:DescribeInstances'),
  instanceTypes: {},
  offerings: {},
  securityGroups: notGiven('ec2:DescribeSecurityGroups'),
  groupsPerInterface: notGiven('ec2:DescribeAccountAttributes'),
  metadataDefaults: notGiven('ec2:GetInstanceMetadataDefaults'),
  placementGroups: notGiven('ec2:DescribePlacementGroups'),
  keyPairs: notGiven('ec2:DescribeKeyPairs'),
  image: notGiven('ec2:DescribeImages'),
  point: notGiven('backup:DescribeRecoveryPoint'),
  elasticIps: notGiven('ec2:DescribeAddresses'),
  claims: notGiven('rehome:claims'),
  permissions: NO_PERMISSIONS,
};
