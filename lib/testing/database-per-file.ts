import { randomUUID } from 'node:crypto';
import { afterAll, inject } from 'vitest';
import { closeDatabase } from '@/lib/db/client';
import { closeOwner, onServer } from './owner';

// Before each file of integration tests: a database of its own, which `db()` finds as it does in the product, and as whom it does.
const name = `test_${randomUUID().replaceAll('-', '')}`;

await onServer(`create database ${name} template template_rehome`);
process.env.DATABASE_URL = Object.assign(new URL(inject('postgresUrl')), { pathname: `/${name}` }).href;

afterAll(async () => {
  await closeDatabase();
  await onServer(`drop database ${name} with (force)`);
  await closeOwner();
});
