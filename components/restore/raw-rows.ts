import { knownKey, spellingOf } from '@/lib/restore/keys';
import type { RestoreMetadata, RestorePlan } from '@/lib/restore/plan';

/** How a key's value came about; a message below `restore.metadata.rawState.`. */
export type RawState = 'backup' | 'plan' | 'edited' | 'removed' | 'fresh';

/** One metadata key as text. `value` is `null` where it is not sent. */
export interface RawRow {
  readonly key: string;
  readonly value: string | null;
  readonly state: RawState;
  /** Whether an edit as text can be taken back. */
  readonly overridden: boolean;
}

const stateOf = (plan: RestorePlan, key: string, value: string | null, overridden: boolean): RawState => {
  if (value === null) return 'removed';
  if (overridden) return 'edited';
  if (knownKey(key)?.treatment === 'fresh') return 'fresh';
  return plan.source.template[key] === value ? 'backup' : 'plan';
};

/** Every key that is sent, in AWS's order, with the backed-up ones that are not sent in their places. */
export const rawRows = (plan: RestorePlan, sent: RestoreMetadata): readonly RawRow[] => {
  const { template } = plan.source;
  const overrides = plan.settings.overrides as RestoreMetadata;
  const added = Object.keys(overrides).filter((key) => spellingOf(template, key) === null && spellingOf(sent, key) === null);
  const keys = [...new Set([...Object.keys(template), ...Object.keys(sent), ...added])];
  return keys.map((key) => {
    const value = sent[key] ?? null;
    const overridden = spellingOf(overrides, key) !== null;
    return { key, value, state: stateOf(plan, key, value, overridden), overridden };
  });
};
