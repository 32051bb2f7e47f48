import 'server-only';
import type { Caller } from '@/lib/auth/caller';
import { withTransaction } from '@/lib/db/client';
import { appendEvents } from '@/lib/db/repositories/events';
import { endSessions } from '@/lib/db/repositories/people-changes';
import { openSessionsOf } from '@/lib/db/repositories/people-list';
import { CONSOLE_CHAIN } from '@/lib/record/event';
import { ok, type Result } from '@/lib/result';

/** Ends another session of whoever asks, or (`null`) all but the one in which it is asked. One that has ended is no failure. */
export const endOwnSessions = async ({ user, session: own }: Caller, session: string | null): Promise<Result<null, never>> => {
  const others = session === null ? (await openSessionsOf(user)).map(({ id }) => id) : [session];
  const wanted = others.filter((id) => id !== own.id);
  await withTransaction(async (tx) => {
    const at = new Date();
    const ended = wanted.length === 0 ? [] : await endSessions(tx, user, at, wanted);
    await appendEvents(
      tx,
      CONSOLE_CHAIN,
      ended.map((sessionId) => ({
        at,
        actor: user,
        kind: 'session-ended',
        subject: user,
        data: { person: user, sessionId, cause: 'by-themselves' },
      })),
    );
  });
  return ok(null);
};
