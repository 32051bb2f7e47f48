import { type SQL, sql } from 'drizzle-orm';
import { isEmpty, type Meaning } from '@/lib/finding/term';
import type { Place } from '@/lib/paths';
import { kindMeans, pointMeans } from './meaning';
import type { Called } from './point-ids';

/** All given conditions hold. */
export interface PointConditions {
  readonly meaning?: Meaning | undefined;
  /** What words of the meaning were found to name (`calledPoints`). */
  readonly called?: Called | undefined;
  readonly types?: readonly string[] | undefined;
  readonly statuses?: readonly string[] | undefined;
  readonly createdFrom?: Date | undefined;
  readonly createdBefore?: Date | undefined;
  readonly vault?: string | undefined;
  readonly vaults?: readonly string[] | undefined;
  readonly resourceArn?: string | undefined;
  /** ARN of the key that a point is encrypted with. */
  readonly encryptedWith?: string | undefined;
  /** Points of instances of the place that are gone, or of those that exist; what is no such instance meets neither. */
  readonly deleted?: boolean | undefined;
  /** Of each resource only the newest point that meets all other conditions. */
  readonly newest?: boolean | undefined;
}

const NOT_LOOKED_UP: Called = new Map();

const listOf = (values: readonly string[]): SQL =>
  sql.join(
    values.map((value) => sql`${value}`),
    sql`, `,
  );

const oneOf = (column: SQL, values: readonly string[] | undefined): readonly SQL[] =>
  values === undefined || values.length === 0 ? [] : [sql`${column} in (${listOf(values)})`];

const is = (column: SQL, value: string | undefined): readonly SQL[] => (value === undefined ? [] : [sql`${column} = ${value}`]);

/** Points of the place's own instances, that exist or are gone. Where the instances were never read, neither is known. */
const ofInstances = (
  { account, region }: Place,
  row: SQL,
  deleted: boolean,
): SQL => sql`${row}.resource_arn like ${`arn:%:ec2:${region}:${account}:instance/%`}
  and exists (select 1 from sweeps where account = ${account} and region = ${region} and subject = 'instances' and finished_at is not null)
  and (${row}.resource_id in (select id from inventory_instances where account = ${account} and region = ${region} and state <> 'terminated')) is ${deleted ? sql`not true` : sql`true`}`;

/** What points, their kinds and their days are asked by type, status and vault, for a row under the name `row`; `null` where anything else is asked for. */
export const dayConditions = (
  place: Place,
  { vault, vaults, types, statuses, meaning, called: _called, ...others }: PointConditions,
  row: SQL,
): SQL | null => {
  const isMore = Object.values(others).some((value) => value !== undefined) || (meaning !== undefined && !isEmpty(meaning));
  return isMore ? null : all(ofKind(place, { vault, vaults, types, statuses }, row));
};

/** What points and their kinds have in common, for a row under the name `row`. */
const ofKind = (place: Place, wanted: PointConditions, row: SQL): readonly SQL[] => [
  sql`${row}.account = ${place.account}`,
  sql`${row}.region = ${place.region}`,
  ...is(sql`${row}.vault`, wanted.vault),
  ...is(sql`${row}.resource_arn`, wanted.resourceArn),
  ...oneOf(sql`${row}.resource_type`, wanted.types),
  ...oneOf(sql`${row}.status`, wanted.statuses),
  ...oneOf(sql`${row}.vault`, wanted.vaults),
  ...is(sql`${row}.encryption_key_arn`, wanted.encryptedWith),
  ...(wanted.deleted === undefined ? [] : [ofInstances(place, row, wanted.deleted)]),
];

const all = (conditions: readonly SQL[]): SQL => sql.join([...conditions], sql` and `);

/** What a row of `inventory_points` under the name `row` must meet, but for being the newest. */
export const pointConditions = (place: Place, wanted: PointConditions, row: SQL): SQL =>
  all([
    ...ofKind(place, wanted, row),
    ...(wanted.createdFrom === undefined ? [] : [sql`${row}.created_at >= ${wanted.createdFrom.toISOString()}::timestamptz`]),
    ...(wanted.createdBefore === undefined ? [] : [sql`${row}.created_at < ${wanted.createdBefore.toISOString()}::timestamptz`]),
    ...(wanted.meaning === undefined ? [] : pointMeans(place, wanted.meaning, wanted.called ?? NOT_LOOKED_UP, row)),
  ]);

/** The same of a row of `inventory_point_kinds` under the name `row`; `null` where points of one kind differ in it. */
export const kindConditions = (place: Place, wanted: PointConditions, row: SQL): SQL | null => {
  if (wanted.createdFrom !== undefined || wanted.createdBefore !== undefined) return null;
  const meant = wanted.meaning === undefined ? [] : kindMeans(place, wanted.meaning, wanted.called ?? NOT_LOOKED_UP, row);
  return meant === null ? null : all([...ofKind(place, wanted, row), ...meant]);
};
