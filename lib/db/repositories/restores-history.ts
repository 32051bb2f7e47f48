import { and, eq, getTableColumns, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import type { AwsProblem } from '@/lib/aws-problem';
import { db } from '../client';
import { restoreJobs } from '../schema/jobs';
import { notes } from '../schema/notes';
import { attempts, restores, runs } from '../schema/restores';
import { findRestores, type HistoryConditions, type HistoryKey, inTime, inTimeOnly } from './history-search';
import { restoredName } from './resource-names';
import type { RestoreRow } from './restores';

/** What a list shows of a restore: without plan, metadata and findings, which are long. */
export type HistoryRestore = Omit<
  RestoreRow,
  'plan' | 'metadata' | 'diagnostics' | 'accepted' | 'actualInterfaces' | 'made' | 'searchText'
>;

/** A restore with its job as last seen, its run and how many notes it has. */
export interface HistoryRow {
  readonly restore: HistoryRestore;
  readonly job: { readonly createdAt: Date; readonly createdResourceArn: string | null; readonly statusMessage: string | null } | null;
  readonly run: { readonly reason: string | null; readonly ticket: string | null } | null;
  readonly notes: number;
  /** Of the last attempt: its refusal, or why its answer is not known. Once AWS has named a job there is none. */
  readonly problem: AwsProblem | null;
}

const { plan: _plan, metadata: _metadata, diagnostics: _diagnostics, accepted: _accepted, ...most } = getTableColumns(restores);
const { actualInterfaces: _actual, made: _made, searchText: _text, ...columns } = most;

/** Ids as one parameter: as many parameters would cost more than the rows. */
const idList = (ids: readonly string[]): SQL => sql`${`{${ids.join(',')}}`}::uuid[]`;

/** The rows of restores, newest first. `ids`: an array of theirs. */
const rowsOf = async (ids: SQL): Promise<readonly HistoryRow[]> =>
  db()
    .select({
      restore: { ...columns, resourceName: restoredName },
      job: {
        createdAt: restoreJobs.createdAt,
        createdResourceArn: restoreJobs.createdResourceArn,
        statusMessage: restoreJobs.statusMessage,
      },
      run: { reason: runs.reason, ticket: runs.ticket },
      notes: sql<number>`(select count(*)::int from ${notes} where ${notes.restoreId} = ${restores.id})`,
      problem: sql<AwsProblem | null>`case when ${restores.jobId} is null then (select ${attempts.problem} from ${attempts}
            where ${attempts.restoreId} = ${restores.id} order by ${attempts.number} desc limit 1) end`,
    })
    .from(restores)
    .leftJoin(
      restoreJobs,
      and(eq(restoreJobs.account, restores.account), eq(restoreJobs.region, restores.region), eq(restoreJobs.id, restores.jobId)),
    )
    .leftJoin(runs, eq(runs.id, restores.runId))
    .where(sql`${restores.id} = any(${ids})`)
    .orderBy(...inTime);

/** So far results are counted: beyond it a number helps nobody, and counting costs. */
const COUNT_LIMIT = 1_000;

/** A page of the history. */
export interface HistorySlice {
  readonly rows: readonly HistoryRow[];
  readonly more: boolean;
  /** How many restores meet the conditions, as far as it is counted; `atLeast`: there are, or may be, more. Told with the first page. */
  readonly counted: { readonly total: number; readonly atLeast: boolean } | null;
}

const howMany = async (found: SQLWrapper): Promise<number> => {
  const { rows } = await db().execute<{ n: number }>(sql`select count(*)::int as n from (${found}) as found`);
  return rows[0]?.n ?? 0;
};

const countedOf = (total: number, atLeast = total > COUNT_LIMIT): HistorySlice['counted'] => ({
  total: Math.min(total, COUNT_LIMIT),
  atLeast,
});

/** One page of `limit` restores, newest first, behind `after`; the first one with their number. */
export const readHistory = async (wanted: HistoryConditions, after: HistoryKey | null, limit: number): Promise<HistorySlice> => {
  const page = inTimeOnly(wanted, after, limit + 1);
  const all = inTimeOnly(wanted, null, COUNT_LIMIT + 1);
  if (page === null || all === null) return search(wanted, after, limit);
  // Where the rows are found in their order, they are not waited for to be counted, nor to be named by their ids.
  const [rows, total] = await Promise.all([rowsOf(sql`array(select id from (${page}) as page)`), after === null ? howMany(all) : null]);
  return { rows: rows.slice(0, limit), more: rows.length > limit, counted: total === null ? null : countedOf(total) };
};

/** The same where words are looked for. */
const search = async (wanted: HistoryConditions, after: HistoryKey | null, limit: number): Promise<HistorySlice> => {
  const { ids, all } = await findRestores(wanted, after, limit, after === null ? COUNT_LIMIT : limit);
  return {
    rows: ids.length === 0 ? [] : await rowsOf(idList(ids.slice(0, limit))),
    more: !all || ids.length > limit,
    counted: after === null ? countedOf(ids.length, !all) : null,
  };
};

/** Everybody who ever started a restore here, by id, in order: from one person to the next in the index, however many restores each has. */
export const historyUsers = async (): Promise<readonly string[]> => {
  const next = (after: SQL): SQL => sql`(select min(${restores.startedBy}) from ${restores} where ${restores.startedBy} > ${after})`;
  const answer = await db().execute<{ person: string }>(sql`with recursive people(person) as (
    select ${next(sql`''`)} union all select ${next(sql`person`)} from people where person is not null)
    select person from people where person is not null`);
  return answer.rows.map(({ person }) => person);
};
