import { getTableColumns, type SQL, sql } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';

const listOf = (names: readonly SQL[]): SQL => sql.join([...names], sql`, `);

/**
 * What an upsert of what AWS shows does with a row that is there: it takes over every column but those of its key, where one of them says something else now. A row that says the same stays as it
 * is, its `swept_at` included, so that reading a list again leaves no dead rows behind.
 */
export const whereChanged = (
  table: PgTable,
  target: PgColumn[],
): { readonly target: PgColumn[]; readonly set: Record<string, SQL>; readonly setWhere: SQL } => {
  const fresh = ({ name }: PgColumn): SQL => sql.raw(`excluded."${name}"`);
  const columns = Object.entries(getTableColumns(table)).filter(([, column]) => !target.includes(column));
  const told = columns.filter(([, column]) => column.name !== 'swept_at').map(([, column]) => column);
  return {
    target,
    set: Object.fromEntries(columns.map(([key, column]) => [key, fresh(column)])),
    setWhere: sql`(${listOf(told.map((column) => sql`${column}`))}) is distinct from (${listOf(told.map(fresh))})`,
  };
};
