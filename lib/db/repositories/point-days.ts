import { sql } from 'drizzle-orm';
import type { Place } from '@/lib/paths';
import { db } from '../client';

export interface PointDayRow {
  readonly day: string;
  readonly points: number;
  readonly restorable: number;
}

/**
 * The days of a time zone on which a resource got points, the newest first, with how many; a point that several vaults hold counts once.
 * @param never statuses of which none can be restored
 */
export const readPointDays = async (
  place: Place,
  resourceArn: string,
  timeZone: string,
  never: readonly string[],
  limit: number,
): Promise<readonly PointDayRow[]> => {
  const { rows } = await db().execute<PointDayRow & Record<string, unknown>>(sql`
    select to_char(created_at at time zone ${timeZone}, 'YYYY-MM-DD') as day, count(distinct arn)::int as points,
      (count(distinct arn) filter (where not status = any(array(select jsonb_array_elements_text(${JSON.stringify(never)}::jsonb)))))::int as restorable
    from inventory_points where account = ${place.account} and region = ${place.region} and resource_arn = ${resourceArn}
    group by 1 order by 1 desc limit ${limit}`);
  return rows;
};
