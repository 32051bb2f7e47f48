import 'server-only';
import { createHash } from 'node:crypto';
import { groupsPerInterface } from '@/lib/aws/account-attributes';
import { elasticIps } from '@/lib/aws/addresses';
import { image } from '@/lib/aws/images';
import { instanceTypes, offeringZones, typesInZone } from '@/lib/aws/instance-types';
import { instancesById } from '@/lib/aws/instances';
import { interfaceById, interfacesOfSubnet } from '@/lib/aws/interfaces';
import { keyPairNames } from '@/lib/aws/key-pairs';
import { metadataDefaults } from '@/lib/aws/metadata-defaults';
import { placementGroups } from '@/lib/aws/placement-groups';
import { describePoint } from '@/lib/aws/points';
import { securityGroupsOfVpc } from '@/lib/aws/security-groups';
import { cidrReservations, subnets } from '@/lib/aws/subnets';
import type { AwsProblem } from '@/lib/aws-problem';
import type {
  CidrReservation,
  ElasticIpFact,
  ImageFact,
  InstanceFact,
  InstanceTypeFact,
  InterfaceFact,
  Known,
  MetadataDefaults,
  PointFact,
  SecurityGroupFact,
  SubnetFact,
} from '@/lib/restore/facts';
import { ok, type Result } from '@/lib/result';
import { isAbsent } from '../find-vault';
import type { Scope } from '../scope';
import { because, factKind, known, notGiven, unknown } from './known';
import type { Reading } from './reading';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOURS_MS = 6 * 60 * MINUTE_MS;

/** Who asks, and in which reading; `null`: what is kept will do. */
export interface Asking {
  readonly scope: Scope;
  readonly reading: Reading | null;
}

const keyOf = ({ scope }: Asking, ...parts: readonly string[]): string =>
  [scope.aws.connection, scope.account, scope.region, ...parts].join('/');

const subnetKind = factKind<readonly SubnetFact[]>('ec2:DescribeSubnets', MINUTE_MS);
const interfaceKind = factKind<readonly InterfaceFact[]>('ec2:DescribeNetworkInterfaces', 10 * SECOND_MS);
const attachedKind = factKind<InterfaceFact | null>('ec2:DescribeNetworkInterfaces', 10 * SECOND_MS, 'attached');
const reservationKind = factKind<readonly CidrReservation[]>('ec2:GetSubnetCidrReservations', MINUTE_MS);
const instanceKind = factKind<readonly InstanceFact[]>('ec2:DescribeInstances', 10 * SECOND_MS);
const typeKind = factKind<InstanceTypeFact | null>('ec2:DescribeInstanceTypes', HOURS_MS);
const offeringKind = factKind<readonly string[]>('ec2:DescribeInstanceTypeOfferings', HOURS_MS);
const inZoneKind = factKind<readonly InstanceTypeFact[]>('ec2:DescribeInstanceTypeOfferings', HOURS_MS, 'types-in-zone');
const groupKind = factKind<readonly SecurityGroupFact[]>('ec2:DescribeSecurityGroups', MINUTE_MS);
const keyPairKind = factKind<readonly string[]>('ec2:DescribeKeyPairs', MINUTE_MS);
const placementKind = factKind<readonly string[]>('ec2:DescribePlacementGroups', MINUTE_MS);
const metadataKind = factKind<MetadataDefaults>('ec2:GetInstanceMetadataDefaults', MINUTE_MS);
const groupLimitKind = factKind<number>('ec2:DescribeAccountAttributes', HOURS_MS);
const imageKind = factKind<ImageFact | null>('ec2:DescribeImages', MINUTE_MS);
const pointKind = factKind<PointFact | null>('backup:DescribeRecoveryPoint', MINUTE_MS);
const elasticIpKind = factKind<readonly ElasticIpFact[]>('ec2:DescribeAddresses', MINUTE_MS);

/** All subnets of the region. */
export const subnetFacts = (asking: Asking): Promise<Known<readonly SubnetFact[]>> =>
  subnetKind(keyOf(asking), () => subnets(asking.scope.aws), asking.reading);

/** The interfaces in a subnet. */
export const interfaceFacts = (asking: Asking, subnetId: string): Promise<Known<readonly InterfaceFact[]>> =>
  interfaceKind(keyOf(asking, subnetId), () => interfacesOfSubnet(asking.scope.aws, subnetId), asking.reading);

/** An interface that the plan attaches by its id. */
export const attachedFact = (asking: Asking, id: string): Promise<Known<InterfaceFact | null>> =>
  attachedKind(keyOf(asking, id), () => interfaceById(asking.scope.aws, id), asking.reading);

/** The CIDR reservations in a subnet. */
export const reservationFacts = (asking: Asking, subnetId: string): Promise<Known<readonly CidrReservation[]>> =>
  reservationKind(keyOf(asking, subnetId), () => cidrReservations(asking.scope.aws, subnetId), asking.reading);

/** Instances by id; those that are gone are missing. */
export const instanceFacts = (asking: Asking, ids: readonly string[]): Promise<Known<readonly InstanceFact[]>> => {
  const wanted = [...new Set(ids)].sort();
  const key = createHash('sha256').update(wanted.join()).digest('base64url');
  return instanceKind(keyOf(asking, key), () => instancesById(asking.scope.aws, wanted), asking.reading);
};

/** Limits and abilities of a type. */
export const typeFact = (asking: Asking, type: string): Promise<Known<InstanceTypeFact | null>> =>
  typeKind(
    keyOf(asking, type),
    async () => {
      const answer = await instanceTypes(asking.scope.aws, [type]);
      return answer.ok ? ok(answer.value.get(type) ?? null) : answer;
    },
    asking.reading,
  );

/** Zones that offer a type. */
export const offeringFact = (asking: Asking, type: string): Promise<Known<readonly string[]>> =>
  offeringKind(keyOf(asking, type), () => offeringZones(asking.scope.aws, type), asking.reading);

/** The types of the same size as `type` that `zone` offers. */
export const sameSizeFacts = (asking: Asking, type: string, zone: string): Promise<Known<readonly InstanceTypeFact[]>> => {
  const pattern = `*.${type.split('.').at(-1)}`;
  return inZoneKind(keyOf(asking, zone, pattern), () => typesInZone(asking.scope.aws, zone, pattern), asking.reading);
};

/** The security groups of several VPCs as one fact: as old as the oldest, unknown if one is, or if the VPCs are, because `subnets` are. */
export const groupFacts = async (
  asking: Asking,
  vpcIds: readonly string[],
  subnets: Known<readonly SubnetFact[]>,
): Promise<Known<readonly SecurityGroupFact[]>> => {
  const source = 'ec2:DescribeSecurityGroups';
  if (vpcIds.length === 0) return subnets.state === 'unknown' ? because(source, subnets) : notGiven(source);
  const answers = await Promise.all(
    vpcIds.map((vpcId) => groupKind(keyOf(asking, vpcId), () => securityGroupsOfVpc(asking.scope.aws, vpcId), asking.reading)),
  );
  const asOf = answers.map((answer) => answer.asOf).sort()[0] ?? new Date().toISOString();
  const groups: SecurityGroupFact[] = [];
  for (const answer of answers) {
    if (answer.state === 'unknown') return unknown(answer.source, asOf, answer.reason);
    groups.push(...answer.value);
  }
  return known(source, asOf, groups);
};

/** The names of the region's key pairs. */
export const keyPairFacts = (asking: Asking): Promise<Known<readonly string[]>> =>
  keyPairKind(keyOf(asking), () => keyPairNames(asking.scope.aws), asking.reading);

/** The names of the region's placement groups. */
export const placementGroupFacts = (asking: Asking): Promise<Known<readonly string[]>> =>
  placementKind(keyOf(asking), () => placementGroups(asking.scope.aws), asking.reading);

/** What the account sets for the instance metadata service. */
export const metadataFact = (asking: Asking): Promise<Known<MetadataDefaults>> =>
  metadataKind(keyOf(asking), () => metadataDefaults(asking.scope.aws), asking.reading);

/** How many security groups an interface may have in this account. */
export const groupLimitFact = (asking: Asking): Promise<Known<number>> =>
  groupLimitKind(keyOf(asking), () => groupsPerInterface(asking.scope.aws), asking.reading);

/** The AMI that an EC2 recovery point is (facts 1.8). In a logically air-gapped vault there is none to look at. */
export const imageFact = (asking: Asking, recoveryPointArn: string | null): Promise<Known<ImageFact | null>> => {
  const imageId = /:image\/(ami-[0-9a-z]+)$/.exec(recoveryPointArn ?? '')?.[1];
  if (imageId === undefined) return Promise.resolve(notGiven('ec2:DescribeImages'));
  return imageKind(keyOf(asking, imageId), () => image(asking.scope.aws, imageId), asking.reading);
};

/** What AWS Backup tells of the recovery point; `null` where the vault has none of that ARN. */
export const pointFact = (asking: Asking, vault: string | null, recoveryPointArn: string | null): Promise<Known<PointFact | null>> => {
  if (vault === null || recoveryPointArn === null) return Promise.resolve(notGiven('backup:DescribeRecoveryPoint'));
  const read = async (): Promise<Result<PointFact | null, AwsProblem>> => {
    const point = await describePoint(asking.scope.aws, vault, recoveryPointArn);
    if (!point.ok) return isAbsent(point.error) ? ok(null) : point;
    return ok({ scan: point.value.scan, deleteAt: point.value.deleteAt?.toISOString() ?? null });
  };
  return pointKind(keyOf(asking, vault, recoveryPointArn), read, asking.reading);
};

/** The region's Elastic IP addresses. */
export const elasticIpFacts = (asking: Asking): Promise<Known<readonly ElasticIpFact[]>> =>
  elasticIpKind(keyOf(asking), () => elasticIps(asking.scope.aws), asking.reading);
