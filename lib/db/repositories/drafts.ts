import { and, desc, eq, gte, isNull, sql } from 'drizzle-orm';
import type { Place } from '@/lib/paths';
import type { PlanHistory } from '@/lib/restore/history';
import { db } from '../client';
import { drafts } from '../schema/plans';
import { restores } from '../schema/restores';
import type { Executor, Transaction } from './executor';

export type DraftRow = typeof drafts.$inferSelect;
/** A draft without its plan. */
export type DraftHead = Omit<DraftRow, 'history'>;
/** A draft in a list: its head, and what the point is a backup of. */
export interface PlannedDraft extends DraftHead {
  readonly resourceArn: string | null;
  readonly resourceName: string | null;
}

const { history: _history, ...head } = {
  id: drafts.id,
  connection: drafts.connection,
  account: drafts.account,
  region: drafts.region,
  owner: drafts.owner,
  recoveryPointArn: drafts.recoveryPointArn,
  vault: drafts.vault,
  history: drafts.history,
  revision: drafts.revision,
  createdAt: drafts.createdAt,
  updatedAt: drafts.updatedAt,
  updatedBy: drafts.updatedBy,
  editors: drafts.editors,
  restoreId: drafts.restoreId,
};

/** A text of the plan's source, read in the database so that no plan is fetched for a list. */
const ofSource = (member: 'resourceArn' | 'resourceName') =>
  sql<string | null>`${drafts.history} -> 'base' -> 'source' ->> ${member}::text`;

/** Stores a new draft. */
export const insertDraft = async (row: DraftRow & { readonly history: PlanHistory }): Promise<void> => {
  await db().insert(drafts).values(row);
};

/** One draft, `null` where there is none of that id. */
export const readDraft = async (id: string): Promise<DraftRow | null> => {
  const rows = await db().select().from(drafts).where(eq(drafts.id, id));
  return rows[0] ?? null;
};

/** The newest unstarted draft of a recovery point that `owner` touched since `since`. */
export const resumableDraft = async (
  place: Place,
  owner: string,
  recoveryPointArn: string,
  vault: string,
  since: Date,
): Promise<DraftHead | null> => {
  const rows = await db()
    .select(head)
    .from(drafts)
    .where(
      and(
        eq(drafts.account, place.account),
        eq(drafts.region, place.region),
        eq(drafts.recoveryPointArn, recoveryPointArn),
        eq(drafts.vault, vault),
        eq(drafts.owner, owner),
        isNull(drafts.restoreId),
        gte(drafts.updatedAt, since),
      ),
    )
    .orderBy(desc(drafts.updatedAt))
    .limit(1);
  return rows[0] ?? null;
};

/** Unstarted drafts of a place, of one recovery point where given, touched since `since`, newest first. */
export const unstartedDrafts = async (
  place: Place,
  wanted: { readonly recoveryPointArn?: string | undefined; readonly since: Date },
): Promise<readonly PlannedDraft[]> =>
  db()
    .select({ ...head, resourceArn: ofSource('resourceArn'), resourceName: ofSource('resourceName') })
    .from(drafts)
    .where(
      and(
        eq(drafts.account, place.account),
        eq(drafts.region, place.region),
        wanted.recoveryPointArn === undefined ? undefined : eq(drafts.recoveryPointArn, wanted.recoveryPointArn),
        isNull(drafts.restoreId),
        gte(drafts.updatedAt, wanted.since),
      ),
    )
    .orderBy(desc(drafts.updatedAt))
    .limit(100);

/** Unstarted drafts of a place, touched since `since`, in whose history an address stands somewhere; the newest first. */
export const draftsMentioning = async (place: Place, address: string, since: Date): Promise<readonly DraftRow[]> =>
  db()
    .select()
    .from(drafts)
    .where(
      and(
        eq(drafts.account, place.account),
        eq(drafts.region, place.region),
        isNull(drafts.restoreId),
        gte(drafts.updatedAt, since),
        sql`position(${JSON.stringify(address)} in ${drafts.history}::text) > 0`,
      ),
    )
    .orderBy(desc(drafts.updatedAt))
    .limit(20);

/**
 * Looks at a draft and changes it in one transaction: until `change` is done nobody else can save, start or remove it, so what was seen of it is still true when it is
 * written. `null`: there is none of that id.
 */
export const changeDraft = <T>(id: string, change: (on: Transaction, row: DraftRow | null) => Promise<T>): Promise<T> =>
  db().transaction(async (tx) => {
    const rows = await tx.select().from(drafts).where(eq(drafts.id, id)).for('update');
    return change(tx, rows[0] ?? null);
  });

/** Writes a history over that of a draft which `changeDraft` holds; the draft's new revision. */
export const writeHistory = async (
  on: Transaction,
  row: DraftRow,
  save: { readonly history: PlanHistory; readonly by: string; readonly at: Date },
): Promise<number> => {
  const revision = row.revision + 1;
  const editors = [...new Set([...row.editors, save.by])];
  await on
    .update(drafts)
    .set({ history: save.history, revision, updatedAt: save.at, updatedBy: save.by, editors })
    .where(eq(drafts.id, row.id));
  return revision;
};

/** Makes somebody else the owner of a draft that `changeDraft` holds. The plan stays as it is, and whoever edited it stays named. */
export const giveDraft = async (on: Transaction, row: DraftRow, owner: string): Promise<void> => {
  await on.update(drafts).set({ owner }).where(eq(drafts.id, row.id));
};

/** Removes a draft that `changeDraft` holds. */
export const deleteDraft = async (on: Transaction, row: DraftRow): Promise<void> => {
  await on.delete(drafts).where(eq(drafts.id, row.id));
};

/** Ties a draft at `revision` to the restore that begins; whose it is, or `null` where it was edited or started meanwhile. */
export const tieDraft = async (
  on: Executor,
  id: string,
  revision: number,
  restoreId: string,
): Promise<{ readonly owner: string } | null> => {
  const rows = await on
    .update(drafts)
    .set({ restoreId })
    .where(and(eq(drafts.id, id), eq(drafts.revision, revision), isNull(drafts.restoreId)))
    .returning({ owner: drafts.owner });
  return rows[0] ?? null;
};

/** Frees the draft of a restore that came to nothing, so that it can be changed and started again. */
export const untieDraft = async (on: Executor, restoreId: string): Promise<void> => {
  await on.update(drafts).set({ restoreId: null }).where(eq(drafts.restoreId, restoreId));
};

/** Ties the draft of a restore to it again, unless it was started anew meanwhile; the id of what was tied. */
export const tieDraftAgain = async (on: Executor, restoreId: string): Promise<string | null> => {
  const draftId = sql`(select ${restores.draftId} from ${restores} where ${restores.id} = ${restoreId})`;
  const rows = await on
    .update(drafts)
    .set({ restoreId })
    .where(and(eq(drafts.id, draftId), isNull(drafts.restoreId)))
    .returning({ id: drafts.id });
  return rows[0]?.id ?? null;
};
