import 'server-only';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { AwsProblem } from '@/lib/aws-problem';
import { err, ok, type Result } from '@/lib/result';
import { call } from './call';
import { connectionCredentials, ec2, stsClient } from './clients';

/** Whose credentials the console holds. */
export interface CallerIdentity {
  readonly account: string;
  readonly arn: string;
}

/** GetCallerIdentity; needs no permission. */
export const callerIdentity = async (region: string): Promise<Result<CallerIdentity, AwsProblem>> => {
  const answer = await call('sts:GetCallerIdentity', () => stsClient(region).send(new GetCallerIdentityCommand({})));
  if (!answer.ok) return answer;
  const { Account: account, Arn: arn } = answer.value;
  if (account === undefined || arn === undefined)
    return err({ code: 'aws-failed', awsCode: 'EmptyAnswer', awsMessage: 'GetCallerIdentity answered without an account' });
  connectionCredentials().belongTo(account);
  return ok({ account, arn });
};

/** The regions that are enabled for the account, sorted. */
export const enabledRegions = async (region: string): Promise<Result<readonly string[], AwsProblem>> => {
  const { client, sdk } = await ec2(region);
  const answer = await call('ec2:DescribeRegions', () => client.send(new sdk.DescribeRegionsCommand({})));
  if (!answer.ok) return answer;
  return ok((answer.value.Regions ?? []).flatMap((each) => each.RegionName ?? []).sort());
};
