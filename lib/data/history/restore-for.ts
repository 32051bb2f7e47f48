import 'server-only';
import { may, type Permission } from '@/lib/access/roles';
import type { Caller } from '@/lib/auth/caller';
import { type RestoreRow, readRestore } from '@/lib/db/repositories/restores';
import type { Problem } from '@/lib/problem';
import { err, ok, type Result } from '@/lib/result';
import { whomToAsk } from '../people/directory';
import { isUuid } from '../uuid';

/**
 * A restore of the history, for somebody who needs `permission` in its account, which the gate cannot know: only the restore says it. Of an account whose history they
 * may not read they are not even told that there is one.
 */
export const restoreFor = async (caller: Caller, id: string, permission: Permission): Promise<Result<RestoreRow, Problem>> => {
  const row = isUuid(id) ? await readRestore(id) : null;
  if (row === null || !may(caller.grants, 'read-history', row.account)) return err({ code: 'not-found', what: 'restore', id });
  return may(caller.grants, permission, row.account) ? ok(row) : err({ code: 'not-permitted', permission, ask: await whomToAsk() });
};
