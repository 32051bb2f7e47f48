import { gt, lt, or, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';

/** Whether a column is dated after now: it was written when the database's clock was ahead, or by an earlier version under a clock of its own. Such a date says nothing of what came first. */
export const datedAhead = (column: PgColumn): SQL => gt(column, sql`now()`);

/** Rows that a sweep which was begun at `sweptAt` did not see. */
export const unseenSince = (column: PgColumn, sweptAt: Date): SQL | undefined => or(lt(column, sweptAt), datedAhead(column));
