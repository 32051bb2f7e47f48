import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { Client } from 'pg';
import { api, paths } from '@/lib/paths';
import { verifyExport } from '@/lib/record/verify-export';
import { getFrom } from './support/http';
import { startHere } from './support/restores';
import { expect, expectAccessible, LONG, test } from './support/test';
import type { World } from './support/world';

const main = (page: Page) => page.getByRole('main');
const events = (page: Page) =>
  main(page)
    .getByRole('row')
    .filter({ has: page.locator('[data-event]') });
const started = (page: Page) => main(page).getByRole('button', { name: /Started a restore of i-0f3a9c41d27be5860/ });

const lived = new WeakSet<World>();
/** A restore in the account's chain, an export in the console's; then somebody who may see both. */
const live = async (page: Page, world: World, as: (who: 'administrator') => Promise<void>): Promise<void> => {
  if (!lived.has(world)) {
    lived.add(world);
    await startHere(page, world, { primary: '10.1.10.170', secondary: '10.1.10.171' });
    expect((await getFrom(page.request, api.historyExport('csv'))).ok()).toBe(true);
  }
  await as('administrator');
};

const asOwner = async (world: World, text: string): Promise<void> => {
  const client = new Client({ connectionString: world.ownerUrl });
  await client.connect();
  await client.query(text).finally(() => client.end());
};

test('what happened is told in plain words, and each event by its hash', async ({ page, world, as }) => {
  await live(page, world, as);
  await page.goto(paths.audit());
  await expect(page).toHaveTitle(/^Audit/);
  await expect(started(page)).toBeVisible();
  await expect(main(page).getByRole('button', { name: /Exported the whole history as csv/ })).toBeVisible();
  await expectAccessible(page);
  await started(page).click();
  const panel = page.getByRole('region', { name: /^Event \d+$/ });
  await expect(panel).toContainText('restore-started');
  await expect(panel.getByRole('region', { name: 'Recorded data' })).toContainText('"region": "ap-northeast-1"');
  await expectAccessible(page);
  // The address tells it all, to a colleague as well.
  await page.reload();
  await expect(panel).toContainText('restore-started');
  await panel.getByRole('button', { name: 'Only events about this' }).click();
  await expect(page).toHaveURL(/id=[0-9a-f-]{36}/);
  await expect(main(page).getByRole('button', { name: /Exported the whole history/ })).toHaveCount(0);
  await expect(started(page)).toBeVisible();
});

test('it is found by what it is about, by account and by job, with the keyboard alone', { tag: LONG }, async ({ page, world, as }) => {
  await live(page, world, as);
  await page.goto(paths.audit());
  await page.getByLabel('About', { exact: true }).focus();
  await page.keyboard.type('Exports');
  await expect(started(page)).toHaveCount(0);
  await expect(events(page)).not.toHaveCount(0);
  await page.getByLabel('About', { exact: true }).selectOption({ label: 'Everything' });
  await page.getByLabel('Account', { exact: true }).selectOption('console');
  await expect(started(page)).toHaveCount(0);
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await started(page).focus();
  await page.keyboard.press('Enter');
  await page
    .getByRole('region', { name: /^Event \d+$/ })
    .getByRole('button', { name: 'Close' })
    .focus();
  await page.keyboard.press('Escape');
  await expect(started(page)).toBeFocused();
  await page.getByLabel('ID', { exact: true }).fill('no such id');
  await expect(page.getByText('No event meets the conditions')).toBeVisible();
});

test('a chain is verified here, and as a file without the console', { tag: LONG }, async ({ page, world, as }) => {
  await live(page, world, as);
  await page.goto(`${paths.audit()}?chains=true`);
  await page.getByRole('button', { name: 'Verify Account 123456789012 now' }).click();
  const result = main(page).getByRole('status').filter({ hasText: 'nothing is missing or changed up to event' });
  await expect(result).toBeVisible();
  await expectAccessible(page);
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Export Account 123456789012' }).click();
  const file = readFileSync(await (await download).path());
  const chunks = async function* () {
    yield file;
  };
  expect(await verifyExport(chunks(), { heads: [], publicKey: null })).toMatchObject({ ok: true, value: { signer: null } });
});

test('a changed record is named, with what to do', { tag: LONG }, async ({ page, world, as }) => {
  await live(page, world, as);
  await asOwner(world, `update events set actor = 'somebody-else' where chain = 'account:123456789012' and seq = 2`);
  await page.goto(`${paths.audit()}?chains=true`);
  await page.getByRole('button', { name: 'Verify Account 123456789012 now' }).click();
  await expect(main(page).getByRole('alert')).toContainText('Event 2 of the chain account:123456789012 was changed');
  await expect(main(page).getByRole('alert')).toContainText('Stop relying on this record');
});

test('in Japanese, dark', { tag: LONG }, async ({ page, world, as, chooseLocale, chooseTheme }) => {
  await live(page, world, as);
  await chooseLocale('ja');
  await chooseTheme('dark');
  await page.goto(`${paths.audit()}?chains=true`);
  await expect(main(page).getByRole('button', { name: /i-0f3a9c41d27be5860 の復元を/ })).toBeVisible();
  await expectAccessible(page);
});

test('an operator reads the chain of the account and not the console’s, a viewer neither and whom to ask', { tag: LONG }, async ({
  page,
  world,
  as,
}) => {
  await live(page, world, as);
  await as('operator');
  await page.goto(`${paths.audit()}?chains=true`);
  await expect(started(page)).toBeVisible();
  await expect(main(page).getByRole('button', { name: /Exported the whole history/ })).toHaveCount(0);
  await expect(main(page).getByRole('listitem')).toHaveCount(1);
  await as('viewer');
  await page.goto(paths.audit());
  await expect(main(page).getByText(/Reading the audit record/)).toContainText('田中 健');
  await expect(events(page)).toHaveCount(0);
});
