import { and, asc, desc, eq, inArray, type SQL, sql } from 'drizzle-orm';
import { isEmpty } from '@/lib/finding/term';
import type { Place } from '@/lib/paths';
import { db } from '../client';
import { inventoryPoints } from '../schema/inventory';
import { kindConditions, type PointConditions, pointConditions } from './point-conditions';
import { beginningAt, countedByDay } from './point-positions';

export type PointRow = typeof inventoryPoints.$inferSelect;

export interface PointSlice {
  readonly order: 'created' | 'name' | 'size' | 'status';
  readonly direction: 'asc' | 'desc';
  readonly offset: number;
  readonly limit: number;
}

const points = inventoryPoints;
const p = sql`${points}`;
const f = sql`f`;
const k = sql`k`;

/**
 * Up to so many points are looked up by their resources and put in order; of more, the rows are read in order until there are enough, because among so many the wanted ones come soon.
 */
const FEW = 5_000;
/** And only of so many resources, each of which has many more. */
const FEW_RESOURCES = 50;

/** Of each resource the newest point that meets the other conditions, as an array of where PostgreSQL keeps them; or, where kinds tell it, of as many resources only as a page by time reaches. */
const newestOnes = (place: Place, wanted: PointConditions, page?: PointSlice): SQL => {
  const ofKinds = kindConditions(place, wanted, k);
  const reach =
    page?.order === 'created'
      ? sql`order by at ${sql.raw(page.direction)} fetch first (${page.offset + page.limit}::bigint) rows with ties`
      : sql``;
  // A resource's newest instant is kept with its kinds; only what was made in that instant is looked at.
  if (ofKinds !== null)
    return sql`array(select found.tid from (select k.resource_arn as arn, max(k.newest_at) as at from inventory_point_kinds k where ${ofKinds} group by k.resource_arn ${reach}) newest
      cross join lateral (select f.ctid as tid from ${points} f where ${pointConditions(place, wanted, f)} and f.resource_arn = newest.arn and f.created_at = newest.at
        order by f.arn, f.vault limit 1) found)`;
  return sql`array(select newest.tid from (select distinct on (f.resource_arn) f.ctid as tid from ${points} f where ${pointConditions(place, wanted, f)}
      order by f.resource_arn desc, f.created_at desc, f.arn, f.vault) newest)`;
};

const here = (place: Place): SQL | undefined => and(eq(points.account, place.account), eq(points.region, place.region));

/** What the rows of `inventory_points` that meet the conditions meet, those of a `page` at least. */
export const matching = (place: Place, wanted: PointConditions, page?: PointSlice): SQL | undefined =>
  wanted.newest === true ? and(here(place), sql`${p}.ctid = any(${newestOnes(place, wanted, page)})`) : pointConditions(place, wanted, p);

/** The few points that meet the conditions, found by their resources. */
const byResource = (place: Place, wanted: PointConditions, ofKinds: SQL): SQL =>
  sql`${p}.ctid = any(array(select f.ctid from ${points} f
    where f.account = ${place.account} and f.region = ${place.region}
      and f.resource_arn = any(array(select distinct k.resource_arn from inventory_point_kinds k where ${ofKinds})) and ${pointConditions(place, wanted, f)}))`;

/** What a row of points or kinds is called, as lists sort it. */
export const nameOf = (row: SQL): SQL => sql`lower(coalesce(${row}.resource_name, ${row}.resource_id))`;

const KEYS = { name: nameOf, status: (row: SQL): SQL => sql`${row}.status` } as const;

/** A value that points are sorted by, with how many come before the first of them and how many have it. */
interface Run {
  readonly key: string;
  readonly before: number;
  readonly points: number;
}

/** Of a list that is sorted by what its kinds tell, the values whose points a slice has. */
const runsOf = async (order: keyof typeof KEYS, slice: PointSlice, ofKinds: SQL): Promise<readonly Run[]> => {
  const key = KEYS[order](k);
  const { rows } = await db().execute<Run & Record<string, unknown>>(sql`
    select key, before::int as before, points::int as points from (
      select key, points, sum(points) over (order by key ${sql.raw(slice.direction)}) - points as before
        from (select ${key} as key, sum(k.points) as points from inventory_point_kinds k where ${ofKinds} group by 1) each
    ) run where before < ${slice.offset + slice.limit} and before + points > ${slice.offset} order by before`);
  return rows;
};

/** Rows in order, from `offset` on. Equal sort values are told apart by ARN and vault, so pages neither repeat nor skip. */
const inOrder = (where: SQL | undefined, { order, direction, offset, limit }: PointSlice): Promise<readonly PointRow[]> => {
  const way = direction === 'asc' ? asc : desc;
  const keys: Record<PointSlice['order'], SQL> = {
    created: way(points.createdAt),
    name: way(nameOf(p)),
    size: sql`${points.sizeBytes} ${sql.raw(direction)} nulls last`,
    status: way(points.status),
  };
  const newestFirst = order === 'created' ? [] : [desc(points.createdAt)];
  return db()
    .select()
    .from(points)
    .where(where)
    .orderBy(keys[order], ...newestFirst, asc(points.arn), asc(points.vault))
    .limit(limit)
    .offset(offset);
};

/** A slice of a list that is sorted by name or status: only points of the values that it has are read. */
const readRuns = async (place: Place, wanted: PointConditions, slice: PointSlice, ofKinds: SQL): Promise<readonly PointRow[]> => {
  const order = slice.order === 'status' ? 'status' : 'name';
  const runs = await runsOf(order, slice, ofKinds);
  const first = runs[0];
  if (first === undefined) return [];
  // A name is of few resources; a status, however rare, may be of all.
  if (order === 'name' && runs.reduce((sum, run) => sum + run.points, 0) <= FEW) {
    const some = and(
      ofKinds,
      inArray(
        KEYS[order](k),
        runs.map(({ key }) => key),
      ),
    );
    const found = and(
      byResource(place, wanted, some ?? ofKinds),
      inArray(
        KEYS[order](p),
        runs.map(({ key }) => key),
      ),
    );
    return inOrder(found, { ...slice, offset: slice.offset - first.before });
  }
  const rows: PointRow[] = [];
  for (const { key, before } of runs) {
    const offset = Math.max(0, slice.offset - before);
    const one = and(pointConditions(place, wanted, p), eq(KEYS[order](p), key));
    rows.push(...(await inOrder(one, { order: 'created', direction: 'desc', offset, limit: slice.limit - rows.length })));
  }
  return rows;
};

/** So far into a list it pays to look for where a page begins. */
const FAR = 1_000;

/** Whether every point of the place is asked for. */
const isWhole = ({ meaning, called: _called, ...wanted }: PointConditions): boolean =>
  (meaning === undefined || isEmpty(meaning)) && Object.values(wanted).every((value) => value === undefined);

/** A page far into a list by time: read from where it begins. `null` where that is not told. */
const readFar = async (place: Place, wanted: PointConditions, slice: PointSlice): Promise<readonly PointRow[] | null> => {
  if (slice.order !== 'created' || slice.offset < FAR) return null;
  const begins = await beginningAt(place, wanted, slice);
  if (begins === null || begins === 'none') return begins === null ? null : [];
  const from = sql`${points.createdAt} ${sql.raw(slice.direction === 'desc' ? '<' : '>=')} ${begins.at}::timestamptz`;
  return inOrder(and(pointConditions(place, wanted, p), from), { ...slice, offset: begins.skip });
};

/** How many points are of some kinds, of how many resources, and between which instants they were made. */
const outlineOf = async (
  ofKinds: SQL,
): Promise<{ readonly points: number; readonly resources: number; readonly from: string; readonly to: string }> => {
  const { rows } = await db().execute<{ points: number; resources: number; from: string; to: string }>(sql`
    select coalesce(sum(k.points), 0)::int as points, count(distinct k.resource_arn)::int as resources, min(k.oldest_at)::text as from, max(k.newest_at)::text as to
      from inventory_point_kinds k where ${ofKinds}`);
  return rows[0] ?? { points: 0, resources: 0, from: '', to: '' };
};

/** One slice of the points that meet the conditions. */
export const readPoints = async (place: Place, wanted: PointConditions, slice: PointSlice): Promise<readonly PointRow[]> => {
  const ofKinds = wanted.newest === true ? null : kindConditions(place, wanted, k);
  if (ofKinds === null) return inOrder(matching(place, wanted, slice), slice);
  if (slice.order === 'name' || slice.order === 'status') return readRuns(place, wanted, slice, ofKinds);
  const far = await readFar(place, wanted, slice);
  if (far !== null) return far;
  if (isWhole(wanted)) return inOrder(here(place), slice);
  const { points: all, resources, from, to } = await outlineOf(ofKinds);
  if (all === 0) return [];
  if (all <= FEW && resources <= FEW_RESOURCES) return inOrder(byResource(place, wanted, ofKinds), slice);
  // What was made only long ago is not looked for among what is newer.
  const within = sql`${points.createdAt} between ${from}::timestamptz and ${to}::timestamptz`;
  return inOrder(and(pointConditions(place, wanted, p), within), slice);
};

/** How many points meet the conditions. */
export const countPoints = async (place: Place, wanted: PointConditions): Promise<number> =>
  (await countCells(place, wanted)).reduce((sum, { count }) => sum + count, 0);

/** How many points are of a type and a status and in a vault. */
export interface PointCell {
  readonly type: string;
  readonly status: string;
  readonly vault: string;
  readonly count: number;
}

/** The points that meet the conditions, counted by type, status and vault in one look, at their kinds or days where these tell it: every total and every list of choices follows from these. */
export const countCells = async (place: Place, wanted: PointConditions): Promise<readonly PointCell[]> => {
  const ofKinds = wanted.newest === true ? null : kindConditions(place, wanted, k);
  const counted =
    ofKinds === null
      ? (countedByDay(place, wanted) ??
        sql`select ${p}.resource_type as type, ${p}.status, ${p}.vault, count(*)::int as count from ${points} where ${matching(place, wanted)}`)
      : sql`select k.resource_type as type, k.status, k.vault, sum(k.points)::int as count from inventory_point_kinds k where ${ofKinds}`;
  const { rows } = await db().execute<PointCell & Record<string, unknown>>(sql`${counted} group by 1, 2, 3`);
  return rows;
};

/** Of each of some resources the newest point that meets the conditions. */
export const newestPoints = async (place: Place, wanted: PointConditions, resourceArns: readonly string[]): Promise<readonly PointRow[]> =>
  resourceArns.length === 0
    ? []
    : db()
        .selectDistinctOn([points.resourceArn])
        .from(points)
        .where(and(matching(place, wanted), inArray(points.resourceArn, [...resourceArns])))
        .orderBy(asc(points.resourceArn), desc(points.createdAt), asc(points.arn), asc(points.vault));

/** The newest point of a resource that a malware scan found clean, among those of some statuses; `null` where there is none. */
export const newestCleanPoint = async (place: Place, resourceArn: string, statuses: readonly string[]): Promise<PointRow | null> => {
  const rows = await db()
    .select()
    .from(points)
    .where(and(pointConditions(place, { resourceArn, statuses }, p), eq(points.scan, 'clean')))
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
    .where(and(here(place), inArray(points.resourceArn, [...resourceArns])));
  return new Set(rows.map(({ arn }) => arn));
};

/** The rows of one point, one for each vault that holds it. */
export const readPoint = async (place: Place, arn: string): Promise<readonly PointRow[]> =>
  db()
    .select()
    .from(points)
    .where(and(here(place), eq(points.arn, arn)))
    .orderBy(asc(points.vault));
