import { randomUUID } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import { sameGrant } from '@/lib/access/claim-roles';
import type { Grant } from '@/lib/access/roles';
import { CONSOLE_CHAIN } from '@/lib/record/event';
import type { NewEvent } from '@/lib/record/kinds';
import { grants, people } from '../schema/people';
import { identities } from '../schema/sign-in';
import { appendEvents, NOBODY } from './events';
import type { Executor, Transaction } from './executor';
import { isLookedAfter } from './looked-after';

const EVERYWHERE = '*';

/** Who somebody is at an identity provider. Nothing else tells people apart: an e-mail address may be given to somebody else there. */
export interface OidcIdentity {
  readonly issuer: string;
  readonly subject: string;
}

const providerId = ({ issuer }: Pick<OidcIdentity, 'issuer'>): string => `oidc ${issuer}`;

/** The person of an identity, held until the transaction ends; `null` where it is nobody's. Two sign-ins of one identity come one after the other. */
export const personOfIdentity = async (
  tx: Transaction,
  identity: OidcIdentity,
): Promise<{ readonly id: string; readonly may: boolean } | null> => {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`rehome ${providerId(identity)} ${identity.subject}`}, 0))`);
  const rows = await tx
    .select({ id: people.id, disabledAt: people.disabledAt, erasedAt: people.erasedAt })
    .from(identities)
    .innerJoin(people, eq(people.id, identities.userId))
    .where(and(eq(identities.providerId, providerId(identity)), eq(identities.accountId, identity.subject)))
    .for('update', { of: people });
  const [row] = rows;
  return row === undefined ? null : { id: row.id, may: row.disabledAt === null && row.erasedAt === null };
};

/** Whether a provider knows a person of the console. */
export const hasIdentityOf = async (executor: Executor, person: string, issuer: string): Promise<boolean> => {
  const rows = await executor
    .select({ id: identities.id })
    .from(identities)
    .where(and(eq(identities.userId, person), eq(identities.providerId, providerId({ issuer }))))
    .limit(1);
  return rows.length > 0;
};

/** Ties an identity to a person; the id of what ties them, `null` where it is somebody's already, or the person has another one of this provider. */
export const addIdentity = async (tx: Transaction, person: string, identity: OidcIdentity, at: Date): Promise<string | null> => {
  const others = await tx
    .select({ id: identities.id })
    .from(identities)
    .where(and(eq(identities.userId, person), eq(identities.providerId, providerId(identity))));
  if (others.length > 0) return null;
  const added = await tx
    .insert(identities)
    .values({
      id: randomUUID(),
      userId: person,
      providerId: providerId(identity),
      accountId: identity.subject,
      createdAt: at,
      updatedAt: at,
    })
    .onConflictDoNothing()
    .returning({ id: identities.id });
  return added[0]?.id ?? null;
};

/** Unties a person from a provider; the id of what tied them, `null` where nothing did. */
export const removeIdentity = async (tx: Transaction, person: string, issuer: string): Promise<string | null> => {
  const rows = await tx
    .delete(identities)
    .where(and(eq(identities.userId, person), eq(identities.providerId, providerId({ issuer }))))
    .returning({ id: identities.id });
  return rows[0]?.id ?? null;
};

/** Adds a person, known by an identity alone and without a role yet; `false`, and nothing is changed, where the e-mail address is somebody's already. */
export const insertOidcPerson = async (
  tx: Transaction,
  { id, name, email, at }: { readonly id: string; readonly name: string; readonly email: string; readonly at: Date },
): Promise<boolean> => {
  const added = await tx.insert(people).values({ id, name, email, createdAt: at }).onConflictDoNothing().returning({ id: people.id });
  return added.length > 0;
};

const roleEvents = (
  kind: 'role-granted' | 'role-taken' | 'role-kept',
  person: string,
  those: readonly Grant[],
  at: Date,
): readonly NewEvent[] =>
  those.map(({ role, account }) => ({ at, actor: NOBODY, kind, subject: person, data: { person, role, account, by: 'claims' } }));

const isOfTheConsole = ({ role, account }: Grant): boolean => role === 'administrator' && account === null;

/** What became of a person's roles at a sign-in. */
interface RolesByClaims {
  /** How many they have, by claims and by hand. */
  readonly count: number;
  /** The claims give the administrator's role no more; it stays, because nobody else could look after the console. */
  readonly keptAdministrator: boolean;
}

/**
 * Gives a person the roles that the provider's claims give now, and takes those that they gave before, but not the last administrator's. What somebody gave by hand stays as
 * it is. `joined`: the person is new. Its events are written; call it last in a transaction that holds the administrators (`holdAdministrators`).
 */
export const replaceClaimRoles = async (
  tx: Transaction,
  person: string,
  wanted: readonly Grant[],
  { at, joined }: { readonly at: Date; readonly joined: boolean },
): Promise<RolesByClaims> => {
  const rows = await tx.select().from(grants).where(eq(grants.person, person));
  const all = rows.map(({ role, account, source }) => ({ role, account: account === EVERYWHERE ? null : account, source }));
  const over = all.filter((grant) => grant.source === 'claims' && !wanted.some((each) => sameGrant(each, grant)));
  const kept = over.some(isOfTheConsole) && !(await isLookedAfter(tx, { but: person })) ? over.filter(isOfTheConsole) : [];
  const taken = over.filter((grant) => !kept.includes(grant));
  const given = wanted.filter((grant) => !all.some((each) => sameGrant(each, grant)));
  for (const { role, account } of taken)
    await tx
      .delete(grants)
      .where(and(eq(grants.person, person), eq(grants.role, role), eq(grants.account, account ?? EVERYWHERE), eq(grants.source, 'claims')));
  const added = given.map(({ role, account }) => ({
    person,
    role,
    account: account ?? EVERYWHERE,
    source: 'claims' as const,
    grantedBy: NOBODY,
    grantedAt: at,
  }));
  if (added.length > 0) await tx.insert(grants).values(added);
  const arrived: readonly NewEvent[] = joined
    ? [{ at, actor: person, kind: 'person-joined', subject: person, data: { person, by: 'oidc' } }]
    : [];
  await appendEvents(tx, CONSOLE_CHAIN, [
    ...arrived,
    ...roleEvents('role-taken', person, taken, at),
    ...roleEvents('role-granted', person, given, at),
    ...roleEvents('role-kept', person, kept, at),
  ]);
  return { count: all.length - taken.length + given.length, keptAdministrator: kept.length > 0 };
};
