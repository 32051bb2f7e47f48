'use client';

import { type QueryCacheNotifyEvent, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { InventoryStatus } from '@/lib/data/inventory/views';
import type { Place } from '@/lib/paths';
import { inventoryKey, inventoryQuery } from '@/lib/queries/inventory';
import { saysRefreshing, sweepsEnded } from './sweeps-ended';

/** While the very first sweep reads on, pages look again this often, so that they fill as it goes. */
const FIRST_SWEEP_LOOK_MS = 4_000;

const isOfPlace = (key: readonly unknown[], place: Place): boolean => inventoryKey(place).every((part, at) => key[at] === part);

/**
 * Once in the frame of a place: sees to it that what rests on the inventory is read again when a sweep has ended. A page that says "refreshing" has the progress
 * looked at at once (and each second while it lasts), instead of at the next half minute.
 */
export const InventoryWatch = ({ place }: { readonly place: Place }) => {
  const client = useQueryClient();
  const { data: status, refetch } = useQuery(inventoryQuery(place));
  const before = useRef<InventoryStatus | undefined>(undefined);
  const { account, region } = place;

  useEffect(() => {
    const here = { account, region };
    const told = client.getQueryCache().findAll({ queryKey: inventoryKey(here) });
    const waiting = told.some((query) => saysRefreshing(query.state.data));
    if (status !== undefined && sweepsEnded(before.current, status, waiting))
      client.invalidateQueries({ queryKey: inventoryKey(here) }).catch(() => undefined);
    before.current = status;
  }, [client, status, account, region]);

  const reading = status?.refreshing === true && status.sweeps.every((sweep) => sweep.asOf === null);
  useEffect(() => {
    if (!reading) return;
    const timer = setInterval(() => {
      if (!document.hidden) client.invalidateQueries({ queryKey: inventoryKey({ account, region }) }).catch(() => undefined);
    }, FIRST_SWEEP_LOOK_MS);
    return () => clearInterval(timer);
  }, [client, reading, account, region]);

  useEffect(() => {
    const onEvent = (event: QueryCacheNotifyEvent) => {
      const news = event.type === 'added' || (event.type === 'updated' && event.action.type === 'success');
      if (!news || !isOfPlace(event.query.queryKey, { account, region }) || !saysRefreshing(event.query.state.data)) return;
      refetch({ cancelRefetch: false }).catch(() => undefined);
    };
    return client.getQueryCache().subscribe(onEvent);
  }, [client, refetch, account, region]);

  return null;
};
