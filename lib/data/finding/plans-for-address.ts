import 'server-only';
import { activeClaims } from '@/lib/db/repositories/claims';
import { draftsMentioning } from '@/lib/db/repositories/drafts';
import { openWaits } from '@/lib/db/repositories/waits';
import type { Place } from '@/lib/paths';
import { addressesOfPlan } from '../attempts/claims-of-metadata';
import { planOfDraft } from '../drafts/stored';
import type { AddressPlan } from './history-views';

/** Plans that were not touched for so long are nobody's intention any more; those of a week are what the pages of points show, too. */
const PLANNED_MS = 7 * 86_400_000;

/** Who plans to have an address, waits to start with it, or is about to get it by a restore under way. */
export const plansForAddress = async (place: Place, address: string): Promise<readonly AddressPlan[]> => {
  const since = new Date(Date.now() - PLANNED_MS);
  const [drafts, claims, open] = await Promise.all([draftsMentioning(place, address, since), activeClaims(place), openWaits(place)]);
  const waits = open.filter(({ wanted }) => wanted.some((each) => each.address === address));
  const waiting = waits.map(
    (wait): AddressPlan => ({
      kind: 'wait',
      id: wait.draftId,
      by: wait.actor,
      since: wait.createdAt.toISOString(),
      resourceName: wait.resourceName,
    }),
  );
  const told = new Set(waits.map(({ draftId }) => draftId));
  const planned = drafts.flatMap((row): AddressPlan[] => {
    // A plan whose start waits is told of by that.
    if (told.has(row.id)) return [];
    const plan = planOfDraft(row);
    if (!plan.ok || !addressesOfPlan(plan.value).some((each) => each.role === 'asked' && each.address === address)) return [];
    const { resourceName } = plan.value.source;
    return [{ kind: 'plan', id: row.id, by: row.owner, since: row.updatedAt.toISOString(), resourceName }];
  });
  const claimed = claims
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
  return [...claimed, ...waiting, ...planned];
};
