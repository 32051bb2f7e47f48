import { max, sql } from 'drizzle-orm';
import { db } from '../client';
import { workers } from '../schema/work';

/** How long a worker that ended or died is remembered, beside the last one of all. */
const REMEMBERED = sql`interval '7 days'`;

/** Notes that a worker has begun. Under the id of one that ended or died it takes that one's place. */
export const noteWorkerStarted = async (id: string): Promise<void> => {
  const begun = { startedAt: sql`now()`, seenAt: sql`now()`, endedAt: null };
  await db()
    .insert(workers)
    .values({ id, ...begun })
    .onConflictDoUpdate({ target: workers.id, set: begun });
};

/** Notes that a worker lives, by the database's clock. What was noted of others long ago is forgotten. */
export const noteWorker = async (id: string): Promise<void> => {
  await db()
    .insert(workers)
    .values({ id, startedAt: sql`now()`, seenAt: sql`now()` })
    .onConflictDoUpdate({ target: workers.id, set: { seenAt: sql`now()` } });
  await db().delete(workers).where(sql`${workers.seenAt} < now() - ${REMEMBERED}`);
};

/** Notes that a worker ended in good order. */
export const noteWorkerEnded = async (id: string): Promise<void> => {
  await db().update(workers).set({ seenAt: sql`now()`, endedAt: sql`now()` }).where(sql`${workers.id} = ${id}`);
};

/** A worker says every ten seconds that it lives. One that missed two turns hangs or is dead. */
const ALIVE = sql`interval '30 seconds'`;

export interface WorkersSeen {
  /** How many say that they live. */
  readonly running: number;
  /** Where none does: when the last one was heard of, or ended; `null`: as far as is remembered none ever ran. */
  readonly lastSeenAt: Date | null;
}

/** Which workers there are. */
export const workersSeen = async (): Promise<WorkersSeen> => {
  const rows = await db()
    .select({
      running: sql<number>`(count(*) filter (where ${workers.endedAt} is null and ${workers.seenAt} > now() - ${ALIVE}))::int`,
      lastSeenAt: max(workers.seenAt),
    })
    .from(workers);
  const [found] = rows;
  return { running: found?.running ?? 0, lastSeenAt: found?.running === 0 ? found.lastSeenAt : null };
};
