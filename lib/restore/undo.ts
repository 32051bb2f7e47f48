import { ok, type Result } from '@/lib/result';
import { applyAll } from './apply';
import type { CommandRefusal } from './command';
import type { PlanHistory, Step } from './history';
import type { RestorePlan } from './plan';

/** Gestures a draft remembers; older ones fold into its base. */
export const MAX_STEPS = 200;

/** A history that begins with `plan`. */
export const begin = (plan: RestorePlan): PlanHistory => ({ base: plan, steps: [], cursor: 0 });

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

/** Adds a gesture; what could be redone is gone. A gesture that does not apply, or changes nothing, leaves the history as it was. */
export const perform = (history: PlanHistory, step: Step): Result<PlanHistory, CommandRefusal> => {
  const before = planAt(history);
  const after = applyAll(before, step.commands);
  if (!after.ok) return after;
  if (JSON.stringify(after.value) === JSON.stringify(before)) return ok(history);
  const steps = [...history.steps.slice(0, history.cursor), step];
  const next = fold({ base: history.base, steps, cursor: steps.length });
  plans.set(next, after.value);
  return ok(next);
};

const fold = (history: PlanHistory): PlanHistory => {
  const [oldest, ...rest] = history.steps;
  if (history.steps.length <= MAX_STEPS || oldest === undefined) return history;
  const base = applyAll(history.base, oldest.commands);
  return base.ok ? { base: base.value, steps: rest, cursor: history.cursor - 1 } : history;
};

export const canUndo = (history: PlanHistory): boolean => history.cursor > 0;
export const canRedo = (history: PlanHistory): boolean => history.cursor < history.steps.length;

/** One gesture back; at the beginning the same history. */
export const undo = (history: PlanHistory): PlanHistory => (canUndo(history) ? { ...history, cursor: history.cursor - 1 } : history);

/** One gesture forward again; at the end the same history. */
export const redo = (history: PlanHistory): PlanHistory => (canRedo(history) ? { ...history, cursor: history.cursor + 1 } : history);
