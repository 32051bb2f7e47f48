import { randomUUID } from 'node:crypto';
import { and, asc, eq, isNotNull, isNull, lt, or, sql } from 'drizzle-orm';
import { passkeys, recoveryCodes, type SecondFactor, totpFactors, unfinishedSignIns } from '../schema/factors';
import { people } from '../schema/people';
import { sessions } from '../schema/sign-in';
import type { Executor, Transaction } from './executor';

/** A passkey as its person sees it. */
export interface ListedPasskey {
  readonly id: string;
  readonly name: string;
  /** The host name of the console that it works under. */
  readonly rpId: string;
  readonly synced: boolean;
  readonly addedAt: Date;
  readonly lastUsedAt: Date | null;
}

/** The second factors of a person that count. */
export interface Factors {
  /** Their authenticator app. */
  readonly totp: { readonly id: string; readonly addedAt: Date } | null;
  readonly passkeys: readonly ListedPasskey[];
  /** Recovery codes that were not used yet. */
  readonly codesLeft: number;
}

/** Whether a person has a second factor, so that nothing else lets them in alone. */
export const hasFactor = ({ totp, passkeys: keys }: Pick<Factors, 'totp' | 'passkeys'>): boolean => totp !== null || keys.length > 0;

/** The second factors of a person. */
export const readFactors = async (executor: Executor, person: string): Promise<Factors> => {
  const apps = await executor
    .select({ id: totpFactors.id, addedAt: totpFactors.addedAt })
    .from(totpFactors)
    .where(and(eq(totpFactors.person, person), isNotNull(totpFactors.confirmedAt)));
  const keys = await executor
    .select({
      id: passkeys.id,
      name: passkeys.name,
      rpId: passkeys.rpId,
      synced: passkeys.synced,
      addedAt: passkeys.addedAt,
      lastUsedAt: passkeys.lastUsedAt,
    })
    .from(passkeys)
    .where(eq(passkeys.person, person))
    .orderBy(asc(passkeys.addedAt), asc(passkeys.id));
  const codes = await executor
    .select({ id: recoveryCodes.id })
    .from(recoveryCodes)
    .where(and(eq(recoveryCodes.person, person), isNull(recoveryCodes.usedAt)));
  return { totp: apps[0] ?? null, passkeys: keys, codesLeft: codes.length };
};

/** Holds a person until the transaction ends, so that two changes of their factors come one after the other. */
export const holdPerson = async (tx: Transaction, person: string): Promise<void> => {
  await tx.select({ id: people.id }).from(people).where(eq(people.id, person)).for('update');
};

/** What a session was opened with, or proved in since, beside its first step. */
export const secondFactorOf = async (executor: Executor, sessionId: string): Promise<SecondFactor | null> => {
  const rows = await executor.select({ factor: sessions.secondFactor }).from(sessions).where(eq(sessions.id, sessionId));
  return rows[0]?.factor ?? null;
};

/** Notes what was proved in a session; `null`: what was counts no more. */
export const noteSecondFactor = async (tx: Transaction, sessionId: string, factor: SecondFactor | null): Promise<void> => {
  await tx.update(sessions).set({ secondFactor: factor }).where(eq(sessions.id, sessionId));
};

/** Stores the secret of an app that has not shown yet that it has it, in place of an earlier one; `false` where the person has an app already. */
export const offerTotp = async (tx: Transaction, person: string, secret: string, at: Date): Promise<boolean> => {
  const offered = { id: randomUUID(), secret, addedAt: at, lastStep: null };
  const rows = await tx
    .insert(totpFactors)
    .values({ ...offered, person })
    .onConflictDoUpdate({ target: totpFactors.person, set: offered, setWhere: isNull(totpFactors.confirmedAt) })
    .returning({ id: totpFactors.id });
  return rows.length > 0;
};

/** The secret of a person's app, encrypted, and whether it counts; `null`: they have none. */
export const readTotp = async (
  executor: Executor,
  person: string,
): Promise<{ readonly id: string; readonly secret: string; readonly confirmed: boolean } | null> => {
  const rows = await executor
    .select({ id: totpFactors.id, secret: totpFactors.secret, confirmedAt: totpFactors.confirmedAt })
    .from(totpFactors)
    .where(eq(totpFactors.person, person));
  const [row] = rows;
  return row === undefined ? null : { id: row.id, secret: row.secret, confirmed: row.confirmedAt !== null };
};

/** From now on an app counts, and the step that it showed is used; `false` where it counted before, or is another one by now. */
export const confirmTotp = async (tx: Transaction, id: string, step: number, at: Date): Promise<boolean> => {
  const rows = await tx
    .update(totpFactors)
    .set({ confirmedAt: at, lastStep: step })
    .where(and(eq(totpFactors.id, id), isNull(totpFactors.confirmedAt)))
    .returning({ id: totpFactors.id });
  return rows.length > 0;
};

/** Uses up a step of an app that counts, and all before it. Of any number who try one at once, one has `true`. */
export const spendTotpStep = async (executor: Executor, id: string, step: number): Promise<boolean> => {
  const rows = await executor
    .update(totpFactors)
    .set({ lastStep: step })
    .where(
      and(eq(totpFactors.id, id), isNotNull(totpFactors.confirmedAt), or(isNull(totpFactors.lastStep), lt(totpFactors.lastStep, step))),
    )
    .returning({ id: totpFactors.id });
  return rows.length > 0;
};

/** Uses up a recovery code, by its hash. Of any number who try one at once, one has `true`. */
export const spendRecoveryCode = async (executor: Executor, person: string, hash: string): Promise<boolean> => {
  const rows = await executor
    .update(recoveryCodes)
    .set({ usedAt: sql`now()` })
    .where(and(eq(recoveryCodes.person, person), eq(recoveryCodes.hash, hash), isNull(recoveryCodes.usedAt)))
    .returning({ id: recoveryCodes.id });
  return rows.length > 0;
};

/** Gives a person these recovery codes, by their hashes, and no others; whether they had any before. */
export const replaceCodes = async (tx: Transaction, person: string, hashes: readonly string[], at: Date): Promise<boolean> => {
  const before = await tx.delete(recoveryCodes).where(eq(recoveryCodes.person, person)).returning({ id: recoveryCodes.id });
  if (hashes.length > 0) await tx.insert(recoveryCodes).values(hashes.map((hash) => ({ id: randomUUID(), person, hash, madeAt: at })));
  return before.length > 0;
};

/** A factor that was taken away, as events name it. */
export interface TakenFactor {
  readonly factor: 'totp' | 'passkey' | 'recovery-codes';
  readonly factorId: string | null;
}

/** Takes away a person's app. */
export const dropTotp = async (tx: Transaction, person: string): Promise<readonly TakenFactor[]> => {
  const rows = await tx.delete(totpFactors).where(eq(totpFactors.person, person)).returning();
  return rows.filter(({ confirmedAt }) => confirmedAt !== null).map(({ id }) => ({ factor: 'totp', factorId: id }));
};

/** Takes away a passkey of a person, or all of them. */
export const dropPasskeys = async (tx: Transaction, person: string, id: string | null): Promise<readonly TakenFactor[]> => {
  const which = id === null ? undefined : eq(passkeys.id, id);
  const rows = await tx
    .delete(passkeys)
    .where(and(eq(passkeys.person, person), which))
    .returning({ id: passkeys.id });
  return rows.map((row) => ({ factor: 'passkey', factorId: row.id }));
};

/** Ends the sign-ins of a person that wait: what they began with counts no more. */
export const dropUnfinished = async (tx: Transaction, person: string): Promise<void> => {
  await tx.delete(unfinishedSignIns).where(eq(unfinishedSignIns.person, person));
};

/** Takes away everything that a person has as a second factor, and the sign-ins that wait for it; what it was. */
export const dropFactors = async (tx: Transaction, person: string): Promise<readonly TakenFactor[]> => {
  const taken = [...(await dropTotp(tx, person)), ...(await dropPasskeys(tx, person, null))];
  const codes = await replaceCodes(tx, person, [], new Date());
  await dropUnfinished(tx, person);
  return codes ? [...taken, { factor: 'recovery-codes', factorId: null }] : taken;
};
