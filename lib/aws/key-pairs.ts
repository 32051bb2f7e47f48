import 'server-only';
import type { AwsProblem } from '@/lib/aws-problem';
import { ok, type Result } from '@/lib/result';
import { call } from './call';
import { ec2 } from './clients';
import type { Aws } from './connection';

/** The names of the region's key pairs (V34). DescribeKeyPairs has no pages. */
export const keyPairNames = async (aws: Aws): Promise<Result<readonly string[], AwsProblem>> => {
  const { client, sdk } = await ec2(aws);
  const answer = await call('ec2:DescribeKeyPairs', () => client.send(new sdk.DescribeKeyPairsCommand({})));
  return answer.ok ? ok((answer.value.KeyPairs ?? []).flatMap((each) => each.KeyName ?? [])) : answer;
};
