import { and, eq, isNull, ne, sql } from 'drizzle-orm';
import { grants, people } from '../schema/people';
import { oneTimeLinks } from '../schema/sign-in';
import type { Transaction } from './executor';

const EVERYWHERE = '*';

/** Whether a person was invited and has not come yet. */
export const unusedInvitation = (person: typeof people.id) =>
  sql`exists (select 1 from ${oneTimeLinks} where ${oneTimeLinks.person} = ${person} and ${oneTimeLinks.purpose} = 'invitation' and ${oneTimeLinks.usedAt} is null)`;

/** Keeps every other change of who looks after the console waiting until the transaction ends. Asked for before any row is held. */
export const holdAdministrators = async (tx: Transaction): Promise<void> => {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('rehome administrators', 0))`);
};

interface Asked {
  /** Somebody who does not count. */
  readonly but?: string;
  /** Whoever was invited counts before they have come: for whoever can make their link anew at any time. */
  readonly invitedCount?: boolean;
}

/** Whether somebody can look after the console: an administrator of all of it who may sign in, and has come before. */
export const isLookedAfter = async (tx: Transaction, { but, invitedCount = false }: Asked = {}): Promise<boolean> => {
  const rows = await tx
    .select({ id: people.id })
    .from(people)
    .innerJoin(grants, eq(grants.person, people.id))
    .where(
      and(
        eq(grants.role, 'administrator'),
        eq(grants.account, EVERYWHERE),
        isNull(people.disabledAt),
        isNull(people.erasedAt),
        invitedCount ? undefined : sql`not ${unusedInvitation(people.id)}`,
        but === undefined ? undefined : ne(people.id, but),
      ),
    )
    .limit(1);
  return rows.length > 0;
};
