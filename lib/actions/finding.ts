'use server';

import { addressHistoryOperation, findOperation, resourceTimelineOperation } from '@/lib/operations/finding';
import { actionOf } from './action-of';

/** What a text finds in a place, how it was understood, and of each find why. */
export const findAction = actionOf(findOperation);

/** Who held an address when, who holds it now, and who plans to. */
export const addressHistoryAction = actionOf(addressHistoryOperation);

/** The interfaces and addresses of a resource over its points. */
export const resourceTimelineAction = actionOf(resourceTimelineOperation);
