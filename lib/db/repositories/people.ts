import { and, eq, isNull } from 'drizzle-orm';
import type { Directory, PersonName } from '@/lib/access/directory';
import type { Grant } from '@/lib/access/roles';
import { db } from '../client';
import { grants, people } from '../schema/people';

const stateOf = ({ disabledAt, erasedAt }: { readonly disabledAt: Date | null; readonly erasedAt: Date | null }): PersonName['state'] => {
  if (erasedAt !== null) return 'erased';
  return disabledAt === null ? 'active' : 'disabled';
};

/** Everybody by id, with the name that is shown. */
export const readDirectory = async (): Promise<Directory> => {
  const rows = await db()
    .select({ id: people.id, name: people.name, disabledAt: people.disabledAt, erasedAt: people.erasedAt })
    .from(people);
  return Object.fromEntries(rows.map((row) => [row.id, { name: row.erasedAt === null ? row.name : '', state: stateOf(row) }]));
};

/** The roles of a person who may sign in; `null`: there is none of that id, or they are disabled or erased. For what is done on their behalf while they are away. */
export const grantsOf = async (person: string): Promise<readonly Grant[] | null> => {
  const rows = await db()
    .select({ role: grants.role, account: grants.account })
    .from(people)
    .leftJoin(grants, eq(grants.person, people.id))
    .where(and(eq(people.id, person), isNull(people.disabledAt), isNull(people.erasedAt)));
  if (rows.length === 0) return null;
  return rows.flatMap(({ role, account }) => (role === null ? [] : [{ role, account: account === '*' ? null : account }]));
};

/** Ids of those who look after the console itself and may sign in, those who have done so for longest first. */
export const readAdministrators = async (): Promise<readonly string[]> => {
  const rows = await db()
    .select({ id: people.id })
    .from(grants)
    .innerJoin(people, eq(people.id, grants.person))
    .where(and(eq(grants.role, 'administrator'), eq(grants.account, '*'), isNull(people.disabledAt)))
    .orderBy(grants.grantedAt, people.id);
  return rows.map(({ id }) => id);
};
