'use server';

import {
  readLinkOperation,
  signInAgainOperation,
  signInOperation,
  signInWithOneClickOperation,
  signOutOperation,
  spendLinkOperation,
} from '@/lib/operations/sign-in';
import { actionOf } from './action-of';

/** Signs in by e-mail address and password. */
export const signInAction = actionOf(signInOperation);

/** Signs in by a click, where that is a way to. */
export const signInWithOneClickAction = actionOf(signInWithOneClickOperation);

/** Proves once more who is signed in. */
export const signInAgainAction = actionOf(signInAgainOperation);

/** Ends the session of this browser. */
export const signOutAction = actionOf(signOutOperation);

/** What a one-time link is for. */
export const readLinkAction = actionOf(readLinkOperation);

/** Uses a one-time link. */
export const spendLinkAction = actionOf(spendLinkOperation);
