import 'server-only';
import { mayAnswer, mayWithdraw, type RequestState } from '@/lib/access/approval/request';
import { given } from '@/lib/access/written';
import type { Caller } from '@/lib/auth/caller';
import { db } from '@/lib/db/client';
import { type ApprovalRequestRow, insertAnswer, lockRequest, ofRequest, writeRequestState } from '@/lib/db/repositories/approvals';
import { recordChange } from '@/lib/db/repositories/events';
import type { Transaction } from '@/lib/db/repositories/executor';
import type { Problem } from '@/lib/problem';
import { sha256 } from '@/lib/record/event';
import type { NewEvent } from '@/lib/record/kinds';
import { err, ok, type Result } from '@/lib/result';
import type { Scope } from '../scope';
import { isUuid } from '../uuid';
import { type Standing, standingOf } from './standing';
import type { ApprovalProblem } from './views';

type Outcome = Result<{ readonly state: RequestState }, Problem | ApprovalProblem>;

/** Looks at a request and changes it in one transaction: two who answer, take back or start at once come one after the other. */
const withRequest = async (
  scope: Scope,
  id: string,
  change: (tx: Transaction, request: ApprovalRequestRow, standing: Standing) => Promise<Outcome>,
): Promise<Outcome> => {
  const absent = err({ code: 'not-found', what: 'approval', id } as const);
  if (!isUuid(id)) return absent;
  return db().transaction(async (tx): Promise<Outcome> => {
    const request = await lockRequest(tx, id);
    if (request === null || request.account !== scope.account || request.region !== scope.region) return absent;
    return change(tx, request, await standingOf(tx, request));
  });
};

/** What a person says of a request. `sha256`: of what they saw. A refusal says why. */
export interface Answer {
  readonly id: string;
  readonly sha256: string;
  readonly answer: 'approve' | 'refuse';
  readonly comment: string;
}

/** Approves or refuses a request, if it is open, of what the person saw, not their own, and not answered by them before. The gate has asked for the role. */
export const answerApproval = (scope: Scope, caller: Caller, answer: Answer): Promise<Outcome> =>
  withRequest(scope, answer.id, async (tx, request, standing) => {
    const person = caller.user;
    const allowed = mayAnswer(person, standing);
    if (!allowed.ok) return allowed;
    if (answer.sha256 !== request.sha256) return err({ code: 'other-bytes' });
    const comment = given(answer.comment);
    if (answer.answer === 'refuse' && comment === null) return err({ code: 'comment-required' });
    const at = new Date();
    await insertAnswer(tx, { requestId: request.id, person, answer: answer.answer, comment: comment ?? '', answeredAt: at });
    const state = answer.answer === 'refuse' ? 'refused' : (await standingOf(tx, request)).state;
    await writeRequestState(tx, request.id, state === 'refused' ? { state, endedAt: at, endedBy: person } : { state });
    await recordChange(tx, request, [answered({ at, person, comment }, request, state)]);
    return ok({ state });
  });

const answered = (
  { at, person, comment }: { readonly at: Date; readonly person: string; readonly comment: string | null },
  request: ApprovalRequestRow,
  state: RequestState,
): NewEvent => {
  const told = { at, actor: person, subject: request.id };
  const data = { ...ofRequest(request), sha256: request.sha256 };
  if (state === 'refused') return { ...told, kind: 'approval-refused', data: { ...data, commentSha256: sha256(comment ?? '') } };
  const commentSha256 = comment === null ? null : sha256(comment);
  return { ...told, kind: 'approval-given', data: { ...data, commentSha256, state: state === 'approved' ? 'approved' : 'waiting' } };
};

/** Takes a request back, if it is open and the caller's own. */
export const withdrawApproval = (scope: Scope, caller: Caller, id: string): Promise<Outcome> =>
  withRequest(scope, id, async (tx, request, standing) => {
    const allowed = mayWithdraw(caller.user, standing);
    if (!allowed.ok) return allowed;
    const at = new Date();
    await writeRequestState(tx, request.id, { state: 'withdrawn', endedAt: at, endedBy: caller.user });
    const data = ofRequest(request);
    await recordChange(tx, request, [{ at, actor: caller.user, kind: 'approval-withdrawn', subject: request.id, data }]);
    return ok({ state: 'withdrawn' });
  });
