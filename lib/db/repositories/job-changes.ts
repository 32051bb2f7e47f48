import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import { parsePercent } from '@/lib/jobs/percent';
import { FORGOTTEN, isTerminal, outcomeOfJob } from '@/lib/jobs/status';
import type { Place } from '@/lib/paths';
import type { NewEvent } from '@/lib/record/kinds';
import { db } from '../client';
import { restoreJobs } from '../schema/jobs';
import { restores } from '../schema/restores';
import { datedAhead } from './dated-ahead';
import { NOBODY, recordChange } from './events';
import type { Transaction } from './executor';
import type { JobRow } from './jobs';
import { refreshSearchText } from './search-text';

/** A job as AWS shows it. */
export type NewJob = Omit<
  JobRow,
  'account' | 'region' | 'seenAt' | 'runningSeenAt' | 'forgottenAt' | 'requestId' | 'metadataReadAt' | 'metadataTriedAt'
>;

/** What a page shows of a job; where none of it differs, nothing has changed. */
const shown = (job: NewJob): string =>
  JSON.stringify([
    job.status,
    job.statusMessage,
    // As pages show it: hundredths of a percent would make every look at a running job a change.
    Math.floor(parsePercent(job.percentDone) ?? -1),
    job.expectedMinutes,
    job.createdResourceArn,
    job.sizeBytes,
    job.completedAt,
    job.recoveryPointArn,
    job.sourceResourceArn,
    job.vaultArn,
    job.resourceType,
    job.roleArn,
    job.createdAt,
  ]);

const here = (place: Place) => and(eq(restoreJobs.account, place.account), eq(restoreJobs.region, place.region));

/**
 * Writes jobs as AWS showed them in an answer that was asked for at `seenAt`, by the database's clock; each id at most once. What a later look has written stays. Where something that is
 * shown has changed, the restores they belong to follow, an event tells each change of status, and the place's version grows.
 */
export const saveJobs = async (place: Place, jobs: readonly NewJob[], seenAt: Date): Promise<void> => {
  if (jobs.length === 0) return;
  const byId = new Map(jobs.map((job) => [job.id, job]));
  const ids = [...byId.keys()];
  await db().transaction(async (tx) => {
    const known = await tx
      .select({ row: restoreJobs, ahead: sql<boolean>`${datedAhead(restoreJobs.seenAt)}` })
      .from(restoreJobs)
      .where(and(here(place), inArray(restoreJobs.id, ids)))
      .orderBy(restoreJobs.id)
      .for('update');
    const before = new Map(known.map(({ row }) => [row.id, row]));
    const later = new Set(known.filter(({ row, ahead }) => row.seenAt > seenAt && !ahead).map(({ row }) => row.id));
    const current = jobs.filter((job) => !later.has(job.id));
    const changed = current.filter((job) => isNews(before.get(job.id), job));
    await markSeen(tx, place, current, seenAt);
    if (changed.length === 0) return;
    await write(tx, place, changed, seenAt);
    const events = await followJobs(tx, place, changed, before);
    await refreshSearchText(
      tx,
      events.flatMap((event) => event.subject ?? []),
    );
    await recordChange(tx, place, events);
  });
};

const isNews = (before: JobRow | undefined, job: NewJob): boolean =>
  before === undefined || before.forgottenAt !== null || shown(before) !== shown(job);

const markSeen = async (tx: Transaction, place: Place, jobs: readonly NewJob[], seenAt: Date): Promise<void> => {
  const ids = jobs.map((job) => job.id);
  if (ids.length === 0) return;
  await tx
    .update(restoreJobs)
    .set({ seenAt })
    .where(and(here(place), inArray(restoreJobs.id, ids)));
};

const fresh = (name: string) => sql.raw(`excluded.${name}`);

const write = async (tx: Transaction, { account, region }: Place, jobs: readonly NewJob[], seenAt: Date): Promise<void> => {
  const t = restoreJobs;
  await tx
    .insert(t)
    .values(jobs.map((job) => ({ ...job, account, region, seenAt, runningSeenAt: job.status === 'RUNNING' ? seenAt : null })))
    .onConflictDoUpdate({
      target: [t.account, t.region, t.id],
      set: {
        recoveryPointArn: fresh('recovery_point_arn'),
        sourceResourceArn: fresh('source_resource_arn'),
        vaultArn: fresh('vault_arn'),
        resourceType: fresh('resource_type'),
        status: fresh('status'),
        statusMessage: fresh('status_message'),
        percentDone: fresh('percent_done'),
        roleArn: fresh('role_arn'),
        expectedMinutes: fresh('expected_minutes'),
        createdResourceArn: fresh('created_resource_arn'),
        sizeBytes: fresh('size_bytes'),
        createdAt: fresh('created_at'),
        completedAt: fresh('completed_at'),
        runningSeenAt: sql`coalesce(${t.runningSeenAt}, excluded.running_seen_at)`,
        seenAt: fresh('seen_at'),
        forgottenAt: null,
      },
    });
};

/** Brings the restores of changed jobs up to date. Gives the events of those whose status has changed. */
const followJobs = async (
  tx: Transaction,
  place: Place,
  jobs: readonly NewJob[],
  before: ReadonlyMap<string, JobRow>,
): Promise<readonly NewEvent[]> => {
  const moved = jobs.filter((job) => before.get(job.id)?.status !== job.status || before.get(job.id)?.forgottenAt != null);
  const events: NewEvent[] = [];
  for (const job of moved) {
    const restoreId = await setOutcome(tx, place, job, isTerminal(job.status) ? (job.completedAt ?? new Date()) : null);
    if (restoreId === null) continue;
    events.push({
      at: new Date(),
      actor: NOBODY,
      kind: 'job-status-changed',
      subject: restoreId,
      data: {
        region: place.region,
        jobId: job.id,
        restoreId,
        from: before.get(job.id)?.status ?? null,
        to: job.status,
        message: job.statusMessage,
        createdResourceArn: job.createdResourceArn,
      },
    });
  }
  return events;
};

/** The restore that the job belongs to, after its outcome was set; `null` where there is none yet. */
const setOutcome = async (tx: Transaction, place: Place, job: { readonly id: string; readonly status: string }, endedAt: Date | null) => {
  const rows = await tx
    .update(restores)
    .set({ outcome: outcomeOfJob(job.status), endedAt })
    .where(and(eq(restores.account, place.account), eq(restores.region, place.region), eq(restores.jobId, job.id)))
    .returning({ id: restores.id });
  return rows[0]?.id ?? null;
};

/** AWS no longer knows the job. One whose end was seen keeps it. */
export const recordForgotten = (place: Place, id: string, at: Date): Promise<void> =>
  db().transaction(async (tx) => {
    const rows = await tx
      .select()
      .from(restoreJobs)
      .where(and(here(place), eq(restoreJobs.id, id), isNull(restoreJobs.forgottenAt)))
      .for('update');
    const job = rows[0];
    if (job === undefined || isTerminal(job.status)) return;
    await tx
      .update(restoreJobs)
      .set({ forgottenAt: at })
      .where(and(here(place), eq(restoreJobs.id, id)));
    const restoreId = await setOutcome(tx, place, { id, status: FORGOTTEN }, at);
    const event = (subject: string): NewEvent => ({
      at,
      actor: NOBODY,
      kind: 'job-status-changed',
      subject,
      data: {
        region: place.region,
        jobId: id,
        restoreId: subject,
        from: job.status,
        to: FORGOTTEN,
        message: null,
        createdResourceArn: null,
      },
    });
    await recordChange(tx, place, restoreId === null ? [] : [event(restoreId)]);
  });
