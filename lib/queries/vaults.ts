import { queryOptions } from '@tanstack/react-query';
import { getVaultAction, listVaultsAction } from '@/lib/actions/vaults';
import type { Place } from '@/lib/paths';
import { retryDelayMs, retryProblem, unwrap } from './problem-error';

const common = { staleTime: 30_000, retry: retryProblem, retryDelay: retryDelayMs } as const;

/** The vaults of a place. */
export const vaultsQuery = (place: Place) =>
  queryOptions({
    ...common,
    queryKey: ['inventory', place.account, place.region, 'vaults'],
    queryFn: () => unwrap(listVaultsAction({ place })),
  });

/** One vault. */
export const vaultQuery = (place: Place, vault: string) =>
  queryOptions({
    ...common,
    queryKey: ['inventory', place.account, place.region, 'vault', vault],
    queryFn: () => unwrap(getVaultAction({ place, vault })),
  });
