import 'server-only';
import type { DraftRow } from '@/lib/db/repositories/drafts';
import { planAt } from '@/lib/restore/undo';
import { upgradeHistory } from '@/lib/restore/upgrade-history';

/** Where and as whom a fresh backup of the original is made: as its plan was backed up, and with its restore role. */
export interface FreshBackup {
  readonly vault: string;
  readonly resourceArn: string;
  readonly roleArn: string;
}

/** What a fresh backup of a plan's original would be; `null` where the plan does not say. */
export const backupOrder = (draft: DraftRow | null): FreshBackup | null => {
  const stored = draft === null ? null : upgradeHistory(draft.history);
  if (stored === null || !stored.ok) return null;
  const { source, restoreRoleArn } = planAt(stored.value.history);
  return source.resourceArn === null || restoreRoleArn === null
    ? null
    : { vault: source.vault, resourceArn: source.resourceArn, roleArn: restoreRoleArn };
};
