import type { CreateTagsRequest, DescribeTagsRequest, DescribeTagsResult, ResourceType } from '@aws-sdk/client-ec2';
import { pointsIndex } from '../../account/points-index';
import type { Point, RegionState } from '../../account/types';
import type { Scene } from '../handler';
import { select } from './select';

interface Tag {
  readonly id: string;
  readonly type: ResourceType;
  readonly key: string;
  readonly value: string;
}

const OWN = /^arn:[^:]+:ec2:([^:]*):[^:]*:(image|snapshot)\/(.+)$/;

const tagsOf = (point: Point): readonly Tag[] => {
  const [, , type, id] = OWN.exec(point.arn) ?? [];
  if (type === undefined || id === undefined) return [];
  return Object.entries(point.tags).map(([key, value]) => ({ id, type: type as ResourceType, key, value }));
};

/** The points that are images and snapshots of these ids, where ids are asked for by name: nobody goes through a hundred thousand points for two hundred. */
const pointsAsked = (region: RegionState, regionName: string, { Filters }: DescribeTagsRequest): readonly Point[] => {
  const ids = Filters?.find(({ Name, Values }) => Name === 'resource-id' && (Values ?? []).every((value) => !/[*?\\]/.test(value)))?.Values;
  if (ids === undefined) return region.points;
  const { byArn } = pointsIndex(region.points);
  return ids.flatMap((id) => ['image', 'snapshot'].flatMap((type) => byArn.get(`arn:aws:ec2:${regionName}::${type}/${id}`) ?? []));
};

/** DescribeTags of the images and snapshots that recovery points are. Of what does not exist it tells nothing, as EC2 does. */
export const describeTags = (input: DescribeTagsRequest, { region, call }: Scene): DescribeTagsResult => {
  const { items, next } = select(input, {
    items: pointsAsked(region, call.region, input).flatMap(tagsOf),
    filters: {
      'resource-id': ({ id }) => id,
      'resource-type': ({ type }) => type,
      key: ({ key }) => key,
      value: ({ value }) => value,
    },
  });
  return {
    Tags: items.map(({ id, type, key, value }) => ({ ResourceId: id, ResourceType: type, Key: key, Value: value })),
    NextToken: next,
  };
};

/** CreateTags, on instances, interfaces and volumes. */
export const createTags = async (input: CreateTagsRequest, { region, account }: Scene): Promise<Record<string, never>> => {
  const tags = Object.fromEntries((input.Tags ?? []).map(({ Key, Value }) => [Key ?? '', Value ?? '']));
  for (const id of input.Resources ?? []) {
    const at = region.instances.findIndex((instance) => instance.id === id);
    const instance = region.instances[at];
    if (instance !== undefined) region.instances[at] = { ...instance, tags: { ...instance.tags, ...tags } };
    else region.resourceTags = { ...region.resourceTags, [id]: { ...region.resourceTags?.[id], ...tags } };
  }
  await account.saved();
  return {};
};
