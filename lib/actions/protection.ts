'use server';

import { protectionOperation } from '@/lib/operations/inventory';
import { actionOf } from './action-of';

/** What is protected in a place and what is at risk, from the inventory. */
export const protectionAction = actionOf(protectionOperation);
