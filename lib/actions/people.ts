'use server';

import {
  disablePersonOperation,
  enablePersonOperation,
  endPersonSessionsOperation,
  erasePersonOperation,
  invitePersonOperation,
  listSessionsOperation,
  makePersonLinkOperation,
  resetPersonFactorsOperation,
  setRolesOperation,
} from '@/lib/operations/people';
import { actionOf } from './action-of';

/** Where a person is signed in. */
export const listSessionsAction = actionOf(listSessionsOperation);

/** Adds a person with roles, who signs in by the link that is answered, once. */
export const invitePersonAction = actionOf(invitePersonOperation);

/** Makes a new link by which a person chooses a password; an earlier one works no more. */
export const makePersonLinkAction = actionOf(makePersonLinkOperation);

/** Gives a person these roles and no others. */
export const setRolesAction = actionOf(setRolesOperation);

/** Keeps a person from signing in, from the next request on. */
export const disablePersonAction = actionOf(disablePersonOperation);

/** Lets a person sign in again. */
export const enablePersonAction = actionOf(enablePersonOperation);

/** Ends a session of a person, or all of them. */
export const endPersonSessionsAction = actionOf(endPersonSessionsOperation);

/** Erases a person's name and e-mail address for good; withdraws an invitation. */
export const erasePersonAction = actionOf(erasePersonOperation);

/** Takes away a person's second factors, which they have lost. */
export const resetPersonFactorsAction = actionOf(resetPersonFactorsOperation);
