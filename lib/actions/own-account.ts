'use server';

import { changeOwnPasswordOperation } from '@/lib/operations/own-account';
import { actionOf } from './action-of';

/** Changes the password of whoever asks. */
export const changeOwnPasswordAction = actionOf(changeOwnPasswordOperation);
