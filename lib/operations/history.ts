import 'server-only';
import { z } from 'zod';
import { getHistoryEntry, listHistory, restoreAgain } from '@/lib/data/history';
import { exportHistory } from '@/lib/data/history/export';
import { addNote, changeNote } from '@/lib/data/history/notes';
import { ok } from '@/lib/result';
import { operation } from './operation';
import * as history from './schemas/history';

const MAX_NOTE = 4_000;
const reading = { permission: 'read-history', scope: 'none', effect: 'read' } as const;
const annotating = { permission: 'annotate-history', scope: 'none', effect: 'write' } as const;

/** A page of the history. */
export const listHistoryOperation = operation({
  name: 'listHistory',
  ...reading,
  input: history.historyFilterSchema.extend({ after: z.string().max(100).optional() }),
  output: history.historyPage,
  run: ({ after, ...filter }, { caller }) => listHistory(caller, filter, after ?? null),
});

/** One restore of the history. */
export const getHistoryEntryOperation = operation({
  name: 'getHistoryEntry',
  ...reading,
  input: z.object({ restore: z.string().min(1).max(100) }),
  output: history.historyDetail,
  run: ({ restore }, { caller }) => getHistoryEntry(caller, restore),
});

/** The whole filtered history as a file, written as it is read: a database that goes away on the way breaks it off. */
export const exportHistoryOperation = operation({
  name: 'exportHistory',
  ...reading,
  input: history.historyFilterSchema.extend({ format: z.enum(['csv', 'json']) }),
  output: history.pieces,
  run: async ({ format, ...filter }, { caller }) => ok(await exportHistory(caller, filter, format)),
});

/** Writes a note beside a restore. */
export const addNoteOperation = operation({
  name: 'addNote',
  ...annotating,
  input: z.object({ restoreId: z.uuid(), text: z.string().trim().min(1).max(MAX_NOTE) }),
  output: history.noteView,
  run: ({ restoreId, text }, { caller }) => addNote(caller, restoreId, text),
});

/** Edits a note that says `before`; what it said is kept. */
export const changeNoteOperation = operation({
  name: 'changeNote',
  ...annotating,
  input: z.object({
    restoreId: z.uuid(),
    noteId: z.uuid(),
    before: z.string().max(MAX_NOTE),
    text: z.string().trim().min(1).max(MAX_NOTE),
  }),
  output: z.null(),
  run: (edit, { caller }) => changeNote(caller, edit),
});

/** Makes a new draft with the plan of a restore in the history, in the place of that restore. */
export const restoreAgainOperation = operation({
  name: 'restoreAgain',
  permission: 'plan-restore',
  scope: 'none',
  effect: 'write',
  input: z.object({ restoreId: z.uuid() }),
  output: z.object({ draftId: z.string(), account: z.string(), region: z.string() }),
  run: ({ restoreId }, { caller }) => restoreAgain(caller, restoreId),
});
