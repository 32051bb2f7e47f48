import 'server-only';
import { db } from '@/lib/db/client';
import {
  type ApprovalRequestHead,
  lockOpenRequest,
  lockOverdueRequests,
  lockRequest,
  ofRequest,
  voidRequest,
  writeRequestState,
} from '@/lib/db/repositories/approvals';
import type { DraftRow } from '@/lib/db/repositories/drafts';
import { NOBODY, recordChange } from '@/lib/db/repositories/events';
import type { Transaction } from '@/lib/db/repositories/executor';
import type { NewEvent } from '@/lib/record/kinds';
import { restoreRequestSha256 } from '@/lib/record/restore-request';
import type { PlanHistory } from '@/lib/restore/history';
import { planAt } from '@/lib/restore/undo';
import { requestOfPlan } from './sent';

/** Writes down that the time of a request is over; its event. */
export const expire = async (on: Transaction, request: ApprovalRequestHead, expiredAt: number): Promise<NewEvent> => {
  const at = new Date();
  await writeRequestState(on, request.id, { state: 'expired', endedAt: new Date(expiredAt), endedBy: NOBODY });
  const data = { ...ofRequest(request), expiredAt: new Date(expiredAt).toISOString() };
  return { at, actor: NOBODY, kind: 'approval-expired', subject: request.id, data };
};

/** Voids the open request of a draft that is about to be thrown away. In the transaction that does it; call it last. */
export const voidOfDiscarded = async (on: Transaction, draft: DraftRow, by: string): Promise<void> => {
  const request = await lockOpenRequest(on, draft.id);
  if (request !== null) await recordChange(on, request, [await voidRequest(on, request, { cause: 'draft-discarded', by })]);
};

/**
 * Voids the open request of a draft, if its plan would send something else now. In the transaction that saves `history`; call it last. What would send the same, such as a step that was
 * taken back before it was saved, leaves it as it is.
 */
export const voidOfChanged = async (on: Transaction, draft: DraftRow, history: PlanHistory, by: string): Promise<void> => {
  const request = await lockOpenRequest(on, draft.id);
  if (request === null || restoreRequestSha256(requestOfPlan(draft, planAt(history))) === request.sha256) return;
  await recordChange(on, request, [await voidRequest(on, request, { cause: 'plan-changed', by })]);
};

/** Voids a request that a start has found to be of something else. */
export const voidAsChanged = (requestId: string): Promise<void> =>
  db().transaction(async (tx) => {
    const request = await lockRequest(tx, requestId);
    if (request === null || (request.state !== 'waiting' && request.state !== 'approved')) return;
    await recordChange(tx, request, [await voidRequest(tx, request, { cause: 'plan-changed', by: NOBODY })]);
  });

const AT_ONCE = 100;

/** Writes down which requests have expired, with their events: lists and counts go by the clock, the record by this. */
export const expireOverdue = async (now: Date = new Date()): Promise<void> => {
  for (let done = AT_ONCE; done === AT_ONCE; )
    done = await db().transaction(async (tx) => {
      const overdue = await lockOverdueRequests(tx, now, AT_ONCE);
      for (const request of overdue) await recordChange(tx, request, [await expire(tx, request, request.expiresAt.getTime())]);
      return overdue.length;
    });
};
