import 'server-only';
import type { Caller } from '@/lib/auth/caller';
import { db } from '@/lib/db/client';
import { peopleOfDrafts, readRequest } from '@/lib/db/repositories/approvals';
import { readJob } from '@/lib/db/repositories/jobs';
import type { RestoreRow } from '@/lib/db/repositories/restores';
import { historyUsers, readHistory } from '@/lib/db/repositories/restores-history';
import { readRun } from '@/lib/db/repositories/runs';
import { isOpen } from '@/lib/jobs/status';
import type { Problem } from '@/lib/problem';
import { explain } from '@/lib/restore/explain';
import { begin } from '@/lib/restore/undo';
import type { StoredProblem } from '@/lib/restore/upgrade';
import { upgradeHistory } from '@/lib/restore/upgrade-history';
import { err, ok, type Result } from '@/lib/result';
import { storeDraft } from './drafts';
import { conditionsOf } from './history/conditions';
import { entryOf } from './history/entry';
import { failedBefore } from './history/failed-before';
import { readKey, writeKey } from './history/key';
import { notesOf } from './history/notes';
import { restoreFor } from './history/restore-for';
import { knownPlan } from './history/stored-plan';
import { HISTORY_PAGE_ROWS, type HistoryDetail, type HistoryFilter, type HistoryPage } from './history/views';
import { scopeFor } from './identity';
import { jobView } from './jobs';
import { noteLooking, noteLookingEverywhere } from './jobs/attention';
import { lastAttempt, originOf } from './jobs/origin';
import { scopeOf } from './scope';

/** A page of all restores, started here or elsewhere, newest first. `after`: the `next` of the page before. */
export const listHistory = async (caller: Caller, filter: HistoryFilter, after: string | null): Promise<Result<HistoryPage, Problem>> => {
  const key = after === null ? null : readKey(after);
  if (after !== null && key === null) return err({ code: 'bad-input', fields: ['after'] });
  const wanted = await conditionsOf(caller, filter);
  const [slice, users] = await Promise.all([
    readHistory(wanted, key, HISTORY_PAGE_ROWS),
    key === null ? historyUsers() : [],
    key === null ? noteLookingEverywhere() : null,
  ]);
  const entries = slice.rows.map(entryOf);
  const last = slice.rows.at(-1)?.restore;
  return ok({ entries, counted: slice.counted, next: slice.more && last !== undefined ? writeKey(last) : null, users });
};

/** One restore with everything that was kept of it. */
export const getHistoryEntry = async (caller: Caller, id: string): Promise<Result<HistoryDetail, Problem>> => {
  const found = await restoreFor(caller, id, 'read-history');
  if (!found.ok) return found;
  const restore = found.value;
  const [job, notes, attempt, run] = await Promise.all([
    restore.jobId === null ? null : readJob(restore, restore.jobId),
    notesOf(id),
    lastAttempt(id),
    restore.runId === null ? null : readRun(restore.runId),
  ]);
  const problem = attempt?.problem ?? null;
  const { plan, problem: planProblem } = knownPlan(restore);
  const entry = entryOf({ restore, job: job?.job ?? null, run, notes: notes.length, problem });
  if (isOpen(entry.outcome)) await noteLooking(scopeOf(restore));
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
    noteList: notes,
  });
};

/** Everybody who had a hand in the plan of a restore: what is made of it is a copy of theirs, which none of them approves. */
const planners = async ({ startedBy, draftId, approvalId }: RestoreRow): Promise<readonly string[]> => {
  const [drafts, request] = await Promise.all([
    draftId === null ? [] : peopleOfDrafts(db(), [draftId]),
    approvalId === null ? null : readRequest(approvalId),
  ]);
  const editors = [...drafts.flatMap((draft) => [draft.owner, ...draft.editors]), ...(request?.editors ?? [])];
  return [...(startedBy === null ? [] : [startedBy]), ...editors];
};

/** A new draft with the plan of a restore that was started here, to be looked at and started again. Where it failed, that goes with the plan. */
export const restoreAgain = async (
  caller: Caller,
  restoreId: string,
): Promise<Result<{ readonly draftId: string; readonly account: string; readonly region: string }, Problem | StoredProblem>> => {
  const found = await restoreFor(caller, restoreId, 'plan-restore');
  if (!found.ok) return found;
  const { account, region } = found.value;
  const { plan, problem } = knownPlan(found.value);
  if (plan === null) return err(problem ?? { code: 'not-found', what: 'draft', id: restoreId });
  // A record is read as it was; only what can be saved makes a plan to go on with.
  const scope = await scopeFor({ account, region }, 'plan-restore');
  if (!scope.ok) return scope;
  const failed = await failedBefore(scope.value, found.value, plan);
  const { failed: _before, ...source } = plan.source;
  const again = upgradeHistory(begin({ ...plan, source: failed === null ? source : { ...source, failed } }));
  if (!again.ok) return again;
  const draft = await storeDraft(scope.value, caller.user, again.value.history, await planners(found.value));
  return ok({ draftId: draft.id, account, region });
};
