import 'server-only';
import { ListTagsCommand } from '@aws-sdk/client-backup';
import type { AwsProblem } from '@/lib/aws-problem';
import { ok, type Result } from '@/lib/result';
import { pages } from './call';
import { backupClient, ec2 } from './clients';
import type { Aws } from './connection';

export type Tags = Readonly<Record<string, string>>;

/** As many values as a filter of EC2 takes. */
export const TAGS_AT_ONCE = 200;

const EC2_ID = /^arn:[^:]+:ec2:[^:]*:[^:]*:(?:image|snapshot)\/(.+)$/;

const ec2IdOf = (arn: string): string | null => EC2_ID.exec(arn)?.[1] ?? null;

/**
 * Who tells the tags of a point: EC2, where the point is an image or a snapshot of its own, and of those it tells many at once; AWS Backup of all others, which has them for
 * what it manages fully and refuses the rest (facts 11.10).
 */
export const tagSourceOf = (arn: string): 'ec2:DescribeTags' | 'backup:ListTags' =>
  ec2IdOf(arn) === null ? 'backup:ListTags' : 'ec2:DescribeTags';

/** DescribeTags of points that are images or snapshots of EC2, at most `TAGS_AT_ONCE`, by ARN. One that has none, or is gone, has an empty map. */
export const tagsInEc2 = async (aws: Aws, arns: readonly string[]): Promise<Result<ReadonlyMap<string, Tags>, AwsProblem>> => {
  const { client, sdk } = await ec2(aws);
  const byId = new Map<string, Record<string, string>>(arns.flatMap((arn) => [[ec2IdOf(arn) ?? arn, {}]]));
  const walk = pages('ec2:DescribeTags', async (NextToken) => {
    const Filters = [{ Name: 'resource-id', Values: [...byId.keys()] }];
    const answer = await client.send(new sdk.DescribeTagsCommand({ Filters, MaxResults: 1000, NextToken }));
    return { items: answer.Tags ?? [], next: answer.NextToken };
  });
  for await (const page of walk) {
    if (!page.ok) return page;
    for (const { ResourceId, Key, Value } of page.value) {
      const tags = byId.get(ResourceId ?? '');
      if (tags !== undefined && Key !== undefined) tags[Key] = Value ?? '';
    }
  }
  return ok(new Map(arns.map((arn) => [arn, byId.get(ec2IdOf(arn) ?? arn) ?? {}])));
};

const tagsInBackup = async (aws: Aws, arn: string): Promise<Result<Tags, AwsProblem>> => {
  const tags: Record<string, string> = {};
  const walk = pages('backup:ListTags', async (NextToken) => {
    const answer = await backupClient(aws).send(new ListTagsCommand({ ResourceArn: arn, NextToken }));
    return { items: Object.entries(answer.Tags ?? {}), next: answer.NextToken };
  });
  for await (const page of walk) {
    if (!page.ok) return page;
    for (const [key, value] of page.value) tags[key] = value;
  }
  return ok(tags);
};

/** The tags of a recovery point, from whoever tells them. */
export const pointTags = async (aws: Aws, arn: string): Promise<Result<Tags, AwsProblem>> => {
  if (tagSourceOf(arn) === 'backup:ListTags') return tagsInBackup(aws, arn);
  const tags = await tagsInEc2(aws, [arn]);
  return tags.ok ? ok(tags.value.get(arn) ?? {}) : tags;
};
