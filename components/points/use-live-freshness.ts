'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { refreshInventoryAction } from '@/lib/actions/vaults';
import { combined } from '@/lib/combined-freshness';
import type { Freshness, InventoryStatus } from '@/lib/data/inventory/views';
import type { Place } from '@/lib/paths';
import { inventoryQuery } from '@/lib/queries/inventory';
import { unwrap } from '@/lib/queries/problem-error';

/** What a page rests on: the list of vaults, the points of one vault, or everything. */
export type FreshnessScope = 'vaults' | 'everything' | { readonly vault: string };

const concerns = (scope: FreshnessScope, subject: string): boolean => {
  if (scope === 'vaults') return subject === 'vaults';
  return scope === 'everything' ? subject === 'vaults' || subject.startsWith('points:') : subject === `points:${scope.vault}`;
};

const liveOf = (scope: FreshnessScope, status: InventoryStatus | undefined): Freshness | null => {
  const found = status?.sweeps.filter((sweep) => concerns(scope, sweep.subject)) ?? [];
  return found.length === 0 ? null : combined(found);
};

const never = () => () => undefined;

/** `false` while the server's HTML is taken over: until then the page must say what the server said, whatever the cache has learnt meanwhile. */
const useTakenOver = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );

/**
 * How fresh a page is, with the progress of a sweep as it goes, and a way to begin one. That the rows are read again when it ends is the frame's to see to.
 * @param given what came with the page's own rows
 */
export const useLiveFreshness = (place: Place, scope: FreshnessScope, given: Freshness | undefined) => {
  const client = useQueryClient();
  const status = inventoryQuery(place);
  const { data } = useQuery(status);
  const takenOver = useTakenOver();
  const freshness: Freshness = (takenOver ? liveOf(scope, data) : null) ??
    given ?? { asOf: null, refreshing: true, read: 0, problem: null };
  const refresh = async () => {
    await unwrap(refreshInventoryAction({ place, ...(typeof scope === 'string' ? {} : { vault: scope.vault }) }));
    await client.invalidateQueries({ queryKey: status.queryKey });
  };
  return { freshness, refresh };
};
