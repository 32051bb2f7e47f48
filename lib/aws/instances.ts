import 'server-only';
import type { Instance } from '@aws-sdk/client-ec2';
import type { AwsProblem } from '@/lib/aws-problem';
import type { InstanceFact } from '@/lib/restore/facts';
import { tellingTags } from '@/lib/restore/telling-tags';
import { ok, type Result } from '@/lib/result';
import { all, batches, pages } from './call';
import { ec2 } from './clients';
import type { Aws } from './connection';
import { nameIn, tagsIn } from './tags';

/** EC2 takes at most 200 values in one filter. */
const FILTER_VALUES = 200;

/**
 * Instances by id. The ids go as a filter and not as `InstanceIds`, because one that is gone would make AWS refuse them all;
 * an instance that is not in the answer is gone.
 */
export const instancesById = async (aws: Aws, ids: readonly string[]): Promise<Result<readonly InstanceFact[], AwsProblem>> => {
  const found: InstanceFact[] = [];
  for (const batch of batches([...new Set(ids)], FILTER_VALUES)) {
    const answer = await all(instancesBy(aws, toInstance, batch));
    if (!answer.ok) return answer;
    found.push(...answer.value);
  }
  return ok(found);
};

/** An instance as a list of them shows it. */
export interface ListedInstance {
  readonly id: string;
  readonly name: string | null;
  readonly state: string;
  readonly tags: Readonly<Record<string, string>>;
  /** `ap-northeast-1a`; `null` where AWS does not say. */
  readonly availabilityZone: string | null;
  readonly instanceType: string | null;
}

/** All instances of the region page by page. */
export const instancePages = (aws: Aws): AsyncGenerator<Result<readonly ListedInstance[], AwsProblem>> =>
  instancesBy(aws, (each) =>
    toInstance(each).map(({ id, name, state }) => ({
      id,
      name,
      state,
      tags: tagsIn(each.Tags),
      availabilityZone: each.Placement?.AvailabilityZone ?? null,
      instanceType: each.InstanceType ?? null,
    })),
  );

/**
 * Instances page by page: those with one of `ids` (at most 200), or all. Those that AWS services manage are asked for too, because they may be hidden
 * otherwise (facts 11.6).
 */
async function* instancesBy<T>(
  aws: Aws,
  read: (each: Instance) => readonly T[],
  ids?: readonly string[],
): AsyncGenerator<Result<readonly T[], AwsProblem>> {
  const { client, sdk } = await ec2(aws);
  yield* pages('ec2:DescribeInstances', async (NextToken) => {
    const Filters = ids === undefined ? undefined : [{ Name: 'instance-id', Values: [...ids] }];
    const answer = await client.send(
      new sdk.DescribeInstancesCommand({ Filters, IncludeManagedResources: true, MaxResults: 1000, NextToken }),
    );
    const items = (answer.Reservations ?? []).flatMap((reservation) => (reservation.Instances ?? []).flatMap(read));
    return { items, next: answer.NextToken };
  });
}

/** The tags of one instance; none where it is gone. */
export const instanceTags = async (aws: Aws, id: string): Promise<Result<Readonly<Record<string, string>>, AwsProblem>> => {
  const { client, sdk } = await ec2(aws);
  const answer = await all(
    pages('ec2:DescribeInstances', async (NextToken) => {
      const Filters = [{ Name: 'instance-id', Values: [id] }];
      const page = await client.send(new sdk.DescribeInstancesCommand({ Filters, IncludeManagedResources: true, NextToken }));
      const tags = (page.Reservations ?? []).flatMap(({ Instances }) => (Instances ?? []).flatMap(({ Tags }) => Tags ?? []));
      return { items: tags.flatMap(({ Key, Value }) => (Key === undefined ? [] : [[Key, Value ?? ''] as const])), next: page.NextToken };
    }),
  );
  return answer.ok ? ok(Object.fromEntries(answer.value)) : answer;
};

const toInstance = (each: Instance): InstanceFact[] => {
  if (each.InstanceId === undefined) return [];
  return [
    {
      id: each.InstanceId,
      name: nameIn(each.Tags),
      state: each.State?.Name ?? '',
      type: each.InstanceType ?? '',
      platform: each.PlatformDetails ?? each.Platform ?? null,
      profileArn: each.IamInstanceProfile?.Arn ?? null,
      launchedAt: each.LaunchTime?.toISOString() ?? null,
      tags: tellingTags(tagsIn(each.Tags)),
    },
  ];
};
