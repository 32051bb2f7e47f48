import { type SQL, sql } from 'drizzle-orm';
import type { Meaning } from '@/lib/finding/term';
import type { Place } from '@/lib/paths';
import { addressLayouts, interfaceAddresses, inventoryInterfaces, layoutAddresses, pointReadings, tagSets } from '../schema/finding';
import { inventoryInstances } from '../schema/inventory';
import { containing } from './text-search';

const here = (
  table: typeof pointReadings | typeof inventoryInterfaces | typeof interfaceAddresses | typeof inventoryInstances,
  place: Place,
): SQL => sql`${table.account} = ${place.account} and ${table.region} = ${place.region}`;

/** A tag as the text of the JSON that a set of tags holds where it has it. */
const tagJson = (key: string, value: string): string => JSON.stringify({ [key]: value });

/** Whether a column of tags has one. */
const hasTag = (column: SQL | typeof tagSets.tags | typeof inventoryInstances.tags, { key, value }: Meaning['tags'][number]): SQL =>
  value === null ? sql`${column} ? ${key}` : sql`${column} @> ${tagJson(key, value)}::jsonb`;

/**
 * Layouts that have an address in a block, or a prefix that meets it, as an array: that is made once, where a join would be planned by what little is known of how addresses are spread, and
 * might look at every layout for every point.
 */
export const layoutsWith = (block: string): SQL =>
  sql`array(select ${layoutAddresses.layout} from ${layoutAddresses} where ${layoutAddresses.address} && ${block}::inet)`;

const layoutsWithPart = ({ member, id }: Meaning['parts'][number]): SQL =>
  sql`array(select ${addressLayouts.id} from ${addressLayouts} where ${addressLayouts.interfaces} @> ${JSON.stringify([{ [member]: member === 'groups' ? [id] : id }])}::jsonb)`;

/** Conditions on readings: what was read of the point meets each address, block, id and tag of the meaning. */
const ofReadings = (meaning: Meaning): readonly SQL[] => [
  ...meaning.blocks.map((block) => sql`${pointReadings.layout} = any(${layoutsWith(block)})`),
  ...meaning.parts.map((part) => sql`${pointReadings.layout} = any(${layoutsWithPart(part)})`),
];

const tagged = (tag: Meaning['tags'][number]): SQL =>
  sql`${pointReadings.tagSet} = any(array(select ${tagSets.id} from ${tagSets} where ${hasTag(tagSets.tags, tag)}))`;

/** Instances that have a tag now. */
const instancesTagged = (place: Place, tag: Meaning['tags'][number]): SQL =>
  sql`array(select ${inventoryInstances.id} from ${inventoryInstances} where ${here(inventoryInstances, place)} and ${hasTag(inventoryInstances.tags, tag)})`;

/** Whether a block is one address, which few points have. */
const isOne = (block: string): boolean => !block.includes('/') || /\/(?:32|128)$/.test(block);

/**
 * Whether the reading of a point, a row of `inventory_points` under the name `p`, meets a condition. The few points that have one address are looked up by their key (`few`); all others are
 * compared with a table of the keys that is made once. Neither is left to be planned as a join: of tables that were just filled (a first reading, a copy that was loaded) nothing is known, and
 * ten thousand points were compared with as many readings each.
 */
const wasRead = (place: Place, p: SQL, condition: SQL, few: boolean): SQL => {
  const had = sql`select ${pointReadings.vault} as vault, ${pointReadings.arn} as arn from ${pointReadings} where ${here(pointReadings, place)} and ${condition}`;
  if (!few) return sql`((${p}.vault, ${p}.arn) in (${had})) is true`;
  return sql`${p}.ctid = any(array(select found.tid from (${had}) as had cross join lateral
    (select ctid as tid from inventory_points where account = ${place.account} and region = ${place.region} and vault = had.vault and arn = had.arn offset 0) as found))`;
};

/**
 * What a row of `inventory_points`, under the name `p`, must meet to be what somebody means. A tag is met by the point's own tags, or by those that its instance has now.
 */
export const pointMeans = (place: Place, meaning: Meaning, p: SQL): readonly SQL[] => {
  const readings = ofReadings(meaning);
  return [
    ...meaning.words.map((word) => {
      const like = containing(word);
      return sql`(${p}.resource_name ilike ${like} or ${p}.resource_id ilike ${like} or ${p}.resource_arn ilike ${like} or ${p}.arn ilike ${like})`;
    }),
    ...(readings.length === 0 ? [] : [wasRead(place, p, sql.join([...readings], sql` and `), meaning.blocks.some(isOne))]),
    // Not asked of each point: beside an "or" that would be a look-up for every point of the place.
    ...meaning.tags.map(
      (
        tag,
      ) => sql`((${p}.vault, ${p}.arn) in (select ${pointReadings.vault}, ${pointReadings.arn} from ${pointReadings} where ${here(pointReadings, place)} and ${tagged(tag)})
        or ${p}.resource_id = any(${instancesTagged(place, tag)}))`,
    ),
    ...(meaning.from === null ? [] : [sql`${p}.created_at >= ${meaning.from}::timestamptz`]),
    ...(meaning.before === null ? [] : [sql`${p}.created_at < ${meaning.before}::timestamptz`]),
  ];
};

/**
 * What a row of `resources` must meet: by one of its points, whatever became of that, or by what its instance is and has now. Times are met by a point that there is.
 */
export const resourceMeans = (place: Place, meaning: Meaning): readonly SQL[] => {
  const instance = sql`split_part(arn, 'instance/', 2)`;
  const byReading = (condition: SQL): SQL =>
    sql`arn = any(array(select distinct ${pointReadings.resourceArn} from ${pointReadings} where ${here(pointReadings, place)} and ${condition}))`;
  const live = (block: string): SQL => sql`${instance} = any(array(select ${inventoryInterfaces.instanceId} from ${inventoryInterfaces}
    join ${interfaceAddresses} on ${here(interfaceAddresses, place)} and ${interfaceAddresses.interfaceId} = ${inventoryInterfaces.id}
    where ${here(inventoryInterfaces, place)} and ${inventoryInterfaces.instanceId} is not null and ${interfaceAddresses.address} && ${block}::inet))`;
  const within = (condition: SQL): SQL =>
    sql`exists (select 1 from inventory_points p where p.account = ${place.account} and p.region = ${place.region} and p.resource_arn = resources.arn and ${condition})`;
  const times = [
    ...(meaning.from === null ? [] : [sql`p.created_at >= ${meaning.from}::timestamptz`]),
    ...(meaning.before === null ? [] : [sql`p.created_at < ${meaning.before}::timestamptz`]),
  ];
  return [
    ...meaning.words.map((word) => sql`(arn ilike ${containing(word)} or name ilike ${containing(word)})`),
    ...meaning.blocks.map((block) => sql`(${byReading(sql`${pointReadings.layout} = any(${layoutsWith(block)})`)} or ${live(block)})`),
    ...meaning.parts.map((part) => byReading(sql`${pointReadings.layout} = any(${layoutsWithPart(part)})`)),
    ...meaning.tags.map((tag) => sql`(${byReading(tagged(tag))} or ${instance} = any(${instancesTagged(place, tag)}))`),
    ...(times.length === 0 ? [] : [within(sql.join(times, sql` and `))]),
  ];
};
