import { and, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import type { Grant } from '@/lib/access/roles';
import { db } from '../client';
import { grants, people } from '../schema/people';
import { identities, oneTimeLinks, sessions } from '../schema/sign-in';
import type { Transaction } from './executor';
import { dropFactors, dropUnfinished } from './factors';
import { holdAdministrators, isLookedAfter, unusedInvitation } from './looked-after';
import { dropPreferences } from './preferences';

const EVERYWHERE = '*';

/** A person whom a transaction holds. */
export interface HeldPerson {
  readonly id: string;
  readonly email: string;
  readonly disabledAt: Date | null;
  readonly grants: readonly Grant[];
  /** Those of them that the identity provider's claims give: these follow it, and are not changed by hand. */
  readonly byClaims: readonly Grant[];
  /** They were invited, and have not come yet. */
  readonly invited: boolean;
}

/** Takes a transaction back. */
class TakenBack extends Error {}

const held = async (tx: Transaction, id: string): Promise<HeldPerson | null> => {
  const [row] = await tx
    .select({ id: people.id, email: people.email, disabledAt: people.disabledAt, invited: sql<boolean>`${unusedInvitation(people.id)}` })
    .from(people)
    .where(and(eq(people.id, id), isNull(people.erasedAt)))
    .for('update');
  if (row === undefined) return null;
  const roles = await tx
    .select({ role: grants.role, account: grants.account, source: grants.source })
    .from(grants)
    .where(eq(grants.person, id));
  const grantOf = ({ role, account }: (typeof roles)[number]): Grant => ({ role, account: account === EVERYWHERE ? null : account });
  return { ...row, grants: roles.map(grantOf), byClaims: roles.filter(({ source }) => source === 'claims').map(grantOf) };
};

/**
 * Changes a person in a transaction, one such change of the console after the other. `'absent'`: there is none of that id, or they were erased. `'last-administrator'`:
 * the change would have left nobody who can look after the console, and was taken back whole, its events with it.
 */
export const changePerson = async <T>(
  id: string,
  change: (tx: Transaction, person: HeldPerson) => Promise<T>,
): Promise<{ readonly done: T } | 'absent' | 'last-administrator'> => {
  try {
    return await db().transaction(async (tx) => {
      await holdAdministrators(tx);
      const before = await isLookedAfter(tx);
      const person = await held(tx, id);
      if (person === null) return 'absent';
      const done = await change(tx, person);
      if (before && !(await isLookedAfter(tx))) throw new TakenBack();
      return { done };
    });
  } catch (error) {
    if (error instanceof TakenBack) return 'last-administrator';
    throw error;
  }
};

/** Adds a person without a way to sign in; `false` where the e-mail address is somebody's already. */
export const insertPerson = async (
  tx: Transaction,
  { id, name, email }: { readonly id: string; readonly name: string; readonly email: string },
): Promise<boolean> => {
  const rows = await tx.insert(people).values({ id, name, email }).onConflictDoNothing().returning({ id: people.id });
  return rows.length > 0;
};

/** Gives a person roles that they do not have yet. */
export const giveRoles = async (tx: Transaction, person: string, given: readonly Grant[], by: string, at: Date): Promise<void> => {
  if (given.length === 0) return;
  const rows = given.map(({ role, account }) => ({ person, role, account: account ?? EVERYWHERE, grantedBy: by, grantedAt: at }));
  await tx.insert(grants).values(rows).onConflictDoNothing();
};

/** Takes roles from a person. */
export const takeRoles = async (tx: Transaction, person: string, taken: readonly Grant[]): Promise<void> => {
  if (taken.length === 0) return;
  const each = taken.map(({ role, account }) => and(eq(grants.role, role), eq(grants.account, account ?? EVERYWHERE)));
  await tx.delete(grants).where(and(eq(grants.person, person), or(...each)));
};

/** Whether a person may sign in; `at`: since when not. */
export const setDisabled = async (tx: Transaction, person: string, at: Date | null): Promise<void> => {
  await tx.update(people).set({ disabledAt: at, updatedAt: sql`now()` }).where(eq(people.id, person));
};

/** Ends sessions of a person that go on, all or those named; their ids. An ended one keeps its row, but no token that a cookie could hold. */
export const endSessions = async (
  tx: Transaction,
  person: string,
  at: Date,
  only: readonly string[] | null,
): Promise<readonly string[]> => {
  if (only === null) await dropUnfinished(tx, person);
  const named = only === null ? undefined : inArray(sessions.id, [...only]);
  const rows = await tx
    .update(sessions)
    .set({ endedAt: at, expiresAt: at, token: sql<string>`'ended ' || ${sessions.id}` })
    .where(and(eq(sessions.userId, person), isNull(sessions.endedAt), named))
    .returning({ id: sessions.id });
  return rows.map(({ id }) => id);
};

/** Takes away the links of a person that were not used yet. */
export const dropLinks = async (tx: Transaction, person: string): Promise<void> => {
  await tx.delete(oneTimeLinks).where(and(eq(oneTimeLinks.person, person), isNull(oneTimeLinks.usedAt)));
};

/**
 * Erases a person: name, e-mail address, roles, ways to sign in, what is known of their devices and what they kept of their lists are gone for good. The row and its id stay, so that the record still
 * tells that it was one person.
 */
export const erase = async (tx: Transaction, person: string, at: Date): Promise<void> => {
  await tx
    .update(people)
    .set({
      name: '',
      // Must be somebody's alone, and is nobody's: RFC 2606 keeps .invalid free.
      email: `${person}@erased.invalid`,
      emailVerified: false,
      image: null,
      disabledAt: sql`coalesce(${people.disabledAt}, ${at.toISOString()}::timestamptz)`,
      erasedAt: at,
      updatedAt: sql`now()`,
    })
    .where(eq(people.id, person));
  await tx.delete(grants).where(eq(grants.person, person));
  await tx.delete(identities).where(eq(identities.userId, person));
  await dropFactors(tx, person);
  await tx.delete(oneTimeLinks).where(eq(oneTimeLinks.person, person));
  await tx.delete(sessions).where(eq(sessions.userId, person));
  await dropPreferences(tx, person);
};
