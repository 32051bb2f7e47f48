import 'server-only';
import { isOpen } from '@/lib/access/approval/request';
import { may } from '@/lib/access/roles';
import { heldAmong } from '@/lib/aws/held-addresses';
import type { AwsProblem } from '@/lib/aws-problem';
import { db } from '@/lib/db/client';
import { readRequest } from '@/lib/db/repositories/approvals';
import { readDraft } from '@/lib/db/repositories/drafts';
import { NOBODY, recordChange } from '@/lib/db/repositories/events';
import { grantsOf } from '@/lib/db/repositories/people';
import { endWait, lockOpenWait, noteWaitLook, ofWait, type WaitEnd, type WaitRow, writeAsking } from '@/lib/db/repositories/waits';
import { isHeld, isSilence, nextForWait, type StopCause } from '@/lib/jobs/wait';
import { logUnexpected } from '@/lib/log';
import type { Problem } from '@/lib/problem';
import type { NewEvent } from '@/lib/record/kinds';
import type { Diagnostic } from '@/lib/restore/diagnostic';
import { err } from '@/lib/result';
import { standingOf } from '../approval/standing';
import { beginReading } from '../facts/reading';
import { ownCredentials } from '../identity';
import type { Scope } from '../scope';
import { startWaiting, type WaitOver } from '../start-restore';
import type { Starter } from '../start-restore/prepare';
import type { StartProblem } from '../start-restore/views';
import { toldFindings } from './change';

/** The instants of a wait, as the pure core takes them. */
export const timesOf = ({ state, notBefore, until }: WaitRow) => ({
  state,
  notBeforeMs: notBefore?.getTime() ?? null,
  untilMs: until.getTime(),
});

/** Ends a wait, if it still may start. */
const end = (scope: Scope, id: string, how: Omit<WaitEnd, 'at' | 'by'>): Promise<void> =>
  db().transaction(async (tx) => {
    const row = await lockOpenWait(tx, id);
    if (row !== null) await recordChange(tx, scope, [await endWait(tx, row, { ...how, by: NOBODY, at: new Date() })]);
  });

const stop = (scope: Scope, { id }: WaitRow, cause: StopCause, findings: readonly Diagnostic[] = []): Promise<void> =>
  end(scope, id, { state: 'stopped', cause, findings });

/** Asks about what nobody has accepted, until somebody does. */
const ask = (scope: Scope, { id }: WaitRow, findings: readonly Diagnostic[]): Promise<void> =>
  db().transaction(async (tx) => {
    const row = await lockOpenWait(tx, id);
    if (row === null || row.state !== 'waiting') return;
    await writeAsking(tx, id, { state: 'asking', findings, accepted: row.accepted });
    const data = { ...ofWait(row), findings: toldFindings(findings) };
    const event: NewEvent = { at: new Date(), actor: NOBODY, kind: 'wait-asks', subject: id, data };
    await recordChange(tx, scope, [event]);
  });

/** Who it starts as, or why it can never start as it was set up. Asked at each look, so that it is told at once and not when the address is free. */
const standing = async (wait: WaitRow): Promise<Starter | StopCause> => {
  const [draft, grants] = await Promise.all([readDraft(wait.draftId), grantsOf(wait.actor)]);
  if (draft === null) return 'plan-gone';
  if (draft.restoreId !== null) return 'already-started';
  if (draft.owner !== wait.actor) return 'not-owner';
  if (draft.revision !== wait.revision) return 'plan-changed';
  if (grants === null || !may(grants, 'start-restore', wait.account)) return 'starter';
  return (await approvalHolds(wait)) ? { user: wait.actor, grants } : 'approval-over';
};

const approvalHolds = async ({ approvalId }: WaitRow): Promise<boolean> => {
  if (approvalId === null) return true;
  const request = await readRequest(approvalId);
  if (request === null || !isOpen(request.state)) return false;
  return (await standingOf(db(), request)).state === 'approved';
};

/** What the whole check finds held although no look showed it (a delegated prefix, a race) is not checked again at every look. */
const CHECKED_MS = 10_000;

const NO_ANSWER = err({ code: 'unreachable', detail: '' } as const);

/** One look at the waits of a place: what is over ends, what is free starts. `now` by the database's clock. */
export const watchOnce = async (scope: Scope, waits: readonly WaitRow[], now: Date): Promise<void> => {
  const due: { readonly wait: WaitRow; readonly starter: Starter }[] = [];
  for (const wait of waits) {
    const next = nextForWait(timesOf(wait), now.getTime());
    if (next === 'expire') await end(scope, wait.id, { state: 'expired' });
    else {
      const found = await standing(wait);
      if (typeof found === 'string') await stop(scope, wait, found);
      else if (next === 'look') due.push({ wait, starter: found });
    }
  }
  if (due.length === 0) return;
  const credentials = await ownCredentials(scope);
  const wanted = due.flatMap(({ wait }) => wait.wanted);
  const looked = credentials.ok ? ((await beginReading().inTime(() => heldAmong(scope.aws, wanted))) ?? NO_ANSWER) : credentials;
  if (!looked.ok) {
    await Promise.all(due.map(({ wait }) => note(wait, wait.held, looked.error)));
    return;
  }
  const held = new Set(looked.value.map(({ subnetId, address }) => `${subnetId} ${address}`));
  await Promise.all(due.map((each) => lookAt(scope, each.wait, each.starter, { held, now })));
};

const lookAt = async (
  scope: Scope,
  wait: WaitRow,
  starter: Starter,
  { held, now }: { readonly held: ReadonlySet<string>; readonly now: Date },
): Promise<void> => {
  const own = wait.wanted.filter(({ subnetId, address }) => held.has(`${subnetId} ${address}`)).map(({ address }) => address);
  if (own.length > 0) return note(wait, own, null);
  if (wait.checkedAt !== null && now.getTime() - wait.checkedAt.getTime() < CHECKED_MS) return;
  await fire(scope, wait, starter).catch(async (error: unknown) => {
    // One that fails unexpectedly keeps no other back; it is tried again a little later.
    logUnexpected('a start that waited', error);
    await noteWaitLook(wait.id, { held: [], problem: null, checked: true });
  });
};

const note = async (wait: WaitRow, held: readonly string[], problem: AwsProblem | null): Promise<void> => {
  const same = wait.held.join() === held.join() && wait.problem?.code === problem?.code && wait.checkedAt === null;
  if (!same) await noteWaitLook(wait.id, { held, problem });
};

/** The ordinary start, by whoever set it up, with what they confirmed; and what becomes of the wait where it was not to be. */
const fire = async (scope: Scope, wait: WaitRow, starter: Starter): Promise<void> => {
  const { draftId, revision, accepted, reason, ticket, withoutApproval } = wait;
  const order = { draftId, revision, acknowledged: accepted, reason, ticket, withoutApproval };
  const started = await startWaiting(scope, starter, order, wait.id);
  if (!started.ok) await refused(scope, wait, started.error);
};

const addressesIn = (findings: readonly Diagnostic[]): readonly string[] =>
  findings.flatMap(({ params }) => (typeof params.address === 'string' ? [params.address] : []));

const refused = async (scope: Scope, wait: WaitRow, error: Problem | StartProblem | WaitOver): Promise<void> => {
  switch (error.code) {
    case 'check-failed': {
      const errors = error.diagnostics.filter(({ severity }) => severity === 'error');
      if (!errors.every(isHeld)) return stop(scope, wait, 'check-failed', errors);
      return noteWaitLook(wait.id, { held: addressesIn(errors), problem: null, checked: true });
    }
    case 'not-acknowledged':
      if (error.missing.every(isSilence))
        return noteWaitLook(wait.id, { held: [], problem: { code: 'unreachable', detail: '' }, checked: true });
      return ask(scope, wait, error.missing);
    case 'facts-outdated':
      return noteWaitLook(wait.id, { held: [], problem: null, checked: true });
    case 'address-claimed':
      return noteWaitLook(wait.id, { held: error.holders.map(({ address }) => address), problem: null, checked: true });
    case 'approval-needed':
      return stop(scope, wait, 'approval-over');
    case 'reason-required':
      return stop(scope, wait, 'reason-required');
    case 'not-permitted':
    case 'emergency-reason':
      return stop(scope, wait, 'starter');
    case 'not-owner':
      return stop(scope, wait, 'not-owner');
    case 'not-found':
      return stop(scope, wait, 'plan-gone');
    case 'draft-changed':
    case 'conflict':
    case 'invalid-plan':
      return stop(scope, wait, 'plan-changed');
    // It started, and its restore tells what became of it; or somebody was quicker, and the wait has ended with that.
    case 'refused':
    case 'already-started':
    case 'wait-over':
      return;
    default:
      throw new Error(`a start that waited came to nothing: ${error.code}`);
  }
};
