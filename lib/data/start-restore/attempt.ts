import 'server-only';
import { restoreJobMetadata, startRestoreJob } from '@/lib/aws/restore-jobs';
import type { AwsProblem } from '@/lib/aws-problem';
import { type RestoreRow, recordEndedWithoutJob, recordStarted, recordUnanswered } from '@/lib/db/repositories/restores';
import { knownFailure } from '@/lib/jobs/known-failures';
import { metadataValue } from '@/lib/restore/keys';

/** What a call of StartRestoreJob for a committed intent came to. */
export type Attempt =
  | { readonly outcome: 'started'; readonly jobId: string }
  | { readonly outcome: 'refused'; readonly problem: AwsProblem }
  /** Nobody knows: the call may have reached AWS. */
  | { readonly outcome: 'unanswered'; readonly problem: AwsProblem };

/**
 * After these AWS certainly did nothing. Throttling is not among them: the SDK repeats a call, and the one before the throttled one may have arrived.
 */
const CERTAIN = new Set<AwsProblem['code']>([
  'no-credentials',
  'expired-credentials',
  'invalid-credentials',
  'access-denied',
  'not-found',
  'invalid-request',
]);

export type Intent = Pick<
  RestoreRow,
  'id' | 'region' | 'recoveryPointArn' | 'metadata' | 'roleArn' | 'copyTags' | 'idempotencyToken' | 'requestId'
>;

/**
 * Calls StartRestoreJob for a committed intent, with the token that was committed with it, and records the answer. Repeating it is safe: the same token never
 * starts a second restore (1.6).
 */
export const attemptStart = async (intent: Intent): Promise<Attempt> => {
  const answer = await startRestoreJob(intent.region, {
    recoveryPointArn: intent.recoveryPointArn,
    metadata: intent.metadata,
    roleArn: intent.roleArn,
    idempotencyToken: intent.idempotencyToken,
    resourceType: 'EC2',
    copyTags: intent.copyTags,
  });
  if (answer.ok) return started(intent, answer.value.jobId);
  const finished = await finishedJob(intent, answer.error);
  if (finished !== null) return started(intent, finished);
  if (!CERTAIN.has(answer.error.code)) {
    await recordUnanswered(intent.id, answer.error);
    return { outcome: 'unanswered', problem: answer.error };
  }
  await recordEndedWithoutJob(intent.id, { state: 'refused', problem: answer.error, at: new Date() });
  return { outcome: 'refused', problem: answer.error };
};

const started = async (intent: Intent, jobId: string): Promise<Attempt> => {
  await recordStarted(intent.id, jobId, new Date());
  return { outcome: 'started', jobId };
};

/** The job that AWS names when a repeated call finds it "already finished" (F16), if it is ours. */
const finishedJob = async (intent: Intent, problem: AwsProblem): Promise<string | null> => {
  if (problem.code !== 'invalid-request') return null;
  const failure = knownFailure(problem.awsMessage);
  if (failure?.code !== 'already-finished' || failure.subject === null) return null;
  const metadata = await restoreJobMetadata(intent.region, failure.subject);
  return metadata.ok && metadataValue(metadata.value, 'aws:backup:request-id') === intent.requestId ? failure.subject : null;
};
