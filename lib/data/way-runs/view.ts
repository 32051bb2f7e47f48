import 'server-only';
import { db } from '@/lib/db/client';
import { readDraft } from '@/lib/db/repositories/drafts';
import { holdsOfDraft, lastWayOfDraft, type WayRunRow } from '@/lib/db/repositories/way-runs';
import type { StoredStep } from '@/lib/db/schema/way-runs';
import { whyNoUndo } from '@/lib/restore/way-run/advance';
import type { RunStepCode } from '@/lib/restore/way-run/run';
import { scopeOfTask } from '../scope';
import { backupOrder } from './backup-order';
import { ownSeen } from './look';
import { runOf } from './stored-run';
import type { WayBlocker, WayRunView, WayStepView } from './views';

const BY_AWS: readonly RunStepCode[] = ['wait-for-interface', 'wait-for-free', 'verify'];
const BY_PAGE: readonly RunStepCode[] = ['edit-plan', 'set-up-start', 'start', 'restore-and-verify', 'hold'];
const EXPERIMENTAL: readonly WayRunRow['kind'][] = ['keep-interface', 'move-interface', 'attach-left-behind', 'hold-address'];

const whoDoes = (code: RunStepCode, mode: WayRunRow['mode']): WayStepView['who'] => {
  if (BY_AWS.includes(code)) return 'aws';
  if (BY_PAGE.includes(code)) return 'page';
  return mode === 'take-over' ? 'rehome' : 'person';
};

/** What destroys is shown to whoever reads it only after its name was typed. */
const stepView =
  (row: WayRunRow, restoredInterface: string | null) =>
  (step: StoredStep): WayStepView => {
    const hidden = (step.code === 'terminate' || step.code === 'delete-left') && (row.confirmedAt === null || row.blocked === 'point-gone');
    const filled = (text: string | null): string | null =>
      text === null ? null : text.replaceAll('RESTORED-INTERFACE-ID', restoredInterface ?? 'RESTORED-INTERFACE-ID');
    return {
      code: step.code,
      state: step.state,
      failure: step.failure,
      since: step.since,
      by: step.by,
      who: whoDoes(step.code, row.mode),
      command: hidden || step.state === 'done' ? null : filled(step.command),
      link: hidden || step.state === 'done' ? null : step.link,
      undo: row.state === 'undoing' && step.state !== 'undone' && step.state !== 'waiting' ? filled(step.undo) : null,
    };
  };

const viewOf = async (row: WayRunRow): Promise<WayRunView> => {
  const { draftId } = row;
  const [own, draft] = await Promise.all([ownSeen(scopeOfTask(row), row), readDraft(draftId)]);
  return {
    id: row.id,
    draftId: row.draftId,
    actor: row.actor,
    kind: row.kind,
    mode: row.mode,
    state: row.state,
    address: row.subject.address,
    name: row.name,
    instanceId: row.subject.originalId,
    experimental: EXPERIMENTAL.includes(row.kind),
    steps: row.steps.map(stepView(row, own.restore.interfaceId)),
    before: row.before,
    beforeAt: (row.beforeAt ?? row.createdAt).toISOString(),
    changed: row.beforeChanged,
    confirmedBy: row.confirmedBy,
    blocked: row.blocked as WayBlocker | null,
    problem: row.problem,
    noUndo: whyNoUndo(runOf(row), own),
    backup: row.backup === null ? null : { jobId: row.backup.jobId, state: row.backup.state },
    canBackUp:
      row.kind !== 'clean-up' &&
      backupOrder(draft) !== null &&
      row.steps.some(({ code, state }) => code === 'terminate' && state === 'waiting'),
    lookedAt: row.lookedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
  };
};

/** The way of a plan that is gone, or the last one that was; `null` where there was none. */
export const wayOfDraft = async (draftId: string): Promise<WayRunView | null> => {
  const row = await lastWayOfDraft(draftId);
  return row === null ? null : viewOf(row);
};

/** The addresses of a plan that are held, or were: of each the last time. */
export const holdsForDraft = async (draftId: string): Promise<readonly WayRunView[]> =>
  Promise.all((await holdsOfDraft(db(), draftId)).map(viewOf));
