import { randomUUID } from 'node:crypto';
import { eq, lt, sql } from 'drizzle-orm';
import { db } from '../client';
import { rateLimits } from '../schema/sign-in';

/** How often something may be tried within a time that begins with the first try. */
export interface Limit {
  readonly most: number;
  readonly withinMs: number;
}

/**
 * Counts a try, for all consoles together, by the database's clock. `null`: it may go on; else after how many milliseconds it may be tried again. Tries beyond the limit
 * do not put that off.
 */
export const countTry = async (key: string, { most, withinMs }: Limit): Promise<number | null> => {
  const now = sql`(extract(epoch from clock_timestamp()) * 1000)::bigint`;
  const over = sql`${rateLimits.lastRequest} + ${withinMs} <= ${now}`;
  const [row] = await db()
    .insert(rateLimits)
    .values({ id: randomUUID(), key, count: 1, lastRequest: now as never })
    .onConflictDoUpdate({
      target: rateLimits.key,
      set: {
        count: sql`case when ${over} then 1 else ${rateLimits.count} + 1 end`,
        lastRequest: sql`case when ${over} then ${now} else ${rateLimits.lastRequest} end`,
      },
    })
    .returning({ count: rateLimits.count, leftMs: sql<string>`${rateLimits.lastRequest} + ${withinMs} - ${now}` });
  if (row === undefined || row.count <= most) return null;
  return Math.max(Number(row.leftMs), 1);
};

/** Forgets the tries of a key. */
export const forgetTries = async (key: string): Promise<void> => {
  await db().delete(rateLimits).where(eq(rateLimits.key, key));
};

/** Deletes counts that began before an instant; how many. */
export const deleteOldTries = async (before: Date): Promise<number> => {
  const rows = await db().delete(rateLimits).where(lt(rateLimits.lastRequest, before.getTime())).returning({ id: rateLimits.id });
  return rows.length;
};
