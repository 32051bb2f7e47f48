import 'server-only';
import { randomUUID } from 'node:crypto';
import { type DraftRow, readDraft } from '@/lib/db/repositories/drafts';
import { commitIntent, type NewRestore, readRestore } from '@/lib/db/repositories/restores';
import { unacknowledged } from '@/lib/jobs/acknowledge';
import { claimsOfPlan } from '@/lib/jobs/claims-of-plan';
import type { Place } from '@/lib/paths';
import type { Problem } from '@/lib/problem';
import { check } from '@/lib/restore/check';
import type { Diagnostic } from '@/lib/restore/diagnostic';
import { indexFacts } from '@/lib/restore/fact-index';
import { factsSubject } from '@/lib/restore/facts-subject';
import type { RestorePlan } from '@/lib/restore/plan';
import { toMetadata } from '@/lib/restore/to-metadata';
import { replay } from '@/lib/restore/undo';
import { err, ok, type Result } from '@/lib/result';
import { withAccess } from './access';
import { readFacts } from './facts';
import { noteLooking, wakeBackground } from './jobs/attention';
import { attemptStart } from './start-restore/attempt';
import type { StartedRestore, StartProblem } from './start-restore/views';
import { isUuid } from './uuid';

/** What the person confirmed: this revision of the draft, and these warnings by their codes. */
export interface StartOrder {
  readonly draftId: string;
  readonly revision: number;
  readonly acknowledged: readonly string[];
}

type Outcome = Result<StartedRestore, Problem | StartProblem>;

/**
 * Starts a restore: fresh facts -> check -> acknowledgements -> intent, token and claims committed together -> StartRestoreJob -> its answer recorded.
 * Every refusal is a value and leaves nothing half done. A call whose answer is not known counts as begun: the reconciler finds out what became of it.
 */
export const startRestore = (place: Place, order: StartOrder): Promise<Outcome> =>
  withAccess(place, 'start-restore', async (session): Promise<Outcome> => {
    const draft = await startable(place, order);
    if (!draft.ok) return draft;
    const plan = replay(draft.value.history);
    if (!plan.ok) return err({ code: 'invalid-plan', reason: plan.error.code });
    const checked = await checkNow(place, plan.value, order.acknowledged);
    if (!checked.ok) return checked;
    const intent = intentOf(place, session.user, draft.value, plan.value, checked.value);
    const committed = await commitIntent(intent, claimsOfPlan(plan.value), { id: order.draftId, revision: order.revision });
    if (committed.outcome === 'claimed')
      return err({
        code: 'address-claimed',
        holders: committed.holders.map(({ subnetId, address, claimedBy, restoreId }) => ({ subnetId, address, claimedBy, restoreId })),
      });
    if (committed.outcome === 'draft-moved') return movedTo(place, order);
    noteLooking(place);
    const attempt = await attemptStart(intent);
    wakeBackground();
    if (attempt.outcome === 'refused') return err({ code: 'refused', restoreId: intent.id, problem: attempt.problem });
    return ok({ restoreId: intent.id, jobId: attempt.outcome === 'started' ? attempt.jobId : null });
  });

/** The draft at the very revision that was reviewed. */
const startable = async (place: Place, order: StartOrder): Promise<Result<DraftRow, Problem | StartProblem>> => {
  const row = isUuid(order.draftId) ? await readDraft(order.draftId) : null;
  if (row === null || row.account !== place.account || row.region !== place.region)
    return err({ code: 'not-found', what: 'draft', id: order.draftId });
  if (row.restoreId !== null) {
    const restore = await readRestore(row.restoreId);
    return err({ code: 'already-started', restoreId: row.restoreId, jobId: restore?.jobId ?? null });
  }
  return row.revision === order.revision ? ok(row) : err({ code: 'draft-changed', revision: row.revision, updatedBy: row.updatedBy });
};

/** What the draft was moved to by whoever was quicker. */
const movedTo = async (place: Place, order: StartOrder): Promise<Outcome> => {
  const now = await startable(place, order);
  return now.ok ? err({ code: 'conflict', what: 'draft', id: order.draftId }) : now;
};

/** The findings on facts read just now, if none of them stands in the way. */
const checkNow = async (
  place: Place,
  plan: RestorePlan,
  acknowledged: readonly string[],
): Promise<Result<readonly Diagnostic[], StartProblem>> => {
  const facts = await readFacts(place, factsSubject(plan), { fresh: true });
  const diagnostics = check(plan, indexFacts(facts));
  if (diagnostics.some((each) => each.severity === 'error')) return err({ code: 'check-failed', diagnostics });
  const missing = unacknowledged(diagnostics, acknowledged);
  return missing.length > 0 ? err({ code: 'not-acknowledged', missing, diagnostics }) : ok(diagnostics);
};

/** One attempt has one token and one request id; both are new (1.6). */
const intentOf = (place: Place, user: string, draft: DraftRow, plan: RestorePlan, diagnostics: readonly Diagnostic[]): NewRestore => {
  const requestId = randomUUID();
  return {
    id: randomUUID(),
    account: place.account,
    region: place.region,
    startedBy: user,
    draftId: draft.id,
    recoveryPointArn: plan.source.recoveryPointArn,
    vault: plan.source.vault,
    resourceArn: plan.source.resourceArn,
    resourceName: plan.source.resourceName,
    plan,
    metadata: toMetadata(plan, requestId),
    diagnostics: [...diagnostics],
    roleArn: plan.restoreRoleArn,
    copyTags: plan.copyTags,
    idempotencyToken: randomUUID(),
    requestId,
    intendedAt: new Date(),
  };
};
