import { eq } from 'drizzle-orm';
import { CONSOLE_CHAIN } from '@/lib/record/event';
import type { NewEvent } from '@/lib/record/kinds';
import { db } from '../client';
import { settings } from '../schema/settings';
import { appendEvents } from './events';

/** What is stored under a setting's name; `undefined` where nobody chose. */
export const readSetting = async (name: string): Promise<unknown> => {
  const rows = await db().select({ value: settings.value }).from(settings).where(eq(settings.name, name));
  return rows[0]?.value;
};

/** Every setting that somebody chose. */
export const readSettings = async (): Promise<readonly (typeof settings.$inferSelect)[]> => db().select().from(settings);

/** Stores a choice, with its event in the console's chain. */
export const writeSetting = (row: typeof settings.$inferInsert, event: NewEvent): Promise<void> =>
  db().transaction(async (tx) => {
    const { value, changedBy, changedAt } = row;
    await tx.insert(settings).values(row).onConflictDoUpdate({ target: settings.name, set: { value, changedBy, changedAt } });
    await appendEvents(tx, CONSOLE_CHAIN, [event]);
  });
