import { jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { Tick } from '@/lib/jobs/checklist/checklist';
import type { ItemState } from '@/lib/jobs/checklist/item';
import type { Surroundings } from '@/lib/jobs/surroundings';
import { instant } from './instant';
import { restores } from './restores';

/** What an account had around an instance when it was last seen, before a restore of it: after its end nobody can tell any more. */
export const surroundings = pgTable(
  'surroundings',
  {
    account: text('account').notNull(),
    region: text('region').notNull(),
    instanceId: text('instance_id').notNull(),
    readAt: instant('read_at').notNull(),
    facts: jsonb('facts').$type<Surroundings>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.account, t.region, t.instanceId] })],
);

/** What a person last said of an item of a restore's checklist. */
export const checklistTicks = pgTable(
  'checklist_ticks',
  {
    restoreId: uuid('restore_id')
      .notNull()
      .references(() => restores.id, { onDelete: 'cascade' }),
    item: text('item').notNull(),
    state: text('state').$type<Tick>().notNull(),
    by: text('by').notNull(),
    at: instant('at').notNull(),
    /** What AWS showed then. */
    shown: text('shown').$type<ItemState>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.restoreId, t.item] })],
);
