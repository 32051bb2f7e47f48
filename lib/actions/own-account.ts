'use server';

import { changeOwnPasswordOperation, endOwnSessionsOperation } from '@/lib/operations/own-account';
import { actionOf } from './action-of';

/** Changes the password of whoever asks. */
export const changeOwnPasswordAction = actionOf(changeOwnPasswordOperation);

/** Ends another session of whoever asks, or all others. */
export const endOwnSessionsAction = actionOf(endOwnSessionsOperation);
