import { randomUUID } from 'node:crypto';
import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { Grant, Role } from '@/lib/access/roles';
import { CONSOLE_CHAIN } from '@/lib/record/event';
import type { NewEvent } from '@/lib/record/kinds';
import { grants, people } from '../schema/people';
import { identities, oneTimeLinks } from '../schema/sign-in';
import { endSessionsOf } from './ended-sessions';
import { appendEvents } from './events';
import type { Executor, Transaction } from './executor';

const EVERYWHERE = '*';
/** How Better Auth calls an identity that is proved by a password. */
const PASSWORD = 'credential';

/** Whether somebody may look after the console: an administrator of all of it who may sign in. */
export const hasAdministrator = async (executor: Executor): Promise<boolean> => {
  const rows = await executor
    .select({ id: people.id })
    .from(people)
    .innerJoin(grants, eq(grants.person, people.id))
    .where(and(eq(grants.role, 'administrator'), eq(grants.account, EVERYWHERE), isNull(people.disabledAt), isNull(people.erasedAt)))
    .limit(1);
  return rows.length > 0;
};

interface NewPerson {
  readonly id: string;
  readonly name: string;
  /** In small letters. */
  readonly email: string;
  readonly grants: readonly Grant[];
  /** Who adds them, by id. */
  readonly by: string;
  readonly how: 'first-start' | 'command-line' | 'demo';
  /** Of their password, where they have one. */
  readonly hash?: string;
}

/** Adds a person with roles, and the event of it; `false`, and nothing is changed, where the id or the e-mail address is somebody's already. Call it last in a transaction. */
export const addPerson = async (tx: Transaction, { id, name, email, by, how, ...more }: NewPerson): Promise<boolean> => {
  const at = new Date();
  const added = await tx.insert(people).values({ id, name, email }).onConflictDoNothing().returning({ id: people.id });
  if (added.length === 0) return false;
  const rows = more.grants.map(({ role, account }) => ({
    person: id,
    role,
    account: account ?? EVERYWHERE,
    grantedBy: by,
    grantedAt: at,
  }));
  if (rows.length > 0) await tx.insert(grants).values(rows);
  if (more.hash !== undefined) await storePassword(tx, id, more.hash, at);
  await appendEvents(tx, CONSOLE_CHAIN, [
    { at, actor: by, kind: 'person-joined', subject: id, data: { person: id, by: how } },
    ...more.grants.map(
      ({ role, account }): NewEvent => ({
        at,
        actor: by,
        kind: 'role-granted',
        subject: id,
        data: { person: id, role, account, by: 'person' },
      }),
    ),
  ]);
  return true;
};

const storePassword = async (tx: Transaction, person: string, hash: string, at: Date): Promise<void> => {
  await tx
    .insert(identities)
    .values({ id: randomUUID(), userId: person, providerId: PASSWORD, accountId: person, password: hash, createdAt: at, updatedAt: at })
    .onConflictDoUpdate({ target: [identities.providerId, identities.accountId], set: { password: hash, updatedAt: at } });
};

/** Sets the password of a person, by its hash, and ends their sessions but `keep` and the links by which another one could be set; with the events of it. Call it last in a transaction. */
export const setPassword = async (
  tx: Transaction,
  person: string,
  hash: string,
  {
    how,
    actor,
    at,
    keep,
  }: { readonly how: 'themselves' | 'link'; readonly actor: string; readonly at: Date; readonly keep: string | null },
): Promise<void> => {
  await storePassword(tx, person, hash, at);
  await tx.delete(oneTimeLinks).where(and(eq(oneTimeLinks.person, person), isNull(oneTimeLinks.usedAt)));
  const ended = await endSessionsOf(tx, person, at, keep);
  await appendEvents(tx, CONSOLE_CHAIN, [
    { at, actor, kind: 'password-changed', subject: person, data: { person, how } },
    ...ended.map(
      (sessionId): NewEvent => ({
        at,
        actor,
        kind: 'session-ended',
        subject: person,
        data: { person, sessionId, cause: 'password-changed' },
      }),
    ),
  ]);
};

/** People by their ids, with their roles, of those who may sign in; in no order. */
export const readPeople = async (
  executor: Executor,
  ids: readonly string[],
): Promise<readonly { readonly id: string; readonly name: string; readonly roles: readonly Role[] }[]> => {
  const rows = await executor
    .select({ id: people.id, name: people.name, role: grants.role })
    .from(people)
    .innerJoin(grants, eq(grants.person, people.id))
    .where(and(inArray(people.id, [...ids]), isNull(people.disabledAt), isNull(people.erasedAt)))
    .orderBy(grants.role);
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return [...names].map(([id, name]) => ({ id, name, roles: rows.flatMap((row) => (row.id === id ? [row.role] : [])) }));
};
