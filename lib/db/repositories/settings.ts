import { eq, sql } from 'drizzle-orm';
import { CONSOLE_CHAIN } from '@/lib/record/event';
import type { NewEvent } from '@/lib/record/kinds';
import { db } from '../client';
import { settings } from '../schema/settings';
import { appendEvents } from './events';
import type { Transaction } from './executor';

/** What is stored under a setting's name; `undefined` where nobody chose. */
export const readSetting = async (name: string): Promise<unknown> => {
  const rows = await db().select({ value: settings.value }).from(settings).where(eq(settings.name, name));
  return rows[0]?.value;
};

/** Every setting that somebody chose. */
export const readSettings = async (): Promise<readonly (typeof settings.$inferSelect)[]> => db().select().from(settings);

interface Chooser {
  readonly changedBy: string;
  readonly changedAt: Date;
}

/** What becomes of a setting. */
type Change = (before: unknown) => { readonly value: unknown; readonly event: NewEvent } | null;

/**
 * Stores a choice, with its event in the console's chain. `change` gets what was stored before, `undefined` where nobody had chosen; `null`: it stays as it is. Two who
 * change one setting at once come one after the other: the second is told what the first chose.
 */
export const changeStored = (name: string, by: Chooser, change: Change): Promise<void> =>
  db().transaction((tx) => changeStoredIn(tx, name, by, change));

/** As `changeStored`, in a transaction that does more. */
export const changeStoredIn = async (tx: Transaction, name: string, by: Chooser, change: Change): Promise<void> => {
  // A lock of the row would not do: there is none until somebody has chosen.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`rehome setting ${name}`}, 0))`);
  const rows = await tx.select({ value: settings.value }).from(settings).where(eq(settings.name, name));
  const changed = change(rows[0]?.value);
  if (changed === null) return;
  // Drizzle writes a null of JavaScript as SQL's, which says that there is no value; a choice of "none" is a value.
  const row = { value: sql`${JSON.stringify(changed.value)}::jsonb`, ...by };
  await tx
    .insert(settings)
    .values({ name, ...row })
    .onConflictDoUpdate({ target: settings.name, set: row });
  await appendEvents(tx, CONSOLE_CHAIN, [changed.event]);
};

/** As `changeStored`, where the value does not depend on what was stored. */
export const writeSetting = (
  { name, value, ...by }: { readonly name: string; readonly value: unknown } & Chooser,
  eventOf: (before: unknown) => NewEvent,
): Promise<void> => changeStored(name, by, (before) => ({ value, event: eventOf(before) }));
