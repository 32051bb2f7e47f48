import 'server-only';
import { restoreJobMetadata } from '@/lib/aws/restore-jobs';
import { type AwsProblem, CREDENTIALS_FAILURE_MS, isAboutCredentials } from '@/lib/aws-problem';
import { type OpenAttemptRow, openAttempts } from '@/lib/db/repositories/attempts';
import type { SweepRow } from '@/lib/db/repositories/inventory-sweeps';
import { completedJobs, type JobRow, type JobWithOrigin, NEVER_SEEN, readJob, readJobs } from '@/lib/db/repositories/jobs';
import { jobsVersion } from '@/lib/db/repositories/place-versions';
import { restoreOfJob } from '@/lib/db/repositories/restores';
import { type CompletedJob, likenessAmong } from '@/lib/jobs/like';
import { parsePercent } from '@/lib/jobs/percent';
import { isTerminal, jobStatusRow } from '@/lib/jobs/status';
import { awsProblem, type Problem } from '@/lib/problem';
import { err, ok, type Result } from '@/lib/result';
import { createCache } from './cache';
import { resourceIdOf } from './inventory/resource-id';
import { hurryFollowing, noteLooking } from './jobs/attention';
import { failureOf } from './jobs/failure';
import { lookUpNames } from './jobs/names';
import { lastAttempt, openAttemptView, originOf } from './jobs/origin';
import { shownStatus } from './jobs/shown-status';
import { fetchJob, jobSweep } from './jobs/sweep';
import type { JobDetail, JobFreshness, JobList, JobView, OpenRestoreView } from './jobs/views';
import type { Scope } from './scope';
import { sharedVersion } from './shared-version';
import { waitsOf } from './waits/view';

/** Rows of the list; older ones are found in AWS's own console or the history. */
const MAX_JOBS = 500;
/** Freshness in steps of so many milliseconds, so that an answer in which nothing else changed stays the same (ETag). */
const AS_OF_STEP_MS = 10_000;
const DAY_MS = 24 * 3_600_000;

/** A text that stays the same while `listJobs` would answer the same. Asking keeps the sweeps going, as reading does. */
export const jobListVersion = async (scope: Scope): Promise<Result<string, Problem>> => {
  await noteLooking(scope);
  const { account, region } = scope;
  return ok(await sharedVersion(`jobs ${account}/${region}`, () => jobsVersion(scope, AS_OF_STEP_MS)));
};

/** The restore jobs of a place, whoever started them, as the last sweep saw them. Reading keeps the sweeps going. */
export const listJobs = async (scope: Scope): Promise<Result<JobList, Problem>> => {
  await noteLooking(scope);
  const [found, attempts, waits, sweep] = await Promise.all([
    readJobs(scope, MAX_JOBS + 1),
    openAttempts(scope),
    waitsOf(scope),
    jobSweep(scope),
  ]);
  const rows = (await lookUpNames(scope, found)) ? await readJobs(scope, MAX_JOBS + 1) : found;
  const like = likenessAmong(rows.flatMap(({ job }) => completedOf(job)));
  return ok({
    jobs: rows.slice(0, MAX_JOBS).map((row) => jobView(row, like)),
    more: rows.length > MAX_JOBS,
    intents: await Promise.all(attempts.map(openRestoreView)),
    waits,
    freshness: freshnessOf(sweep),
  });
};

const openRestoreView = async (row: OpenAttemptRow): Promise<OpenRestoreView> => ({
  restoreId: row.restoreId,
  startedBy: row.startedBy ?? '',
  intendedAt: row.createdAt.toISOString(),
  resourceArn: row.resourceArn,
  resourceName: row.resourceName,
  addresses: row.addresses,
  ...(await openAttemptView(row)),
});

/** One job with what is known here of it. One that no sweep has seen yet is asked of AWS; one that AWS does not know is `not-found`. */
export const getJob = async (scope: Scope, id: string): Promise<Result<JobDetail, Problem>> => {
  await noteLooking(scope);
  const row = await knownJob(scope, id);
  if (!row.ok) return row;
  const { job } = row.value;
  const [restore, sweep, lately] = await Promise.all([
    restoreOfJob(scope, id),
    jobSweep(scope),
    needsLikeness(job) ? completedJobs(scope, MAX_JOBS) : [],
  ]);
  return ok({
    job: jobView(row.value, likenessAmong(lately.flatMap(completedOf))),
    vaultName: job.vaultArn === null ? (restore?.vault ?? null) : resourceIdOf(job.vaultArn),
    roleArn: job.roleArn,
    sizeBytes: job.sizeBytes,
    runningSeenAt: job.runningSeenAt?.toISOString() ?? null,
    failure:
      job.statusMessage === null || jobStatusRow(job.status).result === 'completed' ? null : await failureOf(scope, job.statusMessage),
    origin: restore === null ? null : await originOf(restore, await lastAttempt(restore.id)),
    metadata: restore?.metadata == null ? await metadataOf(scope, id) : ok(restore.metadata),
    freshness: freshnessOf(sweep),
  });
};

/** AWS's ids are UUIDs. An empty one would turn DescribeRestoreJob into the address of the list. */
const JOB_ID = /^[\w-]{1,100}$/;

const knownJob = async (scope: Scope, id: string): Promise<Result<JobWithOrigin, Problem>> => {
  if (!JOB_ID.test(id)) return err({ code: 'not-found', what: 'job', id });
  const row = await readJob(scope, id);
  if (row !== null && row.job.seenAt > NEVER_SEEN) return ok(await named(scope, row));
  const asked = await fetchJob(scope, id);
  // Of one that AWS has named in its answer at least that much is known.
  if (row !== null && (!asked.ok || asked.value === null)) return ok(await named(scope, row));
  if (!asked.ok) return err(awsProblem(asked.error));
  if (asked.value !== null && !isTerminal(asked.value.status)) await hurryFollowing(scope);
  const stored = asked.value === null ? null : await readJob(scope, id);
  return stored === null ? err({ code: 'not-found', what: 'job', id }) : ok(await named(scope, stored));
};

const named = async (scope: Scope, row: JobWithOrigin): Promise<JobWithOrigin> =>
  (await lookUpNames(scope, [row])) ? ((await readJob(scope, row.job.id)) ?? row) : row;

/** A job's metadata never changes; a failure to read it may pass. */
const metadataCache = createCache<Result<Readonly<Record<string, string>>, AwsProblem>>('job-metadata', (answer) => {
  if (answer.ok) return { freshMs: DAY_MS };
  return { freshMs: isAboutCredentials(answer.error) ? CREDENTIALS_FAILURE_MS : 30_000 };
});

const metadataOf = (scope: Scope, id: string): Promise<Result<Readonly<Record<string, string>>, AwsProblem>> =>
  metadataCache.get(`${scope.aws.connection}/${scope.account}/${scope.region}/${id}`, () => restoreJobMetadata(scope.aws, id));

const freshnessOf = (sweep: SweepRow | null): JobFreshness => {
  const at = sweep?.finishedAt?.getTime();
  return {
    asOf: at === undefined ? null : new Date(Math.floor(at / AS_OF_STEP_MS) * AS_OF_STEP_MS).toISOString(),
    problem: sweep?.problem ?? null,
  };
};

const idOf = (arn: string | null): string | null => (arn === null || arn === '' ? null : resourceIdOf(arn));

type Timed = Pick<JobRow, 'status' | 'createdAt' | 'completedAt' | 'sourceResourceArn' | 'resourceType'>;

/** How long a job took, of one that completed. */
const completedOf = ({ status, createdAt, completedAt, sourceResourceArn, resourceType }: Timed): readonly CompletedJob[] =>
  completedAt === null || jobStatusRow(status).result !== 'completed'
    ? []
    : [
        {
          resourceArn: sourceResourceArn === '' ? null : sourceResourceArn,
          resourceType,
          seconds: Math.max(0, Math.round((completedAt.getTime() - createdAt.getTime()) / 1_000)),
        },
      ];

/** AWS gives no estimate of a job that is under way. */
const needsLikeness = (job: JobRow): boolean => (job.expectedMinutes ?? 0) <= 0 && !isTerminal(shownStatus(job));

/**
 * A stored job as a page shows it.
 * @param like how long restores like one took, where that is shown
 */
export const jobView = (
  { job, restoreId, withoutApproval, origin, startedBy, resourceName, addresses }: JobWithOrigin,
  like: ReturnType<typeof likenessAmong> = () => null,
): JobView => ({
  id: job.id,
  status: shownStatus(job),
  statusMessage: job.statusMessage,
  percent: jobStatusRow(job.status).result === 'completed' ? 100 : parsePercent(job.percentDone),
  resourceArn: job.sourceResourceArn,
  resourceId: idOf(job.sourceResourceArn),
  resourceName,
  resourceType: job.resourceType,
  recoveryPointArn: job.recoveryPointArn,
  addresses,
  createdAt: job.createdAt.toISOString(),
  completedAt: job.completedAt?.toISOString() ?? null,
  expectedMinutes: job.expectedMinutes,
  like: needsLikeness(job) ? like({ resourceArn: job.sourceResourceArn, resourceType: job.resourceType }) : null,
  createdResourceArn: job.createdResourceArn,
  createdResourceId: idOf(job.createdResourceArn),
  startedBy,
  origin,
  restoreId,
  withoutApproval: withoutApproval ?? false,
  forgotten:
    job.forgottenAt === null
      ? null
      : {
          at: job.forgottenAt.toISOString(),
          lastStatus: job.status,
          lastSeenAt: (job.seenAt > NEVER_SEEN ? job.seenAt : job.createdAt).toISOString(),
        },
});
