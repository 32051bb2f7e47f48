'use server';

import { listPointGroupsOperation, listPointsOperation } from '@/lib/operations/inventory';
import { actionOf } from './action-of';

/** A page of recovery points, filtered and sorted, from the inventory. */
export const listPointsAction = actionOf(listPointsOperation);

/** A page of resources whose points meet a filter, each with how many do. */
export const listPointGroupsAction = actionOf(listPointGroupsOperation);
