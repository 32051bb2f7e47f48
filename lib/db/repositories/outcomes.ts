import { and, eq, isNull, sql } from 'drizzle-orm';
import type { AwsProblem } from '@/lib/aws-problem';
import { outcomeOfJob } from '@/lib/jobs/status';
import type { NewEvent } from '@/lib/record/kinds';
import { db } from '../client';
import { checklistTicks } from '../schema/checklist';
import { restoreJobs } from '../schema/jobs';
import { notes } from '../schema/notes';
import { attempts, claims, restores } from '../schema/restores';
import { lockOpenRequest, voidRequest } from './approvals';
import type { AttemptRow } from './attempts';
import { type Claim, claimWhatIsFree, releaseClaims } from './claims';
import { tieDraftAgain, untieDraft } from './drafts';
import { NOBODY, recordChange, releasedEvents, takenEvents } from './events';
import type { Transaction } from './executor';
import { NEVER_SEEN } from './jobs';
import { refreshSearchText } from './search-text';
import { endWait, lockOpenWaitOf } from './waits';

/** What came of writing down that AWS has a job for an attempt. */
export type JobRecorded =
  /** The attempt was open. */
  | 'started'
  /** It was written down before. */
  | 'known'
  /** The attempt had been recorded as ended without a job. */
  | 'adopted'
  /** The attempt has another job already. */
  | 'duplicate';

const lockedAttempt = async (tx: Transaction, attemptId: string): Promise<AttemptRow> => {
  const rows = await tx.select().from(attempts).where(eq(attempts.id, attemptId)).for('update');
  if (rows[0] === undefined) throw new Error('There is no such attempt.');
  return rows[0];
};

/**
 * AWS named a job with an attempt's request id, in its answer or in its list. An open attempt has started. One that had ended without a job is adopted: its plan is tied to it again,
 * what was to start that once more ends, its claims are taken again as far as they are free, and the restore says so from then on. Whatever the state, nothing that AWS does is ignored.
 * `by`: whether AWS said it in its answer to the request, or a list showed it.
 */
export const recordJob = (attemptId: string, jobId: string, by: 'answer' | 'list'): Promise<JobRecorded> =>
  db().transaction(async (tx) => {
    const attempt = await lockedAttempt(tx, attemptId);
    const at = new Date();
    if (by === 'answer' && attempt.answeredAt === null) await tx.update(attempts).set({ answeredAt: at }).where(eq(attempts.id, attemptId));
    if (attempt.jobId === jobId) return 'known';
    const data = { restoreId: attempt.restoreId, attemptId, jobId };
    if (attempt.state === 'started') {
      const told = await tx
        .update(restores)
        .set({ duplicateJobId: jobId })
        .where(and(eq(restores.id, attempt.restoreId), isNull(restores.duplicateJobId)))
        .returning({ id: restores.id });
      if (told.length > 0) await recordChange(tx, attempt, [adoptedEvent(at, data, attempt)]);
      return 'duplicate';
    }
    await absorb(tx, attempt, jobId);
    const late = attempt.state !== 'open';
    await tx
      .update(attempts)
      .set({ state: 'started', jobId, problem: null, lookProblem: null, endedAt: at, leaseHolder: null, leaseUntil: null })
      .where(eq(attempts.id, attemptId));
    const job = await knownJob(tx, attempt, jobId, at);
    const outcome = job.forgottenAt === null ? outcomeOfJob(job.status) : ('forgotten' as const);
    const ended = job.forgottenAt ?? job.completedAt;
    await tx
      .update(restores)
      .set({ jobId, outcome, endedAt: ended, ...(late ? { adoptedLateAt: at } : {}) })
      .where(eq(restores.id, attempt.restoreId));
    await refreshSearchText(tx, [attempt.restoreId]);
    const over = late ? await startedAfterAll(tx, attempt, at) : [];
    const taken = late && ended === null ? await takeBack(tx, attempt) : [];
    const event: NewEvent = late
      ? adoptedEvent(at, data, attempt)
      : { at, actor: NOBODY, kind: 'attempt-started', subject: attempt.restoreId, data };
    await recordChange(tx, attempt, [event, ...over, ...takenEvents(at, attempt.restoreId, taken, 'adopted')]);
    return late ? 'adopted' : 'started';
  });

const adoptedEvent = (at: Date, data: { restoreId: string; attemptId: string; jobId: string }, attempt: AttemptRow): NewEvent => ({
  at,
  actor: NOBODY,
  kind: 'attempt-adopted',
  subject: attempt.restoreId,
  data: { ...data, was: attempt.state },
});

/** The job as a sweep last saw it. Of one that no list has shown yet all that is known is its id: it is stored so, that every list here has it at once. */
const knownJob = async (tx: Transaction, attempt: AttemptRow, jobId: string, at: Date) => {
  const { account, region, requestId } = attempt;
  const rows = await tx.select().from(restores).where(eq(restores.id, attempt.restoreId));
  const restore = rows[0];
  const stored = await tx
    .insert(restoreJobs)
    .values({
      account,
      region,
      id: jobId,
      recoveryPointArn: restore?.recoveryPointArn ?? null,
      sourceResourceArn: restore?.resourceArn ?? null,
      resourceType: 'EC2',
      status: 'PENDING',
      roleArn: restore?.roleArn ?? null,
      createdAt: at,
      seenAt: NEVER_SEEN,
      requestId,
      metadataReadAt: at,
    })
    .onConflictDoUpdate({
      target: [restoreJobs.account, restoreJobs.region, restoreJobs.id],
      set: { requestId, metadataReadAt: sql`coalesce(${restoreJobs.metadataReadAt}, excluded.metadata_read_at)` },
    })
    .returning();
  const job = stored[0];
  if (job === undefined) throw new Error('The job could not be stored.');
  return job;
};

/** A job that was taken for one from elsewhere turns out to be ours: what was kept of it moves to the restore it belongs to. */
const absorb = async (tx: Transaction, attempt: AttemptRow, jobId: string): Promise<void> => {
  const place = and(eq(restores.account, attempt.account), eq(restores.region, attempt.region));
  const rows = await tx
    .select({ id: restores.id })
    .from(restores)
    .where(and(place, eq(restores.jobId, jobId), eq(restores.origin, 'elsewhere')));
  const other = rows[0]?.id;
  if (other === undefined) return;
  await tx.update(notes).set({ restoreId: attempt.restoreId }).where(eq(notes.restoreId, other));
  await tx.update(claims).set({ restoreId: attempt.restoreId }).where(eq(claims.restoreId, other));
  // Of a restore without a job there was nothing to tick.
  await tx.update(checklistTicks).set({ restoreId: attempt.restoreId }).where(eq(checklistTicks.restoreId, other));
  await tx.delete(restores).where(eq(restores.id, other));
};

/** Ties the plan of a restore that has a job after all to it again. What was to start the plan once more, a wait or a request for approval, can never do so: both end. Their events. */
const startedAfterAll = async (tx: Transaction, { restoreId }: AttemptRow, at: Date): Promise<readonly NewEvent[]> => {
  const draftId = await tieDraftAgain(tx, restoreId);
  if (draftId === null) return [];
  const wait = await lockOpenWaitOf(tx, draftId);
  const request = await lockOpenRequest(tx, draftId);
  const end = { cause: 'already-started', by: NOBODY, at } as const;
  return [
    ...(wait === null ? [] : [await endWait(tx, wait, { state: 'stopped', ...end })]),
    ...(request === null ? [] : [await voidRequest(tx, request, end)]),
  ];
};

/** Takes the claims that the end of an attempt had given away, as far as nobody else has them by now. Which were taken. */
const takeBack = async (tx: Transaction, attempt: AttemptRow): Promise<readonly Claim[]> => {
  const wanted = await tx
    .selectDistinct({ subnetId: claims.subnetId, address: claims.address, claimedBy: claims.claimedBy })
    .from(claims)
    .where(eq(claims.restoreId, attempt.restoreId));
  const claimedBy = wanted[0]?.claimedBy ?? null;
  const holder = { restoreId: attempt.restoreId, claimedBy, claimedAt: new Date() };
  return claimWhatIsFree(
    tx,
    attempt,
    wanted.map(({ subnetId, address }) => ({ subnetId, address })),
    holder,
  );
};

/** Its claims end. The plan can be started again, unless a machine of it may be there of which nobody knows. */
const endWithoutJob = async (
  tx: Transaction,
  attempt: AttemptRow,
  outcome: 'refused' | 'absent' | 'forgotten',
  event: NewEvent,
): Promise<void> => {
  const { restoreId } = attempt;
  await tx.update(restores).set({ outcome, endedAt: event.at }).where(eq(restores.id, restoreId));
  if (outcome !== 'forgotten') await untieDraft(tx, restoreId);
  await refreshSearchText(tx, [restoreId]);
  const released = await releaseClaims(tx, [restoreId]);
  await recordChange(tx, attempt, [event, ...releasedEvents(event.at, restoreId, released, outcome)]);
};

/**
 * The one request that was ever sent for an open attempt was answered by a refusal: it ends, its claims end, the draft can be started again. `false`: nothing was
 * changed, because more than one request may have gone out, or somebody else has the lease by now.
 */
export const recordRefused = (attemptId: string, holder: string, problem: AwsProblem): Promise<boolean> =>
  db().transaction(async (tx) => {
    const attempt = await lockedAttempt(tx, attemptId);
    if (attempt.state !== 'open' || attempt.sends !== 1 || attempt.leaseHolder !== holder) return false;
    const at = new Date();
    await tx
      .update(attempts)
      .set({ state: 'refused', problem, answeredAt: at, endedAt: at, leaseHolder: null, leaseUntil: null })
      .where(eq(attempts.id, attemptId));
    await endWithoutJob(tx, attempt, 'refused', {
      at,
      actor: NOBODY,
      kind: 'attempt-refused',
      subject: attempt.restoreId,
      data: { restoreId: attempt.restoreId, attemptId, code: problem.code },
    });
    return true;
  });

/**
 * A complete list of AWS's that was begun at `listBegunAt` (the database's clock) holds no job of the attempt: it ends, if that was late enough and nobody may be
 * sending. `forgotten`: there may have been one. The conditions are asked again here, so that a process that was held meanwhile ends nothing.
 */
export const recordNotFound = (
  attemptId: string,
  end: 'absent' | 'forgotten',
  listBegunAt: Date,
  absentAfterMs: number,
): Promise<boolean> =>
  db().transaction(async (tx) => {
    const attempt = await lockedAttempt(tx, attemptId);
    const [clock] = (await tx.execute<{ now: Date }>(sql`select now() as now`)).rows;
    const leased = attempt.leaseUntil !== null && clock !== undefined && attempt.leaseUntil > new Date(clock.now);
    const late = listBegunAt.getTime() - attempt.maySendUntil.getTime() >= absentAfterMs;
    if (attempt.state !== 'open' || leased || !late) return false;
    const at = new Date();
    await tx.update(attempts).set({ state: end, lookedAt: listBegunAt, lookProblem: null, endedAt: at }).where(eq(attempts.id, attemptId));
    await endWithoutJob(tx, attempt, end, {
      at,
      actor: NOBODY,
      kind: `attempt-${end}`,
      subject: attempt.restoreId,
      data: {
        restoreId: attempt.restoreId,
        attemptId,
        listBegunAt: listBegunAt.toISOString(),
        lastSendingAt: attempt.maySendUntil.toISOString(),
      },
    });
    return true;
  });
