import type { AttachInstancesQuery, AutoScalingInstancesType, DescribeAutoScalingInstancesType } from '@aws-sdk/client-auto-scaling';
import type { Account } from '../account/account';
import { AwsFault } from '../wire/fault';
import type { ServiceDefinition } from '../wire/service';
import { handler, type Scene } from './handler';

const describeInstances = (input: DescribeAutoScalingInstancesType, { region }: Scene): AutoScalingInstancesType => ({
  AutoScalingInstances: Object.entries(region.scalingGroups ?? {}).flatMap(([id, group]) => {
    const instance = region.instances.find((each) => each.id === id);
    if (instance === undefined || instance.state === 'terminated' || !(input.InstanceIds?.includes(id) ?? true)) return [];
    return [
      {
        InstanceId: id,
        AutoScalingGroupName: group,
        AvailabilityZone: instance.zone,
        LifecycleState: 'InService',
        HealthStatus: 'HEALTHY',
        ProtectedFromScaleIn: false,
      },
    ];
  }),
});

const attachInstances = async (input: AttachInstancesQuery, { region, account }: Scene): Promise<Record<string, never>> => {
  const group = input.AutoScalingGroupName ?? '';
  if (!Object.values(region.scalingGroups ?? {}).includes(group))
    throw new AwsFault('ValidationError', `AutoScalingGroup name not found - AutoScalingGroup '${group}' not found`);
  for (const id of input.InstanceIds ?? []) {
    region.scalingGroups = { ...region.scalingGroups, [id]: group };
    const instance = region.instances.find((each) => each.id === id);
    // The tag by which whoever looks at the instance knows its group.
    if (instance !== undefined) instance.tags = { ...instance.tags, 'aws:autoscaling:groupName': group };
  }
  await account.saved();
  return {};
};

/** Amazon EC2 Auto Scaling: which instance is in which group, and nothing that a group does by itself. */
export const scalingService = (account: Account): ServiceDefinition => ({
  signingName: 'autoscaling',
  protocol: 'awsQuery',
  version: '2011-01-01',
  xmlNamespace: 'http://autoscaling.amazonaws.com/doc/2011-01-01/',
  load: () => import('@aws-sdk/client-auto-scaling'),
  handlers: {
    DescribeAutoScalingInstances: handler(account, describeInstances),
    AttachInstances: handler(account, attachInstances),
  },
});
