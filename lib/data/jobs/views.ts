import type { AwsProblem } from '@/lib/aws-problem';
import type { InterfaceMatch } from '@/lib/jobs/compare-addresses';
import type { KnownFailure } from '@/lib/jobs/known-failures';
import type { Likeness } from '@/lib/jobs/like';
import type { Outcome } from '@/lib/jobs/status';
import type { Result } from '@/lib/result';
import type { WaitView } from '../waits/views';

/** How old what is shown is. Instants are ISO 8601. */
export interface JobFreshness {
  /** When AWS was last read in full; `null`: not yet. */
  readonly asOf: string | null;
  /** What ended the last sweep; what was known before it stays. */
  readonly problem: AwsProblem | null;
}

/** A restore job in a list. */
export interface JobView {
  readonly id: string;
  /** PENDING, RUNNING, COMPLETED, ABORTED, FAILED, one that AWS added, or `FORGOTTEN`. */
  readonly status: string;
  readonly statusMessage: string | null;
  /** 0 to 100; `null` where AWS does not say. */
  readonly percent: number | null;
  readonly resourceArn: string | null;
  /** `i-0ab…`; `null` where AWS does not name the source. */
  readonly resourceId: string | null;
  readonly resourceName: string | null;
  readonly resourceType: string | null;
  readonly recoveryPointArn: string | null;
  /** Every private address and prefix that it asks for, interface by interface and the primary first, the created instance's own where they were read. */
  readonly addresses: readonly string[];
  readonly createdAt: string;
  readonly completedAt: string | null;
  readonly expectedMinutes: number | null;
  /** How long restores like it took, of one under way of which AWS gives no estimate; `null` of all others, and where too few are like it. */
  readonly like: Likeness | null;
  readonly createdResourceArn: string | null;
  readonly createdResourceId: string | null;
  /** Who started it here; `null`: it was started elsewhere, or it is not settled yet where. */
  readonly startedBy: string | null;
  readonly origin: 'here' | 'elsewhere' | null;
  readonly restoreId: string | null;
  /** It was started without the approval that it needed. */
  readonly withoutApproval: boolean;
  /** What was last known of a job that AWS has forgotten before its end was seen; `null` of all others. */
  readonly forgotten: { readonly at: string; readonly lastStatus: string; readonly lastSeenAt: string } | null;
}

/** What is not known yet of an attempt, and what is being done to find out. Instants are ISO 8601. */
export interface OpenAttemptView {
  /** Why AWS's answer is not known; `null` while the request may still be on its way. */
  readonly problem: AwsProblem | null;
  /** How often the request may have gone out, always with the same token. */
  readonly sends: number;
  /** Begin of the last complete list of AWS's that held no job of it. */
  readonly lookedAt: string | null;
  /** Why the last look at AWS's list gave nothing. */
  readonly lookProblem: AwsProblem | null;
  /** The earliest instant at which a list may prove that nothing was started. */
  readonly provenFrom: string;
}

/** A restore begun here of which nobody knows yet whether AWS has it. */
export interface OpenRestoreView extends OpenAttemptView {
  readonly restoreId: string;
  readonly startedBy: string;
  readonly intendedAt: string;
  readonly resourceArn: string | null;
  readonly resourceName: string | null;
  /** Those that it asks for, interface by interface, the primary first. */
  readonly addresses: readonly string[];
}

export interface JobList {
  /** Newest first. */
  readonly jobs: readonly JobView[];
  /** How many follow those of `jobs`, where a page was sent with the beginning of the list alone. */
  readonly rest?: number;
  /** There are older jobs than the list shows. */
  readonly more: boolean;
  readonly intents: readonly OpenRestoreView[];
  /** Starts that wait, and those that ended lately without starting; the newest first. */
  readonly waits: readonly WaitView[];
  readonly freshness: JobFreshness;
}

/** What is kept here of a restore beside AWS's job. */
export interface JobOrigin {
  readonly restoreId: string;
  readonly origin: 'here' | 'elsewhere';
  /** `null`: it was started elsewhere, and AWS does not tell by whom. */
  readonly startedBy: string | null;
  readonly outcome: Outcome;
  readonly intendedAt: string;
  /** When AWS's own answer to the request came; `null`: none came, or it is not known that one did, or started elsewhere. */
  readonly answeredAt: string | null;
  /** When it became known whether AWS has it, by an answer or by AWS's lists; `null`: not yet, or started elsewhere. */
  readonly settledAt: string | null;
  readonly reason: string | null;
  readonly ticket: string | null;
  /** Since when its start had waited for its addresses, or for a time; `null`: it did not wait, or that is not kept any more. */
  readonly waitedSince: string | null;
  /** What is not known yet; `null` once it is. */
  readonly open: OpenAttemptView | null;
  /** When a job of it turned up although it had been recorded as ended without one. */
  readonly adoptedLateAt: string | null;
  /** AWS had refused the one request that was sent for it before that job turned up, so the job is hardly of a request of ours. */
  readonly refusedBefore: boolean;
  /** Another job with the same request id. */
  readonly duplicateJobId: string | null;
  /** Whether the source's tags were to be copied. */
  readonly copyTags: boolean;
  /** The request that others approved before it was started, and who did. */
  readonly approval: { readonly id: string; readonly approvedBy: readonly string[] } | null;
  /** Why an administrator started it without the approval that it needed. */
  readonly withoutApproval: string | null;
  /** Asked for and obtained, interface by interface; `null` before the instance's interfaces were read. */
  readonly verification: {
    readonly verifiedAt: string;
    readonly interfaces: readonly InterfaceMatch[];
    /** `null`: what was asked for cannot be told any more, so `interfaces` have only what the instance has. */
    readonly matches: boolean | null;
  } | null;
  /** What was asked for, to show before there is anything to compare with. */
  readonly asked: readonly InterfaceMatch[];
  readonly verificationProblem: AwsProblem | null;
}

export interface JobDetail {
  readonly job: JobView;
  readonly vaultName: string | null;
  readonly roleArn: string | null;
  readonly sizeBytes: number | null;
  /** When a sweep first saw it RUNNING. */
  readonly runningSeenAt: string | null;
  /** The failure, where the message is one we know. */
  readonly failure: KnownFailure | null;
  readonly origin: JobOrigin | null;
  /** What it was started with: ours as sent, others' as GetRestoreJobMetadata tells. Sensitive: shown, never logged. */
  readonly metadata: Result<Readonly<Record<string, string>>, AwsProblem>;
  readonly freshness: JobFreshness;
}
