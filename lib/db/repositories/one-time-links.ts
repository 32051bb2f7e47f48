import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import { CONSOLE_CHAIN } from '@/lib/record/event';
import { people } from '../schema/people';
import { type LinkPurpose, oneTimeLinks } from '../schema/sign-in';
import { appendEvents } from './events';
import type { Executor, Transaction } from './executor';

const TOKEN_BYTES = 32;
const HOUR_MS = 3_600_000;
/** How long a link works. */
const WORKS_MS: Readonly<Record<LinkPurpose, number>> = {
  'first-start': 24 * HOUR_MS,
  invitation: 72 * HOUR_MS,
  reset: 24 * HOUR_MS,
};

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** A link as it is told to somebody, once: the database has only the hash of `token`. */
export interface MadeLink {
  /** 256 random bits in base64url. */
  readonly token: string;
  readonly expiresAt: Date;
}

/** What a link is for. */
export interface LinkRow {
  readonly purpose: LinkPurpose;
  /** `null` for the first administrator. */
  readonly person: string | null;
  readonly name: string | null;
  readonly email: string | null;
}

/** Makes a link, with its event. An earlier one of the same person works no more. Call it last in a transaction (`appendEvents`). */
export const makeLink = async (
  tx: Transaction,
  { purpose, person, by }: { readonly purpose: LinkPurpose; readonly person: string | null; readonly by: string },
): Promise<MadeLink> => {
  const at = new Date();
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  const expiresAt = new Date(at.getTime() + WORKS_MS[purpose]);
  if (person !== null) await tx.delete(oneTimeLinks).where(and(eq(oneTimeLinks.person, person), isNull(oneTimeLinks.usedAt)));
  const id = randomUUID();
  await tx.insert(oneTimeLinks).values({ id, hash: hashOf(token), purpose, person, madeBy: by, madeAt: at, expiresAt });
  const data = { person, linkId: id, purpose, expiresAt: expiresAt.toISOString() };
  await appendEvents(tx, CONSOLE_CHAIN, [{ at, actor: by, kind: 'link-made', subject: id, data }]);
  return { token, expiresAt };
};

const usable = (token: string, at: Date) =>
  and(eq(oneTimeLinks.hash, hashOf(token)), isNull(oneTimeLinks.usedAt), gt(oneTimeLinks.expiresAt, at));

/** What a link is for; `null` where it was used, is too old, or where its person may not sign in. */
export const readLink = async (executor: Executor, token: string, at: Date): Promise<LinkRow | null> => {
  const rows = await executor
    .select({ purpose: oneTimeLinks.purpose, person: oneTimeLinks.person, name: people.name, email: people.email })
    .from(oneTimeLinks)
    .leftJoin(people, eq(people.id, oneTimeLinks.person))
    .where(and(usable(token, at), isNull(people.disabledAt), isNull(people.erasedAt)));
  return rows[0] ?? null;
};

/** Uses a link up: of two who come at once the second waits, and is told `false`. */
export const spendLink = async (tx: Transaction, token: string, at: Date): Promise<boolean> => {
  const rows = await tx.update(oneTimeLinks).set({ usedAt: at }).where(usable(token, at)).returning({ hash: oneTimeLinks.hash });
  return rows.length > 0;
};

/** Uses up every link that would make a first administrator: there is one now. */
export const spendFirstLinks = async (tx: Transaction, at: Date): Promise<void> => {
  await tx
    .update(oneTimeLinks)
    .set({ usedAt: at })
    .where(and(eq(oneTimeLinks.purpose, 'first-start'), isNull(oneTimeLinks.usedAt)));
};

/** One after the other, for what must happen once: whoever makes the first administrator. */
export const lockFirstAdministrator = async (tx: Transaction): Promise<void> => {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('rehome first administrator', 0))`);
};
