import type { NotOwner } from '@/lib/access/drafts';
import type { PlanHistory } from '@/lib/restore/history';
import type { ParseProblem } from '@/lib/restore/parse';
import type { StoredProblem } from '@/lib/restore/upgrade';
import type { OpenAttemptView } from '../jobs/views';
import type { WaitView } from '../waits/views';
import type { WayRunView } from '../way-runs/views';

/** What was started from a draft. `open`: what is not known yet of it; `null` once it is. */
export interface StartedView {
  readonly restoreId: string;
  readonly jobId: string | null;
  readonly intendedAt: string;
  readonly open: OpenAttemptView | null;
}

/** A draft as the restore page works on it. Instants are ISO 8601. */
export interface DraftView {
  readonly id: string;
  readonly account: string;
  readonly region: string;
  readonly owner: string;
  readonly recoveryPointArn: string;
  readonly vault: string;
  readonly history: PlanHistory;
  /** Gestures of an earlier version that go beyond what a plan holds: they are not in `history`. */
  readonly leftOut: number;
  /** A save names the revision it began from. */
  readonly revision: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly updatedBy: string;
  /** Set once a restore was started from it; then it can no longer be edited. */
  readonly started: StartedView | null;
  /** The start that waits, or the last one that was given up before it started. */
  readonly wait: WaitView | null;
  /** The way to an address of it that is gone, or the last one that was. */
  readonly way: WayRunView | null;
  /** Addresses that are held for it by reservations, or were. */
  readonly holds: readonly WayRunView[];
}

/** A draft in a list: who plans what, and since when. */
export interface DraftHeadView {
  readonly id: string;
  readonly owner: string;
  readonly recoveryPointArn: string;
  readonly vault: string;
  /** What the point is a backup of; `null` where AWS did not say. */
  readonly resourceId: string | null;
  readonly resourceName: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly updatedBy: string;
}

/** A draft to go on with: a new one; (`resumed`) the caller's own unstarted one of the last day; or (`instead`) a new one because that one cannot be read. */
export interface CreatedDraft {
  readonly draftId: string;
  readonly revision: number;
  readonly how: 'new' | 'resumed' | 'instead';
  readonly updatedAt: string;
}

/** Why no draft came of a recovery point. */
export type CreateDraftProblem =
  /** Only EC2 restores can be planned here. */
  | { readonly code: 'not-ec2'; readonly resourceType: string }
  /** AWS's metadata cannot be read as a plan: what it is, and where. */
  | { readonly code: 'unreadable-metadata'; readonly metadata: Readonly<Record<string, string>>; readonly problem: ParseProblem };

/** Why a stored draft cannot be shown, and what it was for. */
export type UnreadableDraft = StoredProblem & { readonly recoveryPointArn: string; readonly vault: string };

/** Why a save was not made. */
export type SaveDraftProblem =
  /** Somebody saved meanwhile: theirs, whole, so that nothing is lost in silence. */
  | { readonly code: 'draft-conflict'; readonly newer: DraftView }
  | { readonly code: 'already-started'; readonly restoreId: string }
  /** Steps that do not apply to their plan, or a template that is not the stored one. */
  | { readonly code: 'invalid-plan'; readonly reason: string }
  /** The stored draft, or what was sent, is of another version than this console reads. */
  | StoredProblem
  /** A way of it is watched, or has left something in AWS, and only its page tells how that is taken back. */
  | { readonly code: 'way-left' }
  /** It is left to the draft's owner. */
  | NotOwner;
