import 'server-only';
import { activeClaims } from '@/lib/db/repositories/claims';
import { draftsMentioning } from '@/lib/db/repositories/drafts';
import type { Place } from '@/lib/paths';
import { addressesOfPlan } from '../attempts/claims-of-metadata';
import { planOfDraft } from '../drafts/stored';
import type { AddressPlan } from './history-views';

/** Plans that were not touched for so long are nobody's intention any more; those of a week are what the pages of points show, too. */
const PLANNED_MS = 7 * 86_400_000;

/** Who plans to have an address, or is about to get it by a restore under way. */
export const plansForAddress = async (place: Place, address: string): Promise<readonly AddressPlan[]> => {
  const [drafts, claims] = await Promise.all([draftsMentioning(place, address, new Date(Date.now() - PLANNED_MS)), activeClaims(place)]);
  const planned = drafts.flatMap((row): AddressPlan[] => {
    const plan = planOfDraft(row);
    if (!plan.ok || !addressesOfPlan(plan.value).some((each) => each.role === 'asked' && each.address === address)) return [];
    const { resourceName } = plan.value.source;
    return [{ kind: 'plan', id: row.id, by: row.owner, since: row.updatedAt.toISOString(), resourceName }];
  });
  const claimed = claims
    // A start that waits is told of by its plan.
    .flatMap((claim) => (claim.address === address && claim.restoreId !== null ? [{ ...claim, restoreId: claim.restoreId }] : []))
    .map(
      (claim): AddressPlan => ({
        kind: 'restore',
        id: claim.restoreId,
        by: claim.claimedBy,
        since: claim.claimedAt.toISOString(),
        resourceName: null,
      }),
    );
  return [...claimed, ...planned];
};
