import 'server-only';
import type { HeldClaim } from '@/lib/db/repositories/claims';
import { type DraftRow, readDraft } from '@/lib/db/repositories/drafts';
import { readRestore } from '@/lib/db/repositories/restores';
import { unacknowledged } from '@/lib/jobs/acknowledge';
import { isHeld } from '@/lib/jobs/wait';
import type { Place } from '@/lib/paths';
import type { Problem } from '@/lib/problem';
import { check } from '@/lib/restore/check';
import type { Diagnostic } from '@/lib/restore/diagnostic';
import { indexFacts } from '@/lib/restore/fact-index';
import { factsSubject } from '@/lib/restore/facts-subject';
import type { RestorePlan } from '@/lib/restore/plan';
import { err, ok, type Result } from '@/lib/result';
import { readFacts } from '../facts';
import type { Reading } from '../facts/reading';
import type { Scope } from '../scope';
import { isUuid } from '../uuid';
import type { StartProblem } from './views';

/** A draft at the revision that was reviewed, and the findings that the person accepted by their keys (`acceptanceKey`). */
export interface Reviewed {
  readonly draftId: string;
  readonly revision: number;
  readonly acknowledged: readonly string[];
}

/** The draft at the very revision that was reviewed, if it was not started. */
export const reviewedDraft = async (
  place: Place,
  order: Pick<Reviewed, 'draftId' | 'revision'>,
): Promise<Result<DraftRow, Problem | StartProblem>> => {
  const row = isUuid(order.draftId) ? await readDraft(order.draftId) : null;
  if (row === null || row.account !== place.account || row.region !== place.region)
    return err({ code: 'not-found', what: 'draft', id: order.draftId });
  if (row.restoreId !== null) {
    const restore = await readRestore(row.restoreId);
    return err({ code: 'already-started', restoreId: row.restoreId, jobId: restore?.jobId ?? null, startedBy: restore?.startedBy ?? null });
  }
  return row.revision === order.revision ? ok(row) : err({ code: 'draft-changed', revision: row.revision, updatedBy: row.updatedBy });
};

/** What is judged, and by what was accepted. */
export interface Judged extends Pick<Reviewed, 'draftId' | 'acknowledged'> {
  /** It is to wait: that somebody holds an address does not stand in the way. */
  readonly waits?: boolean;
}

/** Who has claimed what a start wants. */
export const claimedBy = (holders: readonly HeldClaim[]): Extract<StartProblem, { readonly code: 'address-claimed' }> => ({
  code: 'address-claimed',
  holders: holders.map(({ subnetId, address, claimedBy: by, restoreId, draftId }) => ({
    subnetId,
    address,
    claimedBy: by,
    restoreId,
    draftId,
  })),
});

/** The findings on facts of this reading, if none of them stands in the way. */
export const checkNow = async (
  scope: Scope,
  plan: RestorePlan,
  reading: Reading,
  { acknowledged, draftId, waits = false }: Judged,
): Promise<Result<readonly Diagnostic[], StartProblem>> => {
  const facts = await readFacts(scope, factsSubject(plan), { reading, draftId });
  const diagnostics = check(plan, indexFacts(facts));
  if (diagnostics.some((each) => each.severity === 'error' && !(waits && isHeld(each)))) return err({ code: 'check-failed', diagnostics });
  const missing = unacknowledged(diagnostics, acknowledged);
  return missing.length > 0 ? err({ code: 'not-acknowledged', missing, diagnostics }) : ok(diagnostics);
};
