'use server';

import { discardWorkOperation, runWorkNowOperation } from '@/lib/operations/background-work';
import { actionOf } from './action-of';

/** Has a task carried out now. */
export const runWorkNowAction = actionOf(runWorkNowOperation);

/** Gives a task up that does not run. */
export const discardWorkAction = actionOf(discardWorkOperation);
