import type { KnownFailure } from '@/lib/jobs/known-failures';

/** The failure of the restore that a plan is tried again after. It stays with the plan, so that whoever goes on with it knows what failed, and what for. */
export interface FailedBefore {
  readonly restoreId: string;
  readonly jobId: string | null;
  /** When it ended; `null` where that is not known. ISO 8601. */
  readonly at: string | null;
  /** AWS's own words. */
  readonly message: string;
  /** What they mean; `null` where they are none that we know. */
  readonly known: KnownFailure | null;
  /** What the words name inside the plan: an address, a group, … */
  readonly subject: string | null;
  /** The metadata key that it is about, and what that key said; `null`: the restore role, and its ARN. */
  readonly key: string | null;
  readonly text: string | null;
}
