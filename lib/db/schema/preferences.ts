import { sql } from 'drizzle-orm';
import { jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { ColumnList, FilterList } from '@/lib/preferences';
import { instant } from './instant';
import { people } from './people';

/** Filters of lists that people have kept, each person for themselves. */
export const savedFilters = pgTable(
  'saved_filters',
  {
    id: uuid('id').primaryKey(),
    person: text('person')
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    list: text('list').$type<FilterList>().notNull(),
    name: text('name').notNull(),
    /** The filter as the list's address spells it, without `?`. */
    search: text('search').notNull(),
    changedAt: instant('changed_at').notNull(),
  },
  // One name, however it is capitalised, is one filter of a list.
  (t) => [uniqueIndex('saved_filters_name').on(t.person, t.list, sql`lower(${t.name})`)],
);

/** Which columns a person has chosen for a list; no row: those that it comes with. */
export const listColumns = pgTable(
  'list_columns',
  {
    person: text('person')
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    list: text('list').$type<ColumnList>().notNull(),
    columns: jsonb('columns').$type<readonly string[]>().notNull(),
    changedAt: instant('changed_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.person, t.list] })],
);
