import 'server-only';
import { accountsWith } from '@/lib/access/roles';
import type { Caller } from '@/lib/auth/caller';
import { db } from '@/lib/db/client';
import { readDraft } from '@/lib/db/repositories/drafts';
import { holdsOfDraft, lastWayOfDraft, type WayRunRow, watchedWayRuns } from '@/lib/db/repositories/way-runs';
import type { StoredStep } from '@/lib/db/schema/way-runs';
import type { Problem } from '@/lib/problem';
import { type NoUndo, whyNoUndo } from '@/lib/restore/way-run/advance';
import type { RunMode, RunStepCode } from '@/lib/restore/way-run/run';
import { ok, type Result } from '@/lib/result';
import { scopeOfTask } from '../scope';
import { backupOrder } from './backup-order';
import { ownSeen } from './look';
import { whyNotAct } from './mode';
import { runOf } from './stored-run';
import type { PlacedWay, WayBlocker, WayRunView, WayStepView } from './views';

const BY_AWS: readonly RunStepCode[] = ['wait-for-interface', 'wait-for-free', 'verify'];
const BY_PAGE: readonly RunStepCode[] = ['edit-plan', 'set-up-start', 'start', 'restore-and-verify', 'hold'];
const EXPERIMENTAL: readonly WayRunRow['kind'][] = ['keep-interface', 'move-interface', 'attach-left-behind', 'hold-address'];

const whoDoes = (code: RunStepCode, mode: WayRunRow['mode']): WayStepView['who'] => {
  if (BY_AWS.includes(code)) return 'aws';
  if (BY_PAGE.includes(code)) return 'page';
  return mode === 'take-over' ? 'rehome' : 'person';
};

/** Who carries steps out now: people, where Rehome was to and may not any more. */
const modeNow = async (row: WayRunRow): Promise<RunMode> =>
  row.mode === 'take-over' && row.endedAt === null && (await whyNotAct(row)) !== null ? 'guided' : row.mode;

/** While a way is taken back, the command that takes a step back; and of what nobody watches any more, what is left and how it is taken back. */
const isTakenBack = ({ state }: WayRunRow, step: StoredStep, noUndo: NoUndo | null): boolean => {
  if (step.state === 'undone' || step.state === 'waiting') return false;
  return state === 'undoing' || (state === 'stopped' && noUndo === null);
};

interface Shown {
  readonly row: WayRunRow;
  readonly mode: RunMode;
  readonly noUndo: NoUndo | null;
  readonly restoredInterface: string | null;
}

/** What destroys is shown to whoever reads it only after its name was typed. */
const stepView =
  ({ row, mode, noUndo, restoredInterface }: Shown) =>
  (step: StoredStep): WayStepView => {
    const hidden = (step.code === 'terminate' || step.code === 'delete-left') && (row.confirmedAt === null || row.blocked === 'point-gone');
    const over = hidden || step.state === 'done' || row.state === 'stopped';
    const filled = (text: string | null): string | null =>
      text === null ? null : text.replaceAll('RESTORED-INTERFACE-ID', restoredInterface ?? 'RESTORED-INTERFACE-ID');
    return {
      code: step.code,
      state: step.state,
      failure: step.failure,
      since: step.since,
      by: step.by,
      who: whoDoes(step.code, mode),
      command: over ? null : filled(step.command),
      link: over ? null : step.link,
      undo: isTakenBack(row, step, noUndo) ? filled(step.undo) : null,
    };
  };

const viewOf = async (row: WayRunRow): Promise<WayRunView> => {
  const { draftId } = row;
  const [own, draft, mode] = await Promise.all([ownSeen(scopeOfTask(row), row), readDraft(draftId), modeNow(row)]);
  const noUndo = whyNoUndo(runOf(row), own);
  return {
    id: row.id,
    draftId: row.draftId,
    actor: row.actor,
    kind: row.kind,
    mode,
    state: row.state,
    address: row.subject.address,
    name: row.name,
    instanceId: row.subject.originalId,
    experimental: EXPERIMENTAL.includes(row.kind),
    steps: row.steps.map(stepView({ row, mode, noUndo, restoredInterface: own.restore.interfaceId })),
    before: row.before,
    beforeAt: (row.beforeAt ?? row.createdAt).toISOString(),
    changed: row.beforeChanged,
    confirmedBy: row.confirmedBy,
    blocked: row.blocked as WayBlocker | null,
    problem: row.problem,
    noUndo,
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

/** The ways that are watched, in every account whose history a person may read, each with its place and whether its plan still has a page. */
export const listWays = async (caller: Caller): Promise<Result<readonly PlacedWay[], Problem>> => {
  const rows = await watchedWayRuns(accountsWith(caller.grants, 'read-history'));
  const views = rows.map(async ({ run, hasPlan }) => ({ ...(await viewOf(run)), account: run.account, region: run.region, hasPlan }));
  return ok(await Promise.all(views));
};
