import { and, gt, lt, or, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';

/** Whether a column is dated after now: it was written when the database's clock was ahead, or by an earlier version under a clock of its own. Such a date says nothing of what came first. */
export const datedAhead = (column: PgColumn): SQL => gt(column, sql`now()`);

/** What one look at a list of AWS's showed: the keys of its rows, and when it was begun. */
export interface Seen {
  readonly seen: Iterable<string>;
  readonly sweptAt: Date;
}

/** Rows that a look did not show, told by their `key`: a row that says what it said keeps its date. What was written by a later look stays. */
export const unseenBy = ({ seen, sweptAt }: Seen, row: { readonly key: PgColumn; readonly sweptAt: PgColumn }): SQL | undefined =>
  and(
    or(lt(row.sweptAt, sweptAt), datedAhead(row.sweptAt)),
    sql`not exists (select from unnest(${sql.param([...seen])}::text[]) as seen (key) where seen.key = ${row.key})`,
  );
