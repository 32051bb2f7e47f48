import { and, asc, count, desc, eq, gte, inArray, lt, type SQL, sql } from 'drizzle-orm';
import type { Meaning } from '@/lib/finding/term';
import type { Place } from '@/lib/paths';
import { db } from '../client';
import { inventoryPoints } from '../schema/inventory';
import { pointMeans } from './meaning';

export type PointRow = typeof inventoryPoints.$inferSelect;

/** All given conditions hold. */
export interface PointConditions {
  readonly meaning?: Meaning | undefined;
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

export interface PointSlice {
  readonly order: 'created' | 'name' | 'size' | 'status';
  readonly direction: 'asc' | 'desc';
  readonly offset: number;
  readonly limit: number;
}

const points = inventoryPoints;

const oneOf = (column: typeof points.resourceType | typeof points.status | typeof points.vault, values: readonly string[] | undefined) =>
  values === undefined || values.length === 0 ? undefined : inArray(column, [...values]);

/** Points of the place's own instances, that exist or are gone. Where the instances were never read, neither is known. */
const ofInstances = (
  { account, region }: Place,
  deleted: boolean,
): SQL => sql`${points.resourceArn} like ${`arn:%:ec2:${region}:${account}:instance/%`}
  and exists (select 1 from sweeps where account = ${account} and region = ${region} and subject = 'instances' and finished_at is not null)
  and ${deleted ? sql`not` : sql``} ${points.resourceId} = any(array(select id from inventory_instances
    where account = ${account} and region = ${region} and state <> 'terminated'))`;

const conditions = (place: Place, wanted: PointConditions): SQL | undefined => {
  if (wanted.newest !== true) return plainConditions(place, wanted);
  const each = { arn: points.resourceArn, at: points.createdAt };
  return and(
    eq(points.account, place.account),
    eq(points.region, place.region),
    sql`${points}.ctid = any(array(select tid from (select distinct on (${each.arn}) ${points}.ctid as tid
      from ${points} where ${plainConditions(place, wanted)} order by ${each.arn} desc, ${each.at} desc, ${points.arn}, ${points.vault}) as newest))`,
  );
};

const plainConditions = (place: Place, wanted: PointConditions): SQL | undefined =>
  and(
    eq(points.account, place.account),
    eq(points.region, place.region),
    wanted.vault === undefined ? undefined : eq(points.vault, wanted.vault),
    wanted.resourceArn === undefined ? undefined : eq(points.resourceArn, wanted.resourceArn),
    oneOf(points.resourceType, wanted.types),
    oneOf(points.status, wanted.statuses),
    oneOf(points.vault, wanted.vaults),
    wanted.createdFrom === undefined ? undefined : gte(points.createdAt, wanted.createdFrom),
    wanted.createdBefore === undefined ? undefined : lt(points.createdAt, wanted.createdBefore),
    wanted.encryptedWith === undefined ? undefined : eq(points.encryptionKeyArn, wanted.encryptedWith),
    wanted.deleted === undefined ? undefined : ofInstances(place, wanted.deleted),
    ...(wanted.meaning === undefined ? [] : pointMeans(place, wanted.meaning, sql`${points}`)),
  );

/** One slice of the points that meet the conditions. Equal sort values are told apart by ARN and vault, so pages neither repeat nor skip. */
export const readPoints = async (place: Place, wanted: PointConditions, slice: PointSlice): Promise<readonly PointRow[]> => {
  const way = slice.direction === 'asc' ? asc : desc;
  const keys: Record<PointSlice['order'], SQL> = {
    created: way(points.createdAt),
    name: way(sql`lower(coalesce(${points.resourceName}, ${points.resourceId}))`),
    size: sql`${points.sizeBytes} ${sql.raw(slice.direction)} nulls last`,
    status: way(points.status),
  };
  const newestFirst = slice.order === 'created' ? [] : [desc(points.createdAt)];
  return db()
    .select()
    .from(points)
    .where(conditions(place, wanted))
    .orderBy(keys[slice.order], ...newestFirst, asc(points.arn), asc(points.vault))
    .limit(slice.limit)
    .offset(slice.offset);
};

/** How many points meet the conditions. */
export const countPoints = async (place: Place, wanted: PointConditions): Promise<number> => {
  const rows = await db().select({ n: count() }).from(points).where(conditions(place, wanted));
  return rows[0]?.n ?? 0;
};

/** How many points are of a type and a status and in a vault. */
export interface PointCell {
  readonly type: string;
  readonly status: string;
  readonly vault: string;
  readonly count: number;
}

/** The points that meet the conditions, counted by type, status and vault in one look: every total and every list of choices follows from these. */
export const countCells = async (place: Place, wanted: PointConditions): Promise<readonly PointCell[]> =>
  db()
    .select({ type: points.resourceType, status: points.status, vault: points.vault, count: count() })
    .from(points)
    .where(conditions(place, wanted))
    .groupBy(points.resourceType, points.status, points.vault);

/** The points of one resource that meet some conditions. */
export interface PointGroupRow {
  readonly resourceArn: string;
  readonly resourceId: string;
  readonly resourceName: string | null;
  readonly resourceType: string;
  readonly points: number;
  readonly newestAt: Date;
  readonly oldestAt: Date;
}

interface RawGroup extends Record<string, unknown> {
  readonly resource_arn: string;
  readonly resource_id: string;
  readonly resource_name: string | null;
  readonly resource_type: string;
  readonly points: number;
  readonly newest_at: string;
  readonly oldest_at: string;
  readonly groups: number;
}

/** A slice of the resources of points, and how many resources there are in all; `null` where the slice lies behind the last of them. */
export interface PointGroups {
  readonly groups: readonly PointGroupRow[];
  readonly total: number | null;
}

/**
 * One slice of the resources of the points that meet the conditions, in the order in which their first point would come in `readPoints`. All points are grouped in one look; what a resource is called is
 * looked up for the slice alone.
 */
export const readPointGroups = async (place: Place, wanted: PointConditions, slice: PointSlice): Promise<PointGroups> => {
  const edge = sql.raw(slice.direction === 'asc' ? 'min' : 'max');
  const way = sql.raw(`${slice.direction} nulls last`);
  const keys: Record<PointSlice['order'], SQL> = {
    created: sql`${edge}(${points.createdAt})`,
    name: sql`${edge}(lower(coalesce(${points.resourceName}, ${points.resourceId})))`,
    size: sql`${edge}(${points.sizeBytes})`,
    status: sql`${edge}(${points.status})`,
  };
  const { rows } = await db().execute<RawGroup>(sql`
    with grouped as (
      select ${points.resourceArn} as arn, count(*)::int as points, max(${points.createdAt}) as newest_at, min(${points.createdAt}) as oldest_at, ${keys[slice.order]} as key
        from ${points} where ${conditions(place, wanted)} group by ${points.resourceArn}
    ), slice as (
      select grouped.*, (count(*) over ())::int as groups from grouped order by key ${way}, newest_at desc, arn limit ${slice.limit} offset ${slice.offset}
    )
    select slice.arn as resource_arn, slice.points, slice.newest_at, slice.oldest_at, slice.groups, called.resource_id, called.resource_type,
        (select named.resource_name from ${points} named where named.account = ${place.account} and named.region = ${place.region} and named.resource_arn = slice.arn
            and named.resource_name is not null order by named.created_at desc limit 1) as resource_name
      from slice cross join lateral (select newest.resource_id, newest.resource_type from ${points} newest
        where newest.account = ${place.account} and newest.region = ${place.region} and newest.resource_arn = slice.arn and newest.created_at = slice.newest_at limit 1) called
     order by slice.key ${way}, slice.newest_at desc, slice.arn`);
  return {
    total: rows[0]?.groups ?? (slice.offset === 0 ? 0 : null),
    groups: rows.map((row) => ({
      resourceArn: row.resource_arn,
      resourceId: row.resource_id,
      resourceName: row.resource_name,
      resourceType: row.resource_type,
      points: row.points,
      newestAt: new Date(row.newest_at),
      oldestAt: new Date(row.oldest_at),
    })),
  };
};

/** Of each of some resources the newest point that meets the conditions. */
export const newestPoints = async (place: Place, wanted: PointConditions, resourceArns: readonly string[]): Promise<readonly PointRow[]> =>
  resourceArns.length === 0
    ? []
    : db()
        .selectDistinctOn([points.resourceArn])
        .from(points)
        .where(and(conditions(place, wanted), inArray(points.resourceArn, [...resourceArns])))
        .orderBy(asc(points.resourceArn), desc(points.createdAt), asc(points.arn), asc(points.vault));

/** The newest point of a resource that a malware scan found clean, among those of some statuses; `null` where there is none. */
export const newestCleanPoint = async (place: Place, resourceArn: string, statuses: readonly string[]): Promise<PointRow | null> => {
  const rows = await db()
    .select()
    .from(points)
    .where(and(conditions(place, { resourceArn, statuses }), eq(points.scan, 'clean')))
    .orderBy(desc(points.createdAt), asc(points.arn), asc(points.vault))
    .limit(1);
  return rows[0] ?? null;
};

/** Those of some resources that have points. */
export const resourcesWithPoints = async (place: Place, resourceArns: readonly string[]): Promise<ReadonlySet<string>> => {
  if (resourceArns.length === 0) return new Set();
  const rows = await db()
    .selectDistinct({ arn: points.resourceArn })
    .from(points)
    .where(and(conditions(place, {}), inArray(points.resourceArn, [...resourceArns])));
  return new Set(rows.map(({ arn }) => arn));
};

/** The rows of one point, one for each vault that holds it. */
export const readPoint = async (place: Place, arn: string): Promise<readonly PointRow[]> =>
  db()
    .select()
    .from(points)
    .where(and(conditions(place, {}), eq(points.arn, arn)))
    .orderBy(asc(points.vault));
