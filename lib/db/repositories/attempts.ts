import { and, asc, desc, eq, inArray, isNull, lt, or, sql } from 'drizzle-orm';
import type { AwsProblem } from '@/lib/aws-problem';
import type { Place } from '@/lib/paths';
import { db } from '../client';
import { approvalRequests } from '../schema/approvals';
import { attempts, restores } from '../schema/restores';
import type { Executor } from './executor';
import { addressesOf } from './restore-addresses';

export type AttemptRow = typeof attempts.$inferSelect;

/** What is sent for an attempt, as it was committed. */
export interface Sending {
  readonly attemptId: string;
  readonly restoreId: string;
  readonly account: string;
  readonly region: string;
  readonly vault: string;
  readonly resourceType: string;
  readonly recoveryPointArn: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly roleArn: string | null;
  readonly copyTags: boolean;
  /** The SHA-256 of what others approved; `null`: it was started without. */
  readonly approvedSha256: string | null;
  readonly idempotencyToken: string;
  readonly requestId: string;
  /** Which sending of it this is, from 1. Whoever died before the request went out counts, too. */
  readonly sends: number;
}

const leaseFree = or(isNull(attempts.leaseUntil), lt(attempts.leaseUntil, sql`now()`));

/**
 * Takes the right to send an open attempt for `leaseMs`, by the database's clock. `null`: somebody else has it, or the attempt has ended. Each taking counts as a
 * sending, and is committed before any request goes out.
 */
export const leaseAttempt = async (attemptId: string, holder: string, leaseMs: number): Promise<Sending | null> =>
  db().transaction(async (tx) => {
    const until = sql`now() + make_interval(secs => ${leaseMs / 1_000}::double precision)`;
    const taken = await tx
      .update(attempts)
      .set({
        leaseHolder: holder,
        leaseUntil: until,
        maySendUntil: sql`greatest(${attempts.maySendUntil}, ${until})`,
        sends: sql`${attempts.sends} + 1`,
      })
      .where(and(eq(attempts.id, attemptId), eq(attempts.state, 'open'), leaseFree))
      .returning({
        restoreId: attempts.restoreId,
        idempotencyToken: attempts.idempotencyToken,
        requestId: attempts.requestId,
        sends: attempts.sends,
      });
    const attempt = taken[0];
    if (attempt === undefined) return null;
    const rows = await tx.select().from(restores).where(eq(restores.id, attempt.restoreId));
    const restore = rows[0];
    if (restore === undefined || restore.metadata === null || restore.recoveryPointArn === null)
      throw new Error('An attempt has a restore that was not started here.');
    const { account, region, recoveryPointArn, metadata, roleArn, copyTags } = restore;
    const [vault, resourceType] = [restore.vault ?? '', restore.resourceType ?? ''];
    const approvedSha256 = restore.approvalId === null ? null : await approvedHash(tx, restore.approvalId);
    return { attemptId, ...attempt, account, region, vault, resourceType, recoveryPointArn, metadata, roleArn, copyTags, approvedSha256 };
  });

/** The hash of an approval; one that is gone is of nothing, which no request is. */
const approvedHash = async (on: Executor, approvalId: string): Promise<string> => {
  const rows = await on.select({ sha256: approvalRequests.sha256 }).from(approvalRequests).where(eq(approvalRequests.id, approvalId));
  return rows[0]?.sha256 ?? '';
};

/** The last look before sending: whether the attempt is still open and `holder` still has its lease, for `marginMs` more at least. */
export const holdsLease = async (attemptId: string, holder: string, marginMs: number): Promise<boolean> => {
  const rows = await db()
    .select({ id: attempts.id })
    .from(attempts)
    .where(
      and(
        eq(attempts.id, attemptId),
        eq(attempts.state, 'open'),
        eq(attempts.leaseHolder, holder),
        sql`${attempts.leaseUntil} > now() + make_interval(secs => ${marginMs / 1_000}::double precision)`,
      ),
    );
  return rows.length > 0;
};

/** The sending ended without an answer that says what became of it: the lease is given back, the attempt stays open. */
export const recordUnanswered = async (attemptId: string, holder: string, problem: AwsProblem): Promise<void> => {
  await db()
    .update(attempts)
    .set({ problem, leaseHolder: null, leaseUntil: null, maySendUntil: sql`least(${attempts.maySendUntil}, now())` })
    .where(and(eq(attempts.id, attemptId), eq(attempts.state, 'open'), eq(attempts.leaseHolder, holder)));
};

/** An open attempt with what deciding about it needs. Ages in milliseconds, by the database's clock. */
export interface OpenAttemptRow extends AttemptRow {
  readonly recoveryPointArn: string | null;
  readonly resourceArn: string | null;
  readonly resourceName: string | null;
  readonly startedBy: string | null;
  /** Those that it asks for, interface by interface, the primary first. */
  readonly addresses: readonly string[];
  readonly ageMs: number;
  readonly leased: boolean;
}

/** The attempts of a place that have not ended, oldest first. */
export const openAttempts = async (place: Place): Promise<readonly OpenAttemptRow[]> => {
  const rows = await db()
    .select({
      attempt: attempts,
      recoveryPointArn: restores.recoveryPointArn,
      resourceArn: restores.resourceArn,
      resourceName: restores.resourceName,
      startedBy: restores.startedBy,
      addresses: addressesOf(sql`'asked'`),
      ageMs: sql<number>`(extract(epoch from now() - ${attempts.createdAt}) * 1000)::double precision`,
      leased: sql<boolean>`coalesce(${attempts.leaseUntil} > now(), false)`,
    })
    .from(attempts)
    .innerJoin(restores, eq(restores.id, attempts.restoreId))
    .where(and(eq(attempts.account, place.account), eq(attempts.region, place.region), eq(attempts.state, 'open')))
    .orderBy(asc(attempts.createdAt));
  return rows.map(({ attempt, ...rest }) => ({ ...attempt, ...rest }));
};

/** Writes down what a look at AWS gave for an open attempt: a complete list without its job, begun at `lookedAt`, or why there is none. */
export const noteLook = async (attemptId: string, look: { readonly lookedAt: Date } | { readonly problem: AwsProblem }): Promise<void> => {
  await db()
    .update(attempts)
    .set('lookedAt' in look ? { lookedAt: look.lookedAt, lookProblem: null } : { lookProblem: look.problem })
    .where(and(eq(attempts.id, attemptId), eq(attempts.state, 'open')));
};

/** The attempts of a restore, the last one first. */
export const attemptsOf = async (restoreId: string): Promise<readonly AttemptRow[]> =>
  db().select().from(attempts).where(eq(attempts.restoreId, restoreId)).orderBy(desc(attempts.number));

/** The restore of each of these attempts that is known, by the attempt's id. */
export const restoresOfAttempts = async (ids: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  if (ids.length === 0) return new Map();
  const rows = await db()
    .select({ id: attempts.id, restoreId: attempts.restoreId })
    .from(attempts)
    .where(inArray(attempts.id, [...ids]));
  return new Map(rows.map(({ id, restoreId }) => [id, restoreId]));
};
