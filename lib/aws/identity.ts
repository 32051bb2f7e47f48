import 'server-only';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { AwsProblem } from '@/lib/aws-problem';
import { err, ok, type Result } from '@/lib/result';
import { call } from './call';
import { ec2, stsClient } from './clients';
import type { Aws } from './connection';

/** Whose credentials the console holds. */
export interface CallerIdentity {
  readonly account: string;
  readonly arn: string;
}

/** GetCallerIdentity; needs no permission. */
export const callerIdentity = async (aws: Aws): Promise<Result<CallerIdentity, AwsProblem>> => {
  const answer = await call('sts:GetCallerIdentity', () => stsClient(aws).send(new GetCallerIdentityCommand({})));
  if (!answer.ok) return answer;
  const { Account: account, Arn: arn } = answer.value;
  if (account === undefined || arn === undefined)
    return err({ code: 'aws-failed', awsCode: 'EmptyAnswer', awsMessage: 'GetCallerIdentity answered without an account' });
  aws.credentials.belongTo(account);
  return ok({ account, arn });
};

/** The regions that are enabled for the account, sorted. */
export const enabledRegions = async (aws: Aws): Promise<Result<readonly string[], AwsProblem>> => {
  const { client, sdk } = await ec2(aws);
  const answer = await call('ec2:DescribeRegions', () => client.send(new sdk.DescribeRegionsCommand({})));
  if (!answer.ok) return answer;
  return ok((answer.value.Regions ?? []).flatMap((each) => each.RegionName ?? []).sort());
};
