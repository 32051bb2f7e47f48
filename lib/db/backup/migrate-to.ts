import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import type { Client } from 'pg';
import journal from '../migrations/meta/_journal.json';

const OUR_FOLDER = fileURLToPath(new URL('../migrations', import.meta.url));

/** Brings an empty database to the schema that this version had after its first `count` migrations, so that what was kept in that schema can be loaded. */
export const migrateTo = async (client: Client, count: number): Promise<void> => {
  // The migrator takes a folder and no number, so it is given a folder that ends there.
  const folder = mkdtempSync(join(tmpdir(), 'rehome-migrations-'));
  try {
    cpSync(OUR_FOLDER, folder, { recursive: true });
    writeFileSync(join(folder, 'meta', '_journal.json'), JSON.stringify({ ...journal, entries: journal.entries.slice(0, count) }));
    await client.query("select pg_advisory_lock(hashtextextended('rehome migrations', 0))");
    await migrate(drizzle({ client }), { migrationsFolder: folder });
  } finally {
    await client.query("select pg_advisory_unlock(hashtextextended('rehome migrations', 0))").catch(() => undefined);
    rmSync(folder, { recursive: true, force: true });
  }
};
