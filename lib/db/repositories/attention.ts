import { sql } from 'drizzle-orm';
import type { Place } from '@/lib/paths';
import { db } from '../client';
import { attention } from '../schema/work';

/** Notes that somebody looks at a place now. `true`: nobody had for `withinMs`, by the database's clock. */
export const recordLooking = async ({ account, region }: Place, withinMs: number): Promise<boolean> => {
  const answer = await db().execute<{ first: boolean }>(sql`
    with before as (select ${attention.lookedAt} as at from ${attention}
      where ${attention.connection} = 'default' and ${attention.account} = ${account} and ${attention.region} = ${region})
    insert into ${attention} (account, region, looked_at) values (${account}, ${region}, now())
    on conflict (connection, account, region) do update set looked_at = now()
    returning coalesce((select at < now() - make_interval(secs => ${withinMs / 1_000}::double precision) from before), true) as first`);
  return answer.rows[0]?.first ?? true;
};

/** The places that somebody looked at within the last `withinMs`. */
export const placesLookedAt = async (withinMs: number): Promise<readonly Place[]> =>
  db()
    .select({ account: attention.account, region: attention.region })
    .from(attention)
    .where(sql`${attention.lookedAt} > now() - make_interval(secs => ${withinMs / 1_000}::double precision)`);
