import 'server-only';
import { db } from '@/lib/db/client';
import { answersOf } from '@/lib/db/repositories/approvals';
import { type AttemptRow, attemptsOf } from '@/lib/db/repositories/attempts';
import type { RestoreRow } from '@/lib/db/repositories/restores';
import { readRun } from '@/lib/db/repositories/runs';
import { lastWaitOfDraft } from '@/lib/db/repositories/waits';
import { compareAddresses } from '@/lib/jobs/compare-addresses';
import { knownPlan } from '../history/stored-plan';
import { setting } from '../settings/read';
import type { JobOrigin, OpenAttemptView } from './views';

/** What is not known yet of an open attempt, and what is being done about it. */
export const openAttemptView = async (attempt: AttemptRow): Promise<OpenAttemptView> => ({
  problem: attempt.problem,
  sends: attempt.sends,
  lookedAt: attempt.lookedAt?.toISOString() ?? null,
  lookProblem: attempt.lookProblem,
  provenFrom: new Date(attempt.maySendUntil.getTime() + (await setting('absentAfterSeconds')) * 1_000).toISOString(),
});

/** The last attempt of a restore; `null` of one from elsewhere. */
export const lastAttempt = async (restoreId: string): Promise<AttemptRow | null> => (await attemptsOf(restoreId))[0] ?? null;

/** Only AWS's own answer counts. A refusal always is one; earlier versions kept only when the attempt ended. */
const answeredAt = (attempt: AttemptRow | null): Date | null =>
  attempt === null ? null : (attempt.answeredAt ?? (attempt.state === 'refused' ? attempt.endedAt : null));

/** An answer that came before its job turned up can only have been a refusal: any other would have named the job. */
const refusedBefore = ({ adoptedLateAt }: RestoreRow, attempt: AttemptRow | null): boolean =>
  adoptedLateAt !== null && attempt?.answeredAt != null && attempt.answeredAt < adoptedLateAt;

/** Who approved it. */
const approvalOf = async (id: string): Promise<JobOrigin['approval']> => {
  const answers = await answersOf(db(), [id]);
  return { id, approvedBy: answers.flatMap(({ person, answer }) => (answer === 'approve' ? [person] : [])) };
};

const waitedSince = async ({ id, draftId }: RestoreRow): Promise<string | null> => {
  const wait = draftId === null ? null : await lastWaitOfDraft(db(), draftId);
  return wait?.restoreId === id ? wait.createdAt.toISOString() : null;
};

/** What is kept here of a restore, with its last attempt. */
export const originOf = async (restore: RestoreRow, attempt: AttemptRow | null): Promise<JobOrigin> => {
  const { actualInterfaces: actual } = restore;
  const { asked: plan } = knownPlan(restore);
  const run = restore.runId === null ? null : await readRun(restore.runId);
  const interfaces = actual === null ? null : compareAddresses(plan ?? { nics: [] }, actual);
  return {
    restoreId: restore.id,
    origin: restore.origin,
    startedBy: restore.startedBy,
    outcome: restore.outcome,
    intendedAt: restore.intendedAt.toISOString(),
    answeredAt: answeredAt(attempt)?.toISOString() ?? null,
    settledAt: attempt?.endedAt?.toISOString() ?? null,
    reason: run?.reason ?? null,
    ticket: run?.ticket ?? null,
    waitedSince: await waitedSince(restore),
    open: attempt?.state === 'open' ? await openAttemptView(attempt) : null,
    adoptedLateAt: restore.adoptedLateAt?.toISOString() ?? null,
    refusedBefore: refusedBefore(restore, attempt),
    duplicateJobId: restore.duplicateJobId,
    copyTags: restore.copyTags,
    approval: restore.approvalId === null ? null : await approvalOf(restore.approvalId),
    withoutApproval: restore.withoutApproval,
    verification:
      interfaces === null || restore.verifiedAt === null
        ? null
        : {
            verifiedAt: restore.verifiedAt.toISOString(),
            interfaces,
            matches: plan === null ? null : interfaces.every((each) => each.matches),
          },
    asked: plan === null ? [] : compareAddresses(plan, []),
    verificationProblem: restore.verificationProblem,
  };
};
