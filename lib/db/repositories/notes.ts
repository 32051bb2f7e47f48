import { and, asc, eq, sql } from 'drizzle-orm';
import type { Place } from '@/lib/paths';
import type { NewEvent } from '@/lib/record/kinds';
import { db } from '../client';
import { notes, noteVersions } from '../schema/notes';
import { recordChange } from './events';
import { refreshSearchText } from './search-text';

export type NoteRow = typeof notes.$inferSelect;
export type NoteVersionRow = typeof noteVersions.$inferSelect;

/** Adds a note to a restore of `place`, with its event. */
export const insertNote = (place: Place, row: NoteRow, event: NewEvent): Promise<void> =>
  db().transaction(async (tx) => {
    await tx.insert(notes).values(row);
    await refreshSearchText(tx, [row.restoreId]);
    await recordChange(tx, place, [event]);
  });

/** What became of an edit. `unchanged`: the note says that already, and nothing was written. */
export type NoteEdited = 'edited' | 'unchanged' | 'gone' | 'changed-meanwhile';

/** Replaces a note's text, if it still says `before`; what it said is kept. `eventOf` tells the edit. */
export const editNote = (
  place: Place,
  edit: { readonly id: string; readonly before: string; readonly text: string; readonly by: string; readonly at: Date },
  eventOf: (note: NoteRow) => NewEvent,
): Promise<NoteEdited> =>
  db().transaction(async (tx) => {
    const rows = await tx.select().from(notes).where(eq(notes.id, edit.id)).for('update');
    const note = rows[0];
    if (note === undefined) return 'gone';
    if (note.text !== edit.before) return 'changed-meanwhile';
    if (note.text === edit.text) return 'unchanged';
    const kept = sql`(select coalesce(max(${noteVersions.version}), 0) + 1 from ${noteVersions} where ${noteVersions.noteId} = ${edit.id})`;
    await tx.insert(noteVersions).values({
      noteId: note.id,
      version: kept as unknown as number,
      text: note.text,
      author: note.editedBy ?? note.author,
      writtenAt: note.editedAt ?? note.createdAt,
    });
    await tx.update(notes).set({ text: edit.text, editedAt: edit.at, editedBy: edit.by }).where(eq(notes.id, edit.id));
    await refreshSearchText(tx, [note.restoreId]);
    await recordChange(tx, place, [eventOf(note)]);
    return 'edited';
  });

/** One note of a restore; `null` where there is none of that id. */
export const readNote = async (restoreId: string, id: string): Promise<NoteRow | null> => {
  const rows = await db()
    .select()
    .from(notes)
    .where(and(eq(notes.restoreId, restoreId), eq(notes.id, id)));
  return rows[0] ?? null;
};

/** The notes of a restore, oldest first. */
export const readNotes = async (restoreId: string): Promise<readonly NoteRow[]> =>
  db().select().from(notes).where(eq(notes.restoreId, restoreId)).orderBy(asc(notes.createdAt), asc(notes.id));

/** What the notes of a restore said before each edit, oldest first. */
export const readNoteVersions = async (restoreId: string): Promise<readonly NoteVersionRow[]> => {
  const rows = await db()
    .select({ version: noteVersions })
    .from(noteVersions)
    .innerJoin(notes, eq(notes.id, noteVersions.noteId))
    .where(eq(notes.restoreId, restoreId))
    .orderBy(asc(noteVersions.noteId), asc(noteVersions.version));
  return rows.map((row) => row.version);
};
