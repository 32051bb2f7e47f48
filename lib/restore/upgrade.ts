import { err, ok, type Result } from '@/lib/result';
import { applyAll } from './apply';
import type { PlanHistory, Step } from './history';
import { isObject, type JsonObject } from './json';
import { PLAN_VERSION, type RestorePlan } from './plan';
import { folded, replay } from './undo';

/** Why stored JSON is no plan of this console. */
export type StoredProblem =
  /** A newer version of the console wrote it, in a form or of a kind that this one does not know. */
  | { readonly code: 'newer-plan'; readonly version: number }
  /** It is not of the form that its version has, or its steps do not apply; `reason` says which. */
  | { readonly code: 'broken-plan'; readonly reason: string };

/** A stored history in today's form. */
export interface UpgradedHistory {
  readonly history: PlanHistory;
  /** Gestures that an earlier version let in and that go beyond what a plan holds: they were not taken over. */
  readonly leftOut: number;
}

const broken = (reason: string): { readonly ok: false; readonly error: StoredProblem } => err({ code: 'broken-plan', reason });

/** Of what was stored before there were versions. */
const FIRST = 1;

const versionOf = (json: JsonObject): number | null => {
  const { version = FIRST } = json;
  return typeof version === 'number' && Number.isInteger(version) && version >= FIRST ? version : null;
};

type Upgrader = (json: JsonObject) => JsonObject;

const marked: Upgrader = (json) => ({ kind: 'ec2', version: 2, ...json });

/** By the version that it takes: how a plan, and how a history, of that version becomes one of the next. */
const UPGRADERS: Readonly<Record<number, { readonly plan: Upgrader; readonly history: Upgrader }>> = {
  // 1 had neither kind nor version.
  1: { plan: marked, history: (json) => marked(isObject(json.base) ? { ...json, base: marked(json.base) } : json) },
};

/** Takes JSON through the versions to today's. What it holds is not looked at. */
const brought = (json: unknown, what: 'plan' | 'history'): Result<JsonObject, StoredProblem> => {
  if (!isObject(json)) return broken('form');
  const version = versionOf(json);
  if (version === null) return broken('version');
  if (version > PLAN_VERSION) return err({ code: 'newer-plan', version });
  let now = json;
  for (let from = version; from < PLAN_VERSION; from += 1) now = UPGRADERS[from]?.[what](now) ?? now;
  return now.kind === 'ec2' ? ok(now) : err({ code: 'newer-plan', version });
};

/**
 * The plan of a restore that was started, as any version stored it. It is a record: it is read as it was written, whether or not it could be planned like that
 * today.
 */
export const upgradePlan = (json: unknown): Result<RestorePlan, StoredProblem> => {
  const plan = brought(json, 'plan');
  if (!plan.ok) return plan;
  const { source, settings, nics } = plan.value;
  return isObject(source) && isObject(settings) && Array.isArray(nics) ? ok(plan.value as unknown as RestorePlan) : broken('form');
};

/** What each step makes of the plan before it; a step that does not apply is left out, as if it had been refused when it was made. */
const sifted = ({ steps, cursor, ...rest }: PlanHistory): UpgradedHistory => {
  const kept: Step[] = [];
  let plan = rest.base;
  let inForce = 0;
  for (const [i, step] of steps.entries()) {
    const next = applyAll(plan, step.commands);
    if (!next.ok) continue;
    plan = next.value;
    kept.push(step);
    if (i < cursor) inForce += 1;
  }
  return { history: { ...rest, steps: kept, cursor: inForce }, leftOut: steps.length - kept.length };
};

/**
 * A history in today's form, from what any version stored. What an earlier one let in that goes beyond today's bounds is left out and counted; steps that do not
 * apply for another reason, and JSON that is no history, are told as broken. Only the outer form is looked at here (the browser does without more):
 * `upgradeHistory` holds the whole against the schema.
 */
export const bringUpToDate = (json: unknown): Result<UpgradedHistory, StoredProblem> => {
  const now = brought(json, 'history');
  if (!now.ok) return now;
  const { base, steps, cursor } = now.value;
  if (!isObject(base) || !Array.isArray(steps) || typeof cursor !== 'number') return broken('form');
  const history = now.value as unknown as PlanHistory;
  try {
    const old = isObject(json) && json.version === undefined;
    const { leftOut, history: whole } = old ? sifted(history) : { history, leftOut: 0 };
    const fitting = folded(whole);
    if (!fitting.ok) return broken(fitting.error.code);
    const replayed = replay({ ...fitting.value, cursor: fitting.value.steps.length });
    return replayed.ok ? ok({ history: fitting.value, leftOut }) : broken(replayed.error.code);
  } catch {
    // JSON of another form than it says: an unknown command, an interface without members.
    return broken('form');
  }
};
