import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrateDatabase } from '@/lib/db/migrate';
import { ensureBundles } from '@/lib/launcher/bundles.js';
import { Children } from '@/lib/launcher/children.js';
import { CONSOLE_ROLE, startPostgres } from '@/lib/launcher/postgres';
import { processWide } from '@/lib/process-wide';
import { withoutSync } from './without-sync';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the maintenance database of the PostgreSQL that runs for the tests, as the owner of everything. */
    readonly postgresOwnerUrl: string;
    /** The same as the role that console and worker are, which is what the code under test is, too: a missing grant fails a test. */
    readonly postgresUrl: string;
  }
}

interface Server {
  readonly ownerUrl: string;
  readonly url: string;
  readonly end: () => Promise<void>;
}

const startServer = async (): Promise<Server> => {
  const folder = mkdtempSync(join(tmpdir(), 'rehome-tests-'));
  const children = new Children();
  const end = async (): Promise<void> => {
    await children.stopAll();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await ensureBundles(fileURLToPath(new URL('../..', import.meta.url)));
    const { ownerUrl, url } = await startPostgres(children, folder);
    const migrated = await migrateDatabase({ ownerUrl, consoleRole: CONSOLE_ROLE });
    if (!migrated.ok) throw new Error(`The role of the tests cannot be used: ${migrated.error}`);
    const maintenance = Object.assign(new URL(ownerUrl), { pathname: '/postgres' }).href;
    const client = new pg.Client({ connectionString: maintenance });
    await client.connect();
    await client.query('alter database rehome rename to template_rehome');
    await withoutSync(client);
    await client.end();
    return { ownerUrl: maintenance, url: Object.assign(new URL(url), { pathname: '/postgres' }).href, end };
  } catch (error) {
    await end();
    throw error;
  }
};

/**
 * Once for all integration tests, whichever project of Vitest's they are in: the bundles that workers and simulated accounts are started from, and one embedded
 * PostgreSQL, as the product starts it, with a migrated template that each test file copies.
 */
const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const { ownerUrl, url, end } = await processWide('server-of-tests', startServer);
  project.provide('postgresOwnerUrl', ownerUrl);
  project.provide('postgresUrl', url);
  return end;
};

export default setup;
