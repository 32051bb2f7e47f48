import 'server-only';
import { commitStart, type Start } from '@/lib/db/repositories/runs';
import { lockOpenWait } from '@/lib/db/repositories/waits';
import type { Problem } from '@/lib/problem';
import { err, ok, type Result } from '@/lib/result';
import { permitStart } from './approval/at-start';
import { voidAsChanged } from './approval/end';
import type { ApprovalNeeded } from './approval/views';
import { carryOut } from './attempts/carry-out';
import { USE_MS } from './facts/reading';
import { noteLooking } from './jobs/attention';
import type { Scope } from './scope';
import { checkNow, claimedBy, reviewedDraft } from './start-restore/orders';
import { prepareStart, type Starter, type StartOrder } from './start-restore/prepare';
import type { StartedRestore, StartProblem } from './start-restore/views';
import { sendForStart } from './tasks/carry-out-attempt';

/** The wait that was to start has ended meanwhile, or asks. */
export interface WaitOver {
  readonly code: 'wait-over';
}

type Outcome<E = never> = Result<StartedRestore, Problem | StartProblem | E>;

/**
 * Starts a restore: fresh facts -> check -> acceptances -> approval, run, restore, attempt and claims committed together -> StartRestoreJob -> its answer recorded.
 * Every refusal is a value and leaves nothing half done. A call whose answer is not known counts as begun: the attempt stays open until there is evidence.
 */
export const startRestore = async (scope: Scope, starter: Starter, order: StartOrder): Promise<Outcome> => {
  const started = await startFor(scope, starter, order, null);
  if (!started.ok && started.error.code === 'wait-over') throw new Error('a start that waits for nothing was told that a wait is over');
  return started as Outcome;
};

/** The same for a wait, on behalf of whoever set it up: in the transaction of the start it is locked, and must still be waiting. */
export const startWaiting = (scope: Scope, starter: Starter, order: StartOrder, waitId: string): Promise<Outcome<WaitOver>> =>
  startFor(scope, starter, order, waitId);

const startFor = async (scope: Scope, starter: Starter, order: StartOrder, waitId: string | null): Promise<Outcome<WaitOver>> => {
  const prepared = await prepareStart(scope, starter, order, (plan, draftId, reading) =>
    checkNow(scope, plan, reading, { ...order, draftId }),
  );
  if (!prepared.ok) return prepared;
  const { start, reading } = prepared.value;
  const committed = await commitStart<ApprovalNeeded | WaitOver>(start, {
    permit: async (tx) => {
      const wait = waitId === null ? null : await lockOpenWait(tx, waitId);
      if (waitId !== null && wait?.state !== 'waiting') return err({ code: 'wait-over' });
      return permitStart(tx, prepared.value);
    },
    send: (tx) => sendForStart(tx, start),
    isInTime: () => reading.ageMs() < USE_MS,
  });
  if (committed.outcome === 'not-permitted') return notPermitted(committed.refusal);
  if (committed.outcome === 'claimed') return err(claimedBy(committed.holders));
  if (committed.outcome === 'draft-moved') return movedTo(scope, order);
  if (committed.outcome === 'not-owner') return err(committed.refusal);
  if (committed.outcome === 'too-late') return err({ code: 'facts-outdated', seconds: USE_MS / 1_000 });
  return carried(scope, start);
};

const carried = async (scope: Scope, start: Start): Promise<Outcome> => {
  await noteLooking(scope);
  const restoreId = start.restore.id;
  const sent = await carryOut(scope.aws, start.attempt.id);
  if (sent.outcome === 'refused') return err({ code: 'refused', restoreId, problem: sent.problem });
  return ok({ restoreId, jobId: sent.outcome === 'started' ? sent.jobId : null });
};

/** What is approved is not what would be sent: that approval is over, and the next one is of this. */
const notPermitted = async (refusal: ApprovalNeeded | WaitOver): Promise<Outcome<WaitOver>> => {
  if (refusal.code === 'approval-needed' && refusal.changed && refusal.request !== null) await voidAsChanged(refusal.request.id);
  return err(refusal);
};

/** What the draft was moved to by whoever was quicker. */
const movedTo = async (scope: Scope, order: StartOrder): Promise<Outcome> => {
  const now = await reviewedDraft(scope, order);
  return now.ok ? err({ code: 'conflict', what: 'draft', id: order.draftId }) : now;
};
