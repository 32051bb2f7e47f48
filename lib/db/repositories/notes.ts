import { asc, eq } from 'drizzle-orm';
import { db } from '../client';
import { notes } from '../schema';

export type NoteRow = typeof notes.$inferSelect;

/** Adds a note to a restore. */
export const insertNote = async (row: NoteRow): Promise<void> => {
  await db().insert(notes).values(row);
};

/** The notes of a restore, oldest first. */
export const readNotes = async (restoreId: string): Promise<readonly NoteRow[]> =>
  db().select().from(notes).where(eq(notes.restoreId, restoreId)).orderBy(asc(notes.createdAt), asc(notes.id));
