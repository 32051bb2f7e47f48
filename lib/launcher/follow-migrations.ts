import { unwatchFile, watchFile } from 'node:fs';
import { join } from 'node:path';
import { migrateDatabase } from '@/lib/db/migrate';
import { CONSOLE_ROLE, type Database } from './postgres';
import { say } from './reported-error.js';

const LOOK_MS = 2_000;

/** Applies migrations as they are added, for a development server. Returns how to stop. */
export const followMigrations = (root: string, { ownerUrl }: Pick<Database, 'ownerUrl'>): (() => void) => {
  const journal = join(root, 'lib', 'db', 'migrations', 'meta', '_journal.json');
  const apply = (): void => {
    migrateDatabase({ ownerUrl, consoleRole: CONSOLE_ROLE }).then(
      () => say('The migrations changed and were applied.'),
      (error: unknown) => say(`A migration could not be applied: ${error instanceof Error ? error.message : String(error)}.`),
    );
  };
  watchFile(journal, { interval: LOOK_MS }, apply);
  return () => unwatchFile(journal, apply);
};
