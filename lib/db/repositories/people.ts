import { and, eq, isNull } from 'drizzle-orm';
import type { Directory, PersonName } from '@/lib/access/directory';
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
