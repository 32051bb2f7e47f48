import { bigint, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from './instant';

/** When somebody last looked at the jobs of a place: for so long as they do, workers read AWS more often. */
export const attention = pgTable(
  'attention',
  {
    connection: text('connection').notNull().default('default'),
    account: text('account').notNull(),
    region: text('region').notNull(),
    lookedAt: instant('looked_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.connection, t.account, t.region] })],
);

/** Each worker that ran lately, as it says of itself every few seconds: so a page can tell that none is there, and since when. */
export const workers = pgTable('workers', {
  id: uuid('id').primaryKey(),
  startedAt: instant('started_at').notNull(),
  seenAt: instant('seen_at').notNull(),
  /** When it ended in good order; `null`: it runs, or died. */
  endedAt: instant('ended_at'),
});

/** Grows by one with each change of what the jobs of a place are shown as, so that a poll can be answered by one small query. */
export const placeVersions = pgTable(
  'place_versions',
  {
    account: text('account').notNull(),
    region: text('region').notNull(),
    version: bigint('version', { mode: 'number' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.account, t.region] })],
);
