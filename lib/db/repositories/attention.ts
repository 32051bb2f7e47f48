import { sql } from 'drizzle-orm';
import type { Place } from '@/lib/paths';
import { db } from '../client';
import { attention } from '../schema/work';

/** A place, and whose credentials it is looked at with. */
export interface LookedAt extends Place {
  readonly connection: string;
}

/** Notes that somebody looks at a place now. `true`: nobody had for `withinMs`, by the database's clock. */
export const recordLooking = async ({ connection, account, region }: LookedAt, withinMs: number): Promise<boolean> => {
  const answer = await db().execute<{ first: boolean }>(sql`
    with before as (select ${attention.lookedAt} as at from ${attention}
      where ${attention.connection} = ${connection} and ${attention.account} = ${account} and ${attention.region} = ${region})
    insert into ${attention} (connection, account, region, looked_at) values (${connection}, ${account}, ${region}, now())
    on conflict (connection, account, region) do update set looked_at = now()
    returning coalesce((select at < now() - make_interval(secs => ${withinMs / 1_000}::double precision) from before), true) as first`);
  return answer.rows[0]?.first ?? true;
};

/** The places that somebody looked at within the last `withinMs`. */
export const placesLookedAt = async (withinMs: number): Promise<readonly LookedAt[]> =>
  db()
    .select({ connection: attention.connection, account: attention.account, region: attention.region })
    .from(attention)
    .where(sql`${attention.lookedAt} > now() - make_interval(secs => ${withinMs / 1_000}::double precision)`);
