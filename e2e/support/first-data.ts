import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { migrateDatabase } from '@/lib/db/migrate';
import { Lifetime } from '@/lib/launcher/lifetime.js';
import { CONSOLE_ROLE, supervisePostgres } from '@/lib/launcher/postgres';
import { withoutSync } from '@/lib/testing/without-sync';

/** Names the folder that a world begins with, for the processes of a run of stories; without it each makes its own database from nothing. */
const VARIABLE = 'REHOME_E2E_FIRST_DATA';
/** An empty database with our tables, in a cluster that was made so. */
const EMPTY = 'rehome_empty';

/** Makes a data folder with a migrated database once, for every world of this run: making and migrating one took a third of a world's start. What removes it again. */
export const makeFirstData = async (): Promise<() => void> => {
  const folder = mkdtempSync(join(tmpdir(), 'rehome-e2e-first-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  const life = new Lifetime();
  try {
    const { database } = await supervisePostgres(life, folder);
    await migrateDatabase({ ownerUrl: database.ownerUrl, consoleRole: CONSOLE_ROLE });
    const client = new Client({ connectionString: database.maintenance });
    await client.connect();
    await client.query(`create database ${EMPTY} template rehome`);
    await withoutSync(client);
    await client.end();
  } catch (error) {
    remove();
    throw error;
  } finally {
    await life.close();
  }
  // Elsewhere than in the folder where the user that PostgreSQL runs as cannot reach it: then each world makes its own.
  if (existsSync(join(folder, 'postgres', 'PG_VERSION'))) process.env[VARIABLE] = folder;
  return remove;
};

/** Puts the database that was made for all into `folder`, which is empty, with its owners and modes. */
export const takeFirstData = (folder: string): void => {
  const from = process.env[VARIABLE];
  if (from !== undefined) execFileSync('cp', ['-a', `${from}/.`, folder]);
};

/** How a new database on the server of a world is made: with our tables where there is one to copy. */
export const emptyDatabaseSql = (name: string): string =>
  process.env[VARIABLE] === undefined ? `create database ${name}` : `create database ${name} template ${EMPTY}`;
