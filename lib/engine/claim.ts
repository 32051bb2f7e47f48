import { bossOn, SCHEMA } from './boss';
import type { FailureReason } from './failure';
import type { Sql } from './sql';

/*
 * pg-boss makes the tables, sends, retries and puts failed tasks aside. How a task is taken and given back is ours, because of three things that its own way lacks:
 * a task whose key is busy must not stop those behind it; a lease is short and renewed, so that a dead worker is noticed in seconds and long work is not cut off; and
 * a worker that has lost a task, and does not know it yet, must not end it for the one who has it now. `turn` grows each time a task is taken, so `id` and `turn` name one try.
 */

/** One try of a task, held by a lease. */
export interface Claim {
  readonly id: string;
  readonly queue: string;
  readonly turn: number;
  readonly data: unknown;
}

/** Names one try. */
export const turnOf = ({ id, turn }: Pick<Claim, 'id' | 'turn'>): string => `${id}/${turn}`;

const HELD = "name = $1 and id = $2 and retry_count = $3 and state = 'active'";
const held = (claim: Claim): unknown[] => [claim.queue, claim.id, claim.turn];

const isUniqueViolation = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === '23505';

/** Takes the next due task of a queue whose key is not busy, of at least the priority that is told; `null` where there is none. */
export const claimTask = async (sql: Sql, queue: string, leaseSeconds: number, minPriority = 0): Promise<Claim | null> => {
  const statement = `
    with due as (
      select id from ${SCHEMA}.job waiting
       where name = $1 and state < 'active' and start_after <= now() and priority >= $3
         and not exists (select from ${SCHEMA}.job busy where busy.name = $1 and busy.state = 'active' and busy.singleton_key = waiting.singleton_key)
       order by priority desc, created_on, id limit 1 for update skip locked)
    update ${SCHEMA}.job job
       set state = 'active', started_on = now(), expire_in = $2 * interval '1 second',
           retry_count = case when job.started_on is null then job.retry_count else job.retry_count + 1 end
      from due where job.name = $1 and job.id = due.id
    returning job.id, job.data, job.retry_count`;
  try {
    const { rows } = await sql.executeSql(statement, [queue, leaseSeconds, minPriority]);
    const [taken] = rows as { id: string; data: unknown; retry_count: number }[];
    return taken === undefined ? null : { id: taken.id, queue, turn: taken.retry_count, data: taken.data };
  } catch (error) {
    // Another worker took one of the same key in the same moment.
    if (isUniqueViolation(error)) return null;
    throw error;
  }
};

/** Renews the leases of `claims`; those that are not held any more are in the answer. */
export const renewClaims = async (sql: Sql, claims: readonly Claim[], leaseSeconds: number): Promise<readonly Claim[]> => {
  const { rows } = await sql.executeSql(
    `update ${SCHEMA}.job job set expire_in = (now() - started_on) + $4 * interval '1 second'
       from unnest($1::text[], $2::uuid[], $3::int[]) as mine (name, id, turn)
      where job.name = mine.name and job.id = mine.id and job.retry_count = mine.turn and job.state = 'active'
    returning job.id, job.retry_count as turn`,
    [claims.map(({ queue }) => queue), claims.map(({ id }) => id), claims.map(({ turn }) => turn), leaseSeconds],
  );
  const kept = new Set((rows as { id: string; turn: number }[]).map(turnOf));
  return claims.filter((claim) => !kept.has(turnOf(claim)));
};

/** Ends a task that came to its end. False where it is not ours any more. */
export const completeClaim = async (sql: Sql, claim: Claim): Promise<boolean> => {
  const { rows } = await sql.executeSql(
    `update ${SCHEMA}.job set state = 'completed', completed_on = now(), output = null where ${HELD} returning id`,
    held(claim),
  );
  return rows.length > 0;
};

/**
 * Ends a try that failed: the task is tried again after a while or put among the failed ones, as its queue's rules say; at once among the failed ones where `final`. `tx` must be a
 * transaction. False where the task is not ours any more.
 */
export const failClaim = async (tx: Sql, claim: Claim, reason: FailureReason, final: boolean): Promise<boolean> => {
  const { rows } = await tx.executeSql(
    `update ${SCHEMA}.job set retry_limit = case when $4 then retry_count else retry_limit end where ${HELD} returning id`,
    [...held(claim), final],
  );
  if (rows.length === 0) return false;
  await bossOn(tx).fail(claim.queue, claim.id, reason, { db: tx });
  return true;
};

/** Gives a task back that was not finished for no fault of its own: it is due at once, and the try does not count. */
export const handBack = async (sql: Sql, claim: Claim): Promise<void> => {
  try {
    await sql.executeSql(
      `update ${SCHEMA}.job set state = 'retry', start_after = now(), retry_limit = retry_limit + 1 where ${HELD}`,
      held(claim),
    );
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    // One of the same key waits after a failure: it will do what this one would have done.
    await sql.executeSql(`delete from ${SCHEMA}.job where ${HELD}`, held(claim));
  }
};
