import { and, desc, eq, gte, inArray, lt, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import type { Outcome } from '@/lib/jobs/status';
import { db } from '../client';
import { restoreAddresses, restores } from '../schema/restores';
import type { Executor } from './executor';
import { addressBlock, beginningOfWord, containing, endOfId, isIndexed, numberOf, words } from './text-search';

/** All given conditions hold. */
export interface HistoryConditions {
  /** Words, addresses and CIDRs; each must be found. */
  readonly text?: string | undefined;
  readonly user?: string | undefined;
  /** Only restores of these accounts; none given: of every one. */
  readonly accounts?: readonly string[] | undefined;
  /** By a word of `text`: who is called so. Names are not in a restore's own text, so that they can change and be erased. */
  readonly called?: ReadonlyMap<string, readonly string[]> | undefined;
  readonly outcomes?: readonly Outcome[] | undefined;
  readonly origin?: 'here' | 'elsewhere' | undefined;
  readonly from?: Date | undefined;
  /** Exclusive. */
  readonly before?: Date | undefined;
}

/** The last row of a page: the next page begins behind it. */
export interface HistoryKey {
  /** A date, or an instant as the database wrote it, to the microsecond. */
  readonly intendedAt: Date | string;
  readonly id: string;
}

/** Words and addresses are looked for first among so many of the newest that meet the other conditions: what is common is found there at once. */
const NEWEST = 10_000;
/** How common they are shows among these first: where the newest would not fill a page either, an index has few rows. */
const SAMPLE = 1_000;

const instantOf = ({ intendedAt }: HistoryKey): string => (typeof intendedAt === 'string' ? intendedAt : intendedAt.toISOString());

/** Conditions that an index in order of time answers. */
const plainConditions = (wanted: HistoryConditions, after: HistoryKey | null): SQL | undefined =>
  and(
    wanted.accounts === undefined ? undefined : inArray(restores.account, [...wanted.accounts]),
    wanted.user === undefined ? undefined : eq(restores.startedBy, wanted.user),
    wanted.outcomes === undefined || wanted.outcomes.length === 0 ? undefined : inArray(restores.outcome, [...wanted.outcomes]),
    wanted.origin === undefined ? undefined : eq(restores.origin, wanted.origin),
    wanted.from === undefined ? undefined : gte(restores.intendedAt, wanted.from),
    wanted.before === undefined ? undefined : lt(restores.intendedAt, wanted.before),
    after === null ? undefined : sql`(${restores.intendedAt}, ${restores.id}) < (${instantOf(after)}::timestamptz, ${after.id}::uuid)`,
  );

/** The text is kept in small letters: `ilike` would make small ones of each row's text anew, which costs more than reading it. */
const contains = (word: string): SQL => sql`${restores.searchText} like lower(${containing(word)})`;

/** The same where an index finds the rows; `short`: by what of the word few rows have. */
const indexContains = (word: string, short: string | null = endOfId(word)): SQL =>
  short === null ? contains(word) : sql`(${contains(short)} and position(lower(${word}) in ${restores.searchText}) > 0)`;

/** What `beginningOfWord` finds is there, so that only such rows are looked at closely: that costs several times as much. */
const begins = (word: string, pattern: string): SQL => sql`(${contains(word)} and ${restores.searchText} ~ ${pattern})`;

/** A condition on a row's text, or that one of those has started it who are called so. */
const orCalled = (text: SQL, ids: readonly string[] | undefined): SQL =>
  ids === undefined || ids.length === 0 ? text : sql`(${text} or ${inArray(restores.startedBy, [...ids])})`;

type Called = HistoryConditions['called'];

/** Conditions of a search for each row by itself. The limit keeps PostgreSQL from reading all addresses of a wide CIDR first. */
const rowHas = (list: readonly string[], called: Called): SQL | undefined =>
  and(
    ...list.map((word) => {
      const block = addressBlock(word);
      const short = beginningOfWord(word);
      if (short !== null) return orCalled(begins(word, short), called?.get(word));
      return block === null
        ? orCalled(contains(word), called?.get(word))
        : sql`coalesce((select true from ${restoreAddresses} where ${restoreAddresses.restoreId} = ${restores.id}
            and ${restoreAddresses.address} <<= ${block}::inet limit 1), false)`;
    }),
  );

/** The same conditions where an index finds the rows: of words that are rare. `numbers`: words of which few rows have the number. */
const indexHas = (list: readonly string[], called: Called, numbers: readonly string[] = []): SQL | undefined =>
  and(
    ...list.map((word) => {
      const block = addressBlock(word);
      const short = beginningOfWord(word);
      if (short !== null) return orCalled(sql`${restores.searchText} ~ ${short}`, called?.get(word));
      return block === null
        ? orCalled(numbers.includes(word) ? indexContains(word, numberOf(word)) : indexContains(word), called?.get(word))
        : sql`${restores.id} in (select ${restoreAddresses.restoreId} from ${restoreAddresses} where ${restoreAddresses.address} <<= ${block}::inet)`;
    }),
  );

/** All conditions, for who reads everything that meets them, behind `after`. */
export const allConditions = (wanted: HistoryConditions, after: HistoryKey | null): SQL | undefined =>
  and(plainConditions(wanted, after), indexHas(words(wanted.text ?? ''), wanted.called));

/** Newest first. */
export const inTime = [desc(restores.intendedAt), desc(restores.id)] as const;

/** The ids of what `found` selects (`id` and `at`), newest first, as one value: a thousand rows of one id each cost the console more than finding them costs the database. */
const idsOf = (found: SQLWrapper): SQL => sql`select string_agg(id::text, ',' order by at desc, id desc) as ids from (${found}) as found`;

type Ids = { readonly rows: readonly { readonly ids: string | null }[] };

const listOf = ({ rows }: Ids): readonly string[] => rows[0]?.ids?.split(',') ?? [];

const readIds = async (found: SQLWrapper, on: Executor = db()): Promise<readonly string[]> =>
  listOf(await on.execute<{ ids: string | null }>(idsOf(found)));

/** The `limit` newest restores that meet the conditions, as `id` and `at`; `null` where words are looked for. */
export const inTimeOnly = (wanted: HistoryConditions, after: HistoryKey | null, limit: number): SQLWrapper | null =>
  words(wanted.text ?? '').length > 0
    ? null
    : db()
        .select({ id: restores.id, at: sql`${restores.intendedAt}`.as('at') })
        .from(restores)
        .where(plainConditions(wanted, after))
        .orderBy(...inTime)
        .limit(limit);

/** Those of the newest that a search finds, from the one numbered `from` to the one before `to`. */
const amongNewest = (
  [from, to]: readonly [number, number],
  plain: SQL | undefined,
  list: readonly string[],
  called: Called,
  limit: number,
): Promise<readonly string[]> => {
  // Named as the table, so that its conditions apply.
  const newest = db()
    .select({ id: restores.id, intendedAt: restores.intendedAt, searchText: restores.searchText, startedBy: restores.startedBy })
    .from(restores)
    .where(plain)
    .orderBy(...inTime)
    .limit(to - from)
    .offset(from)
    .as('restores');
  return readIds(
    db()
      .select({ id: newest.id, at: sql`${newest.intendedAt}`.as('at') })
      .from(newest)
      .where(rowHas(list, called))
      .orderBy(desc(newest.intendedAt), desc(newest.id))
      .limit(limit),
  );
};

/** Reads ids without going through whole tables. What people typed stays a parameter, for which a transaction costs three answers more. */
const readIdsByIndex = (found: SQLWrapper): Promise<readonly string[]> =>
  db().transaction(async (tx) => {
    await tx.execute(sql`set local enable_seqscan = off`);
    return readIds(found, tx);
  });

/** All that a search finds, by the indexes of words and addresses; by reading every row where none of its words is in one, which a detour over the index would only make longer. */
const byIndex = async (plain: SQL | undefined, list: readonly string[], called: Called, limit: number): Promise<readonly string[]> => {
  const found = db()
    .select({ id: restores.id, at: restores.intendedAt })
    .from(restores)
    .where(and(indexHas(list, called, await withRareNumber(list)), plain));
  // Found first and put in order then: read in order and searched, they would be read by the million.
  const inOrder = sql`with everything(id, at) as materialized (${found}) select id, at from everything order by at desc, id desc limit ${limit}`;
  // How often a part of a word occurs nobody can estimate; that it is rare is known here.
  return list.some((word) => addressBlock(word) !== null || isIndexed(word)) ? readIdsByIndex(inOrder) : readIds(inOrder);
};

/** So many rows are looked at to tell what is rare from what is common. */
const RARE = 3_000;

const isRare = async (found: SQL): Promise<boolean> => {
  const { rows } = await db().execute<{ n: number }>(sql`select count(*)::int as n from (${found} limit ${RARE + 1}) as few`);
  return (rows[0]?.n ?? 0) <= RARE;
};

/** Whether a word is a block of addresses that few restores have: then its index finds them all at once. */
const isRareBlock = async (word: string): Promise<boolean> => {
  const block = addressBlock(word);
  return block !== null && (await isRare(sql`select 1 from ${restoreAddresses} where ${restoreAddresses.address} <<= ${block}::inet`));
};

/** The words that end with a number that few rows have. */
const withRareNumber = async (list: readonly string[]): Promise<readonly string[]> => {
  const rare = async (word: string): Promise<boolean> => {
    const number = numberOf(word);
    return number !== null && endOfId(word) === null && (await isRare(sql`select 1 from ${restores} where ${contains(number)}`));
  };
  const found = await Promise.all(list.map(rare));
  return list.filter((_, i) => found[i]);
};

const anyRareBlock = async (list: readonly string[]): Promise<boolean> => (await Promise.all(list.map(isRareBlock))).some(Boolean);

/**
 * Restores that meet the conditions, newest first: at least `page` of them where there are so many, and up to `limit`. `all`: there are no others.
 */
export const findRestores = async (
  wanted: HistoryConditions,
  after: HistoryKey | null,
  page: number,
  limit: number,
): Promise<{ readonly ids: readonly string[]; readonly all: boolean }> => {
  const plain = plainConditions(wanted, after);
  const list = words(wanted.text ?? '');
  const cut = (ids: readonly string[]) => ({ ids: ids.slice(0, limit), all: ids.length <= limit });
  const plainly = inTimeOnly(wanted, after, limit + 1);
  if (plainly !== null) return cut(await readIds(plainly));
  if (await anyRareBlock(list)) return cut(await byIndex(plain, list, wanted.called, limit + 1));
  const among = (range: readonly [number, number], most: number) => amongNewest(range, plain, list, wanted.called, most);
  const sample = await among([0, SAMPLE], limit + 1);
  const common = (sample.length * NEWEST) / SAMPLE > page;
  const others = common && sample.length <= limit ? await among([SAMPLE, NEWEST], limit + 1 - sample.length) : [];
  // One that began in between has moved another one behind the sample, which has it already.
  const newest = common ? [...new Set([...sample, ...others])] : [];
  // Behind the newest there may be more; whoever asks has a page at least, and so many that counting the rest helps nobody.
  return newest.length > page ? { ids: newest.slice(0, limit), all: false } : cut(await byIndex(plain, list, wanted.called, limit + 1));
};
