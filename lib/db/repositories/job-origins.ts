import { randomUUID } from 'node:crypto';
import { and, asc, desc, eq, gte, isNotNull, isNull, lt, notInArray, or, sql } from 'drizzle-orm';
import type { AskedAddress } from '@/lib/jobs/compare-addresses';
import { OPEN_OUTCOMES, outcomeOfJob, TERMINAL_STATUSES } from '@/lib/jobs/status';
import type { Place } from '@/lib/paths';
import type { NewEvent } from '@/lib/record/kinds';
import { db } from '../client';
import { restoreJobs } from '../schema/jobs';
import { attempts, restores } from '../schema/restores';
import { type Claim, claimWhatIsFree } from './claims';
import { NOBODY, recordChange, takenEvents } from './events';
import type { Transaction } from './executor';
import type { JobRow } from './jobs';
import { insertAddresses, type RestoreAddress } from './restore-addresses';
import { refreshSearchText } from './search-text';

const here = (place: Place) => and(eq(restoreJobs.account, place.account), eq(restoreJobs.region, place.region));

/** Only an EC2 job can be ours; of a job whose type AWS does not tell nobody knows. */
const maybeEc2 = or(isNull(restoreJobs.resourceType), eq(restoreJobs.resourceType, 'EC2'));

const unread = (place: Place) => and(here(place), isNull(restoreJobs.metadataReadAt), maybeEc2);

/** The jobs of a recovery point created since `since` of which nobody knows yet whether they are ours: their metadata was never read. */
export const unreadJobsOf = async (place: Place, recoveryPointArn: string, since: Date): Promise<readonly string[]> => {
  const rows = await db()
    .select({ id: restoreJobs.id })
    .from(restoreJobs)
    .where(
      and(
        unread(place),
        or(isNull(restoreJobs.recoveryPointArn), eq(restoreJobs.recoveryPointArn, recoveryPointArn)),
        gte(restoreJobs.createdAt, since),
      ),
    );
  return rows.map((row) => row.id);
};

/** The newest jobs whose metadata was not read, and not tried in vain since `triedBefore`; those that have not ended first. */
export const unreadJobs = async (place: Place, triedBefore: Date, limit: number): Promise<readonly string[]> => {
  const rows = await db()
    .select({ id: restoreJobs.id })
    .from(restoreJobs)
    .where(and(unread(place), or(isNull(restoreJobs.metadataTriedAt), lt(restoreJobs.metadataTriedAt, triedBefore))))
    .orderBy(desc(sql`${restoreJobs.completedAt} is null`), desc(restoreJobs.createdAt))
    .limit(limit);
  return rows.map((row) => row.id);
};

/** The jobs that have not ended and whose metadata was never read: nobody knows which addresses they will take. The newest first. */
export const unreadRunningJobs = async (place: Place): Promise<readonly string[]> => {
  const rows = await db()
    .select({ id: restoreJobs.id })
    .from(restoreJobs)
    .where(and(unread(place), isNull(restoreJobs.forgottenAt), notInArray(restoreJobs.status, [...TERMINAL_STATUSES])))
    .orderBy(desc(restoreJobs.createdAt));
  return rows.map((row) => row.id);
};

/** What a job's metadata says. `requestId` is `null` where it carries none. */
export interface JobMetadata {
  readonly requestId: string | null;
  /** `null`: AWS no longer has it. */
  readonly metadata: Readonly<Record<string, string>> | null;
  readonly claims: readonly Claim[];
  readonly asked: readonly AskedAddress[];
  readonly addresses: readonly RestoreAddress[];
}

/**
 * Stores what a job's metadata says. One that carries no request id of ours is a restore from elsewhere: it claims its addresses from now on, as far as nobody
 * else has, until its job has ended.
 */
export const saveJobMetadata = (place: Place, jobId: string, read: JobMetadata): Promise<void> =>
  db().transaction(async (tx) => {
    const stored = await tx
      .update(restoreJobs)
      .set({ requestId: read.requestId, metadataReadAt: sql`now()` })
      .where(and(here(place), eq(restoreJobs.id, jobId)))
      .returning();
    const [job] = stored;
    if (job === undefined) return;
    if (read.requestId !== null) {
      const ours = await tx.select({ id: attempts.id }).from(attempts).where(eq(attempts.requestId, read.requestId));
      if (ours.length > 0) return;
    }
    const added = await insertElsewhere(tx, place, [job]);
    const rows = await tx
      .update(restores)
      .set({ metadata: read.metadata === null ? null : { ...read.metadata }, asked: read.asked })
      .where(
        and(
          eq(restores.account, place.account),
          eq(restores.region, place.region),
          eq(restores.jobId, jobId),
          eq(restores.origin, 'elsewhere'),
        ),
      )
      .returning({ id: restores.id, outcome: restores.outcome });
    const [restore] = rows;
    if (restore === undefined) return;
    await insertAddresses(tx, restore.id, read.addresses);
    const at = new Date();
    const taken = OPEN_OUTCOMES.includes(restore.outcome)
      ? await claimWhatIsFree(tx, place, read.claims, { restoreId: restore.id, claimedBy: null, claimedAt: at })
      : [];
    const events = [...added, ...takenEvents(at, restore.id, taken, 'seen-elsewhere')];
    // Without addresses it is shown as before.
    if (events.length > 0 || read.addresses.length > 0) await recordChange(tx, place, events);
  });

/** Notes that a job's metadata could not be read. */
export const noteUnreadable = async (place: Place, jobId: string): Promise<void> => {
  await db()
    .update(restoreJobs)
    .set({ metadataTriedAt: sql`now()` })
    .where(and(here(place), eq(restoreJobs.id, jobId)));
};

/** The jobs that carry an attempt's request id and are not that attempt's job yet. */
export const unmatchedJobs = async (place: Place): Promise<readonly { readonly attemptId: string; readonly jobId: string }[]> =>
  db()
    .select({ attemptId: attempts.id, jobId: restoreJobs.id })
    .from(restoreJobs)
    .innerJoin(attempts, eq(attempts.requestId, restoreJobs.requestId))
    .innerJoin(restores, eq(restores.id, attempts.restoreId))
    .where(
      and(
        here(place),
        isNotNull(restoreJobs.requestId),
        sql`${attempts.jobId} is distinct from ${restoreJobs.id}`,
        sql`${restores.duplicateJobId} is distinct from ${restoreJobs.id}`,
      ),
    )
    .orderBy(asc(restoreJobs.createdAt));

/**
 * The jobs created since `since` (`null`: all) that belong to no restore, without those of recovery points in `undecided`. Their ids are found first, by the two indexes of job ids side by side and by one
 * process: of all jobs that is still a second at a million, and whoever uses the console meanwhile needs the others.
 */
export const jobsWithoutRestore = (
  place: Place,
  wanted: { readonly since: Date | null; readonly undecided: readonly string[]; readonly limit: number },
): Promise<readonly JobRow[]> =>
  db().transaction(async (tx) => {
    await tx.execute(sql`set local max_parallel_workers_per_gather = 0`);
    const { account, region } = place;
    // The offset keeps PostgreSQL from reading whole rows for it.
    const missing = sql`(select job.id from restore_jobs job where job.account = ${account} and job.region = ${region}
      and ${wanted.since === null ? sql`true` : sql`job.created_at >= ${wanted.since.toISOString()}::timestamptz`}
      and not exists (select 1 from ${restores} where ${restores.account} = ${account} and ${restores.region} = ${region}
        and ${restores.jobId} = job.id) offset 0)`;
    return tx
      .select()
      .from(restoreJobs)
      .where(
        and(
          here(place),
          sql`${restoreJobs.id} in ${missing}`,
          wanted.undecided.length === 0
            ? undefined
            : or(isNotNull(restoreJobs.metadataReadAt), sql`${restoreJobs.recoveryPointArn} not in ${[...wanted.undecided]}`),
        ),
      )
      .limit(wanted.limit);
  });

/** Records jobs that were started elsewhere as restores, so that the history has them. An event tells of each that is under way. */
export const recordElsewhere = (place: Place, jobs: readonly JobRow[]): Promise<void> =>
  db().transaction(async (tx) => {
    const events = await insertElsewhere(tx, place, jobs);
    await recordChange(tx, place, events);
  });

const insertElsewhere = async (tx: Transaction, place: Place, jobs: readonly JobRow[]): Promise<readonly NewEvent[]> => {
  const { account, region } = place;
  const made = await tx
    .insert(restores)
    .values(jobs.map((job) => ({ id: randomUUID(), account, region, ...ofJob(job) })))
    .onConflictDoNothing()
    .returning({ id: restores.id, jobId: restores.jobId, outcome: restores.outcome });
  await refreshSearchText(
    tx,
    made.map(({ id }) => id),
  );
  const byId = new Map(jobs.map((job) => [job.id, job]));
  return made.flatMap(({ id, jobId, outcome }): NewEvent[] => {
    const job = byId.get(jobId ?? '');
    if (job === undefined || !OPEN_OUTCOMES.includes(outcome)) return [];
    const { recoveryPointArn, status } = job;
    const data = { region, jobId: job.id, recoveryPointArn, status, claims: [] };
    return [{ at: new Date(), actor: NOBODY, kind: 'external-restore-seen', subject: id, data }];
  });
};

const ofJob = (job: JobRow) => ({
  origin: 'elsewhere' as const,
  recoveryPointArn: job.recoveryPointArn,
  vault: job.vaultArn?.split(':').at(-1) ?? null,
  resourceArn: job.sourceResourceArn,
  resourceType: job.resourceType,
  diagnostics: [],
  roleArn: job.roleArn,
  copyTags: false,
  outcome: job.forgottenAt === null ? outcomeOfJob(job.status) : ('forgotten' as const),
  jobId: job.id,
  intendedAt: job.createdAt,
  endedAt: job.forgottenAt ?? job.completedAt,
  addressesRecorded: true,
});
