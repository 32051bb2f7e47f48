import 'server-only';
import { randomUUID } from 'node:crypto';
import { type ApprovalNeeds, approvalNeeds, type RestoreTraits } from '@/lib/access/approval/rules';
import { given } from '@/lib/access/written';
import type { Caller } from '@/lib/auth/caller';
import { type ApprovalRequestRow, insertApprovalRequest, lockOpenRequest } from '@/lib/db/repositories/approvals';
import type { DraftRow } from '@/lib/db/repositories/drafts';
import { recordChange } from '@/lib/db/repositories/events';
import type { Transaction } from '@/lib/db/repositories/executor';
import { acceptanceKey, needsAcknowledgement } from '@/lib/jobs/acknowledge';
import type { Problem } from '@/lib/problem';
import { sha256 } from '@/lib/record/event';
import type { NewEvent } from '@/lib/record/kinds';
import { type RestoreRequest, restoreRequestText } from '@/lib/record/restore-request';
import type { Diagnostic } from '@/lib/restore/diagnostic';
import type { RestorePlan } from '@/lib/restore/plan';
import { err, ok, type Result } from '@/lib/result';
import { planOfDraft } from '../drafts/stored';
import { touchDraft } from '../drafts/touch';
import { beginReading } from '../facts/reading';
import type { Scope } from '../scope';
import { startNeeds } from '../settings/read';
import { checkNow, type Reviewed, reviewedDraft } from '../start-restore/orders';
import type { StartProblem } from '../start-restore/views';
import { expire } from './end';
import { readTraits } from './read-traits';
import { storedRules } from './rules';
import { requestOfPlan } from './sent';
import { standingOf } from './standing';
import type { ApprovalProblem } from './views';

/** What the person submits, and why. A reason is always asked for: others have to judge it. */
export interface Submission extends Reviewed {
  readonly reason: string;
  readonly ticket: string | null;
}

type Refusal = Problem | StartProblem | ApprovalProblem;

/**
 * Submits a plan to those who approve: fresh facts -> check -> acceptances, as for a start -> what would be sent, its SHA-256 and what the rules want of it, stored with its event. The
 * draft is locked and at the reviewed revision while it is stored.
 */
export const submitForApproval = async (
  scope: Scope,
  caller: Caller,
  submission: Submission,
): Promise<Result<{ readonly id: string }, Refusal>> => {
  const reason = given(submission.reason);
  if (reason === null) return err({ code: 'reason-required', what: 'reason' });
  const draft = await reviewedDraft(scope, submission);
  if (!draft.ok) return draft;
  const plan = planOfDraft(draft.value);
  if (!plan.ok) return err({ code: 'invalid-plan', reason: plan.error.code });
  const request = requestOfPlan(scope, plan.value);
  const reading = beginReading();
  const [checked, traits, settings] = await Promise.all([
    // What is approved are the bytes that are sent. An address that is held may be free by then, and a start can wait for it.
    checkNow(scope, plan.value, reading, { ...submission, waits: true }),
    readTraits({ scope, reading }, request, plan.value.source.resourceArn),
    startNeeds(),
  ]);
  if (!checked.ok) return checked;
  const [ticket, by] = [given(submission.ticket), caller.user];
  return touchDraft<{ readonly id: string }, Refusal>(scope, { id: submission.draftId, actor: by, act: 'start' }, async (tx, row) => {
    if (row.restoreId !== null || row.revision !== submission.revision) return err({ code: 'conflict', what: 'draft', id: row.id });
    const needs = approvalNeeds(await storedRules(tx), traits);
    if (needs.approvals === 0) return err({ code: 'approval-not-needed' });
    if ((needs.ticketRequired || settings.ticket) && ticket === null) return err({ code: 'reason-required', what: 'ticket' });
    const before = await endedByTime(tx, row);
    if (!before.ok) return before;
    const stored = rowOf(row, { by, plan: plan.value, request, diagnostics: checked.value, ...submission, traits, needs, reason, ticket });
    await insertApprovalRequest(tx, stored);
    await recordChange(tx, scope, [...before.value, submitted(stored)]);
    return ok({ id: stored.id });
  });
};

/** The plan's open request is written down as expired where it is; one that is still open stands in the way of another. */
const endedByTime = async (tx: Transaction, draft: DraftRow): Promise<Result<readonly NewEvent[], ApprovalProblem>> => {
  const open = await lockOpenRequest(tx, draft.id);
  if (open === null) return ok([]);
  const { state, expiresAt } = await standingOf(tx, open);
  return state === 'expired' ? ok([await expire(tx, open, expiresAt)]) : err({ code: 'approval-open', id: open.id });
};

interface Submitted {
  readonly by: string;
  readonly plan: RestorePlan;
  readonly request: RestoreRequest;
  readonly diagnostics: readonly Diagnostic[];
  readonly acknowledged: readonly string[];
  readonly traits: RestoreTraits;
  readonly needs: ApprovalNeeds;
  readonly reason: string;
  readonly ticket: string | null;
}

const HOUR_MS = 3_600_000;

const rowOf = (draft: DraftRow, submitted: Submitted): ApprovalRequestRow => {
  const { by, plan, request, diagnostics, acknowledged, traits, needs, reason, ticket } = submitted;
  const at = new Date();
  const sent = restoreRequestText(request);
  return {
    id: randomUUID(),
    account: draft.account,
    region: draft.region,
    draftId: draft.id,
    revision: draft.revision,
    requester: by,
    owner: draft.owner,
    editors: [...new Set([...draft.editors, draft.updatedBy])],
    recoveryPointArn: request.recoveryPointArn,
    vault: request.vault,
    resourceArn: plan.source.resourceArn,
    resourceName: plan.source.resourceName,
    plan,
    sent,
    sha256: sha256(sent),
    diagnostics: [...diagnostics],
    accepted: diagnostics
      .filter(needsAcknowledgement)
      .map(acceptanceKey)
      .filter((key) => acknowledged.includes(key)),
    traits,
    needs,
    reason,
    ticket,
    submittedAt: at,
    expiresAt: new Date(at.getTime() + needs.validHours * HOUR_MS),
    state: 'waiting',
    endedAt: null,
    endedBy: null,
    endedCause: null,
    restoreId: null,
  };
};

const submitted = (row: ApprovalRequestRow): NewEvent => ({
  at: row.submittedAt,
  actor: row.requester,
  kind: 'approval-submitted',
  subject: row.id,
  data: {
    requestId: row.id,
    draftId: row.draftId,
    region: row.region,
    revision: row.revision,
    recoveryPointArn: row.recoveryPointArn,
    sha256: row.sha256,
    approvals: row.needs.approvals,
    rules: row.needs.rules.map(({ ruleId, name }) => ({ ruleId, name })),
    reason: row.reason,
    ticket: row.ticket,
    expiresAt: row.expiresAt.toISOString(),
  },
});
