import { type SQL, sql } from 'drizzle-orm';
import type { Place } from '@/lib/paths';
import { db } from '../client';
import { inventoryPoints } from '../schema/inventory';
import { matching, nameOf, type PointSlice } from './inventory-points';
import { kindConditions, type PointConditions } from './point-conditions';

const points = inventoryPoints;

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

/** The resources of the points that meet the conditions, each with how many do, the newest and the oldest, and its `key`. Told by the kinds of points where these tell all of it: each point has a size of its own. */
const grouped = (place: Place, wanted: PointConditions, { order, direction }: PointSlice): SQL => {
  const edge = sql.raw(direction === 'asc' ? 'min' : 'max');
  const k = sql`k`;
  const ofKinds = wanted.newest === true || order === 'size' ? null : kindConditions(place, wanted, k);
  const row = ofKinds === null ? sql`${points}` : k;
  const newest = sql.raw(ofKinds === null ? 'inventory_points.created_at' : 'k.newest_at');
  const oldest = sql.raw(ofKinds === null ? 'inventory_points.created_at' : 'k.oldest_at');
  const keys: Record<PointSlice['order'], SQL> = {
    created: sql`${edge}(${direction === 'asc' ? oldest : newest})`,
    name: sql`${edge}(${nameOf(row)})`,
    size: sql`${edge}(${points.sizeBytes})`,
    status: sql`${edge}(${row}.status)`,
  };
  return sql`select ${row}.resource_arn as arn, ${ofKinds === null ? sql`count(*)` : sql`sum(k.points)`}::int as points, max(${newest}) as newest_at, min(${oldest}) as oldest_at, ${keys[order]} as key
    from ${ofKinds === null ? points : sql`inventory_point_kinds k`} where ${ofKinds ?? matching(place, wanted)} group by 1`;
};

/**
 * One slice of the resources of the points that meet the conditions, in the order in which their first point would come in `readPoints`; what a resource is called is looked up for the slice
 * alone.
 */
export const readPointGroups = async (place: Place, wanted: PointConditions, slice: PointSlice): Promise<PointGroups> => {
  const way = sql.raw(`${slice.direction} nulls last`);
  const { rows } = await db().execute<RawGroup>(sql`
    with grouped as (${grouped(place, wanted, slice)}
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
