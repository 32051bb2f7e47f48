import { index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from './instant';
import { restores } from './restores';

export const notes = pgTable(
  'notes',
  {
    id: uuid('id').primaryKey(),
    restoreId: uuid('restore_id')
      .notNull()
      .references(() => restores.id),
    author: text('author').notNull(),
    text: text('text').notNull(),
    createdAt: instant('created_at').notNull(),
    /** When it was last edited; what it said before is in `note_versions`. */
    editedAt: instant('edited_at'),
    editedBy: text('edited_by'),
  },
  (t) => [index('notes_restore').on(t.restoreId, t.createdAt)],
);

/** What a note said before each edit, oldest first. */
export const noteVersions = pgTable(
  'note_versions',
  {
    noteId: uuid('note_id')
      .notNull()
      .references(() => notes.id, { onDelete: 'cascade' }),
    /** From 1. */
    version: integer('version').notNull(),
    text: text('text').notNull(),
    /** Who had written it so, and when. */
    author: text('author').notNull(),
    writtenAt: instant('written_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.noteId, t.version] })],
);
