'use server';

import { changeClaimRolesOperation } from '@/lib/operations/claim-roles';
import { beginOidcOperation, finishOidcOperation } from '@/lib/operations/oidc';
import { beginOwnLinkOperation, removeOwnLinkOperation } from '@/lib/operations/own-provider';
import { actionOf } from './action-of';

/** Begins a sign-in with the identity provider. */
export const beginOidcAction = actionOf(beginOidcOperation);

/** Signs in whoever comes back from the identity provider. */
export const finishOidcAction = actionOf(finishOidcOperation);

/** Adds a line of the table that gives roles by claims, or takes one away. */
export const changeClaimRolesAction = actionOf(changeClaimRolesOperation);

/** Begins to link whoever is signed in with whom they are at the identity provider. */
export const beginOwnLinkAction = actionOf(beginOwnLinkOperation);

/** Removes that link. */
export const removeOwnLinkAction = actionOf(removeOwnLinkOperation);
