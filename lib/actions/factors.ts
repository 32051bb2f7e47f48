'use server';

import {
  addOwnPasskeyOperation,
  beginOwnPasskeyOperation,
  beginOwnTotpOperation,
  confirmOwnTotpOperation,
  newRecoveryCodesOperation,
  removeOwnPasskeyOperation,
  removeOwnTotpOperation,
  renameOwnPasskeyOperation,
} from '@/lib/operations/factors';
import { actionOf } from './action-of';

/** Offers a secret for an authenticator app. */
export const beginOwnTotpAction = actionOf(beginOwnTotpOperation);

/** Takes an authenticator app into use by its first code. */
export const confirmOwnTotpAction = actionOf(confirmOwnTotpOperation);

/** Removes the authenticator app. */
export const removeOwnTotpAction = actionOf(removeOwnTotpOperation);

/** Asks for a new passkey. */
export const beginOwnPasskeyAction = actionOf(beginOwnPasskeyOperation);

/** Adds the passkey that the browser answered with. */
export const addOwnPasskeyAction = actionOf(addOwnPasskeyOperation);

/** Gives a passkey another name. */
export const renameOwnPasskeyAction = actionOf(renameOwnPasskeyOperation);

/** Removes a passkey. */
export const removeOwnPasskeyAction = actionOf(removeOwnPasskeyOperation);

/** Makes new recovery codes. */
export const newRecoveryCodesAction = actionOf(newRecoveryCodesOperation);
