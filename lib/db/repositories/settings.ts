import { eq } from 'drizzle-orm';
import { db } from '../client';
import { settings } from '../schema';

/** What is stored under a setting's name; `undefined` where nobody chose. */
export const readSetting = async (name: string): Promise<unknown> => {
  const rows = await db().select({ value: settings.value }).from(settings).where(eq(settings.name, name));
  return rows[0]?.value;
};
