import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { paths } from '@/lib/paths';
import { advance, startHere, startOvertaken } from './support/restores';
import { expect, expectAccessible, LONG, test } from './support/test';
import type { World } from './support/world';

const main = (page: Page) => page.getByRole('main');
/** Worlds in which one restore is complete and one has failed; a world begins anew where a story failed. */
const lived = new WeakSet<World>();
const liveIn = async (page: Page, world: World): Promise<void> => {
  if (lived.has(world)) return;
  lived.add(world);
  await startHere(page, world, { primary: '10.1.10.170', secondary: '10.1.10.171' });
  await startOvertaken(page, world, { primary: '10.1.10.172', secondary: '10.1.10.173' }, 'quick-01');
  // Long enough for both: the first completes, the second fails.
  await advance(world, 40);
  await expect(main(page).getByText('Failed').first()).toBeVisible();
  await page.goto(paths.history());
  await expect(rows(page).filter({ hasText: '10.1.10.170' })).toContainText('The instance has these addresses');
};

const rows = (page: Page) => page.getByRole('row').filter({ hasText: 'intranet-01' });

test('empty: it says what it would hold', { tag: LONG }, async ({ page }) => {
  await page.goto(paths.history());
  await expect(page.getByText('Nothing has been restored yet')).toBeVisible();
  await expectAccessible(page);
});

test('a restore is found in the history with its addresses, its differences and what the review showed', async ({ page, world }) => {
  await liveIn(page, world);
  await page.goto(`${paths.history()}?outcome=completed`);
  await rows(page).first().getByRole('link').click();
  await page.getByRole('link', { name: 'Restore job', exact: true }).first().click();
  await page.getByRole('link', { name: 'History entry' }).first().click();
  await expect(page).toHaveURL(/\/history\//);
  await expect(page).toHaveTitle(/^Completed · Restore of intranet-01/);
  const addresses = page.getByRole('region', { name: 'Addresses', exact: true });
  await expect(addresses.getByRole('row').filter({ hasText: '10.1.10.171' })).toContainText('As asked');
  await expect(page.getByRole('region', { name: 'Differences from the backup' })).toContainText('CpuOptions');
  await expect(page.getByRole('region', { name: 'What the review showed' })).toContainText('F21');
  await expect(page.getByRole('region', { name: 'Summary' })).toContainText('You');
  await expect(page.getByRole('region', { name: 'Summary' })).toContainText(/after \d+:\d\d/);
  await expectAccessible(page);
  await page.goto(paths.history());
  const row = rows(page).filter({ hasText: '10.1.10.170' });
  await expect(row).toContainText('Completed');
  await expect(row).toContainText('The instance has these addresses');
  await expectAccessible(page);
});

test('a note is there at once and for good, lines and all; one that is not saved comes back into the field', { tag: LONG }, async ({
  page,
  world,
  expectConsoleError,
}) => {
  await liveIn(page, world);
  await page.goto(paths.history());
  await rows(page).first().getByRole('link').click();
  const notes = page.getByRole('region', { name: 'Notes' });
  const field = notes.getByRole('textbox', { name: 'New note' });
  await field.fill('Checked by hand\nTicket OPS-4711');
  await notes.getByRole('button', { name: 'Add note' }).click();
  await expect(notes.getByRole('listitem')).toHaveText(/You.*Checked by hand\nTicket OPS-4711/s);
  await expect(field).toHaveValue('');
  await expect(notes.getByText('Note saved.')).toBeVisible();
  await page.reload();
  await expect(notes.getByRole('listitem')).toContainText('Ticket OPS-4711');
  await expectAccessible(page);

  expectConsoleError(/Failed to load resource|Failed to fetch|ERR_FAILED/);
  await page.route('**/history/**', (route) => (route.request().method() === 'POST' ? route.abort() : route.fallback()));
  await field.fill('Lost on the way');
  await notes.getByRole('button', { name: 'Add note' }).click();
  await expect(notes.getByText('It is not known whether the note was saved.', { exact: false })).toBeVisible();
  await expect(field).toHaveValue('Lost on the way');
  await expect(notes.getByRole('listitem')).toHaveCount(1);
  await expectAccessible(page);
  await page.unroute('**/history/**');
  await page.goto(`${paths.history()}?q=ops-4711`);
  await expect(rows(page)).toHaveCount(1);
});

test('filters stand in the address; the export holds what they show', { tag: LONG }, async ({ page, world }) => {
  await liveIn(page, world);
  await page.goto(paths.history());
  await expect(rows(page)).toHaveCount(2);
  await page.getByRole('combobox', { name: 'Outcome' }).selectOption('unsuccessful');
  await expect(page).toHaveURL(/outcome=unsuccessful/);
  await expect(rows(page)).toHaveCount(1);
  await page.getByRole('searchbox', { name: 'Find' }).fill('10.1.10.172');
  await expect(page).toHaveURL(/q=10\.1\.10\.172/);
  await expect(rows(page)).toHaveCount(1);
  await page.reload();
  await expect(page.getByRole('searchbox', { name: 'Find' })).toHaveValue('10.1.10.172');
  await expect(page.getByRole('combobox', { name: 'Outcome' })).toHaveValue('unsuccessful');
  await expect(rows(page)).toHaveCount(1);

  const [csv] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'CSV' }).click()]);
  expect(csv.suggestedFilename()).toMatch(/^rehome-history-\d{4}-\d\d-\d\d\.csv$/);
  const lines = readFileSync(await csv.path(), 'utf8')
    .trimEnd()
    .split('\r\n');
  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatch(/^\uFEFFrestore_id,account,region,origin,started_by,/);
  expect(lines[1]).toContain('0:primary:10.1.10.172 0:secondary:10.1.10.173');
  expect(lines[1]).toContain('Address 10.1.10.172 is in use.');
  const [json] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'JSON' }).click()]);
  expect(JSON.parse(readFileSync(await json.path(), 'utf8'))).toMatchObject([{ outcome: 'failed', startedBy: 'demo-operator' }]);

  await page.getByRole('searchbox', { name: 'Find' }).fill('nothing like this');
  await expect(page.getByText('No restore matches these filters')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Clear filters' }).first().click();
  await expect(rows(page)).toHaveCount(2);
  await expect(page.getByRole('searchbox', { name: 'Find' })).toHaveValue('');
  await page.getByLabel('To', { exact: true }).fill('2020-01-01');
  await expect(rows(page)).toHaveCount(0);
});

test('restore again opens the same plan as a new draft and starts nothing', async ({ page, world }) => {
  await liveIn(page, world);
  await page.goto(`${paths.history()}?outcome=failed`);
  await rows(page).first().getByRole('link').click();
  await expect(page.getByRole('region', { name: 'What happened' })).toContainText('10.1.10.172');
  await expectAccessible(page);
  const before = (await world.control('calls')) as Record<string, number>;
  await page.getByRole('button', { name: 'Restore again' }).click();
  await expect(page).toHaveURL(/\/restore\//);
  await expect(page.getByRole('heading', { level: 1, name: 'Restore intranet-01' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Primary of interface 1: 10.1.10.172' })).toBeVisible();
  await expect(page.getByText('quick-01').first()).toBeVisible();
  const after = (await world.control('calls')) as Record<string, number>;
  expect(after['backup:StartRestoreJob']).toBe(before['backup:StartRestoreJob']);
});

test('an unknown restore answers 404 and leads back', { tag: LONG }, async ({ page, expectConsoleError }) => {
  expectConsoleError(/404/);
  const answer = await page.goto(paths.historyEntry('00000000-0000-4000-8000-000000000000'));
  expect(answer?.status()).toBe(404);
  await expect(page).toHaveTitle(/Rehome/);
  await expect(page.getByText('There is no restore 00000000-0000-4000-8000-000000000000.')).toBeVisible();
  await expectAccessible(page);
});

test('in Japanese, dark and narrow', { tag: LONG }, async ({ page, world, chooseLocale, chooseTheme }) => {
  await liveIn(page, world);
  await chooseLocale('ja');
  await chooseTheme('dark');
  await page.setViewportSize({ width: 768, height: 1024 });
  await page.goto(paths.history());
  await expect(page.getByRole('heading', { level: 1, name: '履歴' })).toBeVisible();
  await expectAccessible(page);
  await rows(page).first().getByRole('link').click();
  await expect(page.getByRole('heading', { level: 1, name: 'intranet-01 の復元' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'バックアップとの差分' })).toBeVisible();
  await expectAccessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(768);
});
