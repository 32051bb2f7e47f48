'use server';

import { openFileOperation } from '@/lib/operations/plans';
import { actionOf } from './action-of';

/** Opens a checked file in the editor: a draft for its recovery point that says what the file says. */
export const openFileAction = actionOf(openFileOperation);
