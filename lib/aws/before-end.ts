import 'server-only';
import type { AwsProblem } from '@/lib/aws-problem';
import { ok, type Result } from '@/lib/result';
import { call } from './call';
import { ec2 } from './clients';
import type { Aws } from './connection';

/** Whether an instance has termination protection (`disableApiTermination`). An unknown id is `not-found`. */
export const terminationProtection = async (aws: Aws, instanceId: string): Promise<Result<boolean, AwsProblem>> => {
  const { client, sdk } = await ec2(aws);
  const answer = await call('ec2:DescribeInstanceAttribute', () =>
    client.send(new sdk.DescribeInstanceAttributeCommand({ InstanceId: instanceId, Attribute: 'disableApiTermination' })),
  );
  return answer.ok ? ok(answer.value.DisableApiTermination?.Value ?? false) : answer;
};

/** A volume of an instance, and whether it goes with it. */
export interface AttachedVolume {
  readonly id: string;
  readonly device: string;
  readonly deleteOnTermination: boolean;
}

/** The volumes of an instance; none where EC2 does not show it any more. */
export const volumesOf = async (aws: Aws, instanceId: string): Promise<Result<readonly AttachedVolume[], AwsProblem>> => {
  const { client, sdk } = await ec2(aws);
  const answer = await call('ec2:DescribeInstances', () =>
    client.send(
      new sdk.DescribeInstancesCommand({ Filters: [{ Name: 'instance-id', Values: [instanceId] }], IncludeManagedResources: true }),
    ),
  );
  if (!answer.ok) return answer;
  const instances = (answer.value.Reservations ?? []).flatMap(({ Instances }) => Instances ?? []);
  return ok(
    instances.flatMap(({ BlockDeviceMappings }) =>
      (BlockDeviceMappings ?? []).flatMap(({ DeviceName, Ebs }): AttachedVolume[] =>
        Ebs?.VolumeId === undefined
          ? []
          : [{ id: Ebs.VolumeId, device: DeviceName ?? '', deleteOnTermination: Ebs.DeleteOnTermination ?? false }],
      ),
    ),
  );
};
