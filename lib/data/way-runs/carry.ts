import 'server-only';
import { randomUUID } from 'node:crypto';
import { backupJobState } from '@/lib/aws/backup-jobs';
import { carryOut } from '@/lib/aws/take-over';
import type { AwsProblem } from '@/lib/aws-problem';
import { databaseNow } from '@/lib/db/about';
import { db } from '@/lib/db/client';
import { NOBODY, recordChange } from '@/lib/db/repositories/events';
import type { Transaction } from '@/lib/db/repositories/executor';
import { endedEvents, leaseWayRun, lockWayRun, ofWayRun, releaseWayRun, type WayRunRow, writeWayRun } from '@/lib/db/repositories/way-runs';
import { logUnexpected } from '@/lib/log';
import type { NewEvent } from '@/lib/record/kinds';
import { type Act, destroysBy } from '@/lib/restore/way-run/act';
import { type Advanced, advance, beginStep, type StepChange, turnBack } from '@/lib/restore/way-run/advance';
import { destroys, OPEN_RUN_STATES, type WayRun } from '@/lib/restore/way-run/run';
import type { Seen } from '@/lib/restore/way-run/seen';
import { beginReading, type Reading, USE_MS } from '../facts/reading';
import { ownCredentials } from '../identity';
import type { Scope } from '../scope';
import { askedAgainEvent, expectedOf, protectionIn, type ReadAgain, readAgain, withUnprotect } from './ask-again';
import { changedOf } from './before';
import { RESERVATION_ID } from './hold-look';
import { type LookedAt, lookAt } from './look';
import { whyNotAct } from './mode';
import { runOf, storedAs } from './stored-run';
import type { WayBlocker } from './views';

/** Whoever looks and acts has the way to themselves for so long: as long as a look may be acted on, and what is sent then takes. */
const LEASE_SECONDS = 60;
const ACT_WITHIN_MS = 20_000;
/** What AWS refused is tried again after so long: a person may have cured it. */
const AGAIN_MS = 10_000;

const stepEvent = (row: WayRunRow, run: WayRun, change: StepChange, call: string | null, at: Date): NewEvent => {
  const failure = run.steps.find(({ code }) => code === change.code)?.failure ?? null;
  const data = { ...ofWayRun(row), step: change.code, from: change.from, to: change.to, failure, call };
  return { at, actor: NOBODY, kind: 'way-step', subject: row.id, data };
};

interface Look {
  readonly holder: string;
  readonly reading: Reading;
  readonly looked: LookedAt;
  /** Why Rehome may not act; `null` where it may. */
  readonly why: 'not-enabled' | 'not-permitted' | null;
  /** What was read again before something is ended. */
  readonly again: ReadAgain | null;
}

/** What the look makes of the way is written down, and so is that an act is about to be sent: before it is. The act, if there is one to send. */
const writeDown = (scope: Scope, id: string, look: Look): Promise<Act | null> =>
  db().transaction(async (tx) => {
    const stored = await lockWayRun(tx, scope, id);
    if (stored === null || stored.leaseHolder !== look.holder || !isWatched(stored)) return null;
    const at = new Date();
    const { row, events } = before(stored, look, at);
    const now = advance(runOf(row), seenOf(row, look));
    // What was seen has happened, but nothing is done on it any more once it is too old.
    const { act, blocked } = look.reading.ageMs() < USE_MS ? allowed(row, now, look) : { act: null, blocked: now.blocked };
    const begun = act === null ? now.run : beginStep(now.run);
    const problem = look.looked.problem ?? look.again?.problem ?? null;
    await store(tx, scope, { row, now, begun, act, at, blocked, problem, events });
    return act;
  });

/** The look, with the protection as it was read again: where no step was about it, the look did not ask. */
const seenOf = ({ confirmedAt, beforeChanged, before: found }: WayRunRow, { looked: { seen }, again }: Look): Seen =>
  again !== null && confirmedAt === null && beforeChanged.length > 0 ? { ...seen, protectedFromEnd: protectionIn(found) } : seen;

const isWatched = ({ state }: WayRunRow): boolean => OPEN_RUN_STATES.some((each) => each === state);

interface Told {
  readonly row: WayRunRow;
  readonly events: readonly NewEvent[];
}

/** The way as it is to be looked at: asked about again where what was confirmed has changed, and turned back where its plan wants it no more. */
const before = (row: WayRunRow, { again, looked }: Look, at: Date): Told => {
  if (row.state === 'open' && looked.over) {
    const steps = storedAs(row, turnBack(runOf(row)), NOBODY, at);
    const event: NewEvent = { at, actor: NOBODY, kind: 'way-turned-back', subject: row.id, data: ofWayRun(row) };
    return { row: withReservation({ ...row, state: 'undoing', steps }, looked), events: [event] };
  }
  if (row.kind === 'hold-address') return { row: withReservation(row, looked), events: [] };
  if (again === null || again.problem !== null || row.confirmedAt === null) return { row, events: [] };
  const changed = [...changedOf(expectedOf(row, again.before), again.before), ...(again.overdue ? (['newer-data'] as const) : [])];
  if (changed.length === 0) return { row: { ...row, beforeAt: at }, events: [] };
  const asked = { before: again.before, beforeAt: at, beforeChanged: changed, confirmedAt: null, confirmedBy: null };
  return { row: { ...row, ...asked, steps: withUnprotect(row, again.before) }, events: [askedAgainEvent(row, changed, at)] };
};

/** The commands with the id that AWS gave to the reservation. */
const withReservation = (row: WayRunRow, { seen: { reservation } }: LookedAt): WayRunRow => {
  if (!reservation.known || reservation.value?.own !== true) return row;
  const { id } = reservation.value;
  const filled = (text: string | null): string | null => text?.replaceAll(RESERVATION_ID, id) ?? null;
  return { ...row, steps: row.steps.map((step) => ({ ...step, command: filled(step.command), undo: filled(step.undo) })) };
};

interface Written extends Told {
  readonly now: Advanced;
  readonly begun: WayRun;
  readonly act: Act | null;
  readonly at: Date;
  readonly blocked: WayBlocker | null;
  readonly problem: AwsProblem | null;
}

const store = async (tx: Transaction, scope: Scope, { row, now, begun, act, at, blocked, problem, events }: Written): Promise<void> => {
  const sent = begun.steps.filter((step, i) => step.state !== now.run.steps[i]?.state);
  const changes = [
    ...events,
    ...now.changes.map((change) => stepEvent(row, now.run, change, null, at)),
    ...sent.map(({ code }) => stepEvent(row, begun, { code, from: 'waiting', to: 'doing' }, act?.call ?? null, at)),
    ...endedEvents(row, begun.state, NOBODY, at),
  ];
  const seenSteps = storedAs(row, now.run, null, at);
  const steps = storedAs({ ...row, steps: seenSteps }, begun, NOBODY, at);
  const { confirmedAt, confirmedBy, beforeAt, beforeChanged } = row;
  await writeWayRun(tx, row.id, {
    state: begun.state,
    steps,
    blocked,
    // What an earlier call met is told until the step that it was about is done.
    problem: problem ?? (changes.length > 0 ? null : row.problem),
    lookedAt: at,
    ...{ before: row.before, beforeAt, beforeChanged, confirmedAt, confirmedBy },
    ...(changes.length > 0 ? { movedAt: at, triedAt: null } : {}),
    ...(isWatched({ ...row, state: begun.state }) ? {} : { endedAt: at, endedBy: NOBODY }),
  });
  if (changes.length > 0) await recordChange(tx, scope, changes);
};

type Allowed = { readonly act: Act | null; readonly blocked: WayBlocker | null };

/** What keeps back what ends the original, beside what the machine itself says. */
const keptBack = (row: WayRunRow, { again, why }: Look): Allowed | null => {
  if (row.backup !== null && !isOver(row.backup.state)) return { act: null, blocked: 'backing-up' };
  const restoresAfter = row.steps.some(({ code, state }) => code === 'start' && state !== 'done');
  if (restoresAfter && row.before.some(({ code, state }) => code === 'recovery-point' && state === 'mind'))
    return { act: null, blocked: 'point-gone' };
  if (again !== null && again.problem !== null) return { act: null, blocked: 'unseen' };
  // The name was typed a moment ago: the next look reads everything again first.
  return again === null && row.mode === 'take-over' && why === null ? { act: null, blocked: null } : null;
};

const allowed = (row: WayRunRow, { act, blocked }: Advanced, look: Look): Allowed => {
  if (act === null)
    return { act: null, blocked: blocked === 'not-confirmed' && row.beforeChanged.length > 0 ? 'surroundings-changed' : blocked };
  const kept = row.state === 'open' && destroysBy(act) ? keptBack(row, look) : null;
  if (kept !== null) return kept;
  if (row.mode !== 'take-over') return { act: null, blocked: null };
  if (look.why !== null) return { act: null, blocked: look.why };
  return { act: isTooSoon(row) ? null : act, blocked: null };
};

const isTooSoon = ({ triedAt }: WayRunRow): boolean => triedAt !== null && Date.now() - triedAt.getTime() < AGAIN_MS;

const OVER: readonly string[] = ['COMPLETED', 'FAILED', 'ABORTED', 'EXPIRED', 'PARTIAL'];

/** Whether a backup job has come to its end. */
export const isOver = (state: string): boolean => OVER.includes(state);

const lookAtBackup = async (scope: Scope, row: WayRunRow): Promise<void> => {
  if (row.backup === null || isOver(row.backup.state)) return;
  const state = await backupJobState(scope.aws, row.backup.jobId);
  if (state.ok && state.value !== row.backup.state) await writeWayRun(db(), row.id, { backup: { ...row.backup, state: state.value } });
};

const send = async (scope: Scope, id: string, act: Act): Promise<void> => {
  const answer = await carryOut(scope.aws, act, AbortSignal.timeout(ACT_WITHIN_MS));
  // No answer says nothing: the next look shows what became of it.
  await writeWayRun(db(), id, { problem: answer.ok ? null : answer.error, triedAt: answer.ok ? null : new Date() });
};

/** One look at a way, and what follows from it: at most one act in EC2. Nothing where somebody else is at it. */
const carryOne = async (scope: Scope, row: WayRunRow): Promise<void> => {
  const holder = randomUUID();
  const reading = beginReading();
  if (!(await leaseWayRun(row.id, holder, LEASE_SECONDS))) return;
  try {
    const credentials = await ownCredentials(scope);
    if (!credentials.ok) {
      await writeWayRun(db(), row.id, { problem: credentials.error });
      return;
    }
    if (destroys(row)) await reading.inTime(() => lookAtBackup(scope, row));
    const why = row.mode === 'take-over' ? await whyNotAct(row) : null;
    const looked = await lookAt(scope, row, reading);
    const acts = row.mode === 'take-over' && why === null && !isTooSoon(row);
    const again = await reading.inTime(() => readAgain(scope, row, looked.seen, acts));
    const act = await writeDown(scope, row.id, { holder, reading, looked, why, again });
    // A process that hung comes back later than that, perhaps after its lease: then it sends nothing.
    if (act !== null && reading.ageMs() < USE_MS) await send(scope, row.id, act);
  } finally {
    await releaseWayRun(row.id, holder);
  }
};

/** One look at each of these ways. One that fails unexpectedly keeps no other back. */
export const carryOnce = async (scope: Scope, rows: readonly WayRunRow[]): Promise<void> => {
  await Promise.all(rows.map((row) => carryOne(scope, row).catch((error: unknown) => logUnexpected('a way to an address', error))));
};

const BUSY_MS = 2_000;
const IDLE_MS = 15_000;
const LATELY_MS = 15 * 60_000;

/** Milliseconds until the next look: often while something happened lately, or Rehome acts. */
export const untilNextCarry = async (rows: readonly WayRunRow[]): Promise<number> => {
  const now = (await databaseNow()).getTime();
  return rows.some(({ movedAt }) => now - movedAt.getTime() < LATELY_MS) ? BUSY_MS : IDLE_MS;
};
