import 'server-only';
import { randomUUID } from 'node:crypto';
import { MIN_EMERGENCY_REASON } from '@/lib/access/approval/emergency';
import type { RestoreTraits } from '@/lib/access/approval/rules';
import { may } from '@/lib/access/roles';
import type { Caller } from '@/lib/auth/caller';
import type { DraftRow } from '@/lib/db/repositories/drafts';
import { commitStart, type Start } from '@/lib/db/repositories/runs';
import { acceptanceKey, needsAcknowledgement } from '@/lib/jobs/acknowledge';
import { claimsOfPlan } from '@/lib/jobs/claims-of-plan';
import type { Problem } from '@/lib/problem';
import type { Diagnostic } from '@/lib/restore/diagnostic';
import type { RestorePlan } from '@/lib/restore/plan';
import { toMetadata } from '@/lib/restore/to-metadata';
import { err, ok, type Result } from '@/lib/result';
import { permitStart } from './approval/at-start';
import { voidAsChanged } from './approval/end';
import { readTraits, unreadTraits } from './approval/read-traits';
import { storedRules } from './approval/rules';
import { RESOURCE_TYPE, requestOfPlan } from './approval/sent';
import type { ApprovalNeeded } from './approval/views';
import { carryOut } from './attempts/carry-out';
import { addressesOfPlan } from './attempts/claims-of-metadata';
import { planOfDraft } from './drafts/stored';
import { noteLooking } from './jobs/attention';
import { whomToAsk } from './people/directory';
import type { Scope } from './scope';
import { startNeeds } from './settings/read';
import { checkNow, given, type Reviewed, reviewedDraft } from './start-restore/orders';
import type { StartedRestore, StartProblem } from './start-restore/views';
import { sendForStart } from './tasks/carry-out-attempt';

/** What the person confirmed, and why. */
export interface StartOrder extends Reviewed {
  readonly reason?: string | null;
  readonly ticket?: string | null;
  /** Why it has to start without the approval that it needs, written by somebody who may do that. Where it needs none, it is a start like any other. */
  readonly withoutApproval?: string | null;
}

type Outcome = Result<StartedRestore, Problem | StartProblem>;

/**
 * Starts a restore: fresh facts -> check -> acceptances -> approval, run, restore, attempt and claims committed together -> StartRestoreJob -> its answer recorded.
 * Every refusal is a value and leaves nothing half done. A call whose answer is not known counts as begun: the attempt stays open until there is evidence.
 */
export const startRestore = async (scope: Scope, caller: Caller, order: StartOrder): Promise<Outcome> => {
  const why = await reasonsOf(order);
  if (!why.ok) return why;
  const emergency = await emergencyOf(scope, caller, order);
  if (!emergency.ok) return emergency;
  const draft = await reviewedDraft(scope, order);
  if (!draft.ok) return draft;
  const plan = planOfDraft(draft.value);
  if (!plan.ok) return err({ code: 'invalid-plan', reason: plan.error.code });
  const [checked, traits] = await Promise.all([checkNow(scope, plan.value, order.acknowledged), traitsNow(scope, plan.value)]);
  if (!checked.ok) return checked;
  const start = startOf(scope, caller.user, draft.value, plan.value, {
    ...why.value,
    acknowledged: order.acknowledged,
    diagnostics: checked.value,
  });
  const committed = await commitStart<ApprovalNeeded>(start, {
    permit: (tx) => permitStart(tx, { start, traits, withoutApproval: emergency.value }),
    send: (tx) => sendForStart(tx, start),
  });
  if (committed.outcome === 'not-permitted') return notApproved(committed.refusal);
  if (committed.outcome === 'claimed')
    return err({
      code: 'address-claimed',
      holders: committed.holders.map(({ subnetId, address, claimedBy, restoreId }) => ({ subnetId, address, claimedBy, restoreId })),
    });
  if (committed.outcome === 'draft-moved') return movedTo(scope, order);
  if (committed.outcome === 'not-owner') return err(committed.refusal);
  return carried(scope, start);
};

const carried = async (scope: Scope, start: Start): Promise<Outcome> => {
  await noteLooking(scope);
  const restoreId = start.restore.id;
  const sent = await carryOut(scope.aws, start.attempt.id);
  if (sent.outcome === 'refused') return err({ code: 'refused', restoreId, problem: sent.problem });
  return ok({ restoreId, jobId: sent.outcome === 'started' ? sent.jobId : null });
};

/** The reason and the ticket that were given, if those that the settings require are among them. */
const reasonsOf = async (
  order: StartOrder,
): Promise<Result<{ readonly reason: string | null; readonly ticket: string | null }, StartProblem>> => {
  const [reason, ticket] = [given(order.reason), given(order.ticket)];
  const needs = await startNeeds();
  if (needs.reason && reason === null) return err({ code: 'reason-required', what: 'reason' });
  if (needs.ticket && ticket === null) return err({ code: 'reason-required', what: 'ticket' });
  return ok({ reason, ticket });
};

/** The written reason for starting without approval, if it is one and whoever gives it may do that here. */
const emergencyOf = async (scope: Scope, caller: Caller, order: StartOrder): Promise<Result<string | null, Problem | StartProblem>> => {
  if (order.withoutApproval == null) return ok(null);
  if (!may(caller.grants, 'start-without-approval', scope.account))
    return err({ code: 'not-permitted', permission: 'start-without-approval', ask: await whomToAsk() });
  const reason = given(order.withoutApproval);
  return reason === null || reason.length < MIN_EMERGENCY_REASON
    ? err({ code: 'emergency-reason', min: MIN_EMERGENCY_REASON })
    : ok(reason);
};

/** What rules look at, asked of AWS only where there are rules. One that is made meanwhile finds everything unread, and so matches. */
const traitsNow = async (scope: Scope, plan: RestorePlan): Promise<RestoreTraits> => {
  const request = requestOfPlan(scope, plan);
  return (await storedRules()).length === 0 ? unreadTraits(request) : readTraits({ scope, fresh: true }, request, plan.source.resourceArn);
};

/** What is approved is not what would be sent: that approval is over, and the next one is of this. */
const notApproved = async (refusal: ApprovalNeeded): Promise<Outcome> => {
  if (refusal.changed && refusal.request !== null) await voidAsChanged(refusal.request.id);
  return err(refusal);
};

/** What the draft was moved to by whoever was quicker. */
const movedTo = async (scope: Scope, order: StartOrder): Promise<Outcome> => {
  const now = await reviewedDraft(scope, order);
  return now.ok ? err({ code: 'conflict', what: 'draft', id: order.draftId }) : now;
};

interface Decided {
  readonly reason: string | null;
  readonly ticket: string | null;
  readonly acknowledged: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** One attempt has one token and one request id; both are new (1.6). */
const startOf = (scope: Scope, actor: string, draft: DraftRow, plan: RestorePlan, decided: Decided): Start => {
  const requestId = randomUUID();
  const { account, region } = scope;
  const { source } = plan;
  return {
    run: {
      id: randomUUID(),
      connection: draft.connection,
      account,
      region,
      actor,
      draftId: draft.id,
      reason: decided.reason,
      ticket: decided.ticket,
    },
    restore: {
      id: randomUUID(),
      recoveryPointArn: source.recoveryPointArn,
      vault: source.vault,
      resourceArn: source.resourceArn,
      resourceName: source.resourceName,
      resourceType: RESOURCE_TYPE,
      plan,
      metadata: toMetadata(plan, requestId),
      diagnostics: [...decided.diagnostics],
      accepted: decided.diagnostics
        .filter(needsAcknowledgement)
        .map(acceptanceKey)
        .filter((key) => decided.acknowledged.includes(key)),
      roleArn: plan.restoreRoleArn,
      copyTags: plan.copyTags,
      intendedAt: new Date(),
    },
    attempt: { id: randomUUID(), requestId, idempotencyToken: randomUUID() },
    claims: claimsOfPlan(plan),
    addresses: addressesOfPlan(plan),
    draft: { id: draft.id, revision: draft.revision },
  };
};
