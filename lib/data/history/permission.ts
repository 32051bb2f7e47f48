import 'server-only';
import { may, type Permission } from '@/lib/access/roles';
import { currentSession, type Session } from '@/lib/auth/session';
import type { Problem } from '@/lib/problem';
import { err, type Result } from '@/lib/result';
import { orDatabaseAway } from '../database-away';

/** Runs something about the history, which is no one place's, for the person asking, if they may. That the database is away is a problem, not an error. */
export const withPermission = async <T, E = never>(
  permission: Permission,
  run: (session: Session) => Promise<Result<T, E | Problem>>,
): Promise<Result<T, E | Problem>> => {
  const session = await currentSession();
  return may(session.role, permission) ? orDatabaseAway(() => run(session)) : err({ code: 'not-permitted', permission });
};
