import { type SQL, sql } from 'drizzle-orm';
import { copyOut } from '../copy-out';
import { cellsOfLine } from '../copy-text';
import { allConditions, type HistoryConditions, type HistoryKey } from './history-search';
import { restoredName } from './resource-names';
import { words } from './text-search';

/** A restore as an export reads it. Instants are ISO 8601 in UTC, to the millisecond. */
export interface ExportedRestore {
  readonly id: string;
  readonly account: string;
  readonly region: string;
  readonly origin: string;
  readonly startedBy: string | null;
  /** What `startedBy` is called; `null`: nobody is known by that id, or not any more. */
  readonly startedByName: string | null;
  readonly startedAt: string;
  readonly endedAt: string | null;
  /** When AWS says that its job was created. */
  readonly jobCreatedAt: string | null;
  readonly outcome: string;
  readonly resourceArn: string | null;
  readonly resourceName: string | null;
  readonly recoveryPointArn: string | null;
  readonly vault: string | null;
  /** `readonly AskedAddress[]`, as PostgreSQL writes it as JSON. */
  readonly asked: string;
  readonly jobId: string | null;
  readonly createdResourceArn: string | null;
  readonly addressesMatch: boolean | null;
  readonly awsMessage: string | null;
  readonly reason: string | null;
  readonly ticket: string | null;
  readonly notes: number;
  readonly approvalId: string | null;
  readonly withoutApproval: string | null;
  /** `ExportedEntry['noteTexts']`, as PostgreSQL writes it as JSON. */
  readonly noteTexts: string;
}

/** Few restores have notes: to put together those of one that has none costs more than to see that it has none. */
const NOTES = sql`case when exists (select 1 from notes where notes.restore_id = restores.id) then (select json_agg(json_build_object(
    'at', to_char(notes.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'author', notes.author,
    'authorName', author.name, 'text', notes.text) order by notes.created_at)
  from notes left join people author on author.id = notes.author and author.erased_at is null where notes.restore_id = restores.id) end`;

/**
 * The columns of a line, in the order in which `restoreOf` takes them. PostgreSQL writes each as it is: to put a million rows together as JSON and to write its instants costs it three times as much as
 * reading them, in one process. Once AWS has named a job, its attempt has no problem any more: only the others are looked up.
 */
const COLUMNS = sql`restores.id, restores.account, restores.region, restores.origin, restores.started_by, person.name,
  restores.intended_at, restores.ended_at, job.created_at, restores.outcome, restores.resource_arn, ${restoredName},
  restores.recovery_point_arn, restores.vault, restores.asked, restores.job_id, job.created_resource_arn, restores.addresses_match,
  coalesce(job.status_message, case when restores.job_id is null then (select attempts.problem ->> 'awsMessage' from attempts
    where attempts.restore_id = restores.id order by attempts.number desc limit 1) end),
  runs.reason, runs.ticket, restores.approval_id, restores.without_approval, ${NOTES}`;

const rowsThat = (conditions: SQL | undefined, limit: SQL): SQL => sql`
  select ${COLUMNS}
  from restores
  left join restore_jobs job on job.account = restores.account and job.region = restores.region and job.id = restores.job_id
  left join runs on runs.id = restores.run_id
  left join people person on person.id = restores.started_by and person.erased_at is null
  where ${conditions ?? sql`true`} order by restores.intended_at desc, restores.id desc limit ${limit}`;

/** `2026-11-29 16:33:00.123456+00`, as PostgreSQL writes an instant in UTC, as `2026-11-29T16:33:00.123Z`. */
const isoOf = (instant: string): string => {
  const fraction = instant.charAt(19) === '.' ? instant.slice(20, instant.indexOf('+')) : '';
  return `${instant.slice(0, 10)}T${instant.slice(11, 19)}.${fraction.slice(0, 3).padEnd(3, '0')}Z`;
};

const maybeIso = (instant: string | null): string | null => (instant === null ? null : isoOf(instant));

/** What a column that is never null holds. */
const there = (cell: string | null | undefined): string => {
  if (cell == null) throw new Error('A column that is never null is.');
  return cell;
};

type Cell = string | null;

const restoreOf = (line: string): ExportedRestore => {
  const [id, account, region, origin, startedBy, startedByName, startedAt, endedAt, jobCreatedAt, outcome, ...resource] = cellsOfLine(line);
  const [resourceArn, resourceName, recoveryPointArn, vault, asked, jobId, createdResourceArn, match, ...told] = resource;
  const [awsMessage, reason, ticket, approvalId, withoutApproval, noteTexts] = told;
  const cell = (value: Cell | undefined): Cell => value ?? null;
  return {
    id: there(id),
    account: there(account),
    region: there(region),
    origin: there(origin),
    startedBy: cell(startedBy),
    startedByName: cell(startedByName),
    startedAt: isoOf(there(startedAt)),
    endedAt: maybeIso(cell(endedAt)),
    jobCreatedAt: maybeIso(cell(jobCreatedAt)),
    outcome: there(outcome),
    resourceArn: cell(resourceArn),
    resourceName: cell(resourceName),
    recoveryPointArn: cell(recoveryPointArn),
    vault: cell(vault),
    asked: there(asked),
    jobId: cell(jobId),
    createdResourceArn: cell(createdResourceArn),
    addressesMatch: match == null ? null : match === 't',
    awsMessage: cell(awsMessage),
    reason: cell(reason),
    ticket: cell(ticket),
    notes: noteTexts == null ? 0 : (JSON.parse(noteTexts) as readonly unknown[]).length,
    approvalId: cell(approvalId),
    withoutApproval: cell(withoutApproval),
    noteTexts: noteTexts ?? '[]',
  };
};

/**
 * So many rows are asked for at a time: PostgreSQL finds them in the order of an index and sends the first one at once. A million of them it would join and put in order before that, with files for
 * what has no room in memory, while nobody can do anything with them yet.
 */
const SLICE = 20_000;

/** Where a line stands in the order: `id` and `intended_at`, as PostgreSQL wrote it. */
const keyOf = (line: string): HistoryKey => {
  const { 0: id, 6: intendedAt } = cellsOfLine(line);
  return { id: there(id), intendedAt: there(intendedAt) };
};

/** The history that meets the conditions, newest first and of one moment, some restores at a time. */
export async function* exportedRestores(wanted: HistoryConditions, slice = SLICE): AsyncGenerator<readonly ExportedRestore[]> {
  // Words are found by an index of their own, all at once: in the order of time they would be looked for again in each slice.
  const whole = words(wanted.text ?? '').length > 0;
  let last: string | null = null;
  let rows: number | null = null;
  const next = (): SQL | null => {
    if (rows !== null && (whole || rows < slice)) return null;
    rows = 0;
    return rowsThat(allConditions(wanted, last === null ? null : keyOf(last)), whole ? sql`all` : sql.raw(String(slice)));
  };
  for await (const piece of copyOut(next)) {
    const lines = piece.slice(0, -1).split('\n');
    rows = (rows ?? 0) + lines.length;
    last = lines.at(-1) ?? null;
    yield lines.map(restoreOf);
  }
}
