import { type SQL, sql } from 'drizzle-orm';
import type { Place } from '@/lib/paths';
import { db } from '../client';
import { dayConditions, type PointConditions } from './point-conditions';

const DAY = 86_400_000;

/** Where in a list of points by time a page begins: at the end of the list from which it is counted, nothing of the days before `day` is on it, and `skip` points of that day and later ones come before it. */
interface Beginning {
  /** Points made before this instant (a list of the newest first) or from it on (of the oldest). */
  readonly at: string;
  readonly skip: number;
}

/** Where a page begins, told by how many points each day has; `null` where days do not tell it, `none` where the list ends before. */
export const beginningAt = async (
  place: Place,
  wanted: PointConditions,
  { direction, offset }: { readonly direction: 'asc' | 'desc'; readonly offset: number },
): Promise<Beginning | 'none' | null> => {
  const ofDays = dayConditions(place, wanted, sql`d`);
  if (ofDays === null) return null;
  const { rows } = await db().execute<{ day: string; before: number }>(sql`
    select day::text as day, before::int as before from (
      select day, points, sum(points) over (order by day ${sql.raw(direction)}) - points as before
        from (select d.day, sum(d.points) as points from inventory_point_days d where ${ofDays} group by d.day) each
    ) run where before <= ${offset} and before + points > ${offset}`);
  const found = rows[0];
  if (found === undefined) return 'none';
  const from = Date.parse(`${found.day}T00:00:00Z`);
  return { at: new Date(direction === 'desc' ? from + DAY : from).toISOString(), skip: offset - found.before };
};

const later = (a: Date | undefined, b: string | null): number =>
  Math.max(a?.getTime() ?? -Infinity, b === null ? -Infinity : Date.parse(b));
const earlier = (a: Date | undefined, b: string | null): number =>
  Math.min(a?.getTime() ?? Infinity, b === null ? Infinity : Date.parse(b));

/** The days of UTC that lie wholly in a stretch of time, and what is left of it at either end. */
const partsOf = (
  from: number,
  before: number,
): {
  readonly days: readonly [from: number, before: number] | null;
  readonly rest: readonly (readonly [from: number, before: number])[];
} => {
  const [first, end] = [Math.ceil(from / DAY) * DAY, Math.floor(before / DAY) * DAY];
  if (first >= end) return { days: null, rest: [[from, before]] };
  const rest = [[from, first] as const, [end, before] as const].filter(([a, b]) => a < b);
  return { days: [first, end], rest };
};

const within = (column: SQL, [from, before]: readonly [number, number], shown: (ms: number) => SQL): readonly SQL[] => [
  ...(from === -Infinity ? [] : [sql`${column} >= ${shown(from)}`]),
  ...(before === Infinity ? [] : [sql`${column} < ${shown(before)}`]),
];

const all = (conditions: readonly SQL[]): SQL => sql.join([...conditions], sql` and `);
const dayOf = (ms: number): SQL => sql`${new Date(ms).toISOString().slice(0, 10)}::date`;
const instantOf = (ms: number): SQL => sql`${new Date(ms).toISOString()}::timestamptz`;

/** The rows that counting points made in a stretch of time adds up: those of whole days, and the single points of the hours at its ends. `null` where more is asked for than days tell. */
export const countedByDay = (place: Place, wanted: PointConditions): SQL | null => {
  const { createdFrom, createdBefore, meaning, ...others } = wanted;
  const timeless = { ...others, ...(meaning === undefined ? {} : { meaning: { ...meaning, from: null, before: null } }) };
  const [ofDays, ofPoints] = [dayConditions(place, timeless, sql`d`), dayConditions(place, timeless, sql`p`)];
  if (ofDays === null || ofPoints === null) return null;
  const { days, rest } = partsOf(later(createdFrom, meaning?.from ?? null), earlier(createdBefore, meaning?.before ?? null));
  const parts = rest.map(
    (part) =>
      sql`select p.resource_type, p.status, p.vault, count(*) as points from inventory_points p where ${all([ofPoints, ...within(sql`p.created_at`, part, instantOf)])} group by 1, 2, 3`,
  );
  if (days !== null)
    parts.push(
      sql`select d.resource_type, d.status, d.vault, sum(d.points) as points from inventory_point_days d where ${all([ofDays, ...within(sql`d.day`, days, dayOf)])} group by 1, 2, 3`,
    );
  return sql`select c.resource_type as type, c.status, c.vault, sum(c.points)::int as count from (${sql.join(parts, sql` union all `)}) c`;
};
