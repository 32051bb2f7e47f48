import 'server-only';
import type { AwsProblem } from '@/lib/aws-problem';
import type { NearManaged } from '@/lib/jobs/surroundings';
import { ok, type Result } from '@/lib/result';
import { call } from './call';
import { autoScaling, systemsManager } from './clients';
import type { Aws } from './connection';

/** The Auto Scaling group of an instance; `null`: it is in none. */
export const scalingGroupOf = async (aws: Aws, instanceId: string): Promise<Result<string | null, AwsProblem>> => {
  const { client, sdk } = await autoScaling(aws);
  const answer = await call('autoscaling:DescribeAutoScalingInstances', () =>
    client.send(new sdk.DescribeAutoScalingInstancesCommand({ InstanceIds: [instanceId] })),
  );
  return answer.ok ? ok(answer.value.AutoScalingInstances?.[0]?.AutoScalingGroupName ?? null) : answer;
};

/** The instance as Systems Manager knows it; `null`: it does not. */
export const managedInstance = async (aws: Aws, instanceId: string): Promise<Result<NearManaged | null, AwsProblem>> => {
  const { client, sdk } = await systemsManager(aws);
  const Filters = [{ Key: 'InstanceIds', Values: [instanceId] }];
  const answer = await call('ssm:DescribeInstanceInformation', () => client.send(new sdk.DescribeInstanceInformationCommand({ Filters })));
  if (!answer.ok) return answer;
  const [found] = answer.value.InstanceInformationList ?? [];
  return ok(found === undefined ? null : { ping: found.PingStatus ?? '', platformName: found.PlatformName ?? null });
};
