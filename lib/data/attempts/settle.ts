import 'server-only';
import { eachAtOnce } from '@/lib/at-once';
import { restoreJobMetadata } from '@/lib/aws/restore-jobs';
import type { AwsProblem } from '@/lib/aws-problem';
import { databaseNow } from '@/lib/db/about';
import { noteLook, type OpenAttemptRow, openAttempts } from '@/lib/db/repositories/attempts';
import {
  jobsWithoutRestore,
  noteUnreadable,
  recordElsewhere,
  saveJobMetadata,
  unmatchedJobs,
  unreadJobs,
  unreadJobsOf,
  unreadRunningJobs,
} from '@/lib/db/repositories/job-origins';
import { recordJob, recordNotFound } from '@/lib/db/repositories/outcomes';
import { LIST_REACH_MS, nextForAttempt } from '@/lib/jobs/attempt';
import { err, ok, type Result } from '@/lib/result';
import type { Scope } from '../scope';
import { setting } from '../settings/read';
import { carryOut } from './carry-out';
import { jobMetadataOf } from './claims-of-metadata';
import { stopWatching, watchedMs } from './watch';

/** How much earlier than its attempt AWS may date a job: two clocks, either of which somebody may have put right meanwhile. */
export const DATED_EARLIER_MS = 24 * 3_600_000;
/** So many jobs of others are asked for their metadata in one look; the next one goes on. */
const READ_AT_ONCE = 40;
const READ_AGAIN_MS = 60_000;
const RECORD_AT_ONCE = 500;
/** So many calls of a look are under way at a time: one that AWS takes seconds to answer holds up no other attempt, and AWS is not flooded. */
const CALLS_AT_ONCE = 4;

/** What a look at AWS's list of restore jobs gave: when it was begun (the database's clock), or why it is not complete. */
export type Look = { readonly begunAt: Date; readonly from: Date | null } | { readonly problem: AwsProblem };

/**
 * Finds out whose the jobs of a place are, after their list was stored: jobs with a request id of ours are recorded with their attempts, also with those that had
 * ended; all others become restores from elsewhere, whose addresses count as claimed. Answers what came of reading the jobs that may be an open attempt's, by attempt.
 */
export const attributeJobs = async (scope: Scope, look: Look): Promise<ReadonlyMap<string, Candidates>> => {
  const open = await openAttempts(scope);
  const candidates = await readCandidates(scope, open);
  await readSome(scope);
  for (const { attemptId, jobId } of await unmatchedJobs(scope)) await recordJob(attemptId, jobId, 'list');
  const undecided = open.flatMap((each) => each.recoveryPointArn ?? []);
  await recordOthers(scope, 'begunAt' in look ? look.from : new Date(), undecided);
  return candidates;
};

/**
 * Settles what a look shows: whose its jobs are; and each open attempt is sent again, ended, or waited for. What the look says of all of them is written down before anything is sent, which may take
 * long and be cut short.
 */
export const settleAttempts = async (scope: Scope, look: Look): Promise<void> => {
  const candidates = await attributeJobs(scope, look);
  const toSend: string[] = [];
  for (const attempt of await openAttempts(scope))
    if ((await decide(attempt, look, candidates.get(attempt.id) ?? NONE)) === 'send') toSend.push(attempt.id);
  await eachAtOnce(toSend, CALLS_AT_ONCE, async (attemptId) => void (await carryOut(scope.aws, attemptId)));
};

/** What came of reading the jobs that may be an attempt's: the first problem that leaves one of them undecided, and whether AWS has forgotten one of them meanwhile. */
interface Candidates {
  readonly problem: AwsProblem | null;
  readonly forgotten: boolean;
}

const NONE: Candidates = { problem: null, forgotten: false };

/** Reads the metadata of every job that may be one of the attempts', each once. One that AWS has forgotten is nobody's while the attempt is open: it may be its own. What came of it, by attempt. */
const readCandidates = async (scope: Scope, open: readonly OpenAttemptRow[]): Promise<ReadonlyMap<string, Candidates>> => {
  const jobs = new Map<string, readonly string[]>();
  for (const { id, recoveryPointArn, createdAt } of open)
    if (recoveryPointArn !== null)
      jobs.set(id, await unreadJobsOf(scope, recoveryPointArn, new Date(createdAt.getTime() - DATED_EARLIER_MS)));
  const came = new Map<string, Candidates>();
  for (const [jobId, metadata] of await metadataOf(scope, new Set([...jobs.values()].flat()))) {
    const read = await saveMetadata(scope, jobId, metadata);
    if (read.ok && read.value === 'forgotten') await noteUnreadable(scope, jobId);
    came.set(jobId, { problem: read.ok ? null : read.error, forgotten: read.ok && read.value === 'forgotten' });
  }
  const both = (a: Candidates, b: Candidates): Candidates => ({ problem: a.problem ?? b.problem, forgotten: a.forgotten || b.forgotten });
  return new Map([...jobs].map(([id, ids]) => [id, ids.map((each) => came.get(each) ?? NONE).reduce(both, NONE)]));
};

/**
 * Before a start: reads every job that has not ended and that attributing jobs has left unread, however short a time ago AWS did not answer. `null`, or the first problem:
 * then it is not known which addresses are claimed. One whose metadata AWS does not have may be an open attempt's own and is left as it is.
 */
export const readRunning = async (scope: Scope): Promise<AwsProblem | null> => {
  let problem: AwsProblem | null = null;
  for (const [jobId, metadata] of await metadataOf(scope, await unreadRunningJobs(scope), { untilProblem: true })) {
    const read = await saveMetadata(scope, jobId, metadata);
    if (!read.ok) problem ??= read.error;
  }
  return problem;
};

/** A few of the others, the newest first: until all are read. A problem is met again at the next look. */
const readSome = async (scope: Scope): Promise<void> => {
  const ids = await unreadJobs(scope, new Date(Date.now() - READ_AGAIN_MS), READ_AT_ONCE);
  for (const [jobId, metadata] of await metadataOf(scope, ids, { untilProblem: true })) {
    const read = await saveMetadata(scope, jobId, metadata);
    if (read.ok && read.value === 'forgotten') await saveJobMetadata(scope, jobId, jobMetadataOf(null));
  }
};

type Metadata = Awaited<ReturnType<typeof restoreJobMetadata>>;

/** Asks AWS for the metadata of jobs, a few at a time; with `untilProblem` no further one once AWS did not answer one. By job, in the order in which they came. */
const metadataOf = async (
  scope: Scope,
  jobIds: Iterable<string>,
  { untilProblem = false }: { readonly untilProblem?: boolean } = {},
): Promise<ReadonlyMap<string, Metadata>> => {
  const came = new Map<string, Metadata>();
  let problem = false;
  await eachAtOnce(jobIds, CALLS_AT_ONCE, async (jobId) => {
    if (untilProblem && problem) return;
    const metadata = await restoreJobMetadata(scope.aws, jobId);
    came.set(jobId, metadata);
    problem ||= !metadata.ok && metadata.error.code !== 'not-found';
  });
  return came;
};

/** Stores what AWS said of a job. One after the other: two at once would each wait for claims or for the record that the other has. */
const saveMetadata = async (scope: Scope, jobId: string, metadata: Metadata): Promise<Result<'saved' | 'forgotten', AwsProblem>> => {
  if (metadata.ok) {
    await saveJobMetadata(scope, jobId, jobMetadataOf(metadata.value));
    return ok('saved');
  }
  if (metadata.error.code === 'not-found') return ok('forgotten');
  await noteUnreadable(scope, jobId);
  return err(metadata.error);
};

const recordOthers = async (scope: Scope, from: Date | null, undecided: readonly string[]): Promise<void> => {
  const keepDays = await setting('keepRestoresDays');
  // What is no longer kept must not come back with AWS's list.
  const kept = keepDays === null ? null : new Date((await databaseNow()).getTime() - keepDays * 24 * 3_600_000);
  const since = from === null || (kept !== null && kept > from) ? kept : from;
  for (;;) {
    const jobs = await jobsWithoutRestore(scope, { since, undecided, limit: RECORD_AT_ONCE });
    if (jobs.length === 0) return;
    await recordElsewhere(scope, jobs);
    if (jobs.length < RECORD_AT_ONCE) return;
  }
};

/** Writes down what the look says of an attempt, and ends it where that is proof. What is to be done about it. */
const decide = async (attempt: OpenAttemptRow, look: Look, candidates: Candidates): Promise<ReturnType<typeof nextForAttempt>> => {
  const watched = watchedMs(attempt);
  const problem = 'problem' in look ? look.problem : candidates.problem;
  // A list that begins after the attempt's earliest job could miss it.
  const complete = 'begunAt' in look && (look.from === null || look.from.getTime() <= attempt.createdAt.getTime() - DATED_EARLIER_MS);
  if (problem !== null) await noteLook(attempt.id, { problem });
  const lookedAt = problem === null && complete ? look.begunAt : null;
  if (lookedAt !== null) await noteLook(attempt.id, { lookedAt });
  const absentAfterMs = (await setting('absentAfterSeconds')) * 1_000;
  const action = nextForAttempt(
    {
      ageMs: attempt.ageMs,
      leased: attempt.leased,
      sends: attempt.sends,
      lookedAfterMs: lookedAt === null ? null : lookedAt.getTime() - attempt.maySendUntil.getTime(),
      listReaches: !candidates.forgotten && lookedAt !== null && lookedAt.getTime() - attempt.createdAt.getTime() < LIST_REACH_MS,
      watchedMs: watched,
    },
    absentAfterMs,
  );
  if (action !== 'send' && action !== 'wait' && lookedAt !== null)
    if (await recordNotFound(attempt.id, action, lookedAt, absentAfterMs)) stopWatching(attempt.id);
  return action;
};
