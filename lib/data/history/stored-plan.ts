import type { RestoreRow } from '@/lib/db/repositories/restores';
import type { RestorePlan } from '@/lib/restore/plan';
import { type StoredProblem, upgradePlan } from '@/lib/restore/upgrade';
import { planOfMetadata } from '../attempts/claims-of-metadata';

/** What is known of what a restore was to become. */
export interface KnownPlan {
  /** As it was planned here; `null` of one from elsewhere, and where it cannot be read. */
  readonly plan: RestorePlan | null;
  /** Why a plan that is stored cannot be read. */
  readonly problem: StoredProblem | null;
  /** What AWS was asked for: the plan, else what was sent, which says the same without its reasons. */
  readonly asked: RestorePlan | null;
}

/** The plan of a stored restore, whichever version of the console wrote it. */
export const knownPlan = ({ plan: stored, metadata }: Pick<RestoreRow, 'plan' | 'metadata'>): KnownPlan => {
  const sent = (): RestorePlan | null => (metadata === null ? null : planOfMetadata(metadata));
  if (stored === null) return { plan: null, problem: null, asked: sent() };
  const read = upgradePlan(stored);
  return read.ok ? { plan: read.value, problem: null, asked: read.value } : { plan: null, problem: read.error, asked: sent() };
};
