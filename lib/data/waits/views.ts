import type { AwsProblem } from '@/lib/aws-problem';
import type { StopCause, WaitState } from '@/lib/jobs/wait';
import type { Diagnostic } from '@/lib/restore/diagnostic';

/** A start that waits for its addresses or for a time, or that ended without starting. Instants are ISO 8601. */
export interface WaitView {
  readonly id: string;
  readonly draftId: string;
  /** Who set it up. */
  readonly actor: string;
  readonly state: WaitState;
  readonly resourceArn: string | null;
  readonly resourceName: string | null;
  /** Every address and interface that it has claimed. */
  readonly wanted: readonly string[];
  /** Those of them that somebody held at the last look. */
  readonly held: readonly string[];
  readonly notBefore: string | null;
  readonly until: string;
  /** While it asks: what has to be accepted. Where it was stopped by the check: what it found. */
  readonly findings: readonly Diagnostic[];
  readonly stopCause: StopCause | null;
  /** Why AWS did not tell at the last look. */
  readonly problem: AwsProblem | null;
  readonly createdAt: string;
  readonly endedAt: string | null;
  readonly endedBy: string | null;
}

/** The same with where it is, for lists of several places. */
export interface PlacedWait extends WaitView {
  readonly account: string;
  readonly region: string;
}

/** Why a wait was not set up or changed. */
export type WaitProblem =
  /** The plan has one already. */
  | { readonly code: 'already-waiting'; readonly waitId: string }
  /** Its deadline is not ahead, too far, or before the time that it waits for. */
  | { readonly code: 'wait-time'; readonly maxDays: number }
  /** It has ended meanwhile. */
  | { readonly code: 'wait-over' }
  /** Only whoever set it up answers for what it asks. */
  | { readonly code: 'not-yours'; readonly by: string };
