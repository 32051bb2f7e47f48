import type { AwsProblem } from '@/lib/aws-problem';
import type { Blocker } from '@/lib/restore/way-run/act';
import type { NoUndo } from '@/lib/restore/way-run/advance';
import type { RunFailure, RunKind, RunMode, RunState, RunStepCode, StepState } from '@/lib/restore/way-run/run';
import type { NoHold } from '@/lib/restore/ways/hold';
import type { BeforeEnd } from '@/lib/restore/ways/way';

/** What keeps the next step back: what the machine says, or what only the console knows. */
export type WayBlocker =
  | Blocker
  /** A fresh backup is being made first. */
  | 'backing-up'
  /** What was found out before has changed since the name was typed: it has to be typed again. */
  | 'surroundings-changed'
  /** What was to be restored from is gone. */
  | 'point-gone'
  /** Take-over was switched off for the account since, or whoever began the way may not use it any more. */
  | 'not-enabled'
  | 'not-permitted';

/** A step of a way that is gone. */
export interface WayStepView {
  readonly code: RunStepCode;
  readonly state: StepState;
  readonly failure: RunFailure | null;
  /** Since when it is in its state; ISO 8601. */
  readonly since: string | null;
  /** Who did it; `null`: seen in EC2. */
  readonly by: string | null;
  /** Who is to do it: a person with the command, Rehome, AWS, or this page. */
  readonly who: 'person' | 'rehome' | 'aws' | 'page';
  readonly command: string | null;
  readonly link: string | null;
  /** While the way is taken back: the command that takes this step back. */
  readonly undo: string | null;
}

/** A way to an address that is gone, or was. Instants are ISO 8601. */
export interface WayRunView {
  readonly id: string;
  readonly draftId: string;
  readonly actor: string;
  readonly kind: RunKind;
  readonly mode: RunMode;
  readonly state: RunState;
  readonly address: string;
  /** What people call the original. */
  readonly name: string;
  readonly instanceId: string | null;
  readonly experimental: boolean;
  readonly steps: readonly WayStepView[];
  readonly before: readonly BeforeEnd[];
  /** When that was read. */
  readonly beforeAt: string;
  /** What of it was different when it was read again. */
  readonly changed: readonly BeforeEnd['code'][];
  readonly confirmedBy: string | null;
  readonly blocked: WayBlocker | null;
  readonly problem: AwsProblem | null;
  /** Why it cannot be taken back; `null`: it can. */
  readonly noUndo: NoUndo | null;
  /** The fresh backup that was asked for: AWS's word for its state. */
  readonly backup: { readonly jobId: string; readonly state: string } | null;
  /** Whether a fresh backup can be asked for here. */
  readonly canBackUp: boolean;
  readonly lookedAt: string | null;
  readonly createdAt: string;
  readonly endedAt: string | null;
}

/** A way in a list of several places. */
export interface PlacedWay extends WayRunView {
  readonly account: string;
  readonly region: string;
  /** Whether its plan is there, whose page shows the way. */
  readonly hasPlan: boolean;
}

/** Why a way was not begun or changed. */
export type WayProblem =
  /** The facts do not offer it any more: look again. */
  | { readonly code: 'way-gone' }
  /** The plan, or the original's interface, has another way under way. */
  | { readonly code: 'way-open' }
  /** A start of the plan waits: cancel it before the plan is changed. */
  | { readonly code: 'already-waiting'; readonly waitId: string }
  /** It has ended, or is not at that point. */
  | { readonly code: 'way-over' }
  | { readonly code: 'no-undo'; readonly why: NoUndo }
  /** The address cannot be held. */
  | { readonly code: 'no-hold'; readonly why: NoHold }
  /** AWS Backup names no instance that the restore made. */
  | { readonly code: 'nothing-made' }
  /** Nothing on record tells which instance, or which volumes of one that is gone, it made; the command shows what there is to look at. */
  | { readonly code: 'made-unknown'; readonly what: 'instance' | 'volumes'; readonly command: string | null }
  /** What was typed is not the machine's name. */
  | { readonly code: 'wrong-name'; readonly name: string };
