import 'server-only';
import { isDeepStrictEqual } from 'node:util';
import { type DraftRow, readDraft } from '@/lib/db/repositories/drafts';
import { readRestore } from '@/lib/db/repositories/restores';
import type { Place } from '@/lib/paths';
import type { Problem } from '@/lib/problem';
import type { PlanHistory } from '@/lib/restore/history';
import type { RestorePlan } from '@/lib/restore/plan';
import { planAt } from '@/lib/restore/undo';
import type { StoredProblem } from '@/lib/restore/upgrade';
import { upgradeHistory } from '@/lib/restore/upgrade-history';
import { err, ok, type Result } from '@/lib/result';
import { lastAttempt, openAttemptView } from '../jobs/origin';
import { isUuid } from '../uuid';
import { waitOfDraft } from '../waits/view';
import { holdsForDraft, wayOfDraft } from '../way-runs/view';
import type { DraftView, SaveDraftProblem, StartedView, UnreadableDraft } from './views';

/** The stored row of a draft of this place. Ids are UUIDs: whatever else stands in an address names no draft. */
export const draftIn = async (place: Place, id: string): Promise<Result<DraftRow, Problem>> => {
  const row = isUuid(id) ? await readDraft(id) : null;
  const here = row !== null && row.account === place.account && row.region === place.region;
  return here ? ok(row) : err({ code: 'not-found', what: 'draft', id });
};

const startedView = async (restoreId: string): Promise<StartedView> => {
  const [restore, attempt] = await Promise.all([readRestore(restoreId), lastAttempt(restoreId)]);
  return {
    restoreId,
    jobId: restore?.jobId ?? null,
    intendedAt: (restore?.intendedAt ?? new Date()).toISOString(),
    open: attempt?.state === 'open' ? await openAttemptView(attempt) : null,
  };
};

/** A stored draft as the restore page works on it, whichever version of the console wrote it; or why it cannot be read, with where to begin again. */
export const draftView = async (row: DraftRow): Promise<Result<DraftView, UnreadableDraft>> => {
  const { recoveryPointArn, vault } = row;
  const read = upgradeHistory(row.history);
  if (!read.ok) return err({ ...read.error, recoveryPointArn, vault });
  return ok({
    id: row.id,
    account: row.account,
    region: row.region,
    owner: row.owner,
    recoveryPointArn,
    vault,
    ...read.value,
    revision: row.revision,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    updatedBy: row.updatedBy,
    started: row.restoreId === null ? null : await startedView(row.restoreId),
    wait: row.restoreId === null ? await waitOfDraft(row.id) : null,
    way: await wayOfDraft(row.id),
    holds: await holdsForDraft(row.id),
  });
};

/** The plan that a stored draft stands at. */
export const planOfDraft = (row: DraftRow): Result<RestorePlan, StoredProblem> => {
  const read = upgradeHistory(row.history);
  return read.ok ? ok(planAt(read.value.history)) : read;
};

/**
 * What a browser sent, as it may be stored over `row`: a history in today's form, whole, of the very recovery point. What was backed up is taken from the row, never
 * from the caller.
 */
export const trusted = (row: DraftRow, sent: unknown): Result<PlanHistory, SaveDraftProblem> => {
  const stored = upgradeHistory(row.history);
  if (!stored.ok) return stored;
  const read = upgradeHistory(sent);
  if (!read.ok) return read.error.code === 'newer-plan' ? err(read.error) : err({ code: 'invalid-plan', reason: read.error.reason });
  const { history, leftOut } = read.value;
  // A page of an earlier version shows what this one would leave out: it is not saved behind the back of whoever looks at it.
  if (leftOut > 0) return err({ code: 'invalid-plan', reason: 'left-out' });
  const { source } = stored.value.history.base;
  if (!isDeepStrictEqual(plain(history.base.source), plain(source))) return err({ code: 'invalid-plan', reason: 'source' });
  return ok({ ...history, base: { ...history.base, source } });
};

/** As JSON carries it: what is stored and what is sent then compare alike. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
