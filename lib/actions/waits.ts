'use server';

import { acceptForWaitOperation, cancelWaitOperation, waitForStartOperation } from '@/lib/operations/waits';
import { actionOf } from './action-of';

/** Sets up a start that is made once its addresses are free, or at a time. */
export const waitForStartAction = actionOf(waitForStartOperation);

/** Cancels one before it starts. */
export const cancelWaitAction = actionOf(cancelWaitOperation);

/** Accepts what one asks about. */
export const acceptForWaitAction = actionOf(acceptForWaitOperation);
