import { queryOptions } from '@tanstack/react-query';
import type { InventoryStatus } from '@/lib/data/inventory/views';
import { api, type Place } from '@/lib/paths';
import { getJson } from './get-json';
import { pollMs, retryDelayMs, retryProblem } from './problem-error';

const SWEEPING_MS = 1_000;
const IDLE_MS = 30_000;

/** How far the sweeps are: each second while one runs, else each half minute; hidden tabs rest. */
export const inventoryQuery = (place: Place) =>
  queryOptions({
    queryKey: ['inventory-status', place.account, place.region],
    queryFn: () => getJson<InventoryStatus>(api.inventory(place)),
    retry: retryProblem,
    retryDelay: retryDelayMs,
    refetchInterval: (query) => pollMs(query.state.error, query.state.data?.refreshing === true ? SWEEPING_MS : IDLE_MS),
    refetchIntervalInBackground: false,
  });

/** The beginning of every key that rests on the inventory: invalidate it when a sweep ends. */
export const inventoryKey = (place: Place) => ['inventory', place.account, place.region] as const;
