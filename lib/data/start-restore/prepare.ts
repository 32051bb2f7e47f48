import 'server-only';
import { randomUUID } from 'node:crypto';
import { MIN_EMERGENCY_REASON } from '@/lib/access/approval/emergency';
import type { RestoreTraits } from '@/lib/access/approval/rules';
import { may } from '@/lib/access/roles';
import { given, readableLength } from '@/lib/access/written';
import type { Caller } from '@/lib/auth/caller';
import type { DraftRow } from '@/lib/db/repositories/drafts';
import type { Start } from '@/lib/db/repositories/runs';
import { acceptanceKey, needsAcknowledgement } from '@/lib/jobs/acknowledge';
import { claimsOfPlan } from '@/lib/jobs/claims-of-plan';
import type { Problem } from '@/lib/problem';
import type { Diagnostic } from '@/lib/restore/diagnostic';
import type { RestorePlan } from '@/lib/restore/plan';
import { toMetadata } from '@/lib/restore/to-metadata';
import { err, ok, type Result } from '@/lib/result';
import { readTraits, unreadTraits } from '../approval/read-traits';
import { storedRules } from '../approval/rules';
import { RESOURCE_TYPE, requestOfPlan } from '../approval/sent';
import { addressesOfPlan } from '../attempts/claims-of-metadata';
import { planOfDraft } from '../drafts/stored';
import { beginReading, type Reading } from '../facts/reading';
import { whomToAsk } from '../people/directory';
import type { Scope } from '../scope';
import { startNeeds } from '../settings/read';
import { type Reviewed, reviewedDraft } from './orders';
import type { StartProblem } from './views';

/** What the person confirmed, and why. */
export interface StartOrder extends Reviewed {
  readonly reason?: string | null;
  readonly ticket?: string | null;
  /** Why it has to start without the approval that it needs, written by somebody who may do that. Where it needs none, it is a start like any other. */
  readonly withoutApproval?: string | null;
}

/** Who starts: a person who asks, or one on whose behalf a wait starts. */
export type Starter = Pick<Caller, 'user' | 'grants'>;

/** A start as it may be committed, with what an approval is judged by. */
export interface Prepared {
  readonly start: Start;
  readonly traits: RestoreTraits;
  readonly withoutApproval: string | null;
  /** What it was judged by; it cannot be committed much later. */
  readonly reading: Reading;
}

/** The findings on facts of now, if none of them stands in the way. */
export type Judge = (plan: RestorePlan, draftId: string, reading: Reading) => Promise<Result<readonly Diagnostic[], StartProblem>>;

/** Everything before the commit of a start: order -> reviewed draft -> fresh facts, judged -> what would be written. Changes nothing. */
export const prepareStart = async (
  scope: Scope,
  starter: Starter,
  order: StartOrder,
  judge: Judge,
): Promise<Result<Prepared, Problem | StartProblem>> => {
  const why = await reasonsOf(order);
  if (!why.ok) return why;
  const emergency = await emergencyOf(scope, starter, order);
  if (!emergency.ok) return emergency;
  const draft = await reviewedDraft(scope, order);
  if (!draft.ok) return draft;
  const plan = planOfDraft(draft.value);
  if (!plan.ok) return err({ code: 'invalid-plan', reason: plan.error.code });
  const reading = beginReading();
  const [checked, traits] = await Promise.all([judge(plan.value, draft.value.id, reading), traitsNow(scope, plan.value, reading)]);
  if (!checked.ok) return checked;
  const decided = { ...why.value, acknowledged: order.acknowledged, diagnostics: checked.value };
  return ok({ start: startOf(scope, starter.user, draft.value, plan.value, decided), traits, withoutApproval: emergency.value, reading });
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
const emergencyOf = async (scope: Scope, starter: Starter, order: StartOrder): Promise<Result<string | null, Problem | StartProblem>> => {
  if (order.withoutApproval == null) return ok(null);
  if (!may(starter.grants, 'start-without-approval', scope.account))
    return err({ code: 'not-permitted', permission: 'start-without-approval', ask: await whomToAsk() });
  const reason = given(order.withoutApproval);
  return reason === null || readableLength(reason) < MIN_EMERGENCY_REASON
    ? err({ code: 'emergency-reason', min: MIN_EMERGENCY_REASON })
    : ok(reason);
};

/** What rules look at, asked of AWS only where there are rules. One that is made meanwhile finds everything unread, and so matches. */
const traitsNow = async (scope: Scope, plan: RestorePlan, reading: Reading): Promise<RestoreTraits> => {
  const request = requestOfPlan(scope, plan);
  return (await storedRules()).length === 0 ? unreadTraits(request) : readTraits({ scope, reading }, request, plan.source.resourceArn);
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
