import { and, desc, eq, gt, gte, inArray, isNotNull, ne, notExists, or, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { AwsProblem } from '@/lib/aws-problem';
import { OPEN_WAIT_STATES, type StopCause, type WaitState } from '@/lib/jobs/wait';
import type { Place } from '@/lib/paths';
import type { NewEvent } from '@/lib/record/kinds';
import type { Diagnostic } from '@/lib/restore/diagnostic';
import { db } from '../client';
import { drafts } from '../schema/plans';
import { waits } from '../schema/waits';
import { dropClaimsOfWait } from './claims';
import type { Executor, Transaction } from './executor';

export type WaitRow = typeof waits.$inferSelect;

const inPlace = (place: Place) => and(eq(waits.account, place.account), eq(waits.region, place.region));
const open = inArray(waits.state, [...OPEN_WAIT_STATES]);

/** Stores a new wait. Its claims are another matter. */
export const insertWait = async (on: Executor, row: WaitRow): Promise<void> => {
  await on.insert(waits).values(row);
};

/** Removes one whose claims could not be made, in the transaction that made it. */
export const removeWait = async (on: Executor, id: string): Promise<void> => {
  await dropClaimsOfWait(on, id);
  await on.delete(waits).where(eq(waits.id, id));
};

/** The waits of a place that may still start, oldest first. */
export const openWaits = async (place: Place): Promise<readonly WaitRow[]> =>
  db()
    .select()
    .from(waits)
    .where(and(inPlace(place), open))
    .orderBy(waits.createdAt, waits.id);

/** The places in which one may still start, each with its connection. */
export const placesOfWaits = async (): Promise<readonly (Place & { readonly connection: string })[]> =>
  db().selectDistinct({ connection: waits.connection, account: waits.account, region: waits.region }).from(waits).where(open);

const later = alias(waits, 'later');

/** What ended without a start and is still to be told: nobody has waited with its plan again, or started it, since. */
const givenUp = (since: Date): SQL | undefined =>
  and(
    inArray(waits.state, ['expired', 'stopped']),
    gte(waits.endedAt, since),
    notExists(
      db()
        .select({ id: later.id })
        .from(later)
        .where(and(eq(later.draftId, waits.draftId), gt(later.createdAt, waits.createdAt))),
    ),
    notExists(
      db()
        .select({ id: drafts.id })
        .from(drafts)
        // That a job of the plan turned up is the very thing to tell.
        .where(
          and(eq(drafts.id, waits.draftId), isNotNull(drafts.restoreId), ne(sql`coalesce(${waits.stopCause}, '')`, 'already-started')),
        ),
    ),
  );

/** Those that a list shows: all that may still start, and what was given up since `since`; the newest first. */
export const shownWaits = async (place: Place, since: Date): Promise<readonly WaitRow[]> => shownWhere(inPlace(place), since);

/** The same of every place in these accounts. */
export const waitsIn = async (accounts: 'every' | readonly string[], since: Date): Promise<readonly WaitRow[]> =>
  shownWhere(accounts === 'every' ? undefined : inArray(waits.account, [...accounts]), since);

const shownWhere = async (where: SQL | undefined, since: Date): Promise<readonly WaitRow[]> =>
  db()
    .select()
    .from(waits)
    .where(and(where, or(open, givenUp(since))))
    .orderBy(desc(waits.createdAt), waits.id)
    .limit(200);

/** The last wait of a plan; `null` where there was none. */
export const lastWaitOfDraft = async (on: Executor, draftId: string): Promise<WaitRow | null> => {
  const rows = await on.select().from(waits).where(eq(waits.draftId, draftId)).orderBy(desc(waits.createdAt)).limit(1);
  return rows[0] ?? null;
};

/** A wait, locked, if it may still start; `null` otherwise. */
export const lockOpenWait = async (on: Transaction, id: string): Promise<WaitRow | null> => {
  const rows = await on
    .select()
    .from(waits)
    .where(and(eq(waits.id, id), open))
    .for('update');
  return rows[0] ?? null;
};

/** The wait of a draft that may still start, locked. */
export const lockOpenWaitOf = async (on: Transaction, draftId: string): Promise<WaitRow | null> => {
  const rows = await on
    .select()
    .from(waits)
    .where(and(eq(waits.draftId, draftId), open))
    .for('update');
  return rows[0] ?? null;
};

/** How a wait ends. */
export interface WaitEnd {
  readonly state: Exclude<WaitState, 'waiting' | 'asking'>;
  readonly by: string;
  readonly at: Date;
  readonly cause?: StopCause;
  readonly findings?: readonly Diagnostic[];
  readonly restoreId?: string;
}

/** What every event of a wait says of it. */
export const ofWait = ({ id, draftId, region }: Pick<WaitRow, 'id' | 'draftId' | 'region'>) => ({ waitId: id, draftId, region });

/** Ends a wait that is locked, with its claims; its event. */
export const endWait = async (on: Transaction, row: WaitRow, end: WaitEnd): Promise<NewEvent> => {
  const { state, by, at, cause, findings, restoreId } = end;
  // What kept it until its deadline is told with its end.
  const kept: Pick<WaitRow, 'findings' | 'problem'> = state === 'expired' ? row : { findings: [], problem: null };
  await dropClaimsOfWait(on, row.id);
  await on
    .update(waits)
    .set({
      state,
      endedAt: at,
      endedBy: by,
      stopCause: cause ?? null,
      findings: [...(findings ?? kept.findings)],
      problem: kept.problem,
      restoreId: restoreId ?? null,
    })
    .where(eq(waits.id, row.id));
  const data = { ...ofWait(row), outcome: state, cause: cause ?? null, restoreId: restoreId ?? null };
  return { at, actor: by, kind: 'wait-ended', subject: row.id, data };
};

/** Hands what the wait of a draft has claimed to the restore that is being started from it; its event, if there is one. With the draft locked. */
export const handOverWait = async (
  on: Transaction,
  draftId: string,
  { restoreId, by, at }: { readonly restoreId: string; readonly by: string; readonly at: Date },
): Promise<readonly NewEvent[]> => {
  const row = await lockOpenWaitOf(on, draftId);
  return row === null ? [] : [await endWait(on, row, { state: 'started', restoreId, by, at })];
};

/** Sets whether a wait that is locked asks, and about what; and what is accepted by now. */
export const writeAsking = async (
  on: Transaction,
  id: string,
  change: { readonly state: 'waiting' | 'asking'; readonly findings: readonly Diagnostic[]; readonly accepted: readonly string[] },
): Promise<void> => {
  await on
    .update(waits)
    .set({ state: change.state, findings: [...change.findings], accepted: [...change.accepted], problem: null, checkedAt: null })
    .where(eq(waits.id, id));
};

/** Writes down what a look showed of waits that are still open. */
export const noteWaitLook = async (
  id: string,
  look: { readonly held: readonly string[]; readonly problem: AwsProblem | null; readonly checked?: boolean },
): Promise<void> => {
  await db()
    .update(waits)
    .set({ held: [...look.held], problem: look.problem, checkedAt: look.checked === true ? sql`now()` : null })
    .where(and(eq(waits.id, id), open));
};

/** One text that differs whenever what is shown of a place's waits does. */
export const waitsVersion = (place: Place) =>
  sql`(select jsonb_agg(jsonb_build_array(id, state, held, problem) order by id) from ${waits}
    where account = ${place.account} and region = ${place.region} and state in ('waiting', 'asking'))`;
