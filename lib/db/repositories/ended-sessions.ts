import { and, eq, isNull, sql } from 'drizzle-orm';
import { CONSOLE_CHAIN } from '@/lib/record/event';
import { sessions } from '../schema/sign-in';
import { appendEvents } from './events';
import type { Transaction } from './executor';
import { dropUnfinished } from './factors';

/** An ended session keeps its row, but no token that a cookie could hold. */
const ended = (at: Date) => ({ endedAt: at, expiresAt: at, token: sql<string>`'ended ' || ${sessions.id}` });

/** Ends the session of a token by its person's wish, if it goes on, with the event of it. */
export const signOutOf = async (tx: Transaction, token: string): Promise<void> => {
  const at = new Date();
  const rows = await tx
    .update(sessions)
    .set(ended(at))
    .where(and(eq(sessions.token, token), isNull(sessions.endedAt)))
    .returning({ id: sessions.id, person: sessions.userId });
  await appendEvents(
    tx,
    CONSOLE_CHAIN,
    rows.map(({ id, person }) => ({ at, actor: person, kind: 'signed-out', subject: person, data: { sessionId: id } })),
  );
};

/** Ends the sessions of a person that go on, but for `keep`, and the sign-ins that wait for their second step; the sessions' ids. The events are the caller's. */
export const endSessionsOf = async (tx: Transaction, person: string, at: Date, keep: string | null): Promise<readonly string[]> => {
  await dropUnfinished(tx, person);
  const others = keep === null ? undefined : sql`${sessions.id} <> ${keep}`;
  const rows = await tx
    .update(sessions)
    .set(ended(at))
    .where(and(eq(sessions.userId, person), isNull(sessions.endedAt), others))
    .returning({ id: sessions.id });
  return rows.map(({ id }) => id);
};
