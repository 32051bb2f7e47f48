import { paths } from '@/lib/paths';
import { expect, LONG, test } from './support/test';

test('whichever part dies, the page is there again without anybody doing anything', { tag: LONG }, async ({
  page,
  world,
  expectConsoleError,
}) => {
  // While a part is away its pages answer 500 (to React: an error of the server, 441), or not at all, and an open page that asks meets the same.
  expectConsoleError(/Failed to load resource|Failed to fetch|ERR_|React error #441/);
  const history = page.getByText('Nothing has been restored yet');
  const overview = page.getByRole('heading', { name: 'Overview', level: 1 });

  await page.goto(paths.history());
  await expect(history).toBeVisible();
  for (const part of ['PostgreSQL', 'The console', 'The simulated account', 'The worker'] as const) {
    await test.step(part, async () => {
      await world.kill(part);
      await expect(async () => {
        await page.goto(paths.history());
        await expect(history).toBeVisible({ timeout: 2_000 });
        await page.goto('/');
        await expect(overview).toBeVisible({ timeout: 2_000 });
      }).toPass();
    });
  }
});
