'use server';

import { decodeAuthorizationOperation, dryRunOperation } from '@/lib/operations/plans';
import { actionOf } from './action-of';

/** Tries a draft's restore as a RunInstances dry run, when a person asks for it. */
export const dryRunAction = actionOf(dryRunOperation);

/** Opens an encoded authorization failure of AWS, given alone or inside AWS's sentence. */
export const decodeAuthorizationMessageAction = actionOf(decodeAuthorizationOperation);
