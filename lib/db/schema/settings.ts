import { jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from './instant';

/** What an administrator chose; what is not here has its default (lib/data/settings). */
export const settings = pgTable('settings', {
  name: text('name').primaryKey(),
  value: jsonb('value').notNull(),
  changedBy: text('changed_by').notNull(),
  changedAt: instant('changed_at').notNull(),
});
