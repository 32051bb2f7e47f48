import { type Act, actOf, type Blocker, type Next, undoActOf } from './act';
import { type Evidence, evidenceOf, undoneEvidence } from './evidence';
import type { RunState, RunStep, RunStepCode, StepState, WayRun } from './run';
import type { Seen } from './seen';

/** A step that is in another state by what a look proved. */
export interface StepChange {
  readonly code: RunStepCode;
  readonly from: StepState;
  readonly to: StepState;
}

/** What one look makes of a way: its steps as they are now, what changed, and what is to be done next in EC2, if anything. */
export interface Advanced {
  readonly run: WayRun;
  readonly changes: readonly StepChange[];
  /** To be carried out where Rehome acts; where a person acts it is what they are to do. */
  readonly act: Act | null;
  readonly blocked: Blocker | null;
  /** The action for want of which a step could not be judged. */
  readonly unseen: { readonly action: string | null } | null;
}

const withStep = (run: WayRun, { code }: RunStep, change: Partial<RunStep>): WayRun => ({
  ...run,
  steps: run.steps.map((each) => (each.code === code ? { ...each, ...change } : each)),
});

const ended = (run: WayRun, state: RunState): WayRun => ({ ...run, state });

const NOTHING = { act: null, blocked: null, unseen: null } as const;

interface Going {
  readonly run: WayRun;
  readonly changes: readonly StepChange[];
}

const changed = ({ run, changes }: Going, step: RunStep, to: StepState, failure: RunStep['failure'] = null): Going =>
  step.state === to
    ? { run, changes }
    : { run: withStep(run, step, { state: to, failure }), changes: [...changes, { code: step.code, from: step.state, to }] };

const next = (going: Going, found: Next): Advanced => {
  if (found === null) return { ...going, ...NOTHING };
  return 'act' in found ? { ...going, ...NOTHING, act: found.act } : { ...going, ...NOTHING, blocked: found.blocked };
};

/** Goes on with a step that the look does not prove done. */
const standAt = (going: Going, step: RunStep, evidence: Evidence, found: () => Next): Advanced => {
  switch (evidence.is) {
    case 'failed': {
      const { run, changes } = changed(going, step, 'failed', evidence.failure);
      return { run: ended(run, 'failed'), changes, ...NOTHING };
    }
    case 'undecided':
      return { ...going, ...NOTHING, unseen: { action: evidence.action } };
    case 'doing':
      return { ...changed(going, step, 'doing'), ...NOTHING };
    default:
      return next(going, found());
  }
};

const forward = (begun: WayRun, seen: Seen): Advanced => {
  let going: Going = { run: begun, changes: [] };
  for (const step of begun.steps) {
    if (step.state === 'done') continue;
    const evidence = evidenceOf(step.code, begun.subject, seen);
    if (evidence.is !== 'done') return standAt(going, step, evidence, () => actOf(step.code, going.run, seen));
    going = changed(going, step, 'done');
  }
  return { ...going, run: ended(going.run, 'done'), ...NOTHING };
};

/** Whether EC2 shows that the original's end has begun: by whoever's hand, nothing takes that back. */
const hasEnded = ({ original }: Seen): boolean =>
  original.known && (original.value === null || original.value === 'shutting-down' || original.value === 'terminated');

const back = (begun: WayRun, seen: Seen): Advanced => {
  let going: Going = { run: begun, changes: [] };
  const end = endOf(begun);
  if (end !== undefined && hasEnded(seen)) return standAt(going, end, { is: 'failed', failure: 'original-ended' }, () => null);
  for (const step of begun.steps.toReversed()) {
    if (step.state === 'undone') continue;
    const evidence = undoneEvidence(step.code, begun.subject, seen);
    // One that nobody was seen to begin may have been carried out since the last look, with the command that the page shows.
    if (step.state === 'waiting') {
      if (evidence.is === 'done' || evidence.is === 'failed') continue;
      if (evidence.is === 'not-yet') going = changed(going, step, 'doing');
    }
    // Whatever kept a step from being taken back is for a person: the way is not undone, and says so.
    if (evidence.is !== 'done') return standAt(going, step, evidence, () => undoActOf(step.code, going.run, seen));
    going = changed(going, step, 'undone');
  }
  return { ...going, run: ended(going.run, 'undone'), ...NOTHING };
};

/**
 * What a look makes of a way. Pure: the same look gives the same answer however often it is asked, and a step counts as done by what EC2 shows and never by what was
 * called; so whoever carries an act out may die at any moment, and so may the answer to it.
 */
export const advance = (run: WayRun, seen: Seen): Advanced => {
  if (run.state === 'open') return forward(run, seen);
  if (run.state === 'undoing') return back(run, seen);
  return { run, changes: [], ...NOTHING };
};

/** Writes down that an act is about to be sent: from then on a termination cannot be taken back any more, whatever becomes of the call. */
export const beginStep = (run: WayRun): WayRun => {
  const step = run.steps.find(({ state }) => state !== 'done');
  return step === undefined || run.state !== 'open' ? run : withStep(run, step, { state: 'doing' });
};

const endOf = ({ steps }: Pick<WayRun, 'steps'>): RunStep | undefined => steps.find(({ code }) => code === 'terminate');

/** Why a way cannot be taken back. */
export type NoUndo = 'original-ended' | 'restore-started' | 'not-open';

/** What has ended can be taken back as well, unless it came to its end: it failed half-way, or nobody watches it any more. */
const CAN_TURN: readonly RunState[] = ['open', 'failed', 'stopped'];

/**
 * Whether a way can be taken back to its beginning: until the original's end has begun, and while no restore has what it gave up.
 * `null`: it can.
 */
export const whyNoUndo = (run: WayRun, { start, restore }: Pick<Seen, 'start' | 'restore'>): NoUndo | null => {
  if (!CAN_TURN.includes(run.state)) return 'not-open';
  const end = endOf(run);
  if (end !== undefined && (end.state === 'doing' || end.state === 'done' || end.failure === 'original-ended')) return 'original-ended';
  const waits = run.steps.some(({ code }) => code === 'set-up-start');
  return waits && start === 'started' && restore.state !== 'failed' ? 'restore-started' : null;
};

/** The way as it is taken back. Steps that were not begun stay; what failed is looked at like what was done. */
export const turnBack = (run: WayRun): WayRun => ({
  ...run,
  state: 'undoing',
  steps: run.steps.map((step) => (step.state === 'failed' ? { ...step, state: 'doing', failure: null } : step)),
});
