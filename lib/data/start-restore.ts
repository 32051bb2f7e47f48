import 'server-only';
import { randomUUID } from 'node:crypto';
import type { Caller } from '@/lib/auth/caller';
import { type DraftRow, readDraft } from '@/lib/db/repositories/drafts';
import { readRestore } from '@/lib/db/repositories/restores';
import { commitStart, type Start } from '@/lib/db/repositories/runs';
import { acceptanceKey, needsAcknowledgement, unacknowledged } from '@/lib/jobs/acknowledge';
import { claimsOfPlan } from '@/lib/jobs/claims-of-plan';
import type { Problem } from '@/lib/problem';
import { check } from '@/lib/restore/check';
import type { Diagnostic } from '@/lib/restore/diagnostic';
import { indexFacts } from '@/lib/restore/fact-index';
import { factsSubject } from '@/lib/restore/facts-subject';
import type { RestorePlan } from '@/lib/restore/plan';
import { toMetadata } from '@/lib/restore/to-metadata';
import { err, ok, type Result } from '@/lib/result';
import { carryOut } from './attempts/carry-out';
import { addressesOfPlan } from './attempts/claims-of-metadata';
import { planOfDraft } from './drafts/stored';
import { readFacts } from './facts';
import { noteLooking } from './jobs/attention';
import type { Scope } from './scope';
import { startNeeds } from './settings/read';
import type { StartedRestore, StartProblem } from './start-restore/views';
import { sendForStart } from './tasks/carry-out-attempt';
import { isUuid } from './uuid';

/** What the person confirmed: this revision of the draft, these findings by their keys (`acceptanceKey`), and why. */
export interface StartOrder {
  readonly draftId: string;
  readonly revision: number;
  readonly acknowledged: readonly string[];
  readonly reason?: string | null;
  readonly ticket?: string | null;
}

type Outcome = Result<StartedRestore, Problem | StartProblem>;

/**
 * Starts a restore: fresh facts -> check -> acceptances -> run, restore, attempt and claims committed together -> StartRestoreJob -> its answer recorded.
 * Every refusal is a value and leaves nothing half done. A call whose answer is not known counts as begun: the attempt stays open until there is evidence.
 */
export const startRestore = async (scope: Scope, caller: Caller, order: StartOrder): Promise<Outcome> => {
  const why = await reasonsOf(order);
  if (!why.ok) return why;
  const draft = await startable(scope, order);
  if (!draft.ok) return draft;
  const plan = planOfDraft(draft.value);
  if (!plan.ok) return err({ code: 'invalid-plan', reason: plan.error.code });
  const checked = await checkNow(scope, plan.value, order.acknowledged);
  if (!checked.ok) return checked;
  const start = startOf(scope, caller.user, draft.value, plan.value, {
    ...why.value,
    acknowledged: order.acknowledged,
    diagnostics: checked.value,
  });
  const committed = await commitStart(start, (tx) => sendForStart(tx, start));
  if (committed.outcome === 'claimed')
    return err({
      code: 'address-claimed',
      holders: committed.holders.map(({ subnetId, address, claimedBy, restoreId }) => ({ subnetId, address, claimedBy, restoreId })),
    });
  if (committed.outcome === 'draft-moved') return movedTo(scope, order);
  if (committed.outcome === 'not-owner') return err(committed.refusal);
  await noteLooking(scope);
  const restoreId = start.restore.id;
  const carried = await carryOut(scope.aws, start.attempt.id);
  if (carried.outcome === 'refused') return err({ code: 'refused', restoreId, problem: carried.problem });
  return ok({ restoreId, jobId: carried.outcome === 'started' ? carried.jobId : null });
};

/** The reason and the ticket that were given, if those that the settings require are among them. */
const reasonsOf = async (
  order: StartOrder,
): Promise<Result<{ readonly reason: string | null; readonly ticket: string | null }, StartProblem>> => {
  const given = (text: string | null | undefined): string | null => (text == null || text.trim() === '' ? null : text.trim());
  const [reason, ticket] = [given(order.reason), given(order.ticket)];
  const needs = await startNeeds();
  if (needs.reason && reason === null) return err({ code: 'reason-required', what: 'reason' });
  if (needs.ticket && ticket === null) return err({ code: 'reason-required', what: 'ticket' });
  return ok({ reason, ticket });
};

/** The draft at the very revision that was reviewed. */
const startable = async (scope: Scope, order: StartOrder): Promise<Result<DraftRow, Problem | StartProblem>> => {
  const row = isUuid(order.draftId) ? await readDraft(order.draftId) : null;
  if (row === null || row.account !== scope.account || row.region !== scope.region)
    return err({ code: 'not-found', what: 'draft', id: order.draftId });
  if (row.restoreId !== null) {
    const restore = await readRestore(row.restoreId);
    return err({ code: 'already-started', restoreId: row.restoreId, jobId: restore?.jobId ?? null, startedBy: restore?.startedBy ?? null });
  }
  return row.revision === order.revision ? ok(row) : err({ code: 'draft-changed', revision: row.revision, updatedBy: row.updatedBy });
};

/** What the draft was moved to by whoever was quicker. */
const movedTo = async (scope: Scope, order: StartOrder): Promise<Outcome> => {
  const now = await startable(scope, order);
  return now.ok ? err({ code: 'conflict', what: 'draft', id: order.draftId }) : now;
};

/** The findings on facts read just now, if none of them stands in the way. */
const checkNow = async (
  scope: Scope,
  plan: RestorePlan,
  acknowledged: readonly string[],
): Promise<Result<readonly Diagnostic[], StartProblem>> => {
  const facts = await readFacts(scope, factsSubject(plan), { fresh: true });
  const diagnostics = check(plan, indexFacts(facts));
  if (diagnostics.some((each) => each.severity === 'error')) return err({ code: 'check-failed', diagnostics });
  const missing = unacknowledged(diagnostics, acknowledged);
  return missing.length > 0 ? err({ code: 'not-acknowledged', missing, diagnostics }) : ok(diagnostics);
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
