import { shellWord } from '../exports';
import { factOf } from '../fact-index';
import { type Asked, ec2Command } from './asked';
import type { BeforeEnd } from './way';

const protection = (asked: Asked, id: string): BeforeEnd => ({
  code: 'termination-protection',
  state: 'unknown',
  params: {},
  command: ec2Command(asked, 'describe-instance-attribute', '--instance-id', id, '--attribute', 'disableApiTermination'),
  action: 'ec2:DescribeInstanceAttribute',
});

const volumes = (asked: Asked, id: string): BeforeEnd => ({
  code: 'volumes',
  state: 'unknown',
  params: {},
  command: ec2Command(
    asked,
    'describe-instances',
    '--instance-ids',
    id,
    '--query',
    'Reservations[].Instances[].BlockDeviceMappings[].[DeviceName,Ebs.VolumeId,Ebs.DeleteOnTermination]',
    '--output',
    'table',
  ),
  action: 'ec2:DescribeInstances',
});

const kept = ({ held }: Asked): BeforeEnd => ({
  code: 'interface',
  state: held.deleteOnTermination === null ? 'unknown' : held.deleteOnTermination ? 'mind' : 'fine',
  params: { interface: held.interfaceId },
  command: null,
  action: 'ec2:DescribeNetworkInterfaces',
});

const instanceStore = ({ input, held }: Asked): BeforeEnd => {
  const type = held.instance?.type ?? '';
  const known = factOf(input.index.facts.instanceTypes, type, 'ec2:DescribeInstanceTypes');
  const has = known.state === 'known' && known.value !== null ? known.value.instanceStorage : null;
  return {
    code: 'instance-store',
    state: has === null ? 'unknown' : has ? 'mind' : 'fine',
    params: { type },
    command: null,
    action: 'ec2:DescribeInstanceTypes',
  };
};

const autoscaling = ({ held }: Asked): BeforeEnd => {
  const group = held.instance?.tags['aws:autoscaling:groupName'] ?? null;
  const state = held.instance === null ? 'unknown' : group === null ? 'fine' : 'mind';
  return { code: 'autoscaling', state, params: { group }, command: null, action: 'ec2:DescribeInstances' };
};

/** What was written since the backup is lost, however new the backup is: the command makes another one first. */
const newerData = ({ plan }: Asked): BeforeEnd => {
  const { region, vault, resourceArn, createdAt } = plan.source;
  const words = [
    'aws',
    'backup',
    'start-backup-job',
    '--region',
    region,
    '--backup-vault-name',
    vault,
    '--resource-arn',
    resourceArn ?? '',
  ];
  const role = plan.restoreRoleArn === null ? [] : ['--iam-role-arn', plan.restoreRoleArn];
  return {
    code: 'newer-data',
    state: 'mind',
    params: { createdAt },
    command: resourceArn === null || role.length === 0 ? null : [...words, ...role].map(shellWord).join(' '),
    action: 'backup:StartBackupJob',
  };
};

const point = ({ plan }: Asked): BeforeEnd => {
  const { region, vault, recoveryPointArn } = plan.source;
  const words = ['aws', 'backup', 'describe-recovery-point', '--region', region, '--backup-vault-name', vault];
  return {
    code: 'recovery-point',
    state: 'unknown',
    params: {},
    command: [...words, '--recovery-point-arn', recoveryPointArn, '--query', 'Status'].map(shellWord).join(' '),
    action: 'backup:DescribeRecoveryPoint',
  };
};

const elasticIps = ({ input, held }: Asked): BeforeEnd => {
  const known = input.index.facts.elasticIps;
  const own = known.state === 'known' ? known.value.filter(({ instanceId }) => instanceId === held.instanceId) : null;
  return {
    code: 'elastic-ips',
    state: own === null ? 'unknown' : own.length > 0 ? 'mind' : 'fine',
    params: { addresses: own === null || own.length === 0 ? null : own.map(({ publicIp }) => publicIp).join(', ') },
    command: null,
    action: 'ec2:DescribeAddresses',
  };
};

/** Everything to be looked at before the original is terminated: what is known of it, and for the rest the command that tells. */
export const beforeEnd = (asked: Asked): readonly BeforeEnd[] => {
  const id = asked.held.instanceId ?? '';
  return [
    point(asked),
    newerData(asked),
    protection(asked, id),
    volumes(asked, id),
    kept(asked),
    instanceStore(asked),
    autoscaling(asked),
    elasticIps(asked),
    {
      code: 'load-balancers',
      state: 'unknown',
      params: {},
      command: null,
      action: 'elasticloadbalancing:DescribeTargetHealth',
    },
  ];
};
