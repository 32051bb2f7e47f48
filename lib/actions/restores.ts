'use server';

import { startRestoreOperation } from '@/lib/operations/plans';
import { actionOf } from './action-of';

/** Starts a restore from a draft at the reviewed revision. */
export const startRestoreAction = actionOf(startRestoreOperation);
