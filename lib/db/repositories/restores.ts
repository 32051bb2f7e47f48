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
  readonly id: string;
  readonly origin: 'here' | 'elsewhere';
  readonly jobId: string | null;
  readonly intendedAt: Date;
}

const openColumns = {
  account: restores.account,
  region: restores.region,
  id: restores.id,
  origin: restores.origin,
  jobId: restores.jobId,
  intendedAt: restores.intendedAt,
};

/** A completed restore of ours whose addresses have not been read. A reading that failed waits for somebody to look. */
const unread = and(
  eq(restores.outcome, 'completed'),
  eq(restores.origin, 'here'),
  isNull(restores.verifiedAt),
  isNull(restores.verificationProblem),
);

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
      .where(and(unread, isNotNull(restoreJobs.createdResourceArn))),
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
