import { and, asc, desc, eq, getTableColumns, inArray, isNull, lt, lte, or } from 'drizzle-orm';
import type { RequestEnd, VoidCause } from '@/lib/access/approval/request';
import { PERMISSIONS } from '@/lib/access/roles';
import type { Place } from '@/lib/paths';
import type { NewEvent } from '@/lib/record/kinds';
import { db } from '../client';
import { approvalAnswers, approvalRequests } from '../schema/approvals';
import { grants, people } from '../schema/people';
import { drafts } from '../schema/plans';
import type { Executor, Transaction } from './executor';

export type ApprovalRequestRow = typeof approvalRequests.$inferSelect;
/** A request without what is long: for lists, and for what is decided of many. */
export type ApprovalRequestHead = Omit<ApprovalRequestRow, 'plan' | 'sent' | 'diagnostics'>;
export type ApprovalAnswerRow = typeof approvalAnswers.$inferSelect;

const { id, account, region, draftId } = approvalRequests;
const { plan: _plan, sent: _sent, diagnostics: _diagnostics, ...head } = getTableColumns(approvalRequests);
const open = inArray(approvalRequests.state, ['waiting', 'approved']);

/** Stores a new request. */
export const insertApprovalRequest = async (on: Transaction, row: ApprovalRequestRow): Promise<void> => {
  await on.insert(approvalRequests).values(row);
};

/** The open request of a draft, which nobody else changes until the transaction ends. */
export const lockOpenRequest = async (on: Transaction, draft: string): Promise<ApprovalRequestRow | null> => {
  const rows = await on
    .select()
    .from(approvalRequests)
    .where(and(eq(draftId, draft), open))
    .for('update');
  return rows[0] ?? null;
};

/** A request, which nobody else changes until the transaction ends. */
export const lockRequest = async (on: Transaction, requestId: string): Promise<ApprovalRequestRow | null> => {
  const rows = await on.select().from(approvalRequests).where(eq(id, requestId)).for('update');
  return rows[0] ?? null;
};

/** One request, `null` where there is none of that id. */
export const readRequest = async (requestId: string): Promise<ApprovalRequestRow | null> => {
  const rows = await db().select().from(approvalRequests).where(eq(id, requestId));
  return rows[0] ?? null;
};

/** The requests of a draft, the newest first. */
export const requestsOfDraft = async (on: Executor, draft: string, limit: number): Promise<readonly ApprovalRequestHead[]> =>
  on.select(head).from(approvalRequests).where(eq(draftId, draft)).orderBy(desc(approvalRequests.submittedAt)).limit(limit);

/** Where a page of requests goes on. */
export interface RequestKey {
  readonly submittedAt: Date;
  readonly id: string;
}

/** The requests of a place that have ended as one of `ends`, the newest first, behind `after`. */
export const endedRequests = async (
  place: Place,
  ends: readonly RequestEnd[],
  after: RequestKey | null,
  limit: number,
): Promise<readonly ApprovalRequestHead[]> => {
  if (ends.length === 0) return [];
  const { submittedAt } = approvalRequests;
  const behind =
    after === null ? undefined : or(lt(submittedAt, after.submittedAt), and(eq(submittedAt, after.submittedAt), lt(id, after.id)));
  return db()
    .select(head)
    .from(approvalRequests)
    .where(and(eq(account, place.account), eq(region, place.region), inArray(approvalRequests.state, [...ends]), behind))
    .orderBy(desc(submittedAt), desc(id))
    .limit(limit);
};

/** The requests that stand as open, of these accounts, the newest first. */
export const openRequests = async (accounts: readonly string[], limit: number): Promise<readonly ApprovalRequestHead[]> =>
  accounts.length === 0
    ? []
    : db()
        .select(head)
        .from(approvalRequests)
        .where(and(inArray(account, [...accounts]), open))
        .orderBy(desc(approvalRequests.submittedAt), desc(id))
        .limit(limit);

/** The accounts in which a request stands as open. */
export const accountsWithOpenRequests = async (): Promise<readonly string[]> => {
  const rows = await db().selectDistinct({ account }).from(approvalRequests).where(open);
  return rows.map((row) => row.account);
};

/** The open requests whose time is over, so many at once, each locked. */
export const lockOverdueRequests = async (on: Transaction, now: Date, limit: number): Promise<readonly ApprovalRequestRow[]> =>
  on
    .select()
    .from(approvalRequests)
    .where(and(open, lte(approvalRequests.expiresAt, now)))
    .orderBy(asc(approvalRequests.expiresAt))
    .limit(limit)
    .for('update', { skipLocked: true });

/** Writes what a request has become. */
export const writeRequestState = async (
  on: Transaction,
  requestId: string,
  change: Pick<ApprovalRequestRow, 'state'> & Partial<Pick<ApprovalRequestRow, 'endedAt' | 'endedBy' | 'endedCause' | 'restoreId'>>,
): Promise<void> => {
  await on.update(approvalRequests).set(change).where(eq(id, requestId));
};

/** What every event of a request says of it. */
export const ofRequest = ({ id: requestId, draftId: draft, region: where }: ApprovalRequestHead) => ({
  requestId,
  draftId: draft,
  region: where,
});

/** Voids a request that is locked; its event. */
export const voidRequest = async (
  on: Transaction,
  request: ApprovalRequestHead,
  { cause, by, at = new Date() }: { readonly cause: VoidCause; readonly by: string; readonly at?: Date },
): Promise<NewEvent> => {
  await writeRequestState(on, request.id, { state: 'voided', endedAt: at, endedBy: by, endedCause: cause });
  return { at, actor: by, kind: 'approval-voided', subject: request.id, data: { ...ofRequest(request), cause } };
};

/** Stores what a person said. */
export const insertAnswer = async (on: Transaction, row: ApprovalAnswerRow): Promise<void> => {
  await on.insert(approvalAnswers).values(row);
};

/** What people said of requests, the first first. */
export const answersOf = async (on: Executor, requestIds: readonly string[]): Promise<readonly ApprovalAnswerRow[]> =>
  requestIds.length === 0
    ? []
    : on
        .select()
        .from(approvalAnswers)
        .where(inArray(approvalAnswers.requestId, [...requestIds]))
        .orderBy(asc(approvalAnswers.answeredAt), asc(approvalAnswers.person));

/** Which of these people may approve now, and where (`*`: in every account): they have the role and are neither disabled nor erased. */
export const approversAmong = async (
  on: Executor,
  persons: readonly string[],
): Promise<readonly { readonly person: string; readonly account: string }[]> =>
  persons.length === 0
    ? []
    : on
        .select({ person: grants.person, account: grants.account })
        .from(grants)
        .innerJoin(people, eq(people.id, grants.person))
        .where(
          and(
            inArray(grants.person, [...persons]),
            inArray(grants.role, [...PERMISSIONS['approve-restore']]),
            isNull(people.disabledAt),
            isNull(people.erasedAt),
          ),
        );

/** Whose these drafts are now, and who edited them; those that are gone are missing. */
export const peopleOfDrafts = async (
  on: Executor,
  ids: readonly string[],
): Promise<readonly { readonly id: string; readonly owner: string; readonly editors: readonly string[] }[]> =>
  ids.length === 0
    ? []
    : on
        .select({ id: drafts.id, owner: drafts.owner, editors: drafts.editors })
        .from(drafts)
        .where(inArray(drafts.id, [...ids]));
