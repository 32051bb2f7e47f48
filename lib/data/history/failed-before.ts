import 'server-only';
import { readJob } from '@/lib/db/repositories/jobs';
import type { RestoreRow } from '@/lib/db/repositories/restores';
import { failureInPlan } from '@/lib/jobs/failure-in-plan';
import type { KnownFailure } from '@/lib/jobs/known-failures';
import { indexFacts, NO_FACTS } from '@/lib/restore/fact-index';
import type { FailedBefore } from '@/lib/restore/failed-before';
import { metadataValue } from '@/lib/restore/keys';
import type { RestorePlan } from '@/lib/restore/plan';
import { toMetadata } from '@/lib/restore/to-metadata';
import { failureOf } from '../jobs/failure';
import { lastAttempt } from '../jobs/origin';
import type { Scope } from '../scope';

const NOTHING_KNOWN = indexFacts(NO_FACTS);

/** AWS's words about a restore that ended without an instance: of its job, or of the refusal to start one; `null` of any other. */
const wordsOf = async (restore: RestoreRow): Promise<string | null> => {
  if (restore.outcome === 'failed' || restore.outcome === 'aborted')
    return restore.jobId === null ? null : ((await readJob(restore, restore.jobId))?.job.statusMessage ?? null);
  if (restore.outcome !== 'refused') return null;
  const problem = (await lastAttempt(restore.id))?.problem ?? null;
  return problem !== null && 'awsMessage' in problem && problem.awsMessage !== '' ? problem.awsMessage : null;
};

/** What of the plan the failure is about, so that one can tell whether it is asked for again. */
const about = (plan: RestorePlan, failure: KnownFailure | null): Pick<FailedBefore, 'subject' | 'key' | 'text'> => {
  const at = failure === null ? null : failureInPlan(plan, NOTHING_KNOWN, failure).at;
  if (failure === null || at === null) return { subject: null, key: null, text: plan.restoreRoleArn };
  const key = at.split('/')[1] ?? '';
  return { subject: failure.subject, key, text: metadataValue(toMetadata(plan, ''), key) };
};

/** The failure of a restore, to go with its plan when that is tried again; `null` where it did not fail. */
export const failedBefore = async (scope: Scope, restore: RestoreRow, plan: RestorePlan): Promise<FailedBefore | null> => {
  const message = await wordsOf(restore);
  if (message === null) return null;
  const known = await failureOf(scope, message);
  return {
    restoreId: restore.id,
    jobId: restore.jobId,
    at: restore.endedAt?.toISOString() ?? null,
    message,
    known,
    ...about(plan, known),
  };
};
