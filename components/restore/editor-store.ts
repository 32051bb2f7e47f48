import type { Unfit } from '@/components/nic-editor/paste';
import type { Ipv4 } from '@/lib/net/ipv4';
import { check } from '@/lib/restore/check';
import type { CommandRefusal, Target } from '@/lib/restore/command';
import type { Diagnostic, JsonPointer } from '@/lib/restore/diagnostic';
import type { FactIndex } from '@/lib/restore/fact-index';
import type { PlanHistory, Step } from '@/lib/restore/history';
import { type MoveEffect, type MoveParams, type MoveRefusal, type Moving, targetKey } from '@/lib/restore/moves';
import type { RestorePlan } from '@/lib/restore/plan';
import { reuseUnchanged } from '@/lib/restore/reuse-unchanged';
import { canRedo, canUndo, perform, planAt, redo, undo } from '@/lib/restore/undo';
import { ok, type Result } from '@/lib/result';
import { type Observed, observed } from './observed';

/** An address that is selected (dragged, or picked up by click or key). `from` is the slot it stands in; `null`: the map. */
export type HeldAddress = Moving;

/** What came of the last gesture, for the live region and the line at the editor's edge. */
export type Outcome =
  | { readonly kind: 'held'; readonly held: readonly HeldAddress[] }
  | { readonly kind: 'cleared' }
  | { readonly kind: 'done'; readonly effect: MoveEffect; readonly params: MoveParams }
  | { readonly kind: 'refused'; readonly code: MoveRefusal; readonly params: MoveParams }
  | { readonly kind: 'pasted'; readonly fits: readonly string[]; readonly unfit: readonly Unfit[] };

/** What pointer, focus or a chosen finding points at, so that slot, card, map cell and verdict show it together. */
export type Spot =
  | { readonly kind: 'address'; readonly address: Ipv4; readonly subnetId: string }
  | { readonly kind: 'place'; readonly at: JsonPointer };

/** All that the restore page's editor knows. The plan and its verdict are derived from the history and the facts, never stored beside them. */
export interface EditorState {
  readonly history: PlanHistory;
  readonly plan: RestorePlan;
  readonly index: FactIndex;
  readonly diagnostics: readonly Diagnostic[];
  /** Selected; several when several were chosen together. Empty: nothing is selected. */
  readonly held: readonly HeldAddress[];
  readonly outcome: Outcome | null;
  /** Nothing can be edited: the draft was started, or belongs to somebody else. */
  readonly locked: boolean;
  /** The last refusal, to be said where it happened and to screen readers; cleared by the next edit. */
  readonly refusal: CommandRefusal | null;
}

/** What is pointed at. Apart from the rest: it changes at every movement of the pointer, and then only what tells of it is to hear of that. */
export interface Pointing {
  /** The target that what is held points at: under the pointer, or focused. */
  readonly over: Target | null;
  readonly spot: Spot | null;
}

/** What makes the verdict of a plan: `check`, or the same with an eye on how old the facts are. */
export type Judge = typeof check;

/** The editor's state outside React, so that a gesture re-renders only what looks at what it changed. */
export interface EditorStore {
  readonly read: () => EditorState;
  /** The state at the beginning, which the server drew as well: what wakes up later than the rest of the page begins with it. */
  readonly readFirst: () => EditorState;
  readonly subscribe: (listener: () => void) => () => void;
  readonly pointing: Pick<Observed<Pointing>, 'read' | 'subscribe'>;
  /** Carries out several changes of which those who look at the state hear once, at the end. */
  readonly together: <T>(change: () => T) => T;
  /** Carries out one gesture. A refusal is also kept in the state. */
  readonly perform: (step: Step) => Result<RestorePlan, CommandRefusal>;
  readonly undo: () => void;
  readonly redo: () => void;
  /** Selects addresses; none: clears the selection. */
  readonly hold: (held: readonly HeldAddress[]) => void;
  /** Points what is held at a target. */
  readonly aim: (over: Target | null) => void;
  readonly tell: (outcome: Outcome) => void;
  readonly point: (spot: Spot | null) => void;
  /** New facts from AWS. */
  readonly setIndex: (index: FactIndex) => void;
  /** Another way to come to a verdict, from now on. */
  readonly setJudge: (judge: Judge) => void;
  /** Whether the plan is judged at all. One that was started is not: its own new instance may hold the addresses that it asks for. */
  readonly setJudged: (judged: boolean) => void;
  /** Another history in place of this one: a colleague's, or the stored one after a conflict. */
  readonly setHistory: (history: PlanHistory) => void;
  readonly setLocked: (locked: boolean) => void;
}

const sameTarget = (a: Target | null, b: Target | null): boolean => a === b || (a !== null && b !== null && targetKey(a) === targetKey(b));

const sameSpot = (a: Spot | null, b: Spot | null): boolean =>
  a === b ||
  (a?.kind === 'address' && b?.kind === 'address' && a.address === b.address && a.subnetId === b.subnetId) ||
  (a?.kind === 'place' && b?.kind === 'place' && a.at === b.at);

const NOTHING: readonly HeldAddress[] = [];

/** Makes the store of one draft; `judged` is as in `setJudged`. */
export const createEditorStore = (history: PlanHistory, index: FactIndex, locked: boolean, judged = true): EditorStore => {
  const plan = planAt(history);
  let judge: Judge = check;
  let judging = judged;
  const first: EditorState = {
    history,
    plan,
    index,
    diagnostics: judging ? check(plan, index) : [],
    held: NOTHING,
    outcome: null,
    locked,
    refusal: null,
  };
  const { read, change, subscribe, together } = observed(first);
  const pointing = observed<Pointing>({ over: null, spot: null });
  const aim = (over: Target | null): void => {
    if (!sameTarget(over, pointing.read().over)) pointing.change({ over });
  };
  const verdictOf = (plan: RestorePlan, index: FactIndex): readonly Diagnostic[] =>
    reuseUnchanged(read().diagnostics, judging ? judge(plan, index) : []);
  const setHistory = (next: PlanHistory): void => {
    if (next === read().history) return;
    const plan = planAt(next);
    // What was said of the gesture before may not be true any more; one that comes of this change is told after it.
    change({ history: next, plan, diagnostics: verdictOf(plan, read().index), refusal: null, outcome: null });
  };
  return {
    read,
    readFirst: () => first,
    subscribe,
    pointing,
    together,
    perform: (step) => {
      if (read().locked) return ok(read().plan);
      const next = perform(read().history, step);
      if (!next.ok) {
        change({ refusal: next.error });
        return next;
      }
      setHistory(next.value);
      return ok(read().plan);
    },
    undo: () => !read().locked && canUndo(read().history) && setHistory(undo(read().history)),
    redo: () => !read().locked && canRedo(read().history) && setHistory(redo(read().history)),
    hold: (held) => {
      if (held.length === 0) {
        if (read().held.length === 0) return;
        change({ held: NOTHING });
        aim(null);
      } else if (!read().locked) change({ held, outcome: { kind: 'held', held } });
    },
    aim,
    tell: (outcome) => change({ outcome }),
    point: (spot) => !sameSpot(spot, pointing.read().spot) && pointing.change({ spot }),
    setIndex: (next) => next !== read().index && change({ index: next, diagnostics: verdictOf(read().plan, next) }),
    setJudge: (next) => {
      if (next === judge) return;
      judge = next;
      change({ diagnostics: verdictOf(read().plan, read().index) });
    },
    setJudged: (next) => {
      if (next === judging) return;
      judging = next;
      change({ diagnostics: verdictOf(read().plan, read().index) });
    },
    setHistory,
    setLocked: (next) => next !== read().locked && change({ locked: next }),
  };
};
