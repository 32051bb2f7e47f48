import 'server-only';
import { randomUUID } from 'node:crypto';
import { may, type Permission } from '@/lib/access/roles';
import { currentSession, type Session } from '@/lib/auth/session';
import { readJob } from '@/lib/db/repositories/jobs';
import { insertNote, readNotes } from '@/lib/db/repositories/notes';
import { type RestoreRow, readRestore } from '@/lib/db/repositories/restores';
import { countHistory, type HistoryConditions, historyUsers, readHistory } from '@/lib/db/repositories/restores-history';
import { isOpen } from '@/lib/jobs/status';
import type { Problem } from '@/lib/problem';
import { explain } from '@/lib/restore/explain';
import { begin } from '@/lib/restore/undo';
import type { StoredProblem } from '@/lib/restore/upgrade';
import { upgradeHistory } from '@/lib/restore/upgrade-history';
import { err, ok, type Result } from '@/lib/result';
import { storeDraft } from './drafts';
import { csvHead, csvLine } from './history/csv';
import { entryOf } from './history/entry';
import { knownPlan } from './history/stored-plan';
import {
  HISTORY_PAGE_ROWS,
  type HistoryDetail,
  type HistoryEntry,
  type HistoryFilter,
  type HistoryPage,
  type NoteView,
} from './history/views';
import { authorisePlace } from './identity';
import { jobView } from './jobs';
import { noteLooking, wakeBackground } from './jobs/attention';
import { lastAttempt, originOf } from './jobs/origin';
import { isUuid } from './uuid';

const EXPORT_BATCH = 500;

/** Runs a read of the history, which is no one place's, for the person asking, if they may. */
const withPermission = async <T, E = never>(
  permission: Permission,
  run: (session: Session) => Promise<Result<T, E | Problem>>,
): Promise<Result<T, E | Problem>> => {
  const session = await currentSession();
  return may(session.role, permission) ? run(session) : err({ code: 'not-permitted', permission });
};

const conditionsOf = (filter: HistoryFilter): HistoryConditions => ({
  text: filter.text,
  user: filter.user,
  outcomes: filter.outcomes,
  from: filter.from === undefined ? undefined : new Date(filter.from),
  before: filter.before === undefined ? undefined : new Date(filter.before),
});

/** A page of the restores started here, newest first. */
export const listHistory = (filter: HistoryFilter, offset: number): Promise<Result<HistoryPage, Problem>> =>
  withPermission('read-history', async () => {
    const wanted = conditionsOf(filter);
    const [rows, total, users] = await Promise.all([
      readHistory(wanted, { offset, limit: HISTORY_PAGE_ROWS }),
      countHistory(wanted),
      historyUsers(),
    ]);
    const entries = rows.map(entryOf);
    for (const entry of entries) if (isOpen(entry.outcome)) noteLooking(entry);
    wakeBackground();
    const end = offset + rows.length;
    return ok({ entries, total, nextOffset: rows.length > 0 && end < total ? end : null, users });
  });

const restoreById = async (id: string): Promise<Result<RestoreRow, Problem>> => {
  const row = isUuid(id) ? await readRestore(id) : null;
  return row === null ? err({ code: 'not-found', what: 'restore', id }) : ok(row);
};

const noteView = ({ id, author, text, createdAt }: { id: string; author: string; text: string; createdAt: Date }): NoteView => ({
  id,
  author,
  text,
  createdAt: createdAt.toISOString(),
});

/** One restore with everything that was kept of it. */
export const getHistoryEntry = (id: string): Promise<Result<HistoryDetail, Problem>> =>
  withPermission('read-history', async () => {
    const found = await restoreById(id);
    if (!found.ok) return found;
    const restore = found.value;
    const [job, notes, attempt] = await Promise.all([
      restore.jobId === null ? null : readJob(restore, restore.jobId),
      readNotes(id),
      lastAttempt(id),
    ]);
    const problem = attempt?.problem ?? null;
    const { plan, problem: planProblem } = knownPlan(restore);
    const entry = entryOf({ restore, job: job?.job ?? null, notes: notes.length, problem });
    if (isOpen(entry.outcome)) {
      noteLooking(restore);
      wakeBackground();
    }
    return ok({
      entry,
      origin: await originOf(restore, attempt),
      job: job === null ? null : jobView(job),
      problem,
      differences: plan === null ? null : explain(plan),
      planProblem,
      metadata: restore.metadata,
      diagnostics: restore.diagnostics,
      roleArn: restore.roleArn,
      copyTags: restore.copyTags,
      backupCreatedAt: plan?.source.createdAt ?? null,
      noteList: notes.map(noteView),
    });
  });

/** Writes a note beside a restore, for the team. */
export const addNote = (restoreId: string, text: string): Promise<Result<NoteView, Problem>> =>
  withPermission('annotate-history', async (session) => {
    const found = await restoreById(restoreId);
    if (!found.ok) return found;
    const row = { id: randomUUID(), restoreId, author: session.user, text: text.trim(), createdAt: new Date() };
    await insertNote(row);
    return ok(noteView(row));
  });

/** A new draft with the plan of a restore that was started here, to be looked at and started again. */
export const restoreAgain = (
  restoreId: string,
): Promise<Result<{ readonly draftId: string; readonly account: string; readonly region: string }, Problem | StoredProblem>> =>
  withPermission<{ draftId: string; account: string; region: string }, StoredProblem>('plan-restore', async (session) => {
    const found = await restoreById(restoreId);
    if (!found.ok) return found;
    const { account, region } = found.value;
    const { plan, problem } = knownPlan(found.value);
    if (plan === null) return err(problem ?? { code: 'not-found', what: 'draft', id: restoreId });
    // A record is read as it was; only what can be saved makes a plan to go on with.
    const again = upgradeHistory(begin(plan));
    if (!again.ok) return again;
    const authorised = await authorisePlace({ account, region });
    if (!authorised.ok) return authorised;
    const draft = await storeDraft({ account, region }, session.user, again.value.history);
    return ok({ draftId: draft.id, account, region });
  });

/** The whole filtered history as text, piece by piece, so that years of it need no memory. */
export const exportHistory = (filter: HistoryFilter, format: 'csv' | 'json'): Promise<Result<AsyncGenerator<string>, Problem>> =>
  withPermission('read-history', async () => ok(format === 'csv' ? csvFile(filter) : jsonFile(filter)));

async function* entries(filter: HistoryFilter): AsyncGenerator<HistoryEntry> {
  // What begins meanwhile would shift the pages.
  const wanted = { ...conditionsOf(filter), before: filter.before === undefined ? new Date() : new Date(filter.before) };
  for (let offset = 0; ; offset += EXPORT_BATCH) {
    const rows = await readHistory(wanted, { offset, limit: EXPORT_BATCH });
    yield* rows.map(entryOf);
    if (rows.length < EXPORT_BATCH) return;
  }
}

async function* csvFile(filter: HistoryFilter): AsyncGenerator<string> {
  yield csvHead();
  for await (const entry of entries(filter)) yield csvLine(entry);
}

async function* jsonFile(filter: HistoryFilter): AsyncGenerator<string> {
  let before = '[\n';
  for await (const entry of entries(filter)) {
    yield before + JSON.stringify(entry);
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}
