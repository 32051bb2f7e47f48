import 'server-only';
import { type RestoreJob, restoreJobMetadata, restoreJobPages } from '@/lib/aws/restore-jobs';
import type { AwsProblem } from '@/lib/aws-problem';
import {
  adoptedJobs,
  openIntents,
  type RestoreRow,
  recordEndedWithoutJob,
  recordStarted,
  recordUnanswered,
} from '@/lib/db/repositories/restores';
import { nextForIntent } from '@/lib/jobs/intent';
import type { Place } from '@/lib/paths';
import { metadataValue } from '@/lib/restore/keys';
import { ok, type Result } from '@/lib/result';
import { attemptStart } from './start-restore/attempt';

/** How far AWS's clock may be behind ours. */
const CLOCK_SKEW_MS = 5 * 60_000;

/**
 * Finds out what became of intents whose answer is not known, after a crash or a lost connection: a job of the same recovery point whose metadata carries our
 * request id is adopted; without one, the call is repeated with the same token for a short while, and at last, when AWS has answered in full, the intent is lost and
 * its claims end. What AWS does not answer decides nothing.
 */
export const reconcile = async (place: Place): Promise<void> => {
  const intents = await openIntents(place);
  const oldest = intents[0];
  if (oldest === undefined) return;
  const jobs = await jobsSince(place, new Date(oldest.intendedAt.getTime() - CLOCK_SKEW_MS));
  if (!jobs.ok) {
    for (const intent of intents) if (intent.problem === null) await noteIfOld(intent, jobs.error);
    return;
  }
  for (const intent of intents) await resolve(place, intent, jobs.value);
};

/** A young intent may still be in the hands of the request that made it: a problem of ours would make it look failed. */
const noteIfOld = async (intent: RestoreRow, problem: AwsProblem): Promise<void> => {
  const action = nextForIntent({ ageMs: Date.now() - intent.intendedAt.getTime(), failed: false });
  if (action === 'lost') await recordUnanswered(intent.id, problem);
};

const jobsSince = async (place: Place, createdAfter: Date): Promise<Result<readonly RestoreJob[], AwsProblem>> => {
  const jobs: RestoreJob[] = [];
  for await (const page of restoreJobPages(place.region, { createdAfter })) {
    if (!page.ok) return page;
    jobs.push(...page.value);
  }
  return ok(jobs);
};

const resolve = async (place: Place, intent: RestoreRow, jobs: readonly RestoreJob[]): Promise<void> => {
  const ours = await findOurs(place, intent, jobs);
  if (!ours.ok) {
    // Its job may be the one whose metadata could not be read.
    await recordUnanswered(intent.id, ours.error);
    return;
  }
  if (ours.value !== null) {
    await recordStarted(intent.id, ours.value, new Date());
    return;
  }
  const action = nextForIntent({ ageMs: Date.now() - intent.intendedAt.getTime(), failed: intent.problem !== null });
  if (action === 'repeat') await attemptStart(intent);
  if (action === 'lost') await recordEndedWithoutJob(intent.id, { state: 'lost', problem: null, at: new Date() });
};

/** The job that carries the intent's request id; `null` where AWS, having answered everything, has none. */
const findOurs = async (place: Place, intent: RestoreRow, jobs: readonly RestoreJob[]): Promise<Result<string | null, AwsProblem>> => {
  const earliest = intent.intendedAt.getTime() - CLOCK_SKEW_MS;
  const candidates = jobs.filter((job) => job.recoveryPointArn === intent.recoveryPointArn && job.createdAt.getTime() >= earliest);
  const adopted = await adoptedJobs(
    place,
    candidates.map((job) => job.id),
  );
  let unread: AwsProblem | null = null;
  for (const job of candidates) {
    if (adopted.has(job.id)) continue;
    const metadata = await restoreJobMetadata(place.region, job.id);
    if (metadata.ok && metadataValue(metadata.value, 'aws:backup:request-id') === intent.requestId) return ok(job.id);
    if (!metadata.ok && metadata.error.code !== 'not-found') unread = metadata.error;
  }
  return unread === null ? ok(null) : { ok: false, error: unread };
};
