import 'server-only';
import { accountsWith } from '@/lib/access/roles';
import type { Caller } from '@/lib/auth/caller';
import type { HistoryConditions } from '@/lib/db/repositories/history-search';
import { readDirectory } from '@/lib/db/repositories/people';
import { beginningOfWord, words } from '@/lib/db/repositories/text-search';
import type { HistoryFilter } from './views';

/** Who is called by each word: it is anywhere in their name, or begins a part of it where it is as short as such words are looked for elsewhere. */
const calledBy = async (text: string): Promise<ReadonlyMap<string, readonly string[]>> => {
  const list = words(text);
  if (list.length === 0) return new Map();
  const people = Object.entries(await readDirectory()).map(([id, { name }]) => ({ id, name: name.toLowerCase() }));
  const ids = (word: string): readonly string[] => {
    const short = beginningOfWord(word);
    const found = people.filter(({ name }) => (short === null ? name.includes(word.toLowerCase()) : new RegExp(short).test(name)));
    return found.map(({ id }) => id);
  };
  return new Map(list.map((word) => [word, ids(word)]));
};

/** A filter as the repository takes it, within the accounts whose history the caller may read. */
export const conditionsOf = async (
  caller: Caller,
  { text, user, outcomes, origin, from, before }: HistoryFilter,
): Promise<HistoryConditions> => {
  const accounts = accountsWith(caller.grants, 'read-history');
  return {
    text,
    user,
    outcomes,
    origin,
    from: from === undefined ? undefined : new Date(from),
    before: before === undefined ? undefined : new Date(before),
    accounts: accounts === 'every' ? undefined : accounts,
    called: await calledBy(text ?? ''),
  };
};
