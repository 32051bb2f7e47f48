import 'server-only';
import { nearAlarms } from '@/lib/aws/alarms';
import { holdersOf, nearElasticIps, nearInstance, nearInterfaces, nearVolumes } from '@/lib/aws/around-instance';
import { nearRecords } from '@/lib/aws/dns-records';
import { managedInstance, scalingGroupOf } from '@/lib/aws/managed-by';
import { nearTargets } from '@/lib/aws/targets';
import type { AwsProblem } from '@/lib/aws-problem';
import type { Holder } from '@/lib/jobs/checklist/item';
import type { NearInstance, Surroundings } from '@/lib/jobs/surroundings';
import type { Known } from '@/lib/restore/facts';
import type { Result } from '@/lib/result';
import { known, knownValue, reasonOf, unknown } from '../facts/known';
import type { Scope } from '../scope';

const fact = async <T>(source: string, read: () => Promise<Result<T, AwsProblem>>): Promise<Known<T>> => {
  const asOf = new Date().toISOString();
  const answer = await read();
  return answer.ok ? known(source, asOf, answer.value) : unknown(source, asOf, reasonOf(answer.error));
};

/**
 * What the account has around an instance, read now. Each part is known or unknown by itself.
 * @param addresses more addresses to look for among targets and records than the instance's own
 */
export const lookAround = async ({ aws }: Scope, instanceId: string, addresses: readonly string[]): Promise<Surroundings> => {
  const interfaces = fact('ec2:DescribeNetworkInterfaces', () => nearInterfaces(aws, instanceId));
  const elasticIps = fact('ec2:DescribeAddresses', () => nearElasticIps(aws, instanceId));
  const own = Promise.all([interfaces, elasticIps]).then(([nics, ips]) => ({
    vpcIds: [...new Set((knownValue(nics) ?? []).map(({ vpcId }) => vpcId))],
    addresses: [
      ...new Set([
        ...addresses,
        ...(knownValue(nics) ?? []).flatMap((nic) => nic.addresses),
        ...(knownValue(ips) ?? []).map(({ publicIp }) => publicIp),
      ]),
    ],
  }));
  const [instance, volumes, alarms, scalingGroup, managed, targets, records] = await Promise.all([
    instanceNow(aws, instanceId),
    fact('ec2:DescribeVolumes', () => nearVolumes(aws, instanceId)),
    fact('cloudwatch:DescribeAlarms', () => nearAlarms(aws, instanceId)),
    fact('autoscaling:DescribeAutoScalingInstances', () => scalingGroupOf(aws, instanceId)),
    fact('ssm:DescribeInstanceInformation', () => managedInstance(aws, instanceId)),
    own.then((of) => fact('elasticloadbalancing:DescribeTargetHealth', () => nearTargets(aws, [instanceId, ...of.addresses], of.vpcIds))),
    own.then((of) => fact('route53:ListResourceRecordSets', () => nearRecords(aws, of.addresses))),
  ]);
  return {
    instanceId,
    instance,
    interfaces: await interfaces,
    volumes,
    elasticIps: await elasticIps,
    targets,
    alarms,
    scalingGroup,
    managed,
    records,
  };
};

/** Of an instance that cannot be, or is not to be, looked at: nothing is known, for that reason. */
export const notLookedAt = (instanceId: string, why: 'original-elsewhere' | 'original-in-other-account'): Surroundings => {
  const nothing = unknown('ec2:DescribeInstances', new Date().toISOString(), { code: 'undecided', why });
  return {
    instanceId,
    instance: nothing,
    interfaces: nothing,
    volumes: nothing,
    elasticIps: nothing,
    targets: nothing,
    alarms: nothing,
    scalingGroup: nothing,
    managed: nothing,
    records: nothing,
  };
};

/** An instance as it is now. */
export const instanceNow = (aws: Scope['aws'], instanceId: string): Promise<Known<NearInstance | null>> =>
  fact('ec2:DescribeInstances', () => nearInstance(aws, instanceId));

/** Who has these addresses now. */
export const holdersNow = ({ aws }: Scope, addresses: readonly string[], vpcIds: readonly string[]): Promise<Known<readonly Holder[]>> =>
  fact('ec2:DescribeNetworkInterfaces', () => holdersOf(aws, addresses, vpcIds));
