import { and, eq, gt, lt, max, min, sql } from 'drizzle-orm';
import type { Place } from '@/lib/paths';
import { processWide } from '@/lib/process-wide';
import { db } from '../client';
import { inventoryPointKinds, inventoryPoints } from '../schema/inventory';
import { type Seen, unseenBy } from './dated-ahead';
import type { Executor } from './executor';

/** A recovery point as a list of AWS's shows it. */
export type NewPoint = Omit<typeof inventoryPoints.$inferSelect, 'account' | 'region' | 'layout' | 'tagSet' | 'sweptAt'>;

const points = inventoryPoints;
const kinds = inventoryPointKinds;

/** What AWS may change of a point that is there already. */
const CHANGING = [
  'resource_arn',
  'resource_id',
  'resource_name',
  'resource_type',
  'status',
  'created_at',
  'completed_at',
  'size_bytes',
  'encrypted',
  'delete_at',
  'parent_arn',
  'encryption_key_arn',
  'move_to_cold_at',
  'scan',
  'scanned_at',
] as const;
const listOf = (prefix: string) => sql.raw(CHANGING.map((name) => `${prefix}.${name}`).join(', '));

const ownVault = (place: Place, vault: string) =>
  and(eq(points.account, place.account), eq(points.region, place.region), eq(points.vault, vault));

/** How many points this process has written, and at how many PostgreSQL is to look at them again: early, and each time when there are several times as many. */
const written = processWide('written-points', () => ({ points: 0, lookAt: 200 }));

const takeStatistics = async (points: number): Promise<void> => {
  written.points += points;
  if (written.points < written.lookAt) return;
  written.lookAt = written.points * 4;
  await db().execute(sql`select analyze_inventory_points()`);
};

/**
 * Writes what is new or changed among `seen`, each ARN at most once a vault, as read at `sweptAt`; about a page of AWS's at a time. Rows that say the same already are
 * not written again. The key's index alone finds what is known: in a join the planner, which has no statistics of a list that is being read for the first time, went through all rows of the place
 * for every page. One array a column, because a parameter a value takes longer than the writing. A point that was read before (it was gone, and is back) has what was found at once: asked
 * for as the first from its key on, in an order that the key's index alone has, for of equal conditions any index of the place is taken for as good, and then all readings were gone through for each row.
 */
export const savePoints = async (place: Place, seen: readonly NewPoint[], sweptAt: Date, on: Executor = db()): Promise<void> => {
  if (seen.length === 0) return;
  const column = (of: (point: NewPoint) => unknown) => sql.param(seen.map(of));
  const instant = (at: Date | null): string | null => at?.toISOString() ?? null;
  const { rowCount } = await on.execute(sql`
    insert into inventory_points (account, region, vault, arn, ${sql.raw(CHANGING.join(', '))}, swept_at, layout, tag_set)
    select ${place.account}, ${place.region}, seen.vault, seen.arn, ${listOf('seen')}, ${sweptAt.toISOString()}::timestamptz, known.layout, known.tag_set
      from unnest(${column((each) => each.vault)}::text[], ${column((each) => each.arn)}::text[], ${column((each) => each.resourceArn)}::text[],
                  ${column((each) => each.resourceId)}::text[], ${column((each) => each.resourceName)}::text[],
                  ${column((each) => each.resourceType)}::text[], ${column((each) => each.status)}::text[],
                  ${column((each) => instant(each.createdAt))}::timestamptz[], ${column((each) => instant(each.completedAt))}::timestamptz[],
                  ${column((each) => each.sizeBytes)}::bigint[], ${column((each) => each.encrypted)}::boolean[],
                  ${column((each) => instant(each.deleteAt))}::timestamptz[], ${column((each) => each.parentArn)}::text[],
                  ${column((each) => each.encryptionKeyArn)}::text[], ${column((each) => instant(each.moveToColdAt))}::timestamptz[],
                  ${column((each) => each.scan)}::text[], ${column((each) => instant(each.scannedAt))}::timestamptz[])
           as seen (vault, arn, ${sql.raw(CHANGING.join(', '))})
      left join lateral (select r.account, r.region, r.vault, r.arn, r.layout, r.tag_set from point_readings r
        where (r.account, r.region, r.vault, r.arn) >= (${place.account}, ${place.region}, seen.vault, seen.arn)
        order by r.account, r.region, r.vault, r.arn limit 1) known
        on (known.account, known.region, known.vault, known.arn) = (${place.account}, ${place.region}, seen.vault, seen.arn)
     order by seen.vault, seen.arn
    on conflict (account, region, vault, arn) do update
       set (${sql.raw(CHANGING.join(', '))}, swept_at) = row (${listOf('excluded')}, excluded.swept_at)
     where (${listOf('inventory_points')}) is distinct from (${listOf('excluded')})`);
  await takeStatistics(rowCount ?? 0);
};

/** Which part of a vault's list was read: points created within it. Both ends are left out; without an end it is open. */
export interface Stretch {
  readonly createdAfter?: Date | undefined;
  readonly createdBefore?: Date | undefined;
}

/** Removes the vault's points that a look at `stretch` did not show, told by their ARNs. Answers with how many there were. */
export const dropUnseenPoints = async (
  place: Place,
  vault: string,
  { stretch, ...look }: Seen & { readonly stretch: Stretch },
): Promise<number> => {
  const { createdAfter, createdBefore } = stretch;
  const gone = await db()
    .delete(points)
    .where(
      and(
        ownVault(place, vault),
        createdAfter === undefined ? undefined : gt(points.createdAt, createdAfter),
        createdBefore === undefined ? undefined : lt(points.createdAt, createdBefore),
        unseenBy(look, { key: points.arn, sweptAt: points.sweptAt }),
      ),
    );
  return gone.rowCount ?? 0;
};

/** How many points of a vault are known, and the instants of creation of the newest and the oldest; `null` where there is none. */
export const knownOfVault = async (
  place: Place,
  vault: string,
): Promise<{ readonly points: number; readonly newest: Date | null; readonly oldest: Date | null }> => {
  const [row] = await db()
    .select({ points: sql<number>`coalesce(sum(${kinds.points}), 0)::int`, newest: max(kinds.newestAt), oldest: min(kinds.oldestAt) })
    .from(kinds)
    .where(and(eq(kinds.account, place.account), eq(kinds.region, place.region), eq(kinds.vault, vault)));
  return row ?? { points: 0, newest: null, oldest: null };
};
