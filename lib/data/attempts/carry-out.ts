import 'server-only';
import { randomUUID } from 'node:crypto';
import type { Aws } from '@/lib/aws/connection';
import { restoreJobMetadata, startRestoreJob } from '@/lib/aws/restore-jobs';
import type { AwsProblem } from '@/lib/aws-problem';
import { holdsLease, leaseAttempt, recordUnanswered, type Sending } from '@/lib/db/repositories/attempts';
import { recordJob, recordRefused } from '@/lib/db/repositories/outcomes';
import { LEASE_MS } from '@/lib/jobs/attempt';
import { knownFailure } from '@/lib/jobs/known-failures';
import { restoreRequestSha256 } from '@/lib/record/restore-request';
import { metadataValue } from '@/lib/restore/keys';
import { requestOfSending } from '../approval/sent';

/** What sending an attempt's request came to. */
export type CarriedOut =
  | { readonly outcome: 'started'; readonly jobId: string }
  | { readonly outcome: 'refused'; readonly problem: AwsProblem }
  /** Nobody knows: a request may have reached AWS. */
  | { readonly outcome: 'unanswered'; readonly problem: AwsProblem }
  /** Somebody else is sending it, or it has ended: nothing was sent. */
  | { readonly outcome: 'not-ours' };

/**
 * After these AWS certainly did nothing with the request that was answered so. Throttling is not among them: what throttles may stand behind what accepts.
 * A request that was sent before may have been accepted all the same, so only the answer to the one request of an attempt ends it.
 */
const CERTAIN = new Set<AwsProblem['code']>([
  'no-credentials',
  'expired-credentials',
  'invalid-credentials',
  // Nothing is sent with these.
  'other-account',
  'clock-differs',
  'access-denied',
  'not-found',
  'invalid-request',
]);

/** A request must leave so long before its lease ends. */
const MARGIN_MS = 5_000;

/**
 * Sends the request of an open attempt with the connection of its account, once, with the token that was committed with it, and records the answer. Whoever sends holds the attempt's lease and looks
 * at it once more right before; what comes back is recorded whatever the attempt has become meanwhile. Several may try at once: one sends.
 */
export const carryOut = async (aws: Aws, attemptId: string): Promise<CarriedOut> => {
  const holder = randomUUID();
  const begun = clocks();
  const sending = await leaseAttempt(attemptId, holder, LEASE_MS);
  if (sending === null) return { outcome: 'not-ours' };
  if (!isAsApproved(sending)) throw new Error(`attempt ${attemptId} would send something else than was approved`);
  if (!(await holdsLease(attemptId, holder, MARGIN_MS))) return { outcome: 'not-ours' };
  const answer = await startRestoreJob(aws, orderOf(sending), () => elapsedMs(begun) < LEASE_MS - MARGIN_MS);
  if (answer.ok) return started(sending, answer.value.jobId);
  const { error } = answer;
  if (error.code === 'too-late') return { outcome: 'not-ours' };
  const finished = await finishedJob(aws, sending, error);
  if (finished.jobId !== null) return started(sending, finished.jobId);
  if (CERTAIN.has(error.code) && !finished.maybeOurs && (await recordRefused(attemptId, holder, error)))
    return { outcome: 'refused', problem: error };
  await recordUnanswered(attemptId, holder, error);
  return { outcome: 'unanswered', problem: error };
};

/** Whoever changed the stored rows since the start does not get sent what nobody approved: then nothing goes out, and the attempt ends when AWS's lists prove it. */
const isAsApproved = (sending: Sending): boolean =>
  sending.approvedSha256 === null || restoreRequestSha256(requestOfSending(sending)) === sending.approvedSha256;

/** Two clocks: one that cannot be set, and one that goes on while the machine sleeps. */
const clocks = () => ({ steady: performance.now(), wall: Date.now() });

/** The longer of what the two clocks say. */
const elapsedMs = (since: ReturnType<typeof clocks>): number => Math.max(performance.now() - since.steady, Date.now() - since.wall);

const orderOf = (sending: Sending) => ({
  recoveryPointArn: sending.recoveryPointArn,
  metadata: sending.metadata,
  roleArn: sending.roleArn,
  idempotencyToken: sending.idempotencyToken,
  resourceType: sending.resourceType,
  copyTags: sending.copyTags,
});

const started = async (sending: Sending, jobId: string): Promise<CarriedOut> => {
  await recordJob(sending.attemptId, jobId, 'answer');
  return { outcome: 'started', jobId };
};

/** What an answer tells of a job of ours that had ended before it came. */
interface FinishedJob {
  /** Its id, where it certainly is ours. */
  readonly jobId: string | null;
  /** It could not be found out whose it is: then the answer is no refusal. */
  readonly maybeOurs: boolean;
}

/**
 * The job that AWS names when a repeated call finds it "already finished" (F16). Nobody need have repeated it here: what is between us and AWS may deliver a request twice. A job whose metadata cannot be read may
 * be ours.
 */
const finishedJob = async (aws: Aws, sending: Sending, problem: AwsProblem): Promise<FinishedJob> => {
  const failure = problem.code === 'invalid-request' ? knownFailure(problem.awsMessage) : null;
  if (failure?.code !== 'already-finished') return { jobId: null, maybeOurs: false };
  const metadata = failure.subject === null ? null : await restoreJobMetadata(aws, failure.subject);
  if (metadata === null || !metadata.ok) return { jobId: null, maybeOurs: true };
  const isOurs = metadataValue(metadata.value, 'aws:backup:request-id') === sending.requestId;
  return { jobId: isOurs ? failure.subject : null, maybeOurs: false };
};
