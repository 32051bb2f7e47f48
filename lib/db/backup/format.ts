import { z } from 'zod';

/*
 * A backup is a gzip of: a header line; of each table a line that names it, its rows in PostgreSQL's COPY text format (the one that pg_dump writes, exact for
 * every type), a line `\.`, and a line with their count and hash; a trailer line. Lines are JSON. Tables come in the order in which they can be loaded.
 */
export const FORMAT = 'rehome-backup';
export const FORMAT_VERSION = 1;

/** What ends a table's rows: no row of the COPY text format is this line. */
export const END_OF_ROWS = '\\.\n';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const name = z.string().min(1);

export const headerSchema = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(FORMAT_VERSION),
  createdAt: z.iso.datetime({ precision: 3 }),
  /** The version of Rehome that wrote it. */
  product: z.string(),
  /** The migrations that the database had had, as `appliedMigrations` tells them: the schema that the tables have. */
  migrations: z.array(z.int()).min(1),
  tables: z.array(name),
});

export const tableSchema = z.strictObject({ table: name, columns: z.array(name).min(1) });
/** `sha256` of the rows, each with its line feed. */
export const tableEndSchema = z.strictObject({ rows: z.int().min(0), sha256: hash });
/** `sha256` of everything before this line. */
export const trailerSchema = z.strictObject({ end: z.literal(FORMAT), sha256: hash });

export type BackupHeader = z.infer<typeof headerSchema>;

/** How many rows each table has. */
export type RowCounts = Readonly<Record<string, number>>;

/** Why a backup cannot be taken or loaded; a message key below `backup.problem.`. Thrown, so that the transaction it happens in is undone. */
export class BackupProblem extends Error {
  constructor(
    readonly code:
      | 'not-a-backup'
      | 'later-format'
      | 'cut-off'
      | 'damaged' // `where`: the table, or empty
      | 'after-end'
      | 'newer-schema'
      | 'other-schema'
      | 'never-migrated'
      | 'not-empty' // `where`: the table that has rows
      | 'target-schema'
      | 'other-tables' // `where`: the table that differs
      | 'loaded-only', // loaded, but not brought to this version; `where`: why
    readonly where = '',
  ) {
    super(where === '' ? code : `${code}: ${where}`);
  }
}
