import 'server-only';
import type { AwsProblem } from '@/lib/aws-problem';
import type { SecurityGroupFact } from '@/lib/restore/facts';
import type { Result } from '@/lib/result';
import { all, pages } from './call';
import { ec2 } from './clients';
import type { Aws } from './connection';

/** The security groups of a VPC (V16). */
export const securityGroupsOfVpc = async (aws: Aws, vpcId: string): Promise<Result<readonly SecurityGroupFact[], AwsProblem>> => {
  const { client, sdk } = await ec2(aws);
  return all(
    pages('ec2:DescribeSecurityGroups', async (NextToken) => {
      const answer = await client.send(
        new sdk.DescribeSecurityGroupsCommand({ Filters: [{ Name: 'vpc-id', Values: [vpcId] }], MaxResults: 1000, NextToken }),
      );
      const items = (answer.SecurityGroups ?? []).flatMap((each): SecurityGroupFact[] =>
        each.GroupId === undefined ? [] : [{ id: each.GroupId, name: each.GroupName ?? each.GroupId, vpcId: each.VpcId ?? vpcId }],
      );
      return { items, next: answer.NextToken };
    }),
  );
};
