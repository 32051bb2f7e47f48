import 'server-only';
import { randomUUID } from 'node:crypto';
import type { Caller } from '@/lib/auth/caller';
import { countFilters, dropFilter, filterById, filterByName, ofPerson, putFilter, readFilters } from '@/lib/db/repositories/preferences';
import { type FilterList, MAX_FILTERS } from '@/lib/preferences';
import type { Problem } from '@/lib/problem';
import { err, ok, type Result } from '@/lib/result';
import type { FilterProblem, SavedFilter } from './views';

type Outcome<T> = Promise<Result<T, Problem | FilterProblem>>;

/** The filters that whoever asks has kept, of all lists. */
export const listFilters = async ({ user }: Caller): Promise<Result<readonly SavedFilter[], Problem>> => ok(await readFilters(user));

const nobody = (user: string): Result<never, Problem> => err({ code: 'not-found', what: 'person', id: user });

/**
 * Keeps a filter of a list under a name. `replace`: the one that has the name already gives way; otherwise that is `name-taken`.
 * Personal as it is, it is no event of the record, which cannot forget.
 */
export const saveFilter = async (
  { user }: Caller,
  wanted: { readonly list: FilterList; readonly name: string; readonly search: string; readonly replace: boolean },
): Outcome<SavedFilter> => {
  const { list, name, search, replace } = wanted;
  const done = await ofPerson(user, async (tx): Outcome<SavedFilter> => {
    const same = await filterByName(tx, user, list, name);
    if (same !== null && !replace) return err({ code: 'name-taken', name: same.name });
    const filter = { id: same?.id ?? randomUUID(), list, name, search };
    if ((await countFilters(tx, user, list, filter.id)) >= MAX_FILTERS) return err({ code: 'too-many-filters', most: MAX_FILTERS });
    await putFilter(tx, user, filter, new Date());
    return ok(filter);
  });
  return done ?? nobody(user);
};

/** Gives a filter another name. */
export const renameFilter = async ({ user }: Caller, id: string, name: string): Outcome<SavedFilter> => {
  const done = await ofPerson(user, async (tx): Outcome<SavedFilter> => {
    const filter = await filterById(tx, user, id);
    if (filter === null) return err({ code: 'not-found', what: 'saved-filter', id });
    const same = await filterByName(tx, user, filter.list, name);
    if (same !== null && same.id !== id) return err({ code: 'name-taken', name: same.name });
    const renamed = { ...filter, name };
    await putFilter(tx, user, renamed, new Date());
    return ok(renamed);
  });
  return done ?? nobody(user);
};

/** Takes a filter away; where it is gone already, that is done. */
export const deleteFilter = async ({ user }: Caller, id: string): Promise<Result<null, Problem>> => {
  await dropFilter(user, id);
  return ok(null);
};
