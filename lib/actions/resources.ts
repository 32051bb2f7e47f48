'use server';

import { cleanPointOperation, listResourcesOperation, pointDaysOperation, resourceOperation } from '@/lib/operations/inventory';
import { actionOf } from './action-of';

/** A page of backed-up resources with their counts of points, from the inventory. */
export const listResourcesAction = actionOf(listResourcesOperation);

/** One resource and a page of its points across vaults, newest first. */
export const resourceAction = actionOf(resourceOperation);

/** The newest point of a resource in which a malware scan found nothing. */
export const cleanPointAction = actionOf(cleanPointOperation);

/** The days on which a resource got recovery points. */
export const pointDaysAction = actionOf(pointDaysOperation);
