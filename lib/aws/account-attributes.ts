import 'server-only';
import type { AwsProblem } from '@/lib/aws-problem';
import { ok, type Result } from '@/lib/result';
import { call } from './call';
import { ec2 } from './clients';
import type { Aws } from './connection';

/** AWS's default where an account's own limit is not told. */
const DEFAULT_GROUPS = 5;

/** How many security groups this account may put on an interface (V16): 5, or up to 16 by a raised quota. */
export const groupsPerInterface = async (aws: Aws): Promise<Result<number, AwsProblem>> => {
  const { client, sdk } = await ec2(aws);
  const answer = await call('ec2:DescribeAccountAttributes', () => client.send(new sdk.DescribeAccountAttributesCommand({})));
  if (!answer.ok) return answer;
  const found = answer.value.AccountAttributes?.find((each) => each.AttributeName === 'vpc-max-security-groups-per-interface');
  const limit = Number(found?.AttributeValues?.[0]?.AttributeValue);
  return ok(Number.isInteger(limit) && limit > 0 ? limit : DEFAULT_GROUPS);
};
