import { getTableColumns, type SQL, sql } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { Executor } from './executor';

const listOf = (names: readonly SQL[]): SQL => sql.join([...names], sql`, `);

/**
 * Writes rows that AWS shows, which have every column, and each `key` at most once. A row that is there takes over every column but those of its key, where one of them says something else now. A row that
 * says the same stays as it is, its `swept_at` included, so that reading a list again leaves no dead rows behind. All go as one value: making a statement of thousands of them takes longer than reading the list.
 */
export const saveChanged = async <T extends PgTable>(
  on: Executor,
  table: T,
  key: readonly PgColumn[],
  rows: readonly T['$inferSelect'][],
): Promise<void> => {
  const columns = Object.entries<PgColumn>(getTableColumns(table));
  const name = (column: PgColumn): SQL => sql.raw(`"${column.name}"`);
  const fresh = (column: PgColumn): SQL => sql.raw(`excluded."${column.name}"`);
  const others = columns.map(([, column]) => column).filter((column) => !key.includes(column));
  const told = others.filter((column) => column.name !== 'swept_at');
  const all = listOf(columns.map(([, column]) => name(column)));
  const json = JSON.stringify(
    rows.map((row: Readonly<Record<string, unknown>>) => Object.fromEntries(columns.map(([own, column]) => [column.name, row[own]]))),
  );
  await on.execute(sql`insert into ${table} (${all}) select ${all} from json_populate_recordset(null::${table}, ${json}::json)
    on conflict (${listOf(key.map(name))}) do update set ${listOf(others.map((column) => sql`${name(column)} = ${fresh(column)}`))}
      where (${listOf(told.map((column) => sql`${column}`))}) is distinct from (${listOf(told.map(fresh))})`);
};
