import type { AwsProblem } from '@/lib/aws-problem';
import type { InterfaceMatch } from '@/lib/jobs/compare-addresses';
import type { KnownFailure } from '@/lib/jobs/known-failures';
import type { Outcome, RestoreState } from '@/lib/jobs/status';
import type { Result } from '@/lib/result';

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
  readonly createdAt: string;
  readonly completedAt: string | null;
  readonly expectedMinutes: number | null;
  readonly createdResourceArn: string | null;
  readonly createdResourceId: string | null;
  /** Who started it here; `null`: it was started elsewhere. */
  readonly startedBy: string | null;
  readonly restoreId: string | null;
  /** What was last known of a job that AWS has forgotten before its end was seen; `null` of all others. */
  readonly forgotten: { readonly at: string; readonly lastStatus: string; readonly lastSeenAt: string } | null;
}

/** A restore begun here to which AWS has not answered. */
export interface IntentView {
  readonly restoreId: string;
  readonly startedBy: string;
  readonly intendedAt: string;
  readonly resourceArn: string | null;
  readonly resourceName: string | null;
  readonly problem: AwsProblem | null;
}

export interface JobList {
  /** Newest first. */
  readonly jobs: readonly JobView[];
  /** There are older jobs than the list shows. */
  readonly more: boolean;
  readonly intents: readonly IntentView[];
  readonly freshness: JobFreshness;
}

/** What is known here of a job that was started here. */
export interface JobOrigin {
  readonly restoreId: string;
  readonly startedBy: string;
  readonly state: RestoreState;
  readonly outcome: Outcome;
  readonly intendedAt: string;
  readonly answeredAt: string | null;
  /** Whether the source's tags were to be copied. */
  readonly copyTags: boolean;
  /** Asked for and obtained, interface by interface; `null` before the instance's interfaces were read. */
  readonly verification: {
    readonly verifiedAt: string;
    readonly interfaces: readonly InterfaceMatch[];
    readonly matches: boolean;
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
