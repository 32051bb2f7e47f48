import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import journal from '@/lib/db/migrations/meta/_journal.json';

const LAST_MIGRATION = '0004_forgotten_jobs';

/**
 * Makes an empty database what the first edition left behind: its schema and its bookkeeping, all of it owned by the one role of `url`, which was the console's, too.
 * Runs `fill` on it before it closes.
 */
export const firstEdition = async (url: string, fill: (client: pg.Client) => Promise<void>): Promise<void> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(
      'create schema drizzle; create table drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)',
    );
    const last = journal.entries.findIndex(({ tag }) => tag === LAST_MIGRATION);
    for (const { tag, when } of journal.entries.slice(0, last + 1)) {
      const text = readFileSync(fileURLToPath(new URL(`../db/migrations/${tag}.sql`, import.meta.url)), 'utf8');
      await client.query(text);
      const hash = createHash('sha256').update(text).digest('hex');
      await client.query('insert into drizzle.__drizzle_migrations (hash, created_at) values ($1, $2)', [hash, when]);
    }
    await fill(client);
  } finally {
    await client.end();
  }
};
