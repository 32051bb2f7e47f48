import 'server-only';
import { randomUUID } from 'node:crypto';
import type { Caller } from '@/lib/auth/caller';
import { editNote, insertNote, type NoteRow, readNote, readNotes, readNoteVersions } from '@/lib/db/repositories/notes';
import type { Problem } from '@/lib/problem';
import { sha256 } from '@/lib/record/event';
import { err, ok, type Result } from '@/lib/result';
import { isUuid } from '../uuid';
import { restoreFor } from './restore-for';
import type { NoteView } from './views';

/** The notes of a restore with what they said before, oldest first. */
export const notesOf = async (restoreId: string): Promise<readonly NoteView[]> => {
  const [rows, versions] = await Promise.all([readNotes(restoreId), readNoteVersions(restoreId)]);
  return rows.map((row) => ({
    ...noteView(row),
    before: versions
      .filter(({ noteId }) => noteId === row.id)
      .map(({ text, author, writtenAt }) => ({ text, author, at: writtenAt.toISOString() })),
  }));
};

const noteView = ({ id, author, text, createdAt, editedAt, editedBy }: NoteRow): NoteView => ({
  id,
  author,
  text,
  createdAt: createdAt.toISOString(),
  edited: editedAt === null ? null : { by: editedBy ?? author, at: editedAt.toISOString() },
  before: [],
});

/** Writes a note beside a restore, for the team. The record keeps that it was written and its SHA-256, not the text. */
export const addNote = async (caller: Caller, restoreId: string, text: string): Promise<Result<NoteView, Problem>> => {
  const restore = await restoreFor(caller, restoreId, 'annotate-history');
  if (!restore.ok) return restore;
  const at = new Date();
  const row: NoteRow = {
    id: randomUUID(),
    restoreId,
    author: caller.user,
    text: text.trim(),
    createdAt: at,
    editedAt: null,
    editedBy: null,
  };
  const data = { restoreId, noteId: row.id, textSha256: sha256(row.text) };
  await insertNote(restore.value, row, { at, actor: caller.user, kind: 'note-added', subject: restoreId, data });
  return ok(noteView(row));
};

/** Why a note was not edited: somebody edited it meanwhile. */
export interface NoteProblem {
  readonly code: 'note-changed';
}

/** Edits a note that says `before`. What it said is kept and shown. One that says `text` already is left as it is: no version, no event. */
export const changeNote = async (
  caller: Caller,
  edit: {
    readonly restoreId: string;
    readonly noteId: string;
    readonly before: string;
    readonly text: string;
  },
): Promise<Result<null, Problem | NoteProblem>> => {
  const restore = await restoreFor(caller, edit.restoreId, 'annotate-history');
  if (!restore.ok) return restore;
  const known = isUuid(edit.noteId) ? await readNote(edit.restoreId, edit.noteId) : null;
  if (known === null) return err({ code: 'not-found', what: 'restore', id: edit.noteId });
  const [at, text] = [new Date(), edit.text.trim()];
  const edited = await editNote(restore.value, { id: known.id, before: edit.before, text, by: caller.user, at }, (note) => ({
    at,
    actor: caller.user,
    kind: 'note-edited',
    subject: note.restoreId,
    data: { restoreId: note.restoreId, noteId: note.id, textBeforeSha256: sha256(note.text), textSha256: sha256(text) },
  }));
  return edited === 'edited' || edited === 'unchanged' ? ok(null) : err({ code: 'note-changed' });
};
