import 'server-only';
import { inventoryStatusOperation, listRegionsOperation } from '@/lib/operations/inventory';
import { getOf } from './get-of';

/** How far the sweeps of the place are: progress, age and problem of each subject. */
export const inventoryStatusHandler = getOf(inventoryStatusOperation);

/** The regions of the account, for the switch in the top bar. */
export const listRegionsHandler = getOf(listRegionsOperation);
