import 'server-only';
import type { AwsProblem } from '@/lib/aws-problem';
import { ok, type Result } from '@/lib/result';
import { call } from './call';
import { ec2 } from './clients';
import type { Aws } from './connection';

/** The names and the ids of the region's placement groups, in one list: Placement names one by either (facts 1.2, Placement). DescribePlacementGroups has no pages. */
export const placementGroups = async (aws: Aws): Promise<Result<readonly string[], AwsProblem>> => {
  const { client, sdk } = await ec2(aws);
  const answer = await call('ec2:DescribePlacementGroups', () => client.send(new sdk.DescribePlacementGroupsCommand({})));
  return answer.ok
    ? ok(
        (answer.value.PlacementGroups ?? []).flatMap((each) =>
          each.State === 'available' ? [each.GroupName ?? [], each.GroupId ?? []].flat() : [],
        ),
      )
    : answer;
};
