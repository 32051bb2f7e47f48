import type { Freshness, InventoryStatus } from '@/lib/data/inventory/views';

const freshnessIn = (data: unknown): readonly Freshness[] => {
  if (typeof data !== 'object' || data === null) return [];
  if ('pages' in data && Array.isArray(data.pages)) return data.pages.flatMap(freshnessIn);
  if ('points' in data && typeof data.points === 'object' && data.points !== null && !('freshness' in data))
    return freshnessIn(data.points);
  return 'freshness' in data ? [data.freshness as Freshness] : [];
};

/** Whether the answer of an inventory query (one answer, or the pages of an infinite one) says that it is being read again. */
export const saysRefreshing = (data: unknown): boolean => freshnessIn(data).some((each) => each.refreshing);

/**
 * Whether a sweep has come to its end between two looks at the progress, or before the first look while a page waits for it.
 * @param waiting a page shows an answer that says "refreshing"
 */
export const sweepsEnded = (before: InventoryStatus | undefined, now: InventoryStatus, waiting: boolean): boolean => {
  if (waiting && !now.refreshing) return true;
  if (before === undefined) return false;
  const known = new Map(before.sweeps.map((sweep) => [sweep.subject, sweep]));
  return now.sweeps.some((sweep) => {
    const earlier = known.get(sweep.subject);
    const ended = earlier?.refreshing === true && !sweep.refreshing;
    return ended || (sweep.asOf !== null && sweep.asOf !== earlier?.asOf);
  });
};
