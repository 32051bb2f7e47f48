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
import type { StoredStep } from '@/lib/db/schema/way-runs';
import { logUnexpected } from '@/lib/log';
import type { NewEvent } from '@/lib/record/kinds';
import type { Act } from '@/lib/restore/way-run/act';
import { type Advanced, advance, beginStep, type StepChange } from '@/lib/restore/way-run/advance';
import { destroys, OPEN_RUN_STATES, type WayRun } from '@/lib/restore/way-run/run';
import { beginReading, type Reading, USE_MS } from '../facts/reading';
import { ownCredentials } from '../identity';
import type { Scope } from '../scope';
import { type LookedAt, lookAt } from './look';
import { whyNotAct } from './mode';
import type { WayBlocker } from './views';

/** Whoever looks and acts has the way to themselves for so long: as long as a look may be acted on, and what is sent then takes. */
const LEASE_SECONDS = 60;
const ACT_WITHIN_MS = 20_000;
/** What AWS refused is tried again after so long: a person may have cured it. */
const AGAIN_MS = 10_000;

/** A stored way as the machine takes it. */
export const runOf = ({ kind, mode, state, subject, confirmedAt, steps }: WayRunRow): WayRun => ({
  kind,
  mode,
  state,
  subject,
  confirmed: confirmedAt !== null,
  steps: steps.map(({ code, state: at, failure }) => ({ code, state: at, failure })),
});

/** The steps with what the machine made of them; those that changed, since when and by whom. */
export const storedAs = (row: WayRunRow, run: WayRun, by: string | null, at: Date): readonly StoredStep[] =>
  row.steps.map((step, i) => {
    const now = run.steps[i] ?? step;
    return now.state === step.state
      ? { ...step, failure: now.failure }
      : { ...step, ...now, since: at.toISOString(), by: by ?? (now.state === 'done' ? step.by : null) };
  });

const stepEvent = (row: WayRunRow, run: WayRun, change: StepChange, call: string | null, at: Date): NewEvent => {
  const failure = run.steps.find(({ code }) => code === change.code)?.failure ?? null;
  const data = { ...ofWayRun(row), step: change.code, from: change.from, to: change.to, failure, call };
  return { at, actor: NOBODY, kind: 'way-step', subject: row.id, data };
};

interface Look {
  readonly holder: string;
  readonly reading: Reading;
  readonly looked: LookedAt;
  /** Why Rehome may not act. */
  readonly why: 'not-enabled' | 'not-permitted' | null;
}

/** What the look makes of the way is written down, and so is that an act is about to be sent: before it is. The act, if there is one to send. */
const writeDown = (scope: Scope, id: string, { holder, reading, looked, why }: Look): Promise<Act | null> =>
  db().transaction(async (tx) => {
    const row = await lockWayRun(tx, scope, id);
    if (row === null || row.leaseHolder !== holder || !OPEN_RUN_STATES.some((state) => state === row.state)) return null;
    const now = advance(runOf(row), looked.seen);
    // What was seen has happened, but nothing is done on it any more once it is too old.
    const { act, blocked } = reading.ageMs() < USE_MS ? allowed(row, now, why) : { act: null, blocked: now.blocked };
    const begun = act === null ? now.run : beginStep(now.run);
    const at = new Date();
    await store(tx, scope, { row, now, begun, act, at, blocked, problem: looked.problem });
    return act;
  });

interface Written {
  readonly row: WayRunRow;
  readonly now: Advanced;
  readonly begun: WayRun;
  readonly act: Act | null;
  readonly at: Date;
  readonly blocked: WayBlocker | null;
  readonly problem: AwsProblem | null;
}

const store = async (tx: Transaction, scope: Scope, { row, now, begun, act, at, blocked, problem }: Written): Promise<void> => {
  const sent = begun.steps.filter((step, i) => step.state !== now.run.steps[i]?.state);
  const changes = [
    ...now.changes.map((change) => stepEvent(row, now.run, change, null, at)),
    ...sent.map(({ code }) => stepEvent(row, begun, { code, from: 'waiting', to: 'doing' }, act?.call ?? null, at)),
    ...endedEvents(row, begun.state, NOBODY, at),
  ];
  const ended = begun.state !== 'open' && begun.state !== 'undoing';
  const seenSteps = storedAs(row, now.run, null, at);
  const steps = storedAs({ ...row, steps: seenSteps }, begun, NOBODY, at);
  await writeWayRun(tx, row.id, {
    state: begun.state,
    steps,
    blocked,
    // What an earlier call met is told until the step that it was about is done.
    problem: problem ?? (changes.length > 0 ? null : row.problem),
    lookedAt: at,
    ...(changes.length > 0 ? { movedAt: at, triedAt: null } : {}),
    ...(ended ? { endedAt: at, endedBy: NOBODY } : {}),
  });
  if (changes.length > 0) await recordChange(tx, scope, changes);
};

const allowed = (row: WayRunRow, now: Advanced, why: Look['why']): { readonly act: Act | null; readonly blocked: WayBlocker | null } => {
  const { act, blocked } = now;
  if (act === null) return { act: null, blocked };
  if (act.call === 'terminate' && row.backup !== null && !isOver(row.backup.state)) return { act: null, blocked: 'backing-up' };
  if (row.mode !== 'take-over') return { act: null, blocked: null };
  if (why !== null) return { act: null, blocked: why };
  const soon = row.triedAt !== null && Date.now() - row.triedAt.getTime() < AGAIN_MS;
  return { act: soon ? null : act, blocked: null };
};

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
    const act = await writeDown(scope, row.id, { holder, reading, looked: await lookAt(scope, row, reading), why });
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
