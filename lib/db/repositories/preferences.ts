import { and, asc, eq, isNull, ne, sql } from 'drizzle-orm';
import type { ColumnList, FilterList } from '@/lib/preferences';
import { db } from '../client';
import { people } from '../schema/people';
import { listColumns, savedFilters } from '../schema/preferences';
import type { Transaction } from './executor';

export type SavedFilterRow = Pick<typeof savedFilters.$inferSelect, 'id' | 'list' | 'name' | 'search'>;

const COLUMNS = { id: savedFilters.id, list: savedFilters.list, name: savedFilters.name, search: savedFilters.search };

/** The filters that a person has kept, by list and name. */
export const readFilters = async (person: string): Promise<readonly SavedFilterRow[]> =>
  db()
    .select(COLUMNS)
    .from(savedFilters)
    .where(eq(savedFilters.person, person))
    .orderBy(asc(savedFilters.list), asc(sql`lower(${savedFilters.name})`));

/**
 * Changes what somebody keeps, one change of a person after the other, so that names and numbers are counted right; `null` where there is no such person, or they were
 * erased: nothing of somebody erased is kept again.
 */
export const ofPerson = <T>(person: string, change: (tx: Transaction) => Promise<T>): Promise<T | null> =>
  db().transaction(async (tx) => {
    const rows = await tx
      .select({ id: people.id })
      .from(people)
      .where(and(eq(people.id, person), isNull(people.erasedAt)))
      .for('no key update');
    return rows.length === 0 ? null : change(tx);
  });

/** A filter of a person by its id; `null` where there is none, or it is somebody else's. */
export const filterById = async (tx: Transaction, person: string, id: string): Promise<SavedFilterRow | null> => {
  const rows = await tx
    .select(COLUMNS)
    .from(savedFilters)
    .where(and(eq(savedFilters.person, person), eq(savedFilters.id, id)));
  return rows[0] ?? null;
};

/** The filter of a person's list that has a name, however it is capitalised. */
export const filterByName = async (tx: Transaction, person: string, list: FilterList, name: string): Promise<SavedFilterRow | null> => {
  const rows = await tx
    .select(COLUMNS)
    .from(savedFilters)
    .where(and(eq(savedFilters.person, person), eq(savedFilters.list, list), eq(sql`lower(${savedFilters.name})`, sql`lower(${name})`)));
  return rows[0] ?? null;
};

/** How many filters a person keeps for a list, without the one of `except`. */
export const countFilters = async (tx: Transaction, person: string, list: FilterList, except: string): Promise<number> => {
  const where = and(eq(savedFilters.person, person), eq(savedFilters.list, list), ne(savedFilters.id, except));
  return tx.$count(savedFilters, where);
};

/** Writes a filter: a new one, or one of that id anew. */
export const putFilter = async (tx: Transaction, person: string, row: SavedFilterRow, at: Date): Promise<void> => {
  await tx
    .insert(savedFilters)
    .values({ ...row, person, changedAt: at })
    .onConflictDoUpdate({ target: savedFilters.id, set: { name: row.name, search: row.search, changedAt: at } });
};

/** Takes a filter of a person away; of one that is gone nothing is left to do. */
export const dropFilter = async (person: string, id: string): Promise<void> => {
  await db()
    .delete(savedFilters)
    .where(and(eq(savedFilters.person, person), eq(savedFilters.id, id)));
};

/** The columns that a person has chosen for a list; `null`: those that it comes with. */
export const readColumns = async (person: string, list: ColumnList): Promise<readonly string[] | null> => {
  const rows = await db()
    .select({ columns: listColumns.columns })
    .from(listColumns)
    .where(and(eq(listColumns.person, person), eq(listColumns.list, list)));
  return rows[0]?.columns ?? null;
};

/** Keeps the columns that a person has chosen for a list; `null`: those that it comes with. */
export const writeColumns = async (
  tx: Transaction,
  person: string,
  list: ColumnList,
  columns: readonly string[] | null,
  at: Date,
): Promise<void> => {
  const row = and(eq(listColumns.person, person), eq(listColumns.list, list));
  if (columns === null) {
    await tx.delete(listColumns).where(row);
    return;
  }
  await tx
    .insert(listColumns)
    .values({ person, list, columns, changedAt: at })
    .onConflictDoUpdate({ target: [listColumns.person, listColumns.list], set: { columns, changedAt: at } });
};

/** Takes away all that a person keeps of their lists. */
export const dropPreferences = async (tx: Transaction, person: string): Promise<void> => {
  await tx.delete(savedFilters).where(eq(savedFilters.person, person));
  await tx.delete(listColumns).where(eq(listColumns.person, person));
};
