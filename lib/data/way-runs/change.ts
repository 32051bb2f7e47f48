import 'server-only';
import type { Caller } from '@/lib/auth/caller';
import { startBackupJob } from '@/lib/aws/backup-jobs';
import { db } from '@/lib/db/client';
import { rawExecutor } from '@/lib/db/raw';
import { changeDraft, type DraftRow, readDraft, writeHistory } from '@/lib/db/repositories/drafts';
import { recordChange } from '@/lib/db/repositories/events';
import type { Transaction } from '@/lib/db/repositories/executor';
import { endWait, lastWaitOfDraft, lockOpenWait } from '@/lib/db/repositories/waits';
import { endedEvents, isOpenBeside, lockWayRun, ofWayRun, readWayRun, type WayRunRow, writeWayRun } from '@/lib/db/repositories/way-runs';
import { awsProblem, type Problem } from '@/lib/problem';
import type { NewEvent } from '@/lib/record/kinds';
import { undo } from '@/lib/restore/undo';
import { upgradeHistory } from '@/lib/restore/upgrade-history';
import { turnBack, whyNoUndo } from '@/lib/restore/way-run/advance';
import { destroys } from '@/lib/restore/way-run/run';
import { err, ok, type Result } from '@/lib/result';
import { voidOfChanged } from '../approval/end';
import { sendNoteSurroundings } from '../checklist/note';
import { planOfDraft } from '../drafts/stored';
import type { Scope } from '../scope';
import { backupOrder } from './backup-order';
import { isOver } from './carry';
import { ownSeen } from './look';
import { sendCarry } from './send';
import { runOf, storedAs } from './stored-run';
import type { WayProblem } from './views';

type Changed = Result<null, Problem | WayProblem>;

const OVER = err({ code: 'way-over' } as const);

const isOpen = ({ state }: WayRunRow): boolean => state === 'open' || state === 'undoing';

/** Says that the machine may be terminated, by typing its name. Until then no step that destroys is carried out, nor its command shown. */
export const confirmWay = (scope: Scope, caller: Caller, id: string, name: string): Promise<Changed> =>
  db().transaction(async (tx) => {
    const row = await lockWayRun(tx, scope, id);
    if (row === null || row.state !== 'open' || !destroys(row) || row.confirmedAt !== null) return OVER;
    if (name.trim() !== row.name) return err({ code: 'wrong-name', name: row.name });
    const at = new Date();
    await writeWayRun(tx, id, { confirmedBy: caller.user, confirmedAt: at, beforeChanged: [], movedAt: at });
    await sendCarry(tx, row);
    const draft = row.kind === 'clean-up' ? null : await readDraft(row.draftId);
    const plan = draft === null ? null : planOfDraft(draft);
    if (plan?.ok === true) await sendNoteSurroundings(rawExecutor(tx), scope, plan.value.source);
    const data = { ...ofWayRun(row), name: row.name, instanceId: row.subject.originalId };
    await recordChange(tx, scope, [{ at, actor: caller.user, kind: 'way-confirmed', subject: id, data }]);
    return ok(null);
  });

/** Puts the plan back as it was, if nobody has changed it since and nothing was started from it. Whether it was. */
const revertPlan = async (tx: Transaction, draft: DraftRow | null, row: WayRunRow, by: string): Promise<DraftRow['history'] | null> => {
  if (draft === null || draft.restoreId !== null || row.editRevision === null || draft.revision !== row.editRevision) return null;
  const stored = upgradeHistory(draft.history);
  if (!stored.ok) return null;
  const history = undo(stored.value.history);
  await writeHistory(tx, draft, { history, by, at: new Date() });
  return history;
};

/** Cancels the start that waits, before anything is given back; its event, if there was one. */
const cancelStart = async (tx: Transaction, draftId: string, by: string, at: Date): Promise<readonly NewEvent[]> => {
  const last = await lastWaitOfDraft(tx, draftId);
  const open = last === null ? null : await lockOpenWait(tx, last.id);
  return open === null ? [] : [await endWait(tx, open, { state: 'cancelled', by, at })];
};

/**
 * Turns a way back: its start is cancelled and its plan put back here and now; what was changed in AWS is taken back step by step, by whoever carries steps out. Not once
 * the original's end has begun.
 */
export const undoWay = async (scope: Scope, caller: Caller, id: string): Promise<Changed> => {
  const known = await readWayRun(scope, id);
  if (known === null) return OVER;
  return changeDraft(known.draftId, async (tx, draft): Promise<Changed> => {
    const at = new Date();
    const cancelled = await cancelStart(tx, known.draftId, caller.user, at);
    const row = await lockWayRun(tx, scope, id);
    if (row === null) return OVER;
    if (await isOpenBeside(tx, row)) throw new NoUndoNow('not-open');
    const run = runOf(row);
    const own = await ownSeen(scope, row);
    const why = whyNoUndo(run, { ...own, start: draft?.restoreId == null ? own.start : 'started' });
    // Nothing of this transaction is kept, the cancelled start neither.
    if (why !== null) throw new NoUndoNow(why);
    const history = await revertPlan(tx, draft, row, caller.user);
    const turned = turnBack(run);
    await writeWayRun(tx, id, {
      state: turned.state,
      steps: storedAs(row, turned, caller.user, at),
      blocked: null,
      problem: null,
      triedAt: null,
      movedAt: at,
      endedAt: null,
      endedBy: null,
    });
    await sendCarry(tx, row);
    if (history !== null && draft !== null) await voidOfChanged(tx, draft, history as Parameters<typeof voidOfChanged>[2], caller.user);
    const event: NewEvent = { at, actor: caller.user, kind: 'way-turned-back', subject: id, data: ofWayRun(row) };
    await recordChange(tx, scope, [...cancelled, event]);
    return ok(null);
  }).catch((error: unknown): Changed => {
    if (error instanceof NoUndoNow) return err({ code: 'no-undo', why: error.why });
    throw error;
  });
};

class NoUndoNow extends Error {
  constructor(readonly why: Extract<WayProblem, { readonly code: 'no-undo' }>['why']) {
    super(why);
  }
}

/** Ends the watching, or leaves what failed as it is: what was done stays, and nothing more is done. It can still be taken back. */
export const stopWay = (scope: Scope, caller: Caller, id: string): Promise<Changed> =>
  db().transaction(async (tx) => {
    const row = await lockWayRun(tx, scope, id);
    if (row === null || (!isOpen(row) && row.state !== 'failed')) return OVER;
    const at = new Date();
    await writeWayRun(tx, id, { state: 'stopped', blocked: null, endedAt: at, endedBy: caller.user });
    await recordChange(tx, scope, endedEvents(row, 'stopped', caller.user, at));
    return ok(null);
  });

/** Has AWS Backup back the original up once more; it is not terminated before that is over. The way's own id is the token, so that asking twice makes one backup. */
export const backUpForWay = async (scope: Scope, caller: Caller, id: string): Promise<Changed> => {
  const row = await readWayRun(scope, id);
  if (row === null || row.state !== 'open' || row.kind === 'clean-up' || !destroys(row)) return OVER;
  const end = row.steps.find(({ code }) => code === 'terminate');
  if (end?.state !== 'waiting' || (row.backup !== null && !isOver(row.backup.state))) return OVER;
  const order = await changeDraft(row.draftId, async (_tx, draft) => backupOrder(draft));
  if (order === null || order.resourceArn !== row.resourceArn) return OVER;
  const before = row.backup === null ? 'first' : row.backup.jobId;
  const started = await startBackupJob(scope.aws, { ...order, token: `${row.id}-${before}` });
  if (!started.ok) return err(awsProblem(started.error));
  return db().transaction(async (tx) => {
    const at = new Date();
    await writeWayRun(tx, id, { backup: { jobId: started.value, state: 'CREATED', startedAt: at.toISOString() }, movedAt: at });
    await sendCarry(tx, row);
    const data = { ...ofWayRun(row), jobId: started.value, resourceArn: order.resourceArn };
    await recordChange(tx, scope, [{ at, actor: caller.user, kind: 'way-backup', subject: id, data }]);
    return ok(null);
  });
};
