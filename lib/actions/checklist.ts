'use server';

import { tickItemOperation } from '@/lib/operations/checklist';
import { actionOf } from './action-of';

/** Says of an item of a restore's checklist that it is done, does not apply, or is open. */
export const tickItemAction = actionOf(tickItemOperation);
