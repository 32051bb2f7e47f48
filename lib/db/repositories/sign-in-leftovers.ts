import { and, isNotNull, lt, ne, or, sql } from 'drizzle-orm';
import { db } from '../client';
import { oneTimeLinks, sessions, verifications } from '../schema/sign-in';
import { deleteOldTries } from './rate-limits';
import { deleteOldUnfinished } from './unfinished-sign-ins';

const DAY_MS = 86_400_000;
/** So long sessions that are over are shown to their person, and links that work no more are kept; what happened stays in the record. */
const KEPT_MS = 30 * DAY_MS;

/** Deletes what signing in leaves behind: sessions and links that have been over for a month, unfinished sign-ins, counts of tries. */
export const deleteSignInLeftovers = async (now: Date): Promise<void> => {
  const before = new Date(now.getTime() - KEPT_MS);
  await db()
    .delete(sessions)
    .where(or(lt(sessions.endedAt, before), lt(sessions.expiresAt, before)));
  // An invitation that was not used says of its person that they have never come, however old it is (`unusedInvitation`).
  const saysNothing = or(isNotNull(oneTimeLinks.usedAt), ne(oneTimeLinks.purpose, 'invitation'));
  await db()
    .delete(oneTimeLinks)
    .where(and(lt(oneTimeLinks.expiresAt, before), saysNothing));
  await db().delete(verifications).where(sql`${verifications.expiresAt} < ${now.toISOString()}::timestamptz`);
  await deleteOldUnfinished();
  await deleteOldTries(new Date(now.getTime() - DAY_MS));
};
