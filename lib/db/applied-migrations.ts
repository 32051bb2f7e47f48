import type { Client } from 'pg';
import journal from './migrations/meta/_journal.json';

/** The migrations of this version, by the moment at which each was made (milliseconds), oldest first. */
const OUR_MIGRATIONS: readonly number[] = journal.entries.map(({ when }) => when);

/** The migrations that a database has had, in the same way; null where it was never migrated by Rehome. Throws where the bookkeeping may not be read. */
export const appliedMigrations = async (client: Client): Promise<readonly number[] | null> => {
  const { rows: found } = await client.query<{ there: boolean }>("select to_regclass('drizzle.__drizzle_migrations') is not null as there");
  if (found[0]?.there !== true) return null;
  const { rows } = await client.query<{ at: string }>('select created_at as at from drizzle.__drizzle_migrations order by created_at');
  return rows.map(({ at }) => Number(at));
};

/** How the schema of `migrations` compares to this version's. `other`: it is of no version that this one grew from. */
export const schemaAge = (migrations: readonly number[]): 'current' | 'older' | 'newer' | 'other' => {
  const shared = Math.min(migrations.length, OUR_MIGRATIONS.length);
  if (!migrations.slice(0, shared).every((at, index) => at === OUR_MIGRATIONS[index])) return 'other';
  if (migrations.length === OUR_MIGRATIONS.length) return 'current';
  return migrations.length < OUR_MIGRATIONS.length ? 'older' : 'newer';
};
