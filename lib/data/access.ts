import 'server-only';
import { may, type Permission } from '@/lib/access/roles';
import { currentSession, type Session } from '@/lib/auth/session';
import type { Place } from '@/lib/paths';
import { awsProblem, type Problem } from '@/lib/problem';
import { err, type Result } from '@/lib/result';
import { orDatabaseAway } from './database-away';
import { authorisePlace, ownCredentials } from './identity';

/** While AWS does not say whose credentials the console holds, what is stored here can be read and planned with; nothing is done in AWS. */
const ACTS_IN_AWS = new Set<Permission>(['start-restore']);

/** Runs a read of `place` for the person asking, if they may: pages call the data layer directly, so the check stands here as well as in actions and handlers. That the database is away is a problem, not an error. */
export const withAccess = <T, E>(
  place: Place,
  permission: Permission,
  run: (session: Session) => Promise<Result<T, E>>,
): Promise<Result<T, E | Problem>> => orDatabaseAway(() => withPlace(place, permission, run));

const withPlace = async <T, E>(
  place: Place,
  permission: Permission,
  run: (session: Session) => Promise<Result<T, E>>,
): Promise<Result<T, E | Problem>> => {
  const session = await currentSession();
  if (!may(session.role, permission)) return err({ code: 'not-permitted', permission });
  const authorised = await authorisePlace(place);
  if (!authorised.ok) return authorised;
  if (ACTS_IN_AWS.has(permission)) {
    const own = await ownCredentials(place);
    if (!own.ok) return err(awsProblem(own.error));
  }
  return run(session);
};
