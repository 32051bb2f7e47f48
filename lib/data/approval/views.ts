import type { ApprovalAnswer, MayNotAnswer, RequestState, VoidCause } from '@/lib/access/approval/request';
import type { ApprovalNeeds, ApprovalRule } from '@/lib/access/approval/rules';
import type { InterfaceMatch } from '@/lib/jobs/compare-addresses';
import type { Diagnostic } from '@/lib/restore/diagnostic';
import type { Difference } from '@/lib/restore/explain';
import type { StoredProblem } from '@/lib/restore/upgrade';

/** A rule as Settings shows it; `rule` is `null` where it cannot be read. */
export interface ApprovalRuleView {
  readonly id: string;
  readonly rule: ApprovalRule | null;
  readonly changed: { readonly by: string; readonly at: string };
}

/** A request in a list. Instants are ISO 8601; people are ids. */
export interface ApprovalHeadView {
  readonly id: string;
  readonly account: string;
  readonly region: string;
  readonly draftId: string;
  readonly requester: string;
  readonly recoveryPointArn: string;
  readonly vault: string;
  readonly resourceId: string | null;
  readonly resourceName: string | null;
  /** Those that the restore asks for; AWS's own choices are not among them. */
  readonly addresses: readonly string[];
  readonly state: RequestState;
  /** So many approvals count, of so many that are needed. */
  readonly given: number;
  readonly needed: number;
  readonly submittedAt: string;
  readonly expiresAt: string;
  readonly reason: string;
  readonly ticket: string | null;
  /** What ended it, by whom (`rehome`: nobody) and, of a voided one, why. */
  readonly ended: { readonly at: string; readonly by: string; readonly cause: VoidCause | null } | null;
  readonly restoreId: string | null;
  /** Why the person who asks may not answer it, the role aside; `null`: they may. */
  readonly mayNotAnswer: MayNotAnswer | null;
}

export interface ApprovalAnswerView extends ApprovalAnswer {
  readonly comment: string;
  readonly at: string;
  /** An approval that does not count now: its giver may not approve any more, or the restore is their own by now. */
  readonly counts: boolean;
}

/** Everything that an approver looks at. */
export interface ApprovalView extends ApprovalHeadView {
  readonly owner: string;
  readonly editors: readonly string[];
  readonly answers: readonly ApprovalAnswerView[];
  /** What the rules wanted when it was submitted, and what they want now. */
  readonly needsThen: ApprovalNeeds;
  readonly needsNow: ApprovalNeeds;
  /** The bytes that are approved, and their SHA-256. Sensitive: shown, never logged. */
  readonly sent: string;
  readonly sha256: string;
  /** Exactly the metadata that is sent, but for the request id. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly roleArn: string | null;
  readonly resourceType: string;
  readonly copyTags: boolean;
  /** Each difference from the backup with its reason; `null` where the stored plan cannot be read. */
  readonly differences: readonly Difference[] | null;
  readonly planProblem: StoredProblem | null;
  /** What the restore asks for, and what the backup had; the latter is empty where its metadata cannot be read. */
  readonly asked: readonly InterfaceMatch[];
  readonly backup: readonly InterfaceMatch[];
  readonly backupCreatedAt: string | null;
  /** What the check said when it was submitted, and the keys of what the requester accepted. */
  readonly diagnostics: readonly Diagnostic[];
  readonly accepted: readonly string[];
  /** Whether the person who asks may take it back. */
  readonly mayWithdraw: boolean;
}

/** What a plan needs and has, for the page on which it is made. */
export interface DraftApproval {
  readonly needs: ApprovalNeeds;
  /** The newest request of the plan, whatever has become of it. */
  readonly request: ApprovalView | null;
}

export interface ApprovalPage {
  readonly approvals: readonly ApprovalHeadView[];
  /** Where the next page begins, to be given back as it is; `null`: this was the last. */
  readonly next: string | null;
}

/** What waits for a person, and what approvers and administrators must see. */
export interface ApprovalInbox {
  /** Requests that the person who asks may answer and has not; the newest first. */
  readonly waiting: readonly ApprovalHeadView[];
  /** Restores of the last 30 days that were started without the approval that they needed; the newest first. */
  readonly withoutApproval: readonly WithoutApprovalView[];
}

export interface WithoutApprovalView {
  readonly restoreId: string;
  readonly account: string;
  readonly region: string;
  readonly jobId: string | null;
  readonly resourceId: string | null;
  readonly resourceName: string | null;
  readonly startedBy: string | null;
  readonly startedAt: string;
  readonly reason: string;
}

/** Why a restore cannot start for want of an approval. `given` and `state` are of the newest request; `null`: none was ever submitted. */
export interface ApprovalNeeded {
  readonly code: 'approval-needed';
  readonly needed: number;
  readonly rules: readonly string[];
  readonly request: { readonly id: string; readonly state: RequestState; readonly given: number } | null;
  /** There is an open request, and it is of something else than would be sent now. */
  readonly changed: boolean;
}

/** Why a request was not submitted, answered or taken back. */
export type ApprovalProblem =
  | MayNotAnswer
  | { readonly code: 'not-requester' }
  /** No rule wants it: it can be started as it is. */
  | { readonly code: 'approval-not-needed' }
  /** The plan has one already. */
  | { readonly code: 'approval-open'; readonly id: string }
  /** What the person saw is not what the request is of. */
  | { readonly code: 'other-bytes' }
  | { readonly code: 'comment-required' };

/** A plan that a rule would match. */
export interface PlanMatch {
  readonly draftId: string;
  readonly owner: string;
  readonly name: string;
  /** Something of it could not be found out, and counts as matching. */
  readonly unknown: boolean;
}

/** What a rule would match in a place. */
export interface RulePreview {
  readonly plans: readonly PlanMatch[];
  /** Of the recovery points of instances: how many there are in such vaults, how many of them were looked at, match, and match only as their tags could not be read. */
  readonly points: { readonly total: number; readonly looked: number; readonly matching: number; readonly unread: number };
}
