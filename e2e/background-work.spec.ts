import { Client } from 'pg';
import { api, paths } from '@/lib/paths';
import { getFrom } from './support/http';
import { signInTo } from './support/people';
import { test as base, expect, expectAccessible, expectAccessibleInBothThemes, LONG } from './support/test';
import { EVERY_WORK, putWork } from './support/work';
import { startConsoleBeside, type World } from './support/world';

/** A console without a worker, on a database of its own. */
const test = base.extend<{ readonly idle: World }>({
  idle: [
    async ({ world, page, context }, use) => {
      const idle = await startConsoleBeside(world, {}, { worker: false });
      await signInTo(context, idle, 'operator');
      await use(idle);
      await page.close();
      await idle.end();
    },
    { timeout: 120_000 },
  ],
});

const asked = async (url: string, text: string): Promise<readonly Record<string, unknown>[]> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
};

test('what failed is found under Settings, run again by the worker, or discarded; the record says who did', { tag: LONG }, async ({
  page,
  world,
}) => {
  await putWork(world.ownerUrl, EVERY_WORK);
  await page.goto(paths.settings());
  await expect(page.getByText('4 failed')).toBeVisible();
  await page.getByRole('link', { name: 'Show background work' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Background work' })).toBeVisible();
  await expect(page.getByText('1 worker is running.')).toBeVisible();
  const row = (what: string) => page.getByRole('row').filter({ hasText: what });

  await expect(row('Read the backup vaults')).toContainText('6f2c1d0e');
  await expect(row('Read the protected resources').getByRole('button')).toHaveCount(0);
  await expect(row('Read something that this version does not know').getByRole('button')).toHaveText('Discard');
  await page.getByRole('button', { name: 'Run again: Read the backup vaults' }).click();
  await expect(page.getByText('A worker does this next: Read the backup vaults.')).toBeVisible();
  await expect(row('Read the backup vaults')).toHaveCount(0);
  // The button that had the focus is gone; whoever works by keyboard is still in the list.
  await expect.poll(() => page.evaluate(() => document.activeElement?.querySelector('table') !== null)).toBe(true);
  await expect
    .poll(() =>
      asked(
        world.ownerUrl,
        `select state from pgboss.job where name = 'inventory' and data->>'subject' = 'vaults' and data->>'actor' = 'story'`,
      ),
    )
    .toEqual([{ state: 'completed' }]);

  await page.getByRole('button', { name: 'Discard: Read the recovery points in production-daily' }).click();
  await expect(row('production-daily')).toHaveCount(0);
  const events = await asked(
    world.ownerUrl,
    `select kind, actor, data::json->>'subject' as subject from events where kind like 'task-%' order by seq`,
  );
  expect(events).toEqual([
    { kind: 'task-run-again', actor: 'demo-operator', subject: 'vaults' },
    { kind: 'task-discarded', actor: 'demo-operator', subject: 'points:production-daily' },
  ]);
});

test('a task that has ended meanwhile is left alone, and the page says so', { tag: LONG }, async ({ page, idle }) => {
  await putWork(idle.ownerUrl, EVERY_WORK);
  // What the page asks by itself is not answered, so that it shows what it came with, which is no more.
  await page.route(`**${api.work()}`, () => undefined);
  await page.goto(`${idle.url}${paths.work()}`);
  await expect(page.getByRole('button', { name: 'Run again: Follow restore jobs' })).toBeVisible();
  await putWork(idle.ownerUrl, []);
  await page.getByRole('button', { name: 'Run again: Follow restore jobs' }).click();
  await expect(page.getByText('It has ended meanwhile.')).toBeVisible();
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});

test('where no worker is, the page says so, since when, and what to start; unchanged it is not sent again', { tag: LONG }, async ({
  page,
  idle,
  context,
}) => {
  await page.goto(`${idle.url}${paths.work()}`);
  await expect(page.getByRole('alert').filter({ hasText: 'No worker is running' })).toContainText('None has run on this database so far.');
  await expect(page.getByText('Nothing to do')).toBeVisible();
  await expectAccessible(page);

  await asked(idle.ownerUrl, `insert into workers values (gen_random_uuid(), now() - interval '1 day', now() - interval '2 hours', null)`);
  await putWork(idle.ownerUrl, EVERY_WORK);
  await asked(idle.ownerUrl, `update pgboss.job set start_after = now() - interval '5 minutes' where data->>'subject' = 'instances'`);
  const alert = page.getByRole('alert').filter({ hasText: 'No worker is running' });
  await expect(alert).toContainText('The last one was heard of 2 hours ago.');
  await expect(alert).toContainText('bin/rehome worker');
  await expect(page.getByRole('row')).toHaveCount(1 + EVERY_WORK.length);
  await expectAccessibleInBothThemes(page);
  // At the width of a laptop nothing has to be scrolled to.
  const table = page.getByRole('region', { name: 'Background work' });
  expect(await table.evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await page.goto(`${idle.url}${paths.settings()}`);
  await expect(page.getByText('No worker is running')).toBeVisible();

  const first = await getFrom(page.request, `${idle.url}${api.work()}`);
  const again = await getFrom(page.request, `${idle.url}${api.work()}`, { headers: { 'if-none-match': first.headers().etag ?? '' } });
  expect([first.status(), again.status()]).toEqual([200, 304]);

  await context.addCookies([{ name: 'rehome-locale', value: 'ja', url: idle.url }]);
  await page.goto(`${idle.url}${paths.work()}`);
  await expect(page.getByRole('alert').filter({ hasText: '動作しているワーカーがありません' })).toBeVisible();
  await expect(page.getByRole('button', { name: '再実行: バックアップボールトの読み取り' })).toBeVisible();
});
