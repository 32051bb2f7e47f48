import { err, ok, type Result } from '@/lib/result';
import { applyAll } from './apply';
import { MAX_LIST, MAX_SIZE, MAX_STEPS, tooMany } from './bounds';
import type { CommandRefusal } from './command';
import type { PlanHistory, Step } from './history';
import type { RestorePlan } from './plan';

/** A history that begins with `plan`. */
export const begin = (plan: RestorePlan): PlanHistory => ({ kind: plan.kind, version: plan.version, base: plan, steps: [], cursor: 0 });

const plans = new WeakMap<PlanHistory, RestorePlan>();

/**
 * The plan in force. Steps were applied when they were performed, so they apply again; a history that somebody forged throws.
 */
export const planAt = (history: PlanHistory): RestorePlan => {
  const known = plans.get(history);
  if (known !== undefined) return known;
  const plan = replay(history);
  if (!plan.ok) throw new Error(`history does not replay: ${plan.error.code}`);
  plans.set(history, plan.value);
  return plan.value;
};

/** Replays a history of unknown origin; refuses with the first command that does not apply. */
export const replay = (history: PlanHistory): Result<RestorePlan, CommandRefusal> =>
  applyAll(
    history.base,
    history.steps.slice(0, history.cursor).flatMap((step) => step.commands),
  );

/**
 * The same plan with the oldest gestures folded into the base until the history keeps to its bounds; where none is in force that could fold, the last of those that
 * could be redone go. Refused where it cannot: then the plan itself is too large.
 */
export const folded = (history: PlanHistory): Result<PlanHistory, CommandRefusal> => {
  if (history.steps.length <= MAX_STEPS && JSON.stringify(history).length <= MAX_SIZE) return ok(history);
  const [oldest, ...rest] = history.steps;
  if (oldest === undefined) return err({ code: 'too-large', params: {} });
  if (!canUndo(history)) return folded({ ...history, steps: history.steps.slice(0, -1) });
  const base = applyAll(history.base, oldest.commands);
  return base.ok ? folded({ ...history, base: base.value, steps: rest, cursor: history.cursor - 1 }) : base;
};

/**
 * Adds a gesture; what could be redone is gone. A gesture that does not apply, changes nothing, or makes the plan larger than can be stored, leaves the history as it
 * was.
 */
export const perform = (history: PlanHistory, step: Step): Result<PlanHistory, CommandRefusal> => {
  if (step.commands.length > MAX_LIST) return tooMany();
  const before = planAt(history);
  const after = applyAll(before, step.commands);
  if (!after.ok) return after;
  if (JSON.stringify(after.value) === JSON.stringify(before)) return ok(history);
  const steps = [...history.steps.slice(0, history.cursor), step];
  const next = folded({ ...history, steps, cursor: steps.length });
  if (next.ok) plans.set(next.value, after.value);
  return next;
};

export const canUndo = (history: PlanHistory): boolean => history.cursor > 0;
export const canRedo = (history: PlanHistory): boolean => history.cursor < history.steps.length;

/** One gesture back; at the beginning the same history. */
export const undo = (history: PlanHistory): PlanHistory => (canUndo(history) ? { ...history, cursor: history.cursor - 1 } : history);

/** One gesture forward again; at the end the same history. */
export const redo = (history: PlanHistory): PlanHistory => (canRedo(history) ? { ...history, cursor: history.cursor + 1 } : history);
