import { and, desc, eq, inArray, isNull, lt, ne, not, or, sql } from 'drizzle-orm';
import type { Place } from '@/lib/paths';
import type { NewEvent } from '@/lib/record/kinds';
import { OPEN_RUN_STATES, type RunState } from '@/lib/restore/way-run/run';
import { db } from '../client';
import { drafts } from '../schema/plans';
import { wayRuns } from '../schema/way-runs';
import type { Executor, Transaction } from './executor';

export type WayRunRow = typeof wayRuns.$inferSelect;

const open = inArray(wayRuns.state, [...OPEN_RUN_STATES]);
const inPlace = (place: Place) => and(eq(wayRuns.account, place.account), eq(wayRuns.region, place.region));

/** Stores a new way; `false` where the draft, or the interface, has an open one. */
export const insertWayRun = async (on: Transaction, row: WayRunRow): Promise<boolean> => {
  const rows = await on.insert(wayRuns).values(row).onConflictDoNothing().returning({ id: wayRuns.id });
  return rows.length > 0;
};

/** The ways of a place that are watched, oldest first. */
export const openWayRuns = async (place: Place): Promise<readonly WayRunRow[]> =>
  db()
    .select()
    .from(wayRuns)
    .where(and(inPlace(place), open))
    .orderBy(wayRuns.createdAt, wayRuns.id);

/** The places in which one is watched, each with its connection. */
export const placesOfWayRuns = async (): Promise<readonly (Place & { readonly connection: string })[]> =>
  db().selectDistinct({ connection: wayRuns.connection, account: wayRuns.account, region: wayRuns.region }).from(wayRuns).where(open);

/** So many are shown in one list. */
const MOST_SHOWN = 200;

const isHold = eq(wayRuns.kind, 'hold-address');

/** The last way of a plan; `null` where there was none. Addresses that are held are beside it. */
export const lastWayOfDraft = async (draftId: string): Promise<WayRunRow | null> => {
  const rows = await db()
    .select()
    .from(wayRuns)
    .where(and(eq(wayRuns.draftId, draftId), not(isHold)))
    .orderBy(desc(wayRuns.createdAt))
    .limit(1);
  return rows[0] ?? null;
};

/** What is, or was, done to hold addresses for a plan: of each address the last, in the order in which they were begun. */
export const holdsOfDraft = async (on: Executor, draftId: string): Promise<readonly WayRunRow[]> => {
  const rows = await on
    .select()
    .from(wayRuns)
    .where(and(eq(wayRuns.draftId, draftId), isHold))
    .orderBy(wayRuns.createdAt, wayRuns.id);
  return [...new Map(rows.map((row) => [row.interfaceId, row])).values()];
};

/** Every way of a plan, also those that have ended. */
export const waysOfDraft = async (on: Executor, draftId: string): Promise<readonly WayRunRow[]> =>
  on.select().from(wayRuns).where(eq(wayRuns.draftId, draftId)).orderBy(wayRuns.createdAt, wayRuns.id);

/** The ways that are watched in these accounts, the oldest first, and whether the plan of each is still there. */
export const watchedWayRuns = async (
  accounts: 'every' | readonly string[],
): Promise<readonly { readonly run: WayRunRow; readonly hasPlan: boolean }[]> =>
  db()
    .select({ run: wayRuns, hasPlan: sql<boolean>`exists (select 1 from ${drafts} where ${drafts.id} = ${wayRuns.draftId})` })
    .from(wayRuns)
    .where(and(open, accounts === 'every' ? undefined : inArray(wayRuns.account, [...accounts])))
    .orderBy(wayRuns.createdAt, wayRuns.id)
    .limit(MOST_SHOWN);

/** A way of the place; `null` where there is none of that id. */
export const readWayRun = async (place: Place, id: string): Promise<WayRunRow | null> => {
  const rows = await db()
    .select()
    .from(wayRuns)
    .where(and(inPlace(place), eq(wayRuns.id, id)));
  return rows[0] ?? null;
};

/** The same, locked. */
export const lockWayRun = async (on: Transaction, place: Place, id: string): Promise<WayRunRow | null> => {
  const rows = await on
    .select()
    .from(wayRuns)
    .where(and(inPlace(place), eq(wayRuns.id, id)))
    .for('update');
  return rows[0] ?? null;
};

/** Whether another way of the same plan, or of the same interface, is watched: then this one cannot be taken up again. */
export const isOpenBeside = async (on: Executor, { id, kind, draftId, account, region, interfaceId }: WayRunRow): Promise<boolean> => {
  const ofPlan = kind === 'hold-address' ? [] : [and(eq(wayRuns.draftId, draftId), not(isHold))];
  const same = or(...ofPlan, and(inPlace({ account, region }), eq(wayRuns.interfaceId, interfaceId)));
  const rows = await on
    .select({ id: wayRuns.id })
    .from(wayRuns)
    .where(and(open, ne(wayRuns.id, id), same))
    .limit(1);
  return rows.length > 0;
};

/**
 * Takes the lease of an open way for `seconds`, by the database's clock, if nobody has it: whoever has it alone looks and acts.
 * `false`: somebody else has it, or the way has ended.
 */
export const leaseWayRun = async (id: string, holder: string, seconds: number): Promise<boolean> => {
  const rows = await db()
    .update(wayRuns)
    .set({ leaseHolder: holder, leaseUntil: sql`clock_timestamp() + make_interval(secs => ${seconds})` })
    .where(and(eq(wayRuns.id, id), open, or(isNull(wayRuns.leaseUntil), lt(wayRuns.leaseUntil, sql`clock_timestamp()`))))
    .returning({ id: wayRuns.id });
  return rows.length > 0;
};

/** Gives a lease back, if it is still one's own. */
export const releaseWayRun = async (id: string, holder: string): Promise<void> => {
  await db()
    .update(wayRuns)
    .set({ leaseHolder: null, leaseUntil: null })
    .where(and(eq(wayRuns.id, id), eq(wayRuns.leaseHolder, holder)));
};

/** Writes to a way. */
export const writeWayRun = async (on: Executor, id: string, change: Partial<WayRunRow>): Promise<void> => {
  await on.update(wayRuns).set(change).where(eq(wayRuns.id, id));
};

/** What every event of a way says of it. */
export const ofWayRun = ({ id, draftId, region, kind }: Pick<WayRunRow, 'id' | 'draftId' | 'region' | 'kind'>) => ({
  wayId: id,
  draftId,
  region,
  way: kind,
});

/** The event of a way that ended; none where it goes on. */
export const endedEvents = (row: WayRunRow, state: RunState, by: string, at: Date): readonly NewEvent[] =>
  state === 'open' || state === 'undoing'
    ? []
    : [{ at, actor: by, kind: 'way-ended', subject: row.id, data: { ...ofWayRun(row), outcome: state } }];
