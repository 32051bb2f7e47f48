import { and, eq, inArray, isNotNull, isNull, notInArray, or, sql } from 'drizzle-orm';
import type { AwsProblem } from '@/lib/aws-problem';
import type { ActualInterface } from '@/lib/jobs/compare-addresses';
import { TERMINAL_STATUSES } from '@/lib/jobs/status';
import type { Place } from '@/lib/paths';
import { db } from '../client';
import { claims, restoreJobs, restores } from '../schema';
import { type Claim, claim, type HeldClaim, releaseClaims } from './claims';
import { tieDraft, untieDraft } from './drafts';

export type RestoreRow = typeof restores.$inferSelect;
export type NewRestore = Omit<
  RestoreRow,
  'state' | 'problem' | 'jobId' | 'answeredAt' | 'actualInterfaces' | 'verifiedAt' | 'verificationProblem'
>;

/** What became of committing an intent. Only `committed` has changed anything. */
export type IntentOutcome =
  | { readonly outcome: 'committed' }
  /** The draft was edited or started meanwhile. */
  | { readonly outcome: 'draft-moved' }
  | { readonly outcome: 'claimed'; readonly holders: readonly HeldClaim[] };

/** Carries what stopped a transaction out of it, after the roll-back. */
class Stopped extends Error {
  readonly outcome: IntentOutcome;
  constructor(outcome: IntentOutcome) {
    super(outcome.outcome);
    this.outcome = outcome;
  }
}

/**
 * Commits the intent of a restore, in one transaction: the draft is tied, the restore written, its addresses claimed. All or nothing; of two that race
 * for a draft or an address exactly one commits.
 */
export const commitIntent = async (
  restore: NewRestore,
  wanted: readonly Claim[],
  draft: { readonly id: string; readonly revision: number },
): Promise<IntentOutcome> => {
  try {
    await db().transaction(async (tx) => {
      if (!(await tieDraft(tx, draft.id, draft.revision, restore.id))) throw new Stopped({ outcome: 'draft-moved' });
      await tx.insert(restores).values({ ...restore, state: 'intended' });
      const holders = await claim(tx, restore, wanted, {
        restoreId: restore.id,
        claimedBy: restore.startedBy,
        claimedAt: restore.intendedAt,
      });
      if (holders.length > 0) throw new Stopped({ outcome: 'claimed', holders });
    });
    return { outcome: 'committed' };
  } catch (error) {
    if (error instanceof Stopped) return error.outcome;
    throw error;
  }
};

const stillIntended = (id: string) => and(eq(restores.id, id), eq(restores.state, 'intended'));

/** AWS gave a job. `false`: the intent was resolved by somebody else already. */
export const recordStarted = async (id: string, jobId: string, at: Date): Promise<boolean> => {
  const rows = await db()
    .update(restores)
    .set({ state: 'started', jobId, answeredAt: at, problem: null })
    .where(stillIntended(id))
    .returning({ id: restores.id });
  return rows.length > 0;
};

/** AWS said no (`refused`) or knows of no such job (`lost`): the claims end and the draft can be started again. */
export const recordEndedWithoutJob = async (
  id: string,
  ended: { readonly state: 'refused' | 'lost'; readonly problem: AwsProblem | null; readonly at: Date },
): Promise<boolean> =>
  db().transaction(async (tx) => {
    const rows = await tx
      .update(restores)
      .set({ state: ended.state, answeredAt: ended.at, ...(ended.problem === null ? {} : { problem: ended.problem }) })
      .where(stillIntended(id))
      .returning({ id: restores.id });
    if (rows.length === 0) return false;
    await releaseClaims(tx, [id], ended.at);
    await untieDraft(tx, id);
    return true;
  });

/** The call ended without an answer that says what became of it; the intent stays open. */
export const recordUnanswered = async (id: string, problem: AwsProblem): Promise<void> => {
  await db().update(restores).set({ problem }).where(stillIntended(id));
};

const inPlace = (place: Place) => and(eq(restores.account, place.account), eq(restores.region, place.region));

/** Intents whose end is not known, oldest first. */
export const openIntents = async (place: Place): Promise<readonly RestoreRow[]> =>
  db()
    .select()
    .from(restores)
    .where(and(inPlace(place), eq(restores.state, 'intended')))
    .orderBy(restores.intendedAt);

/** One restore, `null` where there is none of that id. */
export const readRestore = async (id: string): Promise<RestoreRow | null> => {
  const rows = await db().select().from(restores).where(eq(restores.id, id));
  return rows[0] ?? null;
};

/** The restore started here that a job belongs to. */
export const restoreOfJob = async (place: Place, jobId: string): Promise<RestoreRow | null> => {
  const rows = await db()
    .select()
    .from(restores)
    .where(and(inPlace(place), eq(restores.jobId, jobId)));
  return rows[0] ?? null;
};

/** The ids among `jobIds` that already belong to a restore: another intent must not adopt them. */
export const adoptedJobs = async (place: Place, jobIds: readonly string[]): Promise<ReadonlySet<string>> => {
  if (jobIds.length === 0) return new Set();
  const rows = await db()
    .select({ jobId: restores.jobId })
    .from(restores)
    .where(and(inPlace(place), inArray(restores.jobId, [...jobIds])));
  return new Set(rows.flatMap((row) => row.jobId ?? []));
};

const joinJob = and(eq(restoreJobs.account, restores.account), eq(restoreJobs.region, restores.region), eq(restoreJobs.id, restores.jobId));

/** A job of ours may be unseen yet (no row), or not ended. */
const jobOpen = or(
  isNull(restoreJobs.status),
  and(notInArray(restoreJobs.status, [...TERMINAL_STATUSES]), isNull(restoreJobs.forgottenAt)),
);

/** The job is over and something is left to do about it here: addresses to read, or claims to let go. A reading that failed waits for somebody to look. */
const unsettled = or(
  and(
    eq(restoreJobs.status, 'COMPLETED'),
    isNotNull(restoreJobs.createdResourceArn),
    isNull(restores.verifiedAt),
    isNull(restores.verificationProblem),
  ),
  sql`exists (select 1 from ${claims} where ${claims.restoreId} = ${restores.id} and ${claims.releasedAt} is null)`,
);

/** The restores started here that can still change, by place: they keep the sweeps going although nobody looks. */
export const openRestores = async (): Promise<
  readonly (Place & { readonly id: string; readonly jobId: string | null; readonly intendedAt: Date })[]
> =>
  db()
    .select({
      account: restores.account,
      region: restores.region,
      id: restores.id,
      jobId: restores.jobId,
      intendedAt: restores.intendedAt,
    })
    .from(restores)
    .leftJoin(restoreJobs, joinJob)
    .where(or(eq(restores.state, 'intended'), and(eq(restores.state, 'started'), or(jobOpen, unsettled))));

/** Restores whose job ended, or was forgotten by AWS, while they still hold claims. */
export const endedWithClaims = async (place: Place): Promise<readonly string[]> => {
  const rows = await db()
    .selectDistinct({ id: restores.id })
    .from(restores)
    .innerJoin(restoreJobs, joinJob)
    .innerJoin(claims, and(eq(claims.restoreId, restores.id), isNull(claims.releasedAt)))
    .where(and(inPlace(place), or(inArray(restoreJobs.status, [...TERMINAL_STATUSES]), isNotNull(restoreJobs.forgottenAt))));
  return rows.map((row) => row.id);
};

/** Ends the claims of restores whose job is over. */
export const endClaims = async (restoreIds: readonly string[], at: Date): Promise<void> => releaseClaims(db(), restoreIds, at);

export interface Unverified {
  readonly id: string;
  readonly createdResourceArn: string;
  readonly completedAt: Date | null;
  readonly verificationProblem: AwsProblem | null;
}

/** Completed restores started here whose instance's addresses have not been read yet. */
export const unverifiedRestores = async (place: Place): Promise<readonly Unverified[]> => {
  const rows = await db()
    .select({
      id: restores.id,
      createdResourceArn: restoreJobs.createdResourceArn,
      completedAt: restoreJobs.completedAt,
      verificationProblem: restores.verificationProblem,
    })
    .from(restores)
    .innerJoin(restoreJobs, joinJob)
    .where(
      and(inPlace(place), eq(restoreJobs.status, 'COMPLETED'), isNull(restores.verifiedAt), isNotNull(restoreJobs.createdResourceArn)),
    );
  return rows.flatMap(({ createdResourceArn, ...row }) => (createdResourceArn === null ? [] : [{ ...row, createdResourceArn }]));
};

/** The addresses that the created instance really has. */
export const recordVerified = async (id: string, interfaces: readonly ActualInterface[], at: Date): Promise<void> => {
  await db().update(restores).set({ actualInterfaces: interfaces, verifiedAt: at, verificationProblem: null }).where(eq(restores.id, id));
};

/** Why those addresses could not be read. */
export const recordUnverified = async (id: string, problem: AwsProblem): Promise<void> => {
  await db().update(restores).set({ verificationProblem: problem }).where(eq(restores.id, id));
};
