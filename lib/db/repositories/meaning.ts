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

const tagged = (tag: Meaning['tags'][number]): SQL =>
  sql`${pointReadings.tagSet} = any(array(select ${tagSets.id} from ${tagSets} where ${hasTag(tagSets.tags, tag)}))`;

/** Instances that have a tag now. */
const instancesTagged = (place: Place, tag: Meaning['tags'][number]): SQL =>
  sql`array(select ${inventoryInstances.id} from ${inventoryInstances} where ${here(inventoryInstances, place)} and ${hasTag(inventoryInstances.tags, tag)})`;

// Each list is made once and hashed. As arrays they were gone through for every row, as joins they were planned by what little is known of tables that were just filled.
const hasAddressIn = (row: SQL, block: string): SQL =>
  sql`(${row}.layout in (select ${layoutAddresses.layout} from ${layoutAddresses} where ${layoutAddresses.address} && ${block}::inet)) is true`;

/** Of what somebody means, what all points of one kind share: for a row of `inventory_points` or of `inventory_point_kinds`, under the name `row`. `named`: whether it is called by a word. */
const meansOfKind = (place: Place, meaning: Meaning, row: SQL, named: (word: string) => SQL): readonly SQL[] => [
  ...meaning.blocks.map((block) => hasAddressIn(row, block)),
  ...meaning.beginnings.map(({ block, word }) => sql`(${hasAddressIn(row, block)} or ${named(word)})`),
  ...meaning.parts.map((part) => sql`(${row}.layout in (select unnest(${layoutsWithPart(part)}))) is true`),
  ...meaning.tags.map(
    (tag) => sql`((${row}.tag_set in (select ${tagSets.id} from ${tagSets} where ${hasTag(tagSets.tags, tag)})) is true
      or (${row}.resource_id in (select unnest(${instancesTagged(place, tag)}))) is true)`,
  ),
];

const namedLike = (row: SQL, word: string): SQL => {
  const like = containing(word);
  // A resource's id is the end of its ARN.
  return sql`(${row}.resource_name ilike ${like} or ${row}.resource_arn ilike ${like})`;
};

/**
 * A word that may stand in the last part of a point's own ARN: an id of an image, a snapshot or a job, digits of one, or something of an ARN. The rest of their ARNs all points of a region have
 * in common.
 */
const mayBePoint = (word: string): boolean => /^(?:(?:ami|snap|job|copyjob)-[0-9a-f-]*|[0-9a-f-]{4,})$/i.test(word) || /[:/]/.test(word);

/** Whether a point's resource is called by a word. A hundred thousand points are of a thousand resources and their names: these are gone through, and each point is looked up among those that were found. */
const isNamed = (place: Place, p: SQL, word: string): SQL =>
  sql`((${p}.resource_arn, coalesce(${p}.resource_name, '')) in (select k.resource_arn, coalesce(k.resource_name, '') from inventory_point_kinds k
      where k.account = ${place.account} and k.region = ${place.region} and ${namedLike(sql`k`, word)})) is true`;

/** What a row of `inventory_points`, under the name `p`, must meet to be what somebody means. A tag is met by the point's own tags, or by those that its instance has now. */
export const pointMeans = (place: Place, meaning: Meaning, p: SQL): readonly SQL[] => [
  ...meaning.words.map((word) => {
    const named = isNamed(place, p, word);
    return mayBePoint(word) ? sql`(${named} or ${p}.arn ilike ${containing(word)})` : named;
  }),
  ...meansOfKind(place, meaning, p, (word) => isNamed(place, p, word)),
  ...(meaning.from === null ? [] : [sql`${p}.created_at >= ${meaning.from}::timestamptz`]),
  ...(meaning.before === null ? [] : [sql`${p}.created_at < ${meaning.before}::timestamptz`]),
];

/** The same of a row of `inventory_point_kinds`; `null` where the points of one kind may differ in it. */
export const kindMeans = (place: Place, meaning: Meaning, row: SQL): readonly SQL[] | null =>
  meaning.from !== null || meaning.before !== null || meaning.words.some(mayBePoint)
    ? null
    : [...meaning.words.map((word) => namedLike(row, word)), ...meansOfKind(place, meaning, row, (word) => namedLike(row, word))];

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
  const named = (word: string): SQL => sql`(arn ilike ${containing(word)} or name ilike ${containing(word)})`;
  const hasIn = (block: string): SQL => sql`(${byReading(sql`${pointReadings.layout} = any(${layoutsWith(block)})`)} or ${live(block)})`;
  const within = (condition: SQL): SQL =>
    sql`exists (select 1 from inventory_points p where p.account = ${place.account} and p.region = ${place.region} and p.resource_arn = resources.arn and ${condition})`;
  const times = [
    ...(meaning.from === null ? [] : [sql`p.created_at >= ${meaning.from}::timestamptz`]),
    ...(meaning.before === null ? [] : [sql`p.created_at < ${meaning.before}::timestamptz`]),
  ];
  return [
    ...meaning.words.map(named),
    ...meaning.blocks.map(hasIn),
    ...meaning.beginnings.map(({ block, word }) => sql`(${hasIn(block)} or ${named(word)})`),
    ...meaning.parts.map((part) => byReading(sql`${pointReadings.layout} = any(${layoutsWithPart(part)})`)),
    ...meaning.tags.map((tag) => sql`(${byReading(tagged(tag))} or ${instance} = any(${instancesTagged(place, tag)}))`),
    ...(times.length === 0 ? [] : [within(sql.join(times, sql` and `))]),
  ];
};
