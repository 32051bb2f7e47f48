import { and, eq, type SQL, sql } from 'drizzle-orm';
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core';
import type { AwsProblem } from '@/lib/aws-problem';
import { addressesIn, type Layout } from '@/lib/finding/layout';
import type { ReadingKind, ReadingProblem, ReadingProgress } from '@/lib/finding/reading';
import type { Place } from '@/lib/paths';
import { db } from '../client';
import { addressLayouts, layoutAddresses, pointReadings, readingProgress, tagSets } from '../schema/finding';
import type { Executor } from './executor';

/** A point that is to be read. */
export interface UnreadPoint {
  readonly vault: string;
  readonly arn: string;
  readonly resourceArn: string;
  readonly resourceName: string | null;
  readonly createdAt: Date;
}

const kinds = {
  addresses: { readAt: sql.raw('addresses_read_at'), problem: sql.raw('addresses_problem'), only: sql.raw(`and p.resource_type = 'EC2'`) },
  tags: { readAt: sql.raw('tags_read_at'), problem: sql.raw('tags_problem'), only: sql.raw('') },
} as const satisfies Record<ReadingKind, unknown>;

/** The place's points that one reads of, each with its reading. */
const pointsOf = (place: Place, kind: ReadingKind) => sql`
  inventory_points p left join ${pointReadings} r
    on r.account = p.account and r.region = p.region and r.vault = p.vault and r.arn = p.arn
  where p.account = ${place.account} and p.region = ${place.region} ${kinds[kind].only}`;

/** Whether a reading is none, or one that AWS denied and that is to be tried again: permissions change, points do not. */
const isUnread = (kind: ReadingKind, deniedForSeconds: number): SQL => {
  const { readAt, problem } = kinds[kind];
  return sql`(r.${readAt} is null or r.${problem} ->> 'code' = 'access-denied' and (r.${readAt} < now() - ${deniedForSeconds} * interval '1 second' or r.${readAt} > now()))`;
};

/** The unread points behind one of them: read from there on by the index of their instants, each with its reading looked up, so that what was read already is not gone through for each batch. */
const unreadAfter = (place: Place, kind: ReadingKind, unread: SQL, after: UnreadPoint): SQL => {
  const at = after.createdAt.toISOString();
  return sql`inventory_points p where p.account = ${place.account} and p.region = ${place.region} ${kinds[kind].only}
      and p.created_at <= ${at}::timestamptz and (p.created_at < ${at}::timestamptz or (p.arn, p.vault) > (${after.arn}, ${after.vault}))
      and coalesce((select ${unread} is true from ${pointReadings} r where r.account = p.account and r.region = p.region and r.vault = p.vault and r.arn = p.arn), true)`;
};

/**
 * The newest points of a place of which a kind was not read, at most `limit`; `after`: those behind that one. One that AWS denied is read again once the last try lies so many seconds back; any
 * other is read once.
 */
export const unreadPoints = async (
  place: Place,
  kind: ReadingKind,
  wanted: {
    readonly limit: number;
    readonly deniedForSeconds: number;
    readonly withoutVaults: readonly string[];
    readonly after: UnreadPoint | null;
  },
): Promise<readonly UnreadPoint[]> => {
  const unread = isUnread(kind, wanted.deniedForSeconds);
  const points = wanted.after === null ? sql`${pointsOf(place, kind)} and ${unread}` : unreadAfter(place, kind, unread, wanted.after);
  const { rows } = await db().execute<{
    vault: string;
    arn: string;
    resource_arn: string;
    resource_name: string | null;
    created_at: string;
  }>(sql`select p.vault, p.arn, p.resource_arn, p.resource_name, p.created_at from ${points}
      and p.vault not in (select jsonb_array_elements_text(${JSON.stringify(wanted.withoutVaults)}::jsonb))
    order by p.created_at desc, p.arn, p.vault limit ${wanted.limit}`);
  return rows.map((row) => ({
    vault: row.vault,
    arn: row.arn,
    resourceArn: row.resource_arn,
    resourceName: row.resource_name,
    createdAt: new Date(row.created_at),
  }));
};

/** How many points of a place there are to read, and how many were. */
export const countReadings = async (place: Place, kind: ReadingKind): Promise<Pick<ReadingProgress, 'total' | 'read' | 'unreadable'>> => {
  const { readAt, problem } = kinds[kind];
  const { rows } = await db().execute<{ total: number; read: number; unreadable: number }>(sql`
    select count(*)::int as total, count(r.${readAt})::int as read,
      count(*) filter (where r.${problem} is not null and r.${problem} ->> 'code' <> 'partly-malformed')::int as unreadable
    from ${pointsOf(place, kind)}`);
  return rows[0] ?? { total: 0, read: 0, unreadable: 0 };
};

/** A layout with the id that it is known by: a digest of what it holds. */
export interface KnownLayout {
  readonly id: string;
  readonly layout: Layout;
}

const insertLayout = async (on: Executor, { id, layout }: KnownLayout): Promise<void> => {
  const made = await on
    .insert(addressLayouts)
    .values({ id, interfaces: layout })
    .onConflictDoNothing()
    .returning({ id: addressLayouts.id });
  const addresses = addressesIn(layout);
  if (made.length > 0 && addresses.length > 0) await on.insert(layoutAddresses).values(addresses.map((each) => ({ layout: id, ...each })));
};

type What = Omit<PgUpdateSetSource<typeof pointReadings>, 'resourceName'>;

const write = async (on: Executor, place: Place, point: UnreadPoint, what: What): Promise<void> => {
  const { account, region } = place;
  await on
    .insert(pointReadings)
    .values({ account, region, ...point, ...what } as typeof pointReadings.$inferInsert)
    .onConflictDoUpdate({
      target: [pointReadings.account, pointReadings.region, pointReadings.vault, pointReadings.arn],
      set: { ...what, resourceName: sql`coalesce(excluded.resource_name, ${pointReadings.resourceName})` },
    });
};

/** Writes down the addresses of a point; `layout` is `null` where they are not known, and then `problem` says why. */
export const saveAddresses = async (
  place: Place,
  point: UnreadPoint,
  reading: { readonly layout: KnownLayout | null; readonly problem: ReadingProblem | null },
): Promise<void> =>
  db().transaction(async (tx) => {
    if (reading.layout !== null) await insertLayout(tx, reading.layout);
    await write(tx, place, point, {
      layout: reading.layout?.id ?? null,
      addressesReadAt: sql`now()`,
      addressesProblem: reading.problem,
    });
  });

/** Tags with the id that they are known by: a digest of them. */
export interface KnownTags {
  readonly id: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** Writes down the tags of points, or why they are not known, as one change. */
export const saveTags = async (
  place: Place,
  readings: readonly { readonly point: UnreadPoint; readonly tagSet: KnownTags | null; readonly problem: ReadingProblem | null }[],
): Promise<void> => {
  if (readings.length === 0) return;
  const { account, region } = place;
  const sets = new Map(readings.flatMap(({ tagSet }) => (tagSet === null ? [] : [[tagSet.id, tagSet] as const])));
  await db().transaction(async (tx) => {
    if (sets.size > 0)
      await tx
        .insert(tagSets)
        .values([...sets.values()].sort((a, b) => (a.id < b.id ? -1 : 1)))
        .onConflictDoNothing();
    await tx
      .insert(pointReadings)
      .values(
        readings.map(({ point, tagSet, problem }) => ({
          account,
          region,
          ...point,
          tagSet: tagSet?.id ?? null,
          tagsReadAt: sql`now()`,
          tagsProblem: problem,
        })),
      )
      .onConflictDoUpdate({
        target: [pointReadings.account, pointReadings.region, pointReadings.vault, pointReadings.arn],
        set: {
          tagSet: sql`excluded.tag_set`,
          tagsReadAt: sql`excluded.tags_read_at`,
          tagsProblem: sql`excluded.tags_problem`,
          resourceName: sql`coalesce(excluded.resource_name, ${pointReadings.resourceName})`,
        },
      });
  });
};

/** Notes how far the reading is. */
export const noteProgress = async ({ account, region }: Place, progress: Omit<ReadingProgress, 'at'>): Promise<void> => {
  const { kind, ...counted } = progress;
  const set = { ...counted, at: sql`now()` };
  await db()
    .insert(readingProgress)
    .values({ account, region, kind, ...set })
    .onConflictDoUpdate({ target: [readingProgress.account, readingProgress.region, readingProgress.kind], set });
};

/** How far the reading of each kind is; a kind that nobody began is left out. */
export const readProgress = async (place: Place): Promise<readonly ReadingProgress[]> => {
  const rows = await db()
    .select()
    .from(readingProgress)
    .where(and(eq(readingProgress.account, place.account), eq(readingProgress.region, place.region)));
  return rows.map(({ kind, total, read, unreadable, problem, at }) => ({
    kind,
    total,
    read,
    unreadable,
    problem: problem as AwsProblem | null,
    at: at.toISOString(),
  }));
};

/** What was read of some points; those that were not read are left out. `layout` `null`: it could not be read. */
export const pointLayouts = async (
  place: Place,
  points: readonly { readonly vault: string; readonly arn: string }[],
): Promise<readonly { readonly vault: string; readonly arn: string; readonly layout: Layout | null }[]> => {
  if (points.length === 0) return [];
  const keys = JSON.stringify(points.map(({ vault, arn }) => ({ vault, arn })));
  const { rows } = await db().execute<{ vault: string; arn: string; layout: Layout | null }>(sql`
    select r.vault, r.arn, l.interfaces as layout from jsonb_to_recordset(${keys}::jsonb) as k(vault text, arn text)
      join ${pointReadings} r on r.account = ${place.account} and r.region = ${place.region} and r.vault = k.vault and r.arn = k.arn
      left join ${addressLayouts} l on l.id = r.layout
    where r.addresses_read_at is not null`);
  return rows;
};
