import 'server-only';
import type { Caller } from '@/lib/auth/caller';
import { ofPerson, readColumns, writeColumns } from '@/lib/db/repositories/preferences';
import type { ColumnList } from '@/lib/preferences';
import type { Problem } from '@/lib/problem';
import { err, ok, type Result } from '@/lib/result';

/** The columns that whoever asks has chosen for a list; `null`: those that it comes with. */
export const chosenColumns = async ({ user }: Caller, list: ColumnList): Promise<Result<readonly string[] | null, Problem>> =>
  ok(await readColumns(user, list));

/** Keeps the columns of a list for whoever asks; `null`: those that it comes with. */
export const chooseColumns = async (
  { user }: Caller,
  list: ColumnList,
  columns: readonly string[] | null,
): Promise<Result<null, Problem>> => {
  const done = await ofPerson(user, async (tx): Promise<Result<null, Problem>> => {
    await writeColumns(tx, user, list, columns, new Date());
    return ok(null);
  });
  return done ?? err({ code: 'not-found', what: 'person', id: user });
};
