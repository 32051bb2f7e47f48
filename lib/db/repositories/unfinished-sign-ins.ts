import { randomUUID } from 'node:crypto';
import { and, eq, gt, lte, sql } from 'drizzle-orm';
import { db } from '../client';
import { type FirstStep, unfinishedSignIns } from '../schema/factors';
import type { Executor } from './executor';

/** A sign-in whose first step is done. */
export interface UnfinishedSignIn {
  readonly id: string;
  readonly person: string;
  readonly method: FirstStep;
}

/** Keeps a sign-in whose first step is done, under the hash of what its browser holds, for so many seconds. */
export const keepUnfinished = async (hash: string, person: string, method: FirstStep, seconds: number): Promise<void> => {
  await deleteOldUnfinished();
  await db()
    .insert(unfinishedSignIns)
    .values({ id: randomUUID(), hash, person, method, expiresAt: sql`now() + make_interval(secs => ${seconds})` });
};

/** The sign-in that waits under a hash; `null`: there is none, or it is too old. */
export const readUnfinished = async (executor: Executor, hash: string): Promise<UnfinishedSignIn | null> => {
  const rows = await executor
    .select({ id: unfinishedSignIns.id, person: unfinishedSignIns.person, method: unfinishedSignIns.method })
    .from(unfinishedSignIns)
    .where(and(eq(unfinishedSignIns.hash, hash), gt(unfinishedSignIns.expiresAt, sql`now()`)));
  return rows[0] ?? null;
};

/** Ends a sign-in that waits, because its second step is done. Of any number who do so at once, one has `true`. */
export const takeUnfinished = async (id: string): Promise<boolean> => {
  const rows = await db()
    .delete(unfinishedSignIns)
    .where(and(eq(unfinishedSignIns.id, id), gt(unfinishedSignIns.expiresAt, sql`now()`)))
    .returning({ id: unfinishedSignIns.id });
  return rows.length > 0;
};

/** Notes what a passkey is asked to sign, in place of what was asked before. */
export const noteChallenge = async (id: string, challenge: string): Promise<void> => {
  await db().update(unfinishedSignIns).set({ challenge }).where(eq(unfinishedSignIns.id, id));
};

/** Uses up what a passkey was asked to sign; `false` where it was not asked that, or it was used already. */
export const spendChallenge = async (id: string, challenge: string): Promise<boolean> => {
  const rows = await db()
    .update(unfinishedSignIns)
    .set({ challenge: null })
    .where(and(eq(unfinishedSignIns.id, id), eq(unfinishedSignIns.challenge, challenge)))
    .returning({ id: unfinishedSignIns.id });
  return rows.length > 0;
};

/** Deletes sign-ins that waited for too long. */
export const deleteOldUnfinished = async (): Promise<void> => {
  await db().delete(unfinishedSignIns).where(lte(unfinishedSignIns.expiresAt, sql`now()`));
};
