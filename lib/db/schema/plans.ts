import { index, integer, json, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from './instant';

export const drafts = pgTable(
  'drafts',
  {
    id: uuid('id').primaryKey(),
    connection: text('connection').notNull().default('default'),
    account: text('account').notNull(),
    region: text('region').notNull(),
    owner: text('owner').notNull(),
    recoveryPointArn: text('recovery_point_arn').notNull(),
    vault: text('vault').notNull(),
    /** `json`, not `jsonb`: the order of metadata keys is AWS's and is kept. In the form of whatever version wrote it: read with `upgradeHistory`. */
    history: json('history').$type<unknown>().notNull(),
    /** Grows by one at each save; a save names the revision it began from, so no edit is overwritten in silence. */
    revision: integer('revision').notNull(),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
    /** Who saved last; a colleague's conflict names them. */
    updatedBy: text('updated_by').notNull(),
    /** Everybody who saved it, or a draft that it is a copy of: nobody of them approves it. Of rows of before only what came since. */
    editors: jsonb('editors').$type<readonly string[]>().notNull().default([]),
    /** Set when a restore was started from it. */
    restoreId: uuid('restore_id'),
  },
  (t) => [index('drafts_point').on(t.account, t.region, t.recoveryPointArn)],
);
