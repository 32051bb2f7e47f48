import { type SQL, sql } from 'drizzle-orm';
import type { Place } from '@/lib/paths';
import { db } from '../client';

/** A machine that exists and has no recovery point since a given instant; `newestAt`: of its newest one, `null`: it has none at all. */
export interface UnprotectedMachine {
  readonly id: string;
  readonly name: string | null;
  readonly state: string;
  readonly newestAt: Date | null;
}

/** Of the machines of a place: all that are told of, those with a point since the instant, and those with none at all. */
export interface MachineCounts {
  readonly total: number;
  readonly recent: number;
  readonly never: number;
}

/** A resource whose last recovery point is deleted before a given instant. */
export interface EndingResource {
  readonly arn: string;
  readonly id: string;
  readonly name: string | null;
  readonly type: string;
  readonly point: { readonly arn: string; readonly vault: string; readonly deleteAt: Date };
}

/** Points that a machine can be brought back from: those that AWS Backup calls complete. */
const WHOLE = sql`status in ('COMPLETED', 'AVAILABLE')`;

/**
 * Each machine with its newest whole point, one probe of `inventory_points_resource` a machine. Instances of an Auto Scaling group are left out: the group
 * replaces them, nobody restores them.
 */
const machinesOf = ({ account, region }: Place, arnPrefix: string): SQL => sql`
  with machines as (
    select i.id, i.name, i.state, p.created_at
    from inventory_instances i left join lateral (
      select created_at from inventory_points
      where account = ${account} and region = ${region} and resource_arn = ${arnPrefix} || i.id and ${WHOLE}
      order by created_at desc limit 1
    ) p on true
    where i.account = ${account} and i.region = ${region} and i.state not in ('terminated', 'shutting-down')
      and not jsonb_exists(i.tags, 'aws:autoscaling:groupName')
  )`;

/**
 * Counts the machines of a place by their newest recovery point.
 * @param arnPrefix ARN of an instance of the place without its id
 */
export const countMachines = async (place: Place, arnPrefix: string, since: Date): Promise<MachineCounts> => {
  const { rows } = await db().execute<{ total: number; recent: number; never: number }>(sql`${machinesOf(place, arnPrefix)}
    select count(*)::int as total, (count(*) filter (where created_at >= ${since.toISOString()}))::int as recent,
      (count(*) filter (where created_at is null))::int as never from machines`);
  return rows[0] ?? { total: 0, recent: 0, never: 0 };
};

/** Machines without a recovery point since `since`: those without any first, then by how old their newest is; at most `limit`. */
export const unprotectedMachines = async (
  place: Place,
  arnPrefix: string,
  since: Date,
  limit: number,
): Promise<readonly UnprotectedMachine[]> => {
  type Row = { id: string; name: string | null; state: string; created_at: string | Date | null };
  const { rows } = await db().execute<Row>(sql`${machinesOf(place, arnPrefix)}
    select * from machines where created_at is null or created_at < ${since.toISOString()}
    order by created_at nulls first, lower(coalesce(name, id)), id limit ${limit}`);
  return rows.map(({ id, name, state, created_at }) => ({ id, name, state, newestAt: created_at === null ? null : new Date(created_at) }));
};

/**
 * Resources whose last whole recovery point is deleted before `until`, the soonest first; at most `limit`, and how many there are. Goes from resource to resource
 * along `inventory_points_kept` (a probe each for the next one and for its point that is kept longest), however many points there are.
 */
export const endingResources = async (
  { account, region }: Place,
  until: Date,
  limit: number,
): Promise<{ readonly count: number; readonly resources: readonly EndingResource[] }> => {
  const here = sql`account = ${account} and region = ${region}`;
  type Row = {
    count: number;
    arn: string;
    vault: string;
    resource_arn: string;
    resource_id: string;
    resource_name: string | null;
    resource_type: string;
    delete_at: string | Date;
  };
  const { rows } = await db().execute<Row>(sql`
    with recursive resources as (
      (select resource_arn from inventory_points where ${here} order by resource_arn limit 1)
      union all
      select (select resource_arn from inventory_points where ${here} and resource_arn > r.resource_arn order by resource_arn limit 1)
      from resources r where r.resource_arn is not null
    ), last as (
      select p.* from resources r cross join lateral (
        select arn, vault, resource_arn, resource_id, resource_name, resource_type, delete_at from inventory_points
        where ${here} and resource_arn = r.resource_arn and ${WHOLE} order by delete_at desc limit 1
      ) p where r.resource_arn is not null
    )
    select *, (count(*) over ())::int as count from last where delete_at < ${until.toISOString()} order by delete_at, resource_arn limit ${limit}`);
  return {
    count: rows[0]?.count ?? 0,
    resources: rows.map((row) => ({
      arn: row.resource_arn,
      id: row.resource_id,
      name: row.resource_name,
      type: row.resource_type,
      point: { arn: row.arn, vault: row.vault, deleteAt: new Date(row.delete_at) },
    })),
  };
};
