import { randomUUID } from 'node:crypto';
import { and, eq, gt, like, lte } from 'drizzle-orm';
import { db } from '../client';
import { verifications } from '../schema/sign-in';

/** Keeps a text under a name until `expiresAt`, and deletes what of the same `kind` is too old. The name begins with the kind. */
export const keepUntil = async (kind: string, name: string, value: string, expiresAt: Date): Promise<void> => {
  await db()
    .delete(verifications)
    .where(and(like(verifications.identifier, `${kind} %`), lte(verifications.expiresAt, new Date())));
  await db()
    .insert(verifications)
    .values({ id: randomUUID(), identifier: `${kind} ${name}`, value, expiresAt });
};

/** Takes what was kept under a name: whoever asks first has it, and nobody after. `null`: there is nothing, or it is too old. */
export const takeOnce = async (kind: string, name: string): Promise<string | null> => {
  const rows = await db()
    .delete(verifications)
    .where(and(eq(verifications.identifier, `${kind} ${name}`), gt(verifications.expiresAt, new Date())))
    .returning({ value: verifications.value });
  return rows[0]?.value ?? null;
};
