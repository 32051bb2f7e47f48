'use server';

import { listResourcesOperation, resourcePointsOperation } from '@/lib/operations/inventory';
import { actionOf } from './action-of';

/** A page of backed-up resources with their counts of points, from the inventory. */
export const listResourcesAction = actionOf(listResourcesOperation);

/** One resource and a page of its points across vaults, newest first. */
export const resourcePointsAction = actionOf(resourcePointsOperation);
