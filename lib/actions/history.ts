'use server';

import { z } from 'zod';
import { addNote, restoreAgain } from '@/lib/data/history';
import { defineAction } from './define-action';

const MAX_NOTE = 4_000;

/** Writes a note beside a restore. */
export const addNoteAction = defineAction({
  name: 'addNote',
  input: z.object({ restoreId: z.uuid(), text: z.string().trim().min(1).max(MAX_NOTE) }),
  permission: 'annotate-history',
  run: ({ restoreId, text }) => addNote(restoreId, text),
});

/** Makes a new draft with the plan of a restore in the history. */
export const restoreAgainAction = defineAction({
  name: 'restoreAgain',
  input: z.object({ restoreId: z.uuid() }),
  permission: 'plan-restore',
  run: ({ restoreId }) => restoreAgain(restoreId),
});
