import { and, desc, eq, getTableColumns, gte, inArray, isNotNull, isNull, notInArray, sql } from 'drizzle-orm';
import { OPEN_OUTCOMES } from '@/lib/jobs/status';
import type { Place } from '@/lib/paths';
import { db } from '../client';
import { restoreJobs } from '../schema/jobs';
import { claims, restores } from '../schema/restores';
import { releaseClaims } from './claims';
import { recordChange, releasedEvents } from './events';
import { restoredName } from './resource-names';

export type RestoreRow = typeof restores.$inferSelect;

const inPlace = (place: Place) => and(eq(restores.account, place.account), eq(restores.region, place.region));

/** One restore, `null` where there is none of that id. */
export const readRestore = async (id: string): Promise<RestoreRow | null> => {
  const rows = await db()
    .select({ ...getTableColumns(restores), resourceName: restoredName })
    .from(restores)
    .where(eq(restores.id, id));
  return rows[0] ?? null;
};

/** The restore that a job belongs to, started here or elsewhere. */
export const restoreOfJob = async (place: Place, jobId: string): Promise<RestoreRow | null> => {
  const rows = await db()
    .select()
    .from(restores)
    .where(and(inPlace(place), eq(restores.jobId, jobId)));
  return rows[0] ?? null;
};

/** Joins a restore to its job. */
export const joinJob = and(
  eq(restoreJobs.account, restores.account),
  eq(restoreJobs.region, restores.region),
  eq(restoreJobs.id, restores.jobId),
);

/** A restore that can still change. */
export interface OpenRestore extends Place {
  readonly connection: string;
  readonly id: string;
  readonly origin: 'here' | 'elsewhere';
  readonly jobId: string | null;
  readonly intendedAt: Date;
}

const openColumns = {
  connection: restores.connection,
  account: restores.account,
  region: restores.region,
  id: restores.id,
  origin: restores.origin,
  jobId: restores.jobId,
  intendedAt: restores.intendedAt,
};

/** So many restores have their addresses read in one go; others follow. */
const UNREAD_AT_ONCE = 1_000;

/**
 * Ids of completed restores of ours whose addresses have not been read, of a place or of all, the newest first; `failed`: also those of which that was tried in vain. In the order of their own index, and not too many: PostgreSQL takes one in eight of a long
 * history for such a restore, because it knows of each condition alone how often it holds, and would read all of it.
 */
export const unreadRestores = (place: Place | null, failed: boolean) =>
  db()
    .select({ id: restores.id })
    .from(restores)
    .where(
      and(
        place === null ? undefined : inPlace(place),
        eq(restores.outcome, 'completed'),
        eq(restores.origin, 'here'),
        isNull(restores.verifiedAt),
        failed ? undefined : isNull(restores.verificationProblem),
      ),
    )
    .orderBy(desc(restores.account), desc(restores.region), desc(restores.intendedAt))
    .limit(UNREAD_AT_ONCE);

/**
 * The restores that can still change, by place: they keep the sweeps going although nobody looks. Those that have not ended, those whose addresses are still
 * to be read, and those that hold claims. Three questions, because each has an index of its own.
 */
export const openRestores = async (): Promise<readonly OpenRestore[]> => {
  const [open, unverified, claiming] = await Promise.all([
    db()
      .select(openColumns)
      .from(restores)
      .where(inArray(restores.outcome, [...OPEN_OUTCOMES])),
    db()
      .select(openColumns)
      .from(restores)
      .innerJoin(restoreJobs, joinJob)
      .where(
        and(
          // A reading that failed waits for somebody to look.
          inArray(restores.id, unreadRestores(null, false)),
          isNotNull(restoreJobs.createdResourceArn),
        ),
      ),
    db().selectDistinct(openColumns).from(claims).innerJoin(restores, eq(restores.id, claims.restoreId)).where(isNull(claims.releasedAt)),
  ]);
  return [...new Map([...open, ...unverified, ...claiming].map((each) => [each.id, each])).values()];
};

/** Ends the claims of the place's restores whose job is over, by AWS's word or because AWS has forgotten it. */
export const endSettledClaims = async (place: Place): Promise<void> =>
  db().transaction(async (tx) => {
    const ended = await tx
      .selectDistinct({ id: restores.id, outcome: restores.outcome })
      .from(restores)
      .innerJoin(claims, and(eq(claims.restoreId, restores.id), isNull(claims.releasedAt)))
      .where(and(inPlace(place), isNotNull(restores.jobId), notInArray(restores.outcome, [...OPEN_OUTCOMES])));
    const at = new Date();
    const released = await releaseClaims(
      tx,
      ended.map(({ id }) => id),
    );
    if (released.length === 0) return;
    const events = ended.flatMap(({ id, outcome }) =>
      releasedEvents(
        at,
        id,
        released.filter(({ restoreId }) => restoreId === id),
        outcome,
      ),
    );
    await recordChange(tx, place, events);
  });

/** A restore that was started without the approval that it needed. */
export interface StartedWithoutApproval extends Place {
  readonly id: string;
  readonly jobId: string | null;
  readonly resourceArn: string | null;
  readonly resourceName: string | null;
  readonly startedBy: string | null;
  readonly startedAt: Date;
  readonly reason: string;
}

/** Those that were started so since `since`, the newest first. */
export const startedWithoutApproval = async (since: Date): Promise<readonly StartedWithoutApproval[]> =>
  db()
    .select({
      account: restores.account,
      region: restores.region,
      id: restores.id,
      jobId: restores.jobId,
      resourceArn: restores.resourceArn,
      resourceName: restoredName,
      startedBy: restores.startedBy,
      startedAt: restores.intendedAt,
      reason: sql<string>`${restores.withoutApproval}`,
    })
    .from(restores)
    .where(and(isNotNull(restores.withoutApproval), gte(restores.intendedAt, since)))
    .orderBy(desc(restores.intendedAt))
    .limit(20);
