import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';

const folder = fileURLToPath(new URL('./migrations', import.meta.url));

/**
 * Brings the database at `databaseUrl` to the schema of this version. Two processes that start at once take turns at an advisory
 * lock; the second finds nothing left to do. Throws where the database cannot be reached or refuses a statement; then nothing is changed.
 */
export const migrateDatabase = async (databaseUrl: string): Promise<void> => {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'rehome migrations', connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock(hashtextextended('rehome migrations', 0))");
    await migrate(drizzle({ client }), { migrationsFolder: folder });
  } finally {
    await client.end();
  }
};
