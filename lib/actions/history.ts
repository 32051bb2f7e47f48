'use server';

import { z } from 'zod';
import { restoreAgain } from '@/lib/data/history';
import { addNote, changeNote } from '@/lib/data/history/notes';
import { defineAction } from './define-action';

const MAX_NOTE = 4_000;

/** Writes a note beside a restore. */
export const addNoteAction = defineAction({
  name: 'addNote',
  input: z.object({ restoreId: z.uuid(), text: z.string().trim().min(1).max(MAX_NOTE) }),
  permission: 'annotate-history',
  effect: 'save',
  run: ({ restoreId, text }) => addNote(restoreId, text),
});

/** Edits a note that says `before`; what it said is kept. */
export const changeNoteAction = defineAction({
  name: 'changeNote',
  input: z.object({
    restoreId: z.uuid(),
    noteId: z.uuid(),
    before: z.string().max(MAX_NOTE),
    text: z.string().trim().min(1).max(MAX_NOTE),
  }),
  permission: 'annotate-history',
  effect: 'save',
  run: (edit) => changeNote(edit),
});

/** Makes a new draft with the plan of a restore in the history. */
export const restoreAgainAction = defineAction({
  name: 'restoreAgain',
  input: z.object({ restoreId: z.uuid() }),
  permission: 'plan-restore',
  effect: 'save',
  run: ({ restoreId }) => restoreAgain(restoreId),
});
