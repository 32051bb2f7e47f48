'use server';

import { findOperation } from '@/lib/operations/finding';
import { actionOf } from './action-of';

/** What a text finds in a place, how it was understood, and of each find why. */
export const findAction = actionOf(findOperation);
