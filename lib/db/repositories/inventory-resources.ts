import { and, eq, inArray, isNotNull, ne, type SQL, sql } from 'drizzle-orm';
import type { Meaning } from '@/lib/finding/term';
import type { Place } from '@/lib/paths';
import { db } from '../client';
import { inventoryInstances, inventoryResources, sweeps } from '../schema/inventory';
import { type Seen, unseenBy } from './dated-ahead';
import { resourceMeans } from './meaning';
import { saveChanged } from './unchanged-rows';

export type NewResource = Omit<typeof inventoryResources.$inferSelect, 'account' | 'region' | 'sweptAt'>;
export type NewInstance = Omit<typeof inventoryInstances.$inferSelect, 'account' | 'region' | 'sweptAt'>;

/** A resource put together from its points, AWS Backup's list of protected resources and the instances that exist. */
export interface ResourceRow {
  readonly arn: string;
  readonly name: string | null;
  readonly type: string;
  readonly points: number;
  readonly newestAt: Date | null;
  readonly oldestAt: Date | null;
  readonly newestArn: string | null;
  readonly newestVault: string | null;
  readonly deleted: boolean | null;
  readonly listed: boolean;
}

export interface ResourceConditions {
  readonly arn?: string | undefined;
  readonly meaning?: Meaning | undefined;
  readonly types?: readonly string[] | undefined;
  readonly vault?: string | undefined;
  readonly deleted?: boolean | undefined;
}

export interface ResourceSlice {
  readonly order: 'newest' | 'oldest' | 'name' | 'points';
  readonly direction: 'asc' | 'desc';
  readonly offset: number;
  readonly limit: number;
}

/** Writes what is new or changed among protected resources, as seen at `sweptAt`. */
export const saveResources = async (place: Place, seen: readonly NewResource[], sweptAt: Date): Promise<void> => {
  if (seen.length === 0) return;
  const { account, region } = place;
  const t = inventoryResources;
  const rows = seen.map((each) => ({ ...each, account, region, sweptAt }));
  await saveChanged(db(), t, [t.account, t.region, t.arn], rows);
};

/** Writes what is new or changed among instances, as seen at `sweptAt`. */
export const saveInstances = async (place: Place, seen: readonly NewInstance[], sweptAt: Date): Promise<void> => {
  if (seen.length === 0) return;
  const { account, region } = place;
  const t = inventoryInstances;
  const rows = seen.map((each) => ({ ...each, account, region, sweptAt }));
  await saveChanged(db(), t, [t.account, t.region, t.id], rows);
};

/** Removes the rows that a look did not show: resources told by their ARNs, instances by their ids. */
export const dropUnseen = async (kind: 'resources' | 'instances', place: Place, look: Seen): Promise<void> => {
  const [t, key] = kind === 'resources' ? [inventoryResources, inventoryResources.arn] : [inventoryInstances, inventoryInstances.id];
  await db()
    .delete(t)
    .where(and(eq(t.account, place.account), eq(t.region, place.region), unseenBy(look, { key, sweptAt: t.sweptAt })));
};

/**
 * All resources of the place, told by the kinds of their points. An instance is deleted if it is of this account and region (a point may be a copy from elsewhere), the instances were swept, and it was
 * not among them. Within one vault only resources that have points there count. A point that several vaults hold counts once.
 */
const resourcesOf = (place: Place, wanted: ResourceConditions): SQL => {
  const { account, region } = place;
  const inVault = wanted.vault === undefined ? sql`` : sql`and vault = ${wanted.vault}`;
  const one = wanted.arn === undefined ? sql`` : sql`and resource_arn = ${wanted.arn}`;
  const oneListed = wanted.arn === undefined ? sql`` : sql`and arn = ${wanted.arn}`;
  const join = wanted.vault === undefined ? sql`full join` : sql`left join`;
  const mine = `arn:%:ec2:${region}:${account}:instance/%`;
  return sql`
    with counted as (
      select resource_arn, sum(points)::int as points, count(distinct vault) as vaults, min(oldest_at) as oldest_at, max(newest_at) as newest_at,
        (array_agg(resource_type order by newest_at desc))[1] as type,
        (array_agg(resource_name order by newest_at desc) filter (where resource_name is not null))[1] as name
      from inventory_point_kinds where account = ${account} and region = ${region} ${inVault} ${one} group by resource_arn
    ), grouped as (
      select resource_arn, oldest_at, newest_at, type, name, case when vaults = 1 then points else (select count(distinct p.arn)::int from inventory_points p
        where p.account = ${account} and p.region = ${region} and p.resource_arn = counted.resource_arn) end as points
      from counted
    ), listed as (
      select arn, name, type from inventory_resources where account = ${account} and region = ${region} ${oneListed}
    ), looked as (
      select exists (select 1 from sweeps where account = ${account} and region = ${region} and subject = 'instances' and finished_at is not null) as yes
    ), resources as (
      select coalesce(g.resource_arn, l.arn) as arn, coalesce(i.name, g.name, l.name) as name, coalesce(g.type, l.type) as type,
        coalesce(g.points, 0) as points, g.newest_at, g.oldest_at, l.arn is not null as listed,
        case when looked.yes and coalesce(g.resource_arn, l.arn) like ${mine} then i.id is null or i.state = 'terminated' end as deleted
      from grouped g ${join} listed l on l.arn = g.resource_arn cross join looked
      left join inventory_instances i on i.account = ${account} and i.region = ${region}
        and i.id = split_part(coalesce(g.resource_arn, l.arn), 'instance/', 2)
    )`;
};

/** Of each resource of a `page`, its newest point. */
const withNewest = ({ account, region }: Place, { vault }: ResourceConditions): SQL => sql`left join lateral (
  select p.arn as newest_arn, p.vault as newest_vault from inventory_points p where p.account = ${account} and p.region = ${region} and p.resource_arn = page.arn
    and p.created_at = page.newest_at ${vault === undefined ? sql`` : sql`and p.vault = ${vault}`} order by p.arn, p.vault limit 1) newest on true`;

const ofTypes = (types: readonly string[] | undefined): SQL | null =>
  types === undefined || types.length === 0
    ? null
    : sql`type in (${sql.join(
        types.map((type) => sql`${type}`),
        sql`, `,
      )})`;

const filterOf = (place: Place, wanted: ResourceConditions): SQL => {
  const parts = wanted.meaning === undefined ? [] : [...resourceMeans(place, wanted.meaning)];
  const types = ofTypes(wanted.types);
  if (types !== null) parts.push(types);
  if (wanted.deleted !== undefined) parts.push(sql`deleted is ${wanted.deleted ? sql`true` : sql`false`}`);
  return parts.length === 0 ? sql`true` : sql.join(parts, sql` and `);
};

const KEYS: Record<ResourceSlice['order'], string> = {
  newest: 'newest_at',
  oldest: 'oldest_at',
  name: "lower(coalesce(name, split_part(arn, '/', 2)))",
  points: 'points',
};

interface RawRow extends Record<string, unknown> {
  readonly arn: string;
  readonly name: string | null;
  readonly type: string;
  readonly points: number;
  readonly newest_at: string | Date | null;
  readonly oldest_at: string | Date | null;
  readonly newest_arn: string | null;
  readonly newest_vault: string | null;
  readonly deleted: boolean | null;
  readonly listed: boolean;
}

const instantOf = (value: string | Date | null): Date | null => (value === null ? null : new Date(value));

const toRow = (row: RawRow): ResourceRow => ({
  arn: row.arn,
  name: row.name,
  type: row.type,
  points: row.points,
  newestAt: instantOf(row.newest_at),
  oldestAt: instantOf(row.oldest_at),
  newestArn: row.newest_arn,
  newestVault: row.newest_vault,
  deleted: row.deleted,
  listed: row.listed,
});

/** One slice of the resources that meet the conditions. */
export const readResources = async (place: Place, wanted: ResourceConditions, slice: ResourceSlice): Promise<readonly ResourceRow[]> => {
  const key = sql.raw(`${KEYS[slice.order]} ${slice.direction} nulls last`);
  const answer = await db().execute<RawRow>(
    sql`${resourcesOf(place, wanted)}, page as (select * from resources where ${filterOf(place, wanted)} order by ${key}, arn limit ${slice.limit} offset ${slice.offset})
      select * from page ${withNewest(place, wanted)} order by ${key}, page.arn`,
  );
  return answer.rows.map(toRow);
};

/** One slice of the resources that meet the conditions, and how many resources of each type meet all of them but that on types: of one look at all resources, which is what takes time. */
export const readResourcePage = async (
  place: Place,
  { types, ...wanted }: ResourceConditions,
  slice: ResourceSlice,
): Promise<{ readonly rows: readonly ResourceRow[]; readonly types: readonly { readonly type: string; readonly count: number }[] }> => {
  const key = sql.raw(`${KEYS[slice.order]} ${slice.direction} nulls last`);
  const answer = await db().execute<RawRow & { readonly counts: readonly { readonly type: string; readonly count: number }[] }>(
    sql`${resourcesOf(place, wanted)}, meant as materialized (select * from resources where ${filterOf(place, wanted)}),
      numbered as (select meant.*, row_number() over (order by ${key}, arn) as number from meant where ${ofTypes(types) ?? sql`true`}),
      counts as (select coalesce(jsonb_agg(jsonb_build_object('type', type, 'count', count)), '[]') as counts from (select type, count(*)::int as count from meant group by type) each)
      select * from counts left join (select * from numbered order by number limit ${slice.limit} offset ${slice.offset}) page on true
        ${withNewest(place, wanted)} order by number`,
  );
  return { rows: answer.rows.filter((row) => row.arn !== null).map(toRow), types: answer.rows[0]?.counts ?? [] };
};

/**
 * Of each instance of this place among `arns`, whether it is gone: it was not among the instances that AWS last showed, or was terminated. ARNs of anything
 * else (a copy from another account or region, another service) are left out, and so is everything while the instances were never read.
 */
export const goneInstances = async (place: Place, arns: readonly string[]): Promise<ReadonlyMap<string, boolean>> => {
  const mine = new RegExp(`^arn:[^:]+:ec2:${place.region}:${place.account}:instance/(.+)$`);
  const ids = new Map(
    arns.flatMap((arn) => {
      const id = mine.exec(arn)?.[1];
      return id === undefined ? [] : [[arn, id] as const];
    }),
  );
  if (ids.size === 0) return new Map();
  const here = and(eq(sweeps.account, place.account), eq(sweeps.region, place.region));
  const looked = await db()
    .select({ at: sweeps.finishedAt })
    .from(sweeps)
    .where(and(here, eq(sweeps.subject, 'instances'), isNotNull(sweeps.finishedAt)));
  if (looked.length === 0) return new Map();
  const t = inventoryInstances;
  const there = await db()
    .select({ id: t.id })
    .from(t)
    .where(and(eq(t.account, place.account), eq(t.region, place.region), inArray(t.id, [...ids.values()]), ne(t.state, 'terminated')));
  const present = new Set(there.map((row) => row.id));
  return new Map([...ids].map(([arn, id]) => [arn, !present.has(id)]));
};
