import { and, asc, count, desc, eq, inArray, isNull, lt, min, notInArray, sql } from 'drizzle-orm';
import { TERMINAL_STATUSES } from '@/lib/jobs/status';
import type { Place } from '@/lib/paths';
import { db } from '../client';
import { inventoryPoints, inventoryResources } from '../schema/inventory';
import { restoreJobs } from '../schema/jobs';
import { restores } from '../schema/restores';
import { addressesOf } from './restore-addresses';

export type JobRow = typeof restoreJobs.$inferSelect;

/** `seenAt` of a job that AWS named in an answer and that no look has shown yet. */
export const NEVER_SEEN = new Date(0);

/** A job with what is known here beyond AWS's own list. */
export interface JobWithOrigin {
  readonly job: JobRow;
  /** `null` while it is not settled whether it is ours. */
  readonly restoreId: string | null;
  readonly origin: 'here' | 'elsewhere' | null;
  readonly startedBy: string | null;
  /** Whether it was started without the approval that it needed; `null` as `restoreId` is. */
  readonly withoutApproval: boolean | null;
  readonly resourceName: string | null;
  /** Those of the created instance where they were read, else those asked for; interface by interface, the primary first. */
  readonly addresses: readonly string[];
}

const inPlace = (place: Place) => and(eq(restoreJobs.account, place.account), eq(restoreJobs.region, place.region));

const withOrigin = (place: Place) =>
  db()
    .select({
      job: restoreJobs,
      restoreId: restores.id,
      origin: restores.origin,
      startedBy: restores.startedBy,
      withoutApproval: sql<boolean | null>`${restores.withoutApproval} is not null`,
      resourceName: sql<string | null>`coalesce(${restores.resourceName}, ${inventoryResources.name}, (
        select ${inventoryPoints.resourceName} from ${inventoryPoints}
        where ${inventoryPoints.account} = ${restoreJobs.account} and ${inventoryPoints.region} = ${restoreJobs.region}
          and ${inventoryPoints.resourceArn} = ${restoreJobs.sourceResourceArn} and ${inventoryPoints.resourceName} is not null
        order by ${inventoryPoints.createdAt} desc limit 1))`,
      addresses: addressesOf(sql`case when ${restores.verifiedAt} is null then 'asked' else 'obtained' end`),
    })
    .from(restoreJobs)
    .leftJoin(
      restores,
      and(eq(restores.account, restoreJobs.account), eq(restores.region, restoreJobs.region), eq(restores.jobId, restoreJobs.id)),
    )
    .leftJoin(
      inventoryResources,
      and(
        eq(inventoryResources.account, restoreJobs.account),
        eq(inventoryResources.region, restoreJobs.region),
        eq(inventoryResources.arn, restoreJobs.sourceResourceArn),
      ),
    )
    .where(inPlace(place))
    .$dynamic();

/** The newest jobs of a place, newest first. */
export const readJobs = async (place: Place, limit: number): Promise<readonly JobWithOrigin[]> =>
  withOrigin(place).orderBy(desc(restoreJobs.createdAt), desc(restoreJobs.id)).limit(limit);

/** One job, `null` where no sweep ever saw it. */
export const readJob = async (place: Place, id: string): Promise<JobWithOrigin | null> => {
  const rows = await withOrigin(place).where(and(inPlace(place), eq(restoreJobs.id, id)));
  return rows[0] ?? null;
};

/** Those of the newest jobs of a place that completed, with what tells how long they took. */
export const completedJobs = async (place: Place, among: number) => {
  const newest = db()
    .select({
      status: restoreJobs.status,
      createdAt: restoreJobs.createdAt,
      completedAt: restoreJobs.completedAt,
      sourceResourceArn: restoreJobs.sourceResourceArn,
      resourceType: restoreJobs.resourceType,
    })
    .from(restoreJobs)
    .where(inPlace(place))
    .orderBy(desc(restoreJobs.createdAt))
    .limit(among)
    .as('newest');
  return db().select().from(newest).where(eq(newest.status, 'COMPLETED'));
};

/** Jobs of which more may be heard: they have not ended, and AWS has not forgotten them. */
const isOpen = and(notInArray(restoreJobs.status, [...TERMINAL_STATUSES]), isNull(restoreJobs.forgottenAt));

/** How many jobs have not ended, and when the oldest of them began. */
export const openJobs = async (place: Place): Promise<{ readonly open: number; readonly oldest: Date | null }> => {
  const rows = await db()
    .select({ open: count(), oldest: min(restoreJobs.createdAt) })
    .from(restoreJobs)
    .where(and(inPlace(place), isOpen));
  return { open: rows[0]?.open ?? 0, oldest: rows[0]?.oldest ?? null };
};

/** Which of the given jobs were seen at or after `since`. */
export const jobsSeenSince = async (place: Place, ids: readonly string[], since: Date): Promise<ReadonlySet<string>> => {
  if (ids.length === 0) return new Set();
  const rows = await db()
    .select({ id: restoreJobs.id })
    .from(restoreJobs)
    .where(and(inPlace(place), inArray(restoreJobs.id, [...ids]), sql`${restoreJobs.seenAt} >= ${since.toISOString()}::timestamptz`));
  return new Set(rows.map((row) => row.id));
};

/** The open jobs begun before `startedBefore` that were not seen since `since`, the oldest first. */
export const openJobsUnseen = async (
  place: Place,
  unseen: { readonly since: Date; readonly startedBefore: Date; readonly limit: number },
): Promise<readonly string[]> => {
  const rows = await db()
    .select({ id: restoreJobs.id })
    .from(restoreJobs)
    .where(and(inPlace(place), isOpen, lt(restoreJobs.seenAt, unseen.since), lt(restoreJobs.createdAt, unseen.startedBefore)))
    .orderBy(asc(restoreJobs.createdAt))
    .limit(unseen.limit);
  return rows.map((row) => row.id);
};
