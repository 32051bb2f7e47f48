import 'server-only';
import type { AwsProblem } from '@/lib/aws-problem';
import type { ElasticIpFact } from '@/lib/restore/facts';
import { ok, type Result } from '@/lib/result';
import { call } from './call';
import { ec2 } from './clients';
import type { Aws } from './connection';

/** The region's Elastic IP addresses and what they point to (F23). DescribeAddresses has no pages. */
export const elasticIps = async (aws: Aws): Promise<Result<readonly ElasticIpFact[], AwsProblem>> => {
  const { client, sdk } = await ec2(aws);
  const answer = await call('ec2:DescribeAddresses', () => client.send(new sdk.DescribeAddressesCommand({})));
  if (!answer.ok) return answer;
  return ok(
    (answer.value.Addresses ?? []).flatMap((each): ElasticIpFact[] =>
      each.PublicIp === undefined ? [] : [{ publicIp: each.PublicIp, instanceId: each.InstanceId ?? null }],
    ),
  );
};
