import 'server-only';
import { randomUUID } from 'node:crypto';
import type { NotOwner } from '@/lib/access/drafts';
import type { Caller } from '@/lib/auth/caller';
import { interfaceById } from '@/lib/aws/interfaces';
import { rawExecutor } from '@/lib/db/raw';
import { type DraftRow, writeHistory } from '@/lib/db/repositories/drafts';
import { recordChange } from '@/lib/db/repositories/events';
import type { Transaction } from '@/lib/db/repositories/executor';
import { lastWaitOfDraft } from '@/lib/db/repositories/waits';
import { insertWayRun, type WayRunRow } from '@/lib/db/repositories/way-runs';
import type { StoredStep } from '@/lib/db/schema/way-runs';
import type { Problem } from '@/lib/problem';
import { contextOf } from '@/lib/restore/check';
import { indexFacts } from '@/lib/restore/fact-index';
import { factsSubject } from '@/lib/restore/facts-subject';
import type { PlanHistory } from '@/lib/restore/history';
import type { RestorePlan } from '@/lib/restore/plan';
import { perform } from '@/lib/restore/undo';
import { upgradeHistory } from '@/lib/restore/upgrade-history';
import { type RunMode, type RunSubject, stepsOf, type WayRunKind } from '@/lib/restore/way-run/run';
import type { AddressWays, Way } from '@/lib/restore/ways/way';
import { addressWays } from '@/lib/restore/ways/ways';
import { err, ok, type Result } from '@/lib/result';
import { voidOfChanged } from '../approval/end';
import { sendNoteSurroundings } from '../checklist/note';
import { planOfDraft } from '../drafts/stored';
import { touchDraft } from '../drafts/touch';
import { readFacts } from '../facts';
import { beginReading } from '../facts/reading';
import type { Scope } from '../scope';
import { reviewedDraft } from '../start-restore/orders';
import type { StartProblem } from '../start-restore/views';
import { protectionCommands } from './ask-again';
import { type Ending, readBefore } from './before';
import { modeIn } from './mode';
import { begunEvent, newRun } from './new-run';
import { sendCarry } from './send';
import type { WayProblem } from './views';

/** Which way is to be gone, of a plan at the revision that is on the screen. */
export interface WayOrder {
  readonly draftId: string;
  readonly revision: number;
  readonly subnetId: string;
  readonly address: string;
  readonly kind: WayRunKind;
}

type Refusal = Problem | StartProblem | WayProblem | NotOwner;

interface Found {
  readonly plan: RestorePlan;
  readonly answer: AddressWays;
  readonly way: Way;
  readonly subject: RunSubject;
  readonly ending: Ending | null;
}

const GONE = err({ code: 'way-gone' } as const);

/**
 * The way as the facts of now offer it. What it is about is the backup's own original, or the interface that it left, in the account of this place: that is asked once
 * more here, of EC2 itself, and everything that is ever done goes by what is found now.
 */
const found = async (
  scope: Scope,
  plan: RestorePlan,
  { subnetId, address, kind, draftId }: WayOrder,
): Promise<Result<Found, WayProblem>> => {
  const facts = await readFacts(scope, factsSubject(plan), { reading: beginReading(), draftId });
  const answer = addressWays(plan, indexFacts(facts), { subnetId, address });
  const way = answer?.ways.find((each) => each.kind === kind && each.gets === 'this') ?? null;
  if (answer === null || way === null) return GONE;
  const { held } = answer;
  const originalId = contextOf(plan).originalInstanceId;
  const own = held.as === 'left-behind' || (held.as === 'original' && held.instanceId !== null && held.instanceId === originalId);
  if (!own || held.interfaceId === null) return GONE;
  const now = await interfaceById(scope.aws, held.interfaceId);
  if (!now.ok || now.value === null || now.value.ownerId !== scope.account || now.value.instanceId !== held.instanceId) return GONE;
  const subject = subjectOf(plan, answer, held.interfaceId);
  const subnets = facts.subnets.state === 'known' ? facts.subnets.value : [];
  const vpcId = subnets.find(({ id }) => id === subnetId)?.vpcId ?? null;
  return ok({ plan, answer, way, subject, ending: endingOf(subject, plan, kind, { addresses: held.addresses, vpcId }) });
};

const endingOf = (
  { originalId, interfaceId }: RunSubject,
  { source }: RestorePlan,
  kind: WayRunKind,
  around: Pick<Ending, 'addresses' | 'vpcId'>,
): Ending | null =>
  originalId === null
    ? null
    : {
        instanceId: originalId,
        ...around,
        keeps: kind === 'keep-interface' ? interfaceId : null,
        point: { vault: source.vault, arn: source.recoveryPointArn },
      };

const subjectOf = (plan: RestorePlan, { address, subnetId, slot, held }: AddressWays, interfaceId: string): RunSubject => ({
  address,
  subnetId,
  originalId: held.as === 'original' ? held.instanceId : null,
  interfaceId,
  attachmentId: held.attachmentId,
  deviceIndex: held.deviceIndex,
  targetIndex: plan.nics.find(({ key }) => key === slot.nic)?.deviceIndex ?? 0,
  deletedOnTermination: held.deleteOnTermination ?? true,
});

const toldOf = (code: StoredStep['code'], { way, plan, subject }: Found): Pick<StoredStep, 'command' | 'link' | 'undo'> | undefined => {
  if (code !== 'unprotect') return way.steps.find((each) => each.code === code);
  // No way of the dialog has this step, because only a look at the instance tells whether it is needed.
  const link = way.steps.find((each) => each.code === 'terminate')?.link ?? null;
  return { ...protectionCommands(plan.source.region, subject.originalId ?? ''), link };
};

const storedSteps = (found: Found, kind: WayRunKind, protectedFromEnd: boolean, at: Date): readonly StoredStep[] =>
  stepsOf(kind, protectedFromEnd).map((step) => {
    const told = toldOf(step.code, found);
    const isEdit = step.code === 'edit-plan';
    return {
      ...step,
      state: isEdit ? 'done' : 'waiting',
      since: isEdit ? at.toISOString() : null,
      by: null,
      command: told?.command ?? null,
      link: told?.link ?? null,
      undo: told?.undo ?? null,
    };
  });

/** The plan's history as the way needs it; `null` where nothing is to change. */
const editedHistory = (row: DraftRow, way: Way): Result<PlanHistory | null, WayProblem> => {
  const commands = way.steps.flatMap(({ edit }) => edit);
  if (commands.length === 0) return ok(null);
  const stored = upgradeHistory(row.history);
  const edited = stored.ok ? perform(stored.value.history, { label: 'fix', commands }) : null;
  return edited?.ok === true ? ok(edited.value) : GONE;
};

const isProtected = (before: WayRunRow['before']): boolean =>
  before.some(({ code, state }) => code === 'termination-protection' && state === 'mind');

/** What is known of a way before its plan is looked at once more. */
interface Ready extends Found {
  readonly kind: WayRunKind;
  readonly before: WayRunRow['before'];
  readonly protectedFromEnd: boolean;
  readonly mode: RunMode;
}

const rowOf = (scope: Scope, actor: string, draft: DraftRow, ready: Ready, isEdited: boolean): WayRunRow => {
  const { plan, answer, subject, kind, before, protectedFromEnd, mode } = ready;
  return newRun({
    id: randomUUID(),
    connection: scope.aws.connection,
    account: scope.account,
    region: scope.region,
    actor,
    draftId: draft.id,
    editRevision: isEdited ? draft.revision + 1 : null,
    kind,
    mode,
    subject,
    name: answer.held.instance?.name ?? subject.originalId ?? subject.interfaceId,
    resourceArn: plan.source.resourceArn,
    steps: storedSteps(ready, kind, protectedFromEnd, new Date()),
    before,
  });
};

const commit = async (
  tx: Transaction,
  { scope, caller, revision }: { readonly scope: Scope; readonly caller: Caller; readonly revision: number },
  draft: DraftRow,
  ready: Ready,
): Promise<Result<{ readonly wayId: string }, Refusal>> => {
  if (draft.restoreId !== null || draft.revision !== revision) return err({ code: 'conflict', what: 'draft', id: draft.id });
  const history = editedHistory(draft, ready.way);
  if (!history.ok) return history;
  const wait = await lastWaitOfDraft(tx, draft.id);
  if (history.value !== null && wait !== null && (wait.state === 'waiting' || wait.state === 'asking'))
    return err({ code: 'already-waiting', waitId: wait.id });
  const run = rowOf(scope, caller.user, draft, ready, history.value !== null);
  if (!(await insertWayRun(tx, run))) return err({ code: 'way-open' });
  if (history.value !== null) await writeHistory(tx, draft, { history: history.value, by: caller.user, at: run.createdAt });
  await sendCarry(tx, run);
  // What the original has around it is noted once more while it is there: afterwards nobody can tell.
  await sendNoteSurroundings(rawExecutor(tx), scope, ready.plan.source);
  if (history.value !== null) await voidOfChanged(tx, draft, history.value, caller.user);
  await recordChange(tx, scope, [begunEvent(run)]);
  return ok({ wayId: run.id });
};

/** Begins a way: finds it on fresh facts, looks at what would be lost, and commits the plan as it needs it, the way, its task and its event together. Nothing is done in AWS yet. */
export const beginWay = async (scope: Scope, caller: Caller, order: WayOrder): Promise<Result<{ readonly wayId: string }, Refusal>> => {
  const { draftId, revision, kind } = order;
  const draft = await reviewedDraft(scope, { draftId, revision });
  if (!draft.ok) return draft;
  const plan = planOfDraft(draft.value);
  if (!plan.ok) return err({ code: 'invalid-plan', reason: plan.error.code });
  const offered = await found(scope, plan.value, order);
  if (!offered.ok) return offered;
  const { way, ending } = offered.value;
  const [{ before }, mode] = await Promise.all([
    ending === null ? { before: way.before } : readBefore(scope, way.before, ending),
    modeIn(scope.account),
  ]);
  const ready: Ready = { ...offered.value, kind, mode, before, protectedFromEnd: isProtected(before) };
  return touchDraft<{ readonly wayId: string }, Refusal>(scope, { id: draftId, actor: caller.user, act: 'save' }, (tx, row) =>
    commit(tx, { scope, caller, revision }, row, ready),
  );
};
