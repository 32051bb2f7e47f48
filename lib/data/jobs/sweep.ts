import 'server-only';
import { describeRestoreJob, type RestoreJob, restoreJobPages } from '@/lib/aws/restore-jobs';
import type { AwsProblem } from '@/lib/aws-problem';
import { databaseNow } from '@/lib/db/about';
import { noteLook, openAttempts } from '@/lib/db/repositories/attempts';
import { beginSweep, failSweep, finishSweep, readSweeps, type SweepRow } from '@/lib/db/repositories/inventory-sweeps';
import { recordForgotten, saveJobs } from '@/lib/db/repositories/job-changes';
import { jobsSeenSince, openJobs, openJobsUnseen } from '@/lib/db/repositories/jobs';
import { endSettledClaims, openRestores } from '@/lib/db/repositories/restores';
import { FORGOTTEN_AFTER_MS } from '@/lib/jobs/status';
import type { Place } from '@/lib/paths';
import { processWide } from '@/lib/process-wide';
import { ok, type Result } from '@/lib/result';
import { attributeJobs, DATED_EARLIER_MS, type Look, readRunning, settleAttempts } from '../attempts/settle';
import { ownCredentials } from '../identity';
import type { Scope } from '../scope';

/** The subject of the jobs' sweep in `sweeps`. */
const JOBS = 'jobs';

const ROWS_PER_STATEMENT = 500;
const OVERLAP_MS = DATED_EARLIER_MS;
const FULL_EVERY_MS = 6 * 3_600_000;
/** So many jobs of others are asked for by name in one sweep; the next one goes on. */
const MAX_ASKED = 50;

const fullSweeps = processWide('full-job-sweeps', () => new Map<string, number>());

/** The state of the place's job sweep. */
export const jobSweep = async (place: Place): Promise<SweepRow | null> =>
  (await readSweeps(place)).find((row) => row.subject === JOBS) ?? null;

/**
 * One look at AWS for a place: its restore jobs are stored, open attempts settled, claims of ended restores ended. `null`, or what kept it from being complete. Two at a time
 * harm nothing, but are one too many: the engine sees to it that there is one per scope. Ends early, by throwing, when `signal` is aborted.
 * With credentials of another account nothing is looked at and nothing written down: others may be following the place with its own.
 */
export const sweepJobs = async (scope: Scope, signal?: AbortSignal): Promise<AwsProblem | null> => {
  const own = await ownCredentials(scope);
  if (!own.ok) return withoutOwnCredentials(scope, own.error);
  const look = await copyJobs(scope, await jobSweep(scope), signal);
  signal?.throwIfAborted();
  await settleAttempts(scope, look);
  await endSettledClaims(scope);
  return 'problem' in look ? look.problem : null;
};

/**
 * The part of a look that a start needs: which addresses jobs have claimed that others have started, also those of a second ago. Attempts of other starts are left to the
 * engine. What keeps AWS from answering is noted with the place. `null`, or why not all of them are known.
 */
export const seeOthersJobs = async (scope: Scope): Promise<AwsProblem | null> => {
  const own = await ownCredentials(scope);
  if (!own.ok) return own.error;
  const look = await copyJobs(scope, await jobSweep(scope), undefined);
  await attributeJobs(scope, look);
  const unread = await readRunning(scope);
  return 'problem' in look ? look.problem : unread;
};

/** Why nothing was looked at is told with the place and its open attempts, unless the credentials are of another account. */
const withoutOwnCredentials = async (scope: Scope, problem: AwsProblem): Promise<AwsProblem> => {
  if (problem.code === 'other-account') return problem;
  await beginSweep(scope, JOBS, await databaseNow());
  await failSweep(scope, JOBS, problem);
  for (const attempt of await openAttempts(scope)) await noteLook(attempt.id, { problem });
  return problem;
};

const copyJobs = async (scope: Scope, last: SweepRow | null, signal: AbortSignal | undefined): Promise<Look> => {
  // By the clock that leases are measured by and that all processes share, and before AWS is asked: under a clock of its own that is ahead, what this look writes would keep out all others for as long.
  const begunAt = await databaseNow();
  await beginSweep(scope, JOBS, begunAt);
  const since = await sinceWhen(scope, last, begunAt);
  const pages = restoreJobPages(scope.aws, since === null ? {} : { createdAfter: since });
  for await (const page of pages) {
    signal?.throwIfAborted();
    if (!page.ok) {
      await failSweep(scope, JOBS, page.error);
      return { problem: page.error };
    }
    for (let start = 0; start < page.value.length; start += ROWS_PER_STATEMENT)
      await saveJobs(scope, unique(page.value.slice(start, start + ROWS_PER_STATEMENT)), begunAt);
  }
  const problem = await lookForUnlisted(scope, begunAt);
  if (problem !== null) {
    await failSweep(scope, JOBS, problem);
    return { problem };
  }
  if (since === null) fullSweeps.set(`${scope.aws.connection}/${scope.account}/${scope.region}`, begunAt.getTime());
  await finishSweep(scope, JOBS, await databaseNow());
  return { begunAt, from: since };
};

/** From when on jobs can have changed: the oldest that has not ended, or the oldest open attempt, and a day for those made elsewhere. `null`: everything. */
const sinceWhen = async (scope: Scope, last: SweepRow | null, now: Date): Promise<Date | null> => {
  const full = fullSweeps.get(`${scope.aws.connection}/${scope.account}/${scope.region}`);
  if (last?.finishedAt == null || full === undefined || now.getTime() - full > FULL_EVERY_MS) return null;
  const [{ oldest }, [attempt]] = await Promise.all([openJobs(scope), openAttempts(scope)]);
  const earliest = [oldest, attempt?.createdAt].map((at) => at?.getTime() ?? Number.POSITIVE_INFINITY);
  return new Date(Math.min(now.getTime(), ...earliest) - OVERLAP_MS);
};

/**
 * Jobs that have not ended and that the list did not show are asked for by name: ours always, because lists lag, those of others when they are old. What AWS
 * then does not know it has forgotten, if it had time enough to get to know it.
 */
const lookForUnlisted = async (scope: Scope, sweptAt: Date): Promise<AwsProblem | null> => {
  const old = new Date(sweptAt.getTime() - FORGOTTEN_AFTER_MS);
  const ours = (await openRestores()).filter(
    (each) => each.origin === 'here' && each.account === scope.account && each.region === scope.region,
  );
  const ourIds = ours.flatMap((each) => each.jobId ?? []);
  const seen = await jobsSeenSince(scope, ourIds, sweptAt);
  const oldOnes = await openJobsUnseen(scope, { since: sweptAt, startedBefore: old, limit: MAX_ASKED });
  const young = new Set(ours.flatMap((each) => (each.intendedAt < old ? [] : (each.jobId ?? []))));
  for (const id of new Set([...ourIds.filter((each) => !seen.has(each)), ...oldOnes])) {
    const job = await describeRestoreJob(scope.aws, id);
    if (job.ok) await saveJobs(scope, [job.value], sweptAt);
    else if (job.error.code !== 'not-found') return job.error;
    else if (!young.has(id)) await recordForgotten(scope, id, new Date());
  }
  return null;
};

const unique = (jobs: readonly RestoreJob[]): readonly RestoreJob[] => [...new Map(jobs.map((job) => [job.id, job])).values()];

/** Asks AWS for one job and stores it; `null` where AWS knows none of that id. */
export const fetchJob = async (scope: Scope, id: string): Promise<Result<RestoreJob | null, AwsProblem>> => {
  const askedAt = await databaseNow();
  const job = await describeRestoreJob(scope.aws, id);
  if (!job.ok) return job.error.code === 'not-found' || job.error.code === 'invalid-request' ? ok(null) : job;
  await saveJobs(scope, [job.value], askedAt);
  return ok(job.value);
};
