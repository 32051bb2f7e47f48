import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, inject } from 'vitest';
import { closeDatabase } from '@/lib/db/client';

// Before each file of integration tests: a database of its own, which `db()` finds as it does in the product.
const maintenance = inject('postgresUrl');
const name = `test_${randomUUID().replaceAll('-', '')}`;

const run = async (sql: string): Promise<void> => {
  const client = new pg.Client({ connectionString: maintenance });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
};

await run(`create database ${name} template template_rehome`);
process.env.DATABASE_URL = Object.assign(new URL(maintenance), { pathname: `/${name}` }).href;

afterAll(async () => {
  await closeDatabase();
  await run(`drop database ${name} with (force)`);
});
