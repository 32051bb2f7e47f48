import { randomUUID } from 'node:crypto';
import { and, eq, lt, or, sql } from 'drizzle-orm';
import { db } from '../client';
import { passkeys } from '../schema/factors';
import type { Executor, Transaction } from './executor';

/** A passkey as it is verified by. */
export interface StoredPasskey {
  readonly id: string;
  readonly credentialId: string;
  readonly publicKey: string;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly rpId: string;
}

const transportsOf = (text: string): readonly string[] => (text === '' ? [] : text.split(','));

/** The passkeys of a person. */
export const passkeysOf = async (executor: Executor, person: string): Promise<readonly StoredPasskey[]> => {
  const rows = await executor.select().from(passkeys).where(eq(passkeys.person, person));
  return rows.map(({ id, credentialId, publicKey, counter, transports, rpId }) => ({
    id,
    credentialId,
    publicKey,
    counter,
    transports: transportsOf(transports),
    rpId,
  }));
};

interface NewPasskey extends Omit<StoredPasskey, 'id'> {
  readonly person: string;
  readonly name: string;
  readonly synced: boolean;
  readonly addedAt: Date;
}

/** Adds a passkey; its id, or `null` where it is somebody's already. */
export const addPasskey = async (tx: Transaction, { transports, ...added }: NewPasskey): Promise<string | null> => {
  const rows = await tx
    .insert(passkeys)
    .values({ id: randomUUID(), transports: transports.join(','), ...added })
    .onConflictDoNothing()
    .returning({ id: passkeys.id });
  return rows[0]?.id ?? null;
};

/**
 * Notes that a passkey was used, with the count that it told. `false` where it is gone, or where it counts and the count has not grown: then there may be two of it
 * (WebAuthn, 6.1.1).
 */
export const notePasskeyUse = async (id: string, counter: number): Promise<boolean> => {
  const rows = await db()
    .update(passkeys)
    .set({ counter, lastUsedAt: sql`now()` })
    .where(and(eq(passkeys.id, id), or(lt(passkeys.counter, counter), and(eq(passkeys.counter, 0), sql`${counter} = 0`))))
    .returning({ id: passkeys.id });
  return rows.length > 0;
};

/** Gives a passkey of a person another name; `false` where they have no such one. */
export const renamePasskey = async (tx: Transaction, person: string, id: string, name: string): Promise<boolean> => {
  const rows = await tx
    .update(passkeys)
    .set({ name })
    .where(and(eq(passkeys.id, id), eq(passkeys.person, person)))
    .returning({ id: passkeys.id });
  return rows.length > 0;
};
