import type { AwsProblem } from '@/lib/aws-problem';
import type { AskedAddress } from '@/lib/jobs/compare-addresses';
import type { Outcome } from '@/lib/jobs/status';
import type { Diagnostic } from '@/lib/restore/diagnostic';
import type { Difference } from '@/lib/restore/explain';
import type { StoredProblem } from '@/lib/restore/upgrade';
import type { JobOrigin, JobView } from '../jobs/views';

/** Rows of one page of the history: two screens full. The next comes while one scrolls. */
export const HISTORY_PAGE_ROWS = 50;

/** All given conditions hold. Dates are ISO 8601 instants; `before` is exclusive. */
export interface HistoryFilter {
  /**
   * Each word must be found: an address or a CIDR among the addresses (asked for, in the backup, obtained), any other word in resource, recovery point, vault,
   * person, job, created instance, AWS's message, reason, ticket or notes.
   */
  readonly text?: string | undefined;
  readonly user?: string | undefined;
  readonly outcomes?: readonly Outcome[] | undefined;
  readonly origin?: 'here' | 'elsewhere' | undefined;
  readonly from?: string | undefined;
  readonly before?: string | undefined;
}

/** One restore, started here or elsewhere. Instants are ISO 8601. */
export interface HistoryEntry {
  readonly id: string;
  readonly account: string;
  readonly region: string;
  readonly origin: 'here' | 'elsewhere';
  /** `null`: started elsewhere; AWS does not tell by whom. */
  readonly startedBy: string | null;
  readonly startedAt: string;
  readonly endedAt: string | null;
  /** From start to end; `null` while it runs and where AWS does not tell. */
  readonly durationSeconds: number | null;
  readonly outcome: Outcome;
  readonly resourceArn: string | null;
  readonly resourceId: string | null;
  readonly resourceName: string | null;
  readonly recoveryPointArn: string | null;
  readonly vault: string | null;
  readonly asked: readonly AskedAddress[];
  readonly jobId: string | null;
  readonly createdResourceArn: string | null;
  readonly createdResourceId: string | null;
  /** Whether the instance has the addresses asked for; `null`: not known. */
  readonly addressesMatch: boolean | null;
  /** AWS's own sentence: the job's, or that of the refusal. */
  readonly awsMessage: string | null;
  readonly reason: string | null;
  readonly ticket: string | null;
  readonly notes: number;
  /** The request that others approved before it was started. */
  readonly approvalId: string | null;
  /** Why an administrator started it without the approval that it needed. */
  readonly withoutApproval: string | null;
}

/** One restore as an export has it. */
export interface ExportedEntry extends HistoryEntry {
  /** What `startedBy` is called; `null`: nobody is known by that id, or not any more. */
  readonly startedByName: string | null;
  /** Oldest first, as they stand now. */
  readonly noteTexts: readonly {
    readonly at: string;
    readonly author: string;
    readonly authorName: string | null;
    readonly text: string;
  }[];
}

export interface HistoryPage {
  readonly entries: readonly HistoryEntry[];
  /** How many restores the filter finds, as far as they are counted; `atLeast`: there are, or may be, more. Told with the first page. */
  readonly counted: { readonly total: number; readonly atLeast: boolean } | null;
  /** Where the next page begins, to be given back as it is; `null`: this was the last. */
  readonly next: string | null;
  /** Everybody who ever started a restore here; told with the first page. */
  readonly users: readonly string[];
}

export interface NoteView {
  readonly id: string;
  readonly author: string;
  readonly text: string;
  readonly createdAt: string;
  /** The last edit; `null`: it was never edited. */
  readonly edited: { readonly by: string; readonly at: string } | null;
  /** What it said before each edit, oldest first. */
  readonly before: readonly { readonly text: string; readonly author: string; readonly at: string }[];
}

export interface HistoryDetail {
  readonly entry: HistoryEntry;
  readonly origin: JobOrigin;
  readonly job: JobView | null;
  /** Of a refusal, or why it is not known yet whether AWS has it. */
  readonly problem: AwsProblem | null;
  /** Each difference between the backed-up metadata and what was sent, with its reason; `null`: it was not planned here, or its plan cannot be read. */
  readonly differences: readonly Difference[] | null;
  /** Why the stored plan cannot be read. */
  readonly planProblem: StoredProblem | null;
  /** Exactly what was sent; of a restore from elsewhere what AWS tells, `null` while that is not known. Sensitive: shown, never logged. */
  readonly metadata: Readonly<Record<string, string>> | null;
  /** What the review showed at the start. */
  readonly diagnostics: readonly Diagnostic[];
  readonly roleArn: string | null;
  readonly copyTags: boolean;
  readonly backupCreatedAt: string | null;
  readonly noteList: readonly NoteView[];
}
