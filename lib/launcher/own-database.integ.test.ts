import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { Lifetime } from './lifetime.js';
import { ownDatabase } from './own-database';
import { startPostgres } from './postgres';
import { serverReady, startServer } from './postgres-server';

const folder = mkdtempSync(join(tmpdir(), 'rehome-own-database-'));
const life = new Lifetime();

afterAll(async () => {
  await life.close();
  rmSync(folder, { recursive: true, force: true });
});

it('a database that is not the launch’s own is waited for while it is away, until the launch ends', { tags: 'long' }, async () => {
  const database = await startPostgres(life.children, folder);
  const need = ownDatabase(life, database.url);
  expect(await need.isReady()).toBe(true);
  await need.whenReady();

  await database.child.stop();
  expect(await need.isReady()).toBe(false);
  const back = need.whenReady();
  const again = await startServer(life.children, database.server);
  await serverReady(database.maintenance, new AbortController().signal);
  await back;
  expect(await need.isReady()).toBe(true);

  await again.stop();
  const waiting = need.whenReady();
  life.end(0);
  await waiting;
  expect(await need.isReady()).toBe(false);
});
