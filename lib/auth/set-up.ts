import 'server-only';
import { db } from '@/lib/db/client';
import { hasAdministrator } from '@/lib/db/repositories/new-people';
import { processWide } from '@/lib/process-wide';

const known = processWide('set-up', () => ({ done: false }));

/** Whether somebody looks after this console. Once somebody does, the database is not asked again. */
export const isSetUp = async (): Promise<boolean> => {
  known.done ||= await hasAdministrator(db());
  return known.done;
};
