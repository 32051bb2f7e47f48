import type { Ticked } from '@/lib/jobs/checklist/checklist';
import type { ChecklistItem } from '@/lib/jobs/checklist/item';

/** What has to be seen to after a restore, as AWS shows it now and as people said. Instants are ISO 8601. */
export interface ChecklistView {
  readonly restoreId: string;
  /** The instance that it created. */
  readonly instanceId: string;
  /** Whether that instance is still there; `null`: not known. */
  readonly there: boolean | null;
  /** When the original was looked at; `null`: it was gone before anybody did. */
  readonly originalSeenAt: string | null;
  readonly asOf: string;
  readonly items: readonly ChecklistItem[];
  readonly ticks: Readonly<Record<string, Ticked>>;
}

/** Why there is no checklist: the restore has not created an instance. */
export interface NoInstance {
  readonly code: 'no-instance';
}
