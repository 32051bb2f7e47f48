import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { api, paths } from '@/lib/paths';
import { PLACE, VAULT } from './support/account';
import { getFrom } from './support/http';
import { type Line, lineTo } from './support/line';
import { signInTo } from './support/people';
import { test as base, expect, expectAccessible, LONG } from './support/test';
import { startConsoleBeside, type World } from './support/world';

/** A console whose way to its database can be cut; what a page of it then says in the browser's console is expected. */
const test = base.extend<{ readonly far: { readonly console: World; readonly line: Line } }>({
  far: [
    async ({ world, page, context, expectConsoleError }, use, info) => {
      expectConsoleError(/status of 503/);
      const line = await lineTo(Number(new URL(world.databaseUrl).port));
      const console = await startConsoleBeside(world, {
        DATABASE_URL: Object.assign(new URL(world.databaseUrl), { port: String(line.port) }).href,
      });
      await signInTo(context, { url: console.url, databaseUrl: world.databaseUrl }, 'operator');
      await use({ console, line });
      if (info.status !== info.expectedStatus)
        await info.attach('log of the far console', {
          body: readFileSync(join(console.logs, 'console.log'), 'utf8'),
          contentType: 'text/plain',
        });
      // A page that outlives its console complains of it.
      await page.close();
      await console.end();
      line.end();
      await fetch(`${world.awsUrl}/_sandbox/faults`, { method: 'DELETE' });
    },
    { timeout: 120_000 },
  ],
});

const TITLE = 'The database does not answer';

test('a page that is opened while the database is away says so, in Japanese too, and comes back by itself', { tag: LONG }, async ({
  page,
  context,
  far: { console, line },
}) => {
  line.cut();
  await page.goto(`${console.url}${paths.vaults(PLACE)}`);
  await expect(page.getByRole('heading', { level: 1, name: TITLE })).toBeVisible();
  await expect(page.getByText('This page looks again every few seconds and comes back automatically.')).toBeVisible();
  await expectAccessible(page);
  for (const path of [paths.overview(PLACE), paths.points(PLACE), paths.jobs(PLACE), paths.history(), paths.work()]) {
    await page.goto(`${console.url}${path}`);
    await expect(page.getByRole('heading', { level: 1, name: TITLE })).toBeVisible();
  }
  const answer = await getFrom(page.request, `${console.url}${api.jobs(PLACE)}`);
  expect([answer.status(), answer.headers()['retry-after']]).toEqual([503, '3']);
  expect((await getFrom(page.request, `${console.url}${api.ready()}`)).status()).toBe(503);

  await context.addCookies([{ name: 'rehome-locale', value: 'ja', url: console.url }]);
  await page.goto(`${console.url}${paths.vaults(PLACE)}`);
  await expect(page.getByRole('heading', { level: 1, name: 'データベースから応答がありません' })).toBeVisible();
  line.join();
  await expect(page.getByRole('heading', { level: 1, name: 'バックアップボールト' })).toBeVisible();
  await expect(page.getByRole('link', { name: VAULT }).first()).toBeVisible();
  expect((await getFrom(page.request, `${console.url}${api.ready()}`)).status()).toBe(200);
});

test('a page that is open says that the database is away, keeps what it showed, and is up to date again by itself', { tag: LONG }, async ({
  page,
  far: { console, line },
}) => {
  await page.goto(`${console.url}${paths.overview(PLACE)}`);
  const restores = page.getByRole('region', { name: 'Restore jobs' });
  await expect(page.getByRole('link', { name: VAULT }).first()).toBeVisible();
  await page.goto(`${console.url}${paths.jobs(PLACE)}`);
  await expect(page.getByRole('heading', { level: 1, name: 'Restore jobs' })).toBeVisible();
  const notice = page.getByRole('status').filter({ hasText: 'The database has stopped answering' });
  line.cut();
  await expect(notice).toBeVisible();
  await expect(page.getByRole('button', { name: TITLE })).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name: 'Restore jobs' })).toBeVisible();
  await expectAccessible(page);
  line.join();
  await expect(notice).toBeHidden();
  await expect(page.getByRole('button', { name: TITLE })).toBeHidden();
  await expect(restores.or(page.getByRole('heading', { level: 1, name: 'Restore jobs' })).first()).toBeVisible();

  await page.goto(`${console.url}${paths.work()}`);
  const old = page.getByRole('status').filter({ hasText: 'This list may be out of date' });
  await expect(page.getByText('1 worker is running.')).toBeVisible();
  line.cut();
  await expect(old).toContainText(TITLE);
  await expect(page.getByText('1 worker is running.')).toBeVisible();
  line.join();
  await expect(old).toBeHidden();
});
