import { and, count, desc, eq, getTableColumns, gte, ilike, inArray, lt, type SQL, sql } from 'drizzle-orm';
import type { AwsProblem } from '@/lib/aws-problem';
import type { Outcome } from '@/lib/jobs/status';
import { db } from '../client';
import { attempts, notes, restoreAddresses, restoreJobs, restores, runs } from '../schema';
import type { RestoreRow } from './restores';
import { addressBlock, containing, words } from './text-search';

/** All given conditions hold. */
export interface HistoryConditions {
  /** Words, addresses and CIDRs; each must be found. */
  readonly text?: string | undefined;
  readonly user?: string | undefined;
  readonly outcomes?: readonly Outcome[] | undefined;
  readonly origin?: 'here' | 'elsewhere' | undefined;
  readonly from?: Date | undefined;
  /** Exclusive. */
  readonly before?: Date | undefined;
}

/** What a list shows of a restore: without plan, metadata and findings, which are long. */
export type HistoryRestore = Omit<RestoreRow, 'plan' | 'metadata' | 'diagnostics' | 'accepted' | 'actualInterfaces' | 'searchText'>;

/** A restore with its job as last seen, its run and how many notes it has. */
export interface HistoryRow {
  readonly restore: HistoryRestore;
  readonly job: { readonly createdAt: Date; readonly createdResourceArn: string | null; readonly statusMessage: string | null } | null;
  readonly run: { readonly reason: string | null; readonly ticket: string | null } | null;
  readonly notes: number;
  /** Of the last attempt: its refusal, or why its answer is not known. */
  readonly problem: AwsProblem | null;
}

/** The last row of a page: the next page begins behind it. */
export interface HistoryKey {
  /** A date, or an instant as the database wrote it, to the microsecond. */
  readonly intendedAt: Date | string;
  readonly id: string;
}

/** Words and addresses are looked for first among so many of the newest that meet the other conditions: what is common is found there at once. */
const NEWEST = 10_000;

/** So far results are counted: beyond it a number helps nobody, and counting costs. */
const COUNT_LIMIT = 1_000;

const instantOf = ({ intendedAt }: HistoryKey): string => (typeof intendedAt === 'string' ? intendedAt : intendedAt.toISOString());

/** Conditions that an index in order of time answers. */
const plainConditions = (wanted: HistoryConditions, after: HistoryKey | null): SQL | undefined =>
  and(
    wanted.user === undefined ? undefined : eq(restores.startedBy, wanted.user),
    wanted.outcomes === undefined || wanted.outcomes.length === 0 ? undefined : inArray(restores.outcome, [...wanted.outcomes]),
    wanted.origin === undefined ? undefined : eq(restores.origin, wanted.origin),
    wanted.from === undefined ? undefined : gte(restores.intendedAt, wanted.from),
    wanted.before === undefined ? undefined : lt(restores.intendedAt, wanted.before),
    after === null ? undefined : sql`(${restores.intendedAt}, ${restores.id}) < (${instantOf(after)}::timestamptz, ${after.id}::uuid)`,
  );

/** Conditions of a search for each row by itself. The limit keeps PostgreSQL from reading all addresses of a wide CIDR first. */
const rowHas = (list: readonly string[]): SQL | undefined =>
  and(
    ...list.map((word) => {
      const block = addressBlock(word);
      return block === null
        ? ilike(restores.searchText, containing(word))
        : sql`coalesce((select true from ${restoreAddresses} where ${restoreAddresses.restoreId} = ${restores.id}
            and ${restoreAddresses.address} <<= ${block}::inet limit 1), false)`;
    }),
  );

/** The same conditions where an index finds the rows: of words that are rare. */
const indexHas = (list: readonly string[]): SQL | undefined =>
  and(
    ...list.map((word) => {
      const block = addressBlock(word);
      return block === null
        ? ilike(restores.searchText, containing(word))
        : sql`${restores.id} in (select ${restoreAddresses.restoreId} from ${restoreAddresses} where ${restoreAddresses.address} <<= ${block}::inet)`;
    }),
  );

/** All conditions, for who reads everything that meets them. */
export const allConditions = (wanted: HistoryConditions): SQL | undefined =>
  and(plainConditions(wanted, null), indexHas(words(wanted.text ?? '')));

const inTime = [desc(restores.intendedAt), desc(restores.id)] as const;
const idsOf = (rows: readonly { readonly id: string }[]): readonly string[] => rows.map((row) => row.id);

/** Restores in order of time. */
const byTime = async (plain: SQL | undefined, limit: number): Promise<readonly string[]> =>
  idsOf(
    await db()
      .select({ id: restores.id })
      .from(restores)
      .where(plain)
      .orderBy(...inTime)
      .limit(limit),
  );

/** Those among the newest that a search finds. */
const amongNewest = async (plain: SQL | undefined, list: readonly string[], limit: number): Promise<readonly string[]> => {
  // Named as the table, so that its conditions apply.
  const newest = db()
    .select({ id: restores.id, intendedAt: restores.intendedAt, searchText: restores.searchText })
    .from(restores)
    .where(plain)
    .orderBy(...inTime)
    .limit(NEWEST)
    .as('restores');
  const rows = await db()
    .select({ id: newest.id })
    .from(newest)
    .where(rowHas(list))
    .orderBy(desc(newest.intendedAt), desc(newest.id))
    .limit(limit);
  return idsOf(rows);
};

/** All that a search finds, by the indexes of words and addresses. */
const byIndex = async (plain: SQL | undefined, list: readonly string[], limit: number): Promise<readonly string[]> =>
  db().transaction(async (tx) => {
    // How often a part of a word occurs nobody can estimate; that it is rare is known here.
    await tx.execute(sql`set local enable_seqscan = off`);
    const found = tx.select({ id: restores.id, intendedAt: restores.intendedAt }).from(restores).where(indexHas(list));
    const rows = await tx.execute<{ id: string }>(sql`with found as materialized (${found})
      select ${restores.id} from ${restores} where ${restores.id} in (select id from found) and ${plain ?? sql`true`}
      order by ${restores.intendedAt} desc, ${restores.id} desc limit ${limit}`);
    return idsOf(rows.rows);
  });

interface FoundIds {
  readonly ids: readonly string[];
  readonly more: boolean;
}

/** So many rows of the index of addresses are looked at to tell a rare block from a common one. */
const RARE = 3_000;

/** Whether a word is a block of addresses that few restores have: then its index finds them all at once. */
const isRareBlock = async (word: string): Promise<boolean> => {
  const block = addressBlock(word);
  if (block === null) return false;
  const rows = await db().execute<{ n: number }>(sql`select count(*)::int as n from (
    select 1 from ${restoreAddresses} where ${restoreAddresses.address} <<= ${block}::inet limit ${RARE + 1}) as few`);
  return (rows.rows[0]?.n ?? 0) <= RARE;
};

const anyRareBlock = async (list: readonly string[]): Promise<boolean> => (await Promise.all(list.map(isRareBlock))).some(Boolean);

/** At most `limit` restores that meet the conditions, newest first, and whether there are more. */
const find = async (wanted: HistoryConditions, after: HistoryKey | null, limit: number): Promise<FoundIds> => {
  const plain = plainConditions(wanted, after);
  const list = words(wanted.text ?? '');
  const cut = (ids: readonly string[]): FoundIds => ({ ids: ids.slice(0, limit), more: ids.length > limit });
  if (list.length === 0) return cut(await byTime(plain, limit + 1));
  if (await anyRareBlock(list)) return cut(await byIndex(plain, list, limit + 1));
  const newest = await amongNewest(plain, list, limit + 1);
  return newest.length > limit ? cut(newest) : cut(await byIndex(plain, list, limit + 1));
};

const { plan: _plan, metadata: _metadata, diagnostics: _diagnostics, accepted: _accepted, ...most } = getTableColumns(restores);
const { actualInterfaces: _actual, searchText: _text, ...columns } = most;

/** Ids as one parameter: thousands of parameters would cost more than the rows. */
const idList = (ids: readonly string[]): SQL => sql`${`{${ids.join(',')}}`}::uuid[]`;

/** The rows of restores, newest first. */
const rowsOf = async (ids: readonly string[]): Promise<readonly HistoryRow[]> =>
  ids.length === 0
    ? []
    : db()
        .select({
          restore: columns,
          job: {
            createdAt: restoreJobs.createdAt,
            createdResourceArn: restoreJobs.createdResourceArn,
            statusMessage: restoreJobs.statusMessage,
          },
          run: { reason: runs.reason, ticket: runs.ticket },
          notes: sql<number>`(select count(*)::int from ${notes} where ${notes.restoreId} = ${restores.id})`,
          problem: sql<AwsProblem | null>`(select ${attempts.problem} from ${attempts} where ${attempts.restoreId} = ${restores.id}
            order by ${attempts.number} desc limit 1)`,
        })
        .from(restores)
        .leftJoin(
          restoreJobs,
          and(eq(restoreJobs.account, restores.account), eq(restoreJobs.region, restores.region), eq(restoreJobs.id, restores.jobId)),
        )
        .leftJoin(runs, eq(runs.id, restores.runId))
        .where(sql`${restores.id} = any(${idList(ids)})`)
        .orderBy(...inTime);

/** A page of the history. */
export interface HistorySlice {
  readonly rows: readonly HistoryRow[];
  readonly more: boolean;
}

/** One page of the history, newest first, behind `after`. */
export const readHistory = async (wanted: HistoryConditions, after: HistoryKey | null, limit: number): Promise<HistorySlice> => {
  const { ids, more } = await find(wanted, after, limit);
  return { rows: await rowsOf(ids), more };
};

/** How many restores meet the conditions, as far as it is counted; `atLeast`: there are, or may be, more. */
export const countHistory = async (wanted: HistoryConditions): Promise<{ readonly total: number; readonly atLeast: boolean }> => {
  const plain = plainConditions(wanted, null);
  const list = words(wanted.text ?? '');
  if (list.length === 0) {
    const some = db()
      .select({ id: restores.id })
      .from(restores)
      .where(plain)
      .limit(COUNT_LIMIT + 1)
      .as('some');
    const rows = await db().select({ n: count() }).from(some);
    const n = rows[0]?.n ?? 0;
    return { total: Math.min(n, COUNT_LIMIT), atLeast: n > COUNT_LIMIT };
  }
  const newest = (await anyRareBlock(list)) ? [] : await amongNewest(plain, list, COUNT_LIMIT);
  // As common as that, the rest is not worth counting.
  if (newest.length > COUNT_LIMIT / 10) return { total: newest.length, atLeast: true };
  const all = await byIndex(plain, list, COUNT_LIMIT + 1);
  return { total: Math.min(all.length, COUNT_LIMIT), atLeast: all.length > COUNT_LIMIT };
};

/** Everybody who ever started a restore here, by id, in order: from one person to the next in the index, however many restores each has. */
export const historyUsers = async (): Promise<readonly string[]> => {
  const next = (after: SQL): SQL => sql`(select min(${restores.startedBy}) from ${restores} where ${restores.startedBy} > ${after})`;
  const answer = await db().execute<{ person: string }>(sql`with recursive people(person) as (
    select ${next(sql`''`)} union all select ${next(sql`person`)} from people where person is not null)
    select person from people where person is not null`);
  return answer.rows.map(({ person }) => person);
};
