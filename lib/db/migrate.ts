import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { installEngine } from '@/lib/engine/install';
import type { Result } from '@/lib/result';
import { grantToConsole, type RoleProblem } from './grants';

const folder = fileURLToPath(new URL('./migrations', import.meta.url));

/** Whose work a migration is, and for whom. */
export interface Migration {
  /** Address of the database as the role that owns what is in it. */
  readonly ownerUrl: string;
  /** The role of console and worker, which is granted what it needs at each migration, and nothing else. */
  readonly consoleRole: string;
}

/**
 * Brings a database to the schema of this version, with the engine's tables and queues, and grants the console's role what it needs. Two processes that start at once take turns at an advisory
 * lock; the second finds nothing left to do. Answers with why the role cannot be the console's; the schema is then current all the same. Throws where the database
 * cannot be reached or refuses a statement; then nothing is changed.
 */
export const migrateDatabase = async ({ ownerUrl, consoleRole }: Migration): Promise<Result<null, RoleProblem>> => {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'rehome migrations', connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock(hashtextextended('rehome migrations', 0))");
    await migrate(drizzle({ client }), { migrationsFolder: folder });
    await installEngine({ executeSql: (text, values) => client.query(text, values) });
    return await grantToConsole(client, consoleRole);
  } finally {
    await client.end();
  }
};
