import type { NotOwner } from '@/lib/access/drafts';
import type { AwsProblem } from '@/lib/aws-problem';
import type { Diagnostic } from '@/lib/restore/diagnostic';
import type { ApprovalNeeded } from '../approval/views';

/** A restore that was begun. `jobId` is `null` while AWS's answer is not known: the page of the restore tells what becomes of it. */
export interface StartedRestore {
  readonly restoreId: string;
  readonly jobId: string | null;
}

/** An address that a restore under way has claimed; `claimedBy` is `null` where it was started elsewhere. */
export interface HolderView {
  readonly subnetId: string;
  readonly address: string;
  readonly claimedBy: string | null;
  /** `null`: a start that waits has it, of the plan `draftId`. */
  readonly restoreId: string | null;
  readonly draftId: string | null;
}

/** Why a restore was not started. The draft can be changed and started again. */
export type StartProblem =
  /** The draft was edited since the review: by whom and to which revision. */
  | { readonly code: 'draft-changed'; readonly revision: number; readonly updatedBy: string }
  /** Only its owner may start it. */
  | NotOwner
  /** Somebody was quicker, or the person did so before. `startedBy` is `null` where the restore is not kept any more. */
  | { readonly code: 'already-started'; readonly restoreId: string; readonly jobId: string | null; readonly startedBy: string | null }
  /** On facts read just now, AWS would refuse. All findings come along; those with severity `error` stop it and name holders. */
  | { readonly code: 'check-failed'; readonly diagnostics: readonly Diagnostic[] }
  /** Between asking AWS and writing the start down more than so many seconds passed. */
  | { readonly code: 'facts-outdated'; readonly seconds: number }
  /** A setting wants a reason or a ticket, and none was given. */
  | { readonly code: 'reason-required'; readonly what: 'reason' | 'ticket' }
  /** Warnings that must be accepted one by one, or checks that nobody could make just now, and that the person has not accepted. */
  | { readonly code: 'not-acknowledged'; readonly missing: readonly Diagnostic[]; readonly diagnostics: readonly Diagnostic[] }
  /** Others have to approve it first, and have not, or not this. */
  | ApprovalNeeded
  /** A start without approval wants a written reason of at least so many characters. */
  | { readonly code: 'emergency-reason'; readonly min: number }
  | { readonly code: 'address-claimed'; readonly holders: readonly HolderView[] }
  /** AWS refused the call itself. The attempt is in the history. */
  | { readonly code: 'refused'; readonly restoreId: string; readonly problem: AwsProblem }
  | { readonly code: 'invalid-plan'; readonly reason: string };
