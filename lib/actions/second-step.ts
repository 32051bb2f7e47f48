'use server';

import { beginByPasskeyOperation, finishByCodeOperation, finishByPasskeyOperation } from '@/lib/operations/second-step';
import { actionOf } from './action-of';

/** The second step of signing in, by a code. */
export const finishByCodeAction = actionOf(finishByCodeOperation);

/** Asks for the second step by a passkey. */
export const beginByPasskeyAction = actionOf(beginByPasskeyOperation);

/** The second step by a passkey. */
export const finishByPasskeyAction = actionOf(finishByPasskeyOperation);
