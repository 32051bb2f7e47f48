import { and, count, desc, eq, gte, ilike, inArray, isNotNull, lt, or, type SQL, sql } from 'drizzle-orm';
import type { AwsProblem } from '@/lib/aws-problem';
import type { Outcome } from '@/lib/jobs/status';
import { db } from '../client';
import { attempts, claims, notes, restoreJobs, restores } from '../schema';
import type { JobRow } from './jobs';
import type { RestoreRow } from './restores';
import { containing, words } from './text-search';

/** All given conditions hold. */
export interface HistoryConditions {
  readonly text?: string | undefined;
  readonly user?: string | undefined;
  readonly outcomes?: readonly Outcome[] | undefined;
  readonly from?: Date | undefined;
  /** Exclusive. */
  readonly before?: Date | undefined;
  readonly account?: string | undefined;
}

/** A restore with its job as last seen and how many notes it has. */
export interface HistoryRow {
  readonly restore: RestoreRow;
  readonly job: JobRow | null;
  readonly notes: number;
  /** Of the last attempt: its refusal, or why its answer is not known. */
  readonly problem: AwsProblem | null;
}

/** Found in what was restored, who did it, the job, and any address asked for or obtained. */
const mentions = (word: string): SQL | undefined => {
  const pattern = containing(word);
  return or(
    ilike(restores.resourceName, pattern),
    ilike(restores.resourceArn, pattern),
    ilike(restores.recoveryPointArn, pattern),
    ilike(restores.vault, pattern),
    ilike(restores.startedBy, pattern),
    ilike(restores.jobId, pattern),
    ilike(restoreJobs.createdResourceArn, pattern),
    sql`${restores.actualInterfaces}::text ilike ${pattern}`,
    sql`exists (select 1 from ${claims} where ${claims.restoreId} = ${restores.id} and ${claims.address} ilike ${pattern})`,
    sql`exists (select 1 from ${notes} where ${notes.restoreId} = ${restores.id} and ${notes.text} ilike ${pattern})`,
  );
};

const conditions = (wanted: HistoryConditions): SQL | undefined =>
  and(
    wanted.account === undefined ? undefined : eq(restores.account, wanted.account),
    wanted.user === undefined ? undefined : eq(restores.startedBy, wanted.user),
    wanted.outcomes === undefined || wanted.outcomes.length === 0 ? undefined : inArray(restores.outcome, [...wanted.outcomes]),
    wanted.from === undefined ? undefined : gte(restores.intendedAt, wanted.from),
    wanted.before === undefined ? undefined : lt(restores.intendedAt, wanted.before),
    ...words(wanted.text ?? '').map(mentions),
  );

const joinJob = and(eq(restoreJobs.account, restores.account), eq(restoreJobs.region, restores.region), eq(restoreJobs.id, restores.jobId));

/** One slice of the history, newest first. */
export const readHistory = async (
  wanted: HistoryConditions,
  slice: { readonly offset: number; readonly limit: number },
): Promise<readonly HistoryRow[]> =>
  db()
    .select({
      restore: restores,
      job: restoreJobs,
      problem: sql<AwsProblem | null>`(select ${attempts.problem} from ${attempts} where ${attempts.restoreId} = ${restores.id} order by ${attempts.number} desc limit 1)`,
      notes: sql<number>`(select count(*)::int from ${notes} where ${notes.restoreId} = ${restores.id})`,
    })
    .from(restores)
    .leftJoin(restoreJobs, joinJob)
    .where(conditions(wanted))
    .orderBy(desc(restores.intendedAt), desc(restores.id))
    .limit(slice.limit)
    .offset(slice.offset);

/** How many restores meet the conditions. */
export const countHistory = async (wanted: HistoryConditions): Promise<number> => {
  const rows = await db().select({ n: count() }).from(restores).leftJoin(restoreJobs, joinJob).where(conditions(wanted));
  return rows[0]?.n ?? 0;
};

/** Everybody who ever started a restore here, by name. */
export const historyUsers = async (): Promise<readonly string[]> => {
  const rows = await db()
    .selectDistinct({ user: restores.startedBy })
    .from(restores)
    .where(isNotNull(restores.startedBy))
    .orderBy(restores.startedBy);
  return rows.flatMap((row) => row.user ?? []);
};
