import 'server-only';
import type { AwsProblem } from '@/lib/aws-problem';
import type { NearTarget } from '@/lib/jobs/surroundings';
import { ok, type Result } from '@/lib/result';
import { all, batches, call, pages } from './call';
import { loadBalancing } from './clients';
import type { Aws } from './connection';

/** So many groups are asked about their targets at a time. */
const AT_ONCE = 4;

interface Group {
  readonly arn: string;
  readonly name: string;
}

const groupsIn = (aws: Aws, vpcIds: readonly string[]): Promise<Result<readonly Group[], AwsProblem>> =>
  all(
    pages('elasticloadbalancing:DescribeTargetGroups', async (Marker) => {
      const { client, sdk } = await loadBalancing(aws);
      const page = await client.send(new sdk.DescribeTargetGroupsCommand({ Marker, PageSize: 400 }));
      const items = (page.TargetGroups ?? []).flatMap(({ TargetGroupArn: arn, TargetGroupName: name, TargetType, VpcId = '' }): Group[] =>
        arn === undefined || (TargetType !== 'instance' && TargetType !== 'ip') || (vpcIds.length > 0 && !vpcIds.includes(VpcId))
          ? []
          : [{ arn, name: name ?? arn }],
      );
      return { items, next: page.NextMarker };
    }),
  );

const targetsOf = async (aws: Aws, { arn, name }: Group): Promise<Result<readonly NearTarget[], AwsProblem>> => {
  const { client, sdk } = await loadBalancing(aws);
  const answer = await call('elasticloadbalancing:DescribeTargetHealth', () =>
    client.send(new sdk.DescribeTargetHealthCommand({ TargetGroupArn: arn })),
  );
  if (!answer.ok) return answer;
  return ok(
    (answer.value.TargetHealthDescriptions ?? []).flatMap(({ Target, TargetHealth }): NearTarget[] =>
      Target?.Id === undefined
        ? []
        : [{ groupArn: arn, groupName: name, id: Target.Id, port: Target.Port ?? null, health: TargetHealth?.State ?? '' }],
    ),
  );
};

/**
 * The targets of the region's target groups that are one of `ids`: an instance's id, or an address. AWS has no way to ask by target, so each group is asked for all of its own.
 * @param vpcIds only groups of these networks; all where there are none
 */
export const nearTargets = async (
  aws: Aws,
  ids: readonly string[],
  vpcIds: readonly string[],
): Promise<Result<readonly NearTarget[], AwsProblem>> => {
  const groups = await groupsIn(aws, vpcIds);
  if (!groups.ok) return groups;
  const found: NearTarget[] = [];
  for (const some of batches(groups.value, AT_ONCE))
    for (const answer of await Promise.all(some.map((group) => targetsOf(aws, group)))) {
      if (!answer.ok) return answer;
      found.push(...answer.value.filter(({ id }) => ids.includes(id)));
    }
  return ok(found);
};
