'use server';

import { addNoteOperation, changeNoteOperation, restoreAgainOperation } from '@/lib/operations/history';
import { actionOf } from './action-of';

/** Writes a note beside a restore. */
export const addNoteAction = actionOf(addNoteOperation);

/** Edits a note that says `before`; what it said is kept. */
export const changeNoteAction = actionOf(changeNoteOperation);

/** Makes a new draft with the plan of a restore in the history. */
export const restoreAgainAction = actionOf(restoreAgainOperation);
