'use server';

import { getVaultOperation, listVaultsOperation, refreshInventoryOperation } from '@/lib/operations/inventory';
import { actionOf } from './action-of';

/** The vaults of a place, from the inventory. */
export const listVaultsAction = actionOf(listVaultsOperation);

/** One vault; an unknown one is `not-found`. */
export const getVaultAction = actionOf(getVaultOperation);

/** Sweeps AWS again now: one vault, or everything. */
export const refreshInventoryAction = actionOf(refreshInventoryOperation);
