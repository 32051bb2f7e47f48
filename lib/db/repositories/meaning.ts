import { type SQL, sql } from 'drizzle-orm';
import type { Meaning } from '@/lib/finding/term';
import type { Place } from '@/lib/paths';
import {
  addressLayouts,
  interfaceAddresses,
  inventoryInterfaces,
  layoutAddresses,
  resourceLayouts,
  resourceTagSets,
  tagSets,
} from '../schema/finding';
import { inventoryInstances } from '../schema/inventory';
import { type Called, type CalledPoints, mayBePoint } from './point-ids';
import { namedLike } from './resource-names';
import { containing } from './text-search';

const here = (
  table:
    | typeof resourceLayouts
    | typeof resourceTagSets
    | typeof inventoryInterfaces
    | typeof interfaceAddresses
    | typeof inventoryInstances,
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

/** Whether a point's resource is called by a word. A hundred thousand points are of a thousand resources and their names: these are gone through, and each point is looked up among those that were found. */
const isNamed = (place: Place, p: SQL, word: string): SQL =>
  sql`((${p}.resource_arn, coalesce(${p}.resource_name, '')) in (select k.resource_arn, coalesce(k.resource_name, '') from inventory_point_kinds k
      where k.account = ${place.account} and k.region = ${place.region} and ${namedLike(sql`k`, word)})) is true`;

/** So many resources that a word names are looked up with the points whose id it is. */
const FEW_NAMED = 20;

/** Where PostgreSQL keeps some points, of which the key finds each. */
const placesOf = ({ account, region }: Place, points: CalledPoints['points']): SQL => {
  const [vaults, arns] = [points.map(({ vault }) => vault), points.map(({ arn }) => arn)];
  return sql`select c.ctid from inventory_points c join unnest(${sql.param(vaults)}::text[], ${sql.param(arns)}::text[]) as wanted (vault, arn)
    on c.vault = wanted.vault and c.arn = wanted.arn where c.account = ${account} and c.region = ${region}`;
};

/** The same of the points of the few resources that a word names. */
const placesOfNamed = (place: Place, word: string): SQL =>
  sql`select c.ctid from inventory_points c where c.account = ${place.account} and c.region = ${place.region} and c.resource_arn = any(array(select distinct k.resource_arn from inventory_point_kinds k
    where k.account = ${place.account} and k.region = ${place.region} and ${namedLike(sql`k`, word)})) and ${isNamed(place, sql`c`, word)}`;

const wordMeans = (place: Place, word: string, called: Called, p: SQL): SQL => {
  const found = called.get(word);
  const named = isNamed(place, p, word);
  if (found === undefined) return mayBePoint(word) ? sql`(${named} or ${p}.arn ilike ${containing(word)})` : named;
  if (found.points.length === 0) return named;
  const listed = placesOf(place, found.points);
  if (found.named === 0) return sql`${p}.ctid = any(array(${listed}))`;
  if (found.named <= FEW_NAMED) return sql`${p}.ctid = any(array(${listed} union ${placesOfNamed(place, word)}))`;
  return sql`(${named} or ${p}.ctid = any(array(${listed})))`;
};

/**
 * What a row of `inventory_points`, under the name `p`, must meet to be what somebody means. A tag is met by the point's own tags, or by those that its instance has now.
 * @param called what its words were found to name
 */
export const pointMeans = (place: Place, meaning: Meaning, called: Called, p: SQL): readonly SQL[] => [
  ...meaning.words.map((word) => wordMeans(place, word, called, p)),
  ...meansOfKind(place, meaning, p, (word) => isNamed(place, p, word)),
  ...(meaning.from === null ? [] : [sql`${p}.created_at >= ${meaning.from}::timestamptz`]),
  ...(meaning.before === null ? [] : [sql`${p}.created_at < ${meaning.before}::timestamptz`]),
];

/** Whether points of one kind may differ in whether they meet a word: it is, or may be, a part of the id of some. */
const tellsPoints = (word: string, called: Called): boolean => mayBePoint(word) && called.get(word)?.points.length !== 0;

/** The same of a row of `inventory_point_kinds`; `null` where the points of one kind may differ in it. */
export const kindMeans = (place: Place, meaning: Meaning, called: Called, row: SQL): readonly SQL[] | null =>
  meaning.from !== null || meaning.before !== null || meaning.words.some((word) => tellsPoints(word, called))
    ? null
    : [...meaning.words.map((word) => namedLike(row, word)), ...meansOfKind(place, meaning, row, (word) => namedLike(row, word))];

/**
 * What a row of `resources` must meet: by one of its points, whatever became of that, or by what its instance is and has now. Times are met by a point that there is.
 */
export const resourceMeans = (place: Place, meaning: Meaning): readonly SQL[] => {
  const instance = sql`split_part(arn, 'instance/', 2)`;
  const byLayout = (layouts: SQL): SQL => sql`(arn in (select ${resourceLayouts.resourceArn} from ${resourceLayouts}
    where ${here(resourceLayouts, place)} and ${resourceLayouts.layout} = any(${layouts}))) is true`;
  const live = (block: string): SQL => sql`(${instance} in (select ${inventoryInterfaces.instanceId} from ${inventoryInterfaces}
    join ${interfaceAddresses} on ${here(interfaceAddresses, place)} and ${interfaceAddresses.interfaceId} = ${inventoryInterfaces.id}
    where ${here(inventoryInterfaces, place)} and ${inventoryInterfaces.instanceId} is not null and ${interfaceAddresses.address} && ${block}::inet)) is true`;
  const tagged = (tag: Meaning['tags'][number]): SQL => sql`((arn in (select ${resourceTagSets.resourceArn} from ${resourceTagSets}
    where ${here(resourceTagSets, place)} and ${resourceTagSets.tagSet} = any(array(select ${tagSets.id} from ${tagSets} where ${hasTag(tagSets.tags, tag)})))) is true
    or (${instance} in (select unnest(${instancesTagged(place, tag)}))) is true)`;
  const named = (word: string): SQL =>
    sql`(${/[:/]/.test(word) ? sql`arn` : sql`split_part(split_part(arn, ':', -1), '/', -1)`} ilike ${containing(word)} or name ilike ${containing(word)})`;
  const hasIn = (block: string): SQL => sql`(${byLayout(layoutsWith(block))} or ${live(block)})`;
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
    ...meaning.parts.map((part) => byLayout(layoutsWithPart(part))),
    ...meaning.tags.map(tagged),
    ...(times.length === 0 ? [] : [within(sql.join(times, sql` and `))]),
  ];
};
