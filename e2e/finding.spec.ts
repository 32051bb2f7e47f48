import type { Page } from '@playwright/test';
import { Client } from 'pg';
import { paths } from '@/lib/paths';
import { PLACE } from './support/account';
import { allPoints, found, list } from './support/browsing';
import { expect, expectAccessible, LONG, test } from './support/test';
import type { World } from './support/world';

const MOVED = '10.1.10.33';
const search = (page: Page) => page.getByRole('searchbox', { name: 'Find by address, name, ID, tag or date' });
const whoHeld = (page: Page) => page.getByRole('region', { name: /^Who held 10\.1\.10\.\d+ when$/ });
const palette = async (page: Page, text: string) => {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search or go to' }).fill(text);
};

const read = new WeakSet<World>();

/** Before the first story: everything that is read behind the lists is read, as fast as the setting allows. */
const readAll = async (page: Page, world: World): Promise<void> => {
  if (read.has(world)) return;
  const client = new Client({ connectionString: world.databaseUrl });
  await client.connect();
  try {
    for (const name of ['metadataReadsPerSecond', 'tagReadsPerSecond'])
      await client.query(`insert into settings (name, value, changed_by, changed_at) values ($1, '100', 'operator', now())`, [name]);
    await allPoints(page);
    await expect
      .poll(async () => (await client.query('select kind from reading_progress where read = total and total > 1000')).rowCount, {
        timeout: 180_000,
      })
      .toBe(2);
  } finally {
    await client.end();
  }
  read.add(world);
};

test.beforeEach(({ page, world }) => readAll(page, world));

test('an address is found in the palette, told with evidence, and restored from its page', async ({ page }) => {
  await page.goto(paths.overview(PLACE));
  await page.getByRole('heading', { level: 1 }).waitFor();
  await palette(page, '10.1.10.115');
  await expect(page.getByText('Understood: address 10.1.10.115')).toBeVisible();
  await expect(page.getByRole('group', { name: 'Held now' }).getByRole('option')).toContainText('primary of intranet-01 (running)');
  await expect(page.getByRole('group', { name: 'Resources' }).getByRole('option')).toContainText(
    /intranet-01\s*10\.1\.10\.115: primary on 90 points, last on/,
  );
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(paths.address(PLACE, '10.1.10.115'));
  await expect(page.getByRole('heading', { level: 1, name: '10.1.10.115' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Held now by' })).toContainText('intranet-01 (running)');

  const held = whoHeld(page).getByRole('row');
  await expect(held.nth(1)).toContainText('intranet-01');
  await expect(held.nth(1)).toContainText('in the account');
  await held
    .nth(1)
    .getByRole('button', { name: /^Restore from/ })
    .click();
  await expect(page).toHaveURL(/\/restore\/[0-9a-f-]{36}/);
  await expect(page.getByText('10.1.10.115').first()).toBeVisible();
});

test('the page of an address that moved shows who had it, and that nothing is known in between', { tag: LONG }, async ({ page }) => {
  await page.goto(paths.address(PLACE, MOVED));
  const rows = whoHeld(page).getByRole('row');
  await expect(rows.nth(1)).toContainText(/api-01/);
  await expect(rows.nth(2)).toContainText(/Nothing known from .* to /);
  await expect(rows.nth(3)).toContainText(/wiki-01.*Deleted/);
  await expect(rows.nth(3).getByRole('link', { name: /^ami-/ })).toHaveCount(2);
  await expect(page.getByRole('img', { name: /^Who held 10\.1\.10\.33 over time/ })).toBeVisible();
  await expectAccessible(page);
  await rows
    .nth(3)
    .getByRole('button', { name: /^Restore from/ })
    .click();
  await expect(page).toHaveURL(/\/restore\/[0-9a-f-]{36}/);
});

test('the list understands an address and a block, and says why it found what it did', { tag: LONG }, async ({ page }) => {
  await allPoints(page);
  await search(page).fill('10.1.10.71');
  await found(page, '71 recovery points');
  await expect(list(page).getByRole('row').nth(1)).toContainText('old-crm-01');
  await expect(page.getByText('Understood: address 10.1.10.71')).toBeVisible();
  await expect(page.getByText(/10\.1\.10\.71: secondary on 71 points, last on/)).toBeVisible();
  await page.getByRole('link', { name: 'Who held 10.1.10.71 when' }).click();
  await expect(page.getByText('Nobody, as far as the account shows.')).toBeVisible();

  await page.goto(`${paths.resources(PLACE)}?q=10.1.20.0/24`);
  await expect(page.getByRole('grid', { name: 'Backed-up resources' }).getByRole('row')).toHaveCount(3);
  await expect(page.getByText('Understood: addresses in 10.1.20.0/24')).toBeVisible();
});

test('tags and times are part of the same text', { tag: LONG }, async ({ page }) => {
  await allPoints(page);
  await search(page).fill('tag:owner=platform');
  await found(page, '1 recovery point');
  await expect(page.getByText('Understood: tag owner = platform')).toBeVisible();
  await search(page).fill('intranet-01 before yesterday');
  await expect(page.getByText(/Understood: “intranet-01” in a name or ID · made before/)).toBeVisible();
  // Which day yesterday is depends on where the browser is; a date of ten days ago does not leave out more or less than a point by that.
  const tenDaysAgo = new Date(Date.now() - 10 * 86_400_000).toISOString().slice(0, 10);
  await search(page).fill(`intranet-01 before ${tenDaysAgo}`);
  await found(page, /^(7\d|8[0-3]) recovery points/);
  await page.reload();
  await found(page, /^(7\d|8[0-3]) recovery points/);
});

test('an instance shows its interfaces over time, what changed, and two times compared', { tag: LONG }, async ({ page }) => {
  await page.goto(`${paths.resources(PLACE)}?q=${MOVED}`);
  await page.getByRole('grid', { name: 'Backed-up resources' }).getByRole('link', { name: 'api-01' }).click();
  await page.getByRole('button', { name: 'Interfaces over time' }).click();
  const panel = page.getByRole('region', { name: 'Interfaces and addresses over time' });
  await expect(panel.getByText(`${MOVED} came as secondary of interface 1`).first()).toBeVisible();
  await expect(page).toHaveURL(/timeline=true/);
  await panel.getByRole('combobox', { name: 'From' }).selectOption('0');
  await panel.getByRole('combobox', { name: 'To' }).selectOption('1');
  await expect(panel.getByRole('list', { name: 'What is different' })).toHaveText(`${MOVED} went; it was secondary of interface 1`);
  await expectAccessible(page);
});

test('says how far the reading is while it goes on', { tag: LONG }, async ({ page, world }) => {
  const client = new Client({ connectionString: world.databaseUrl });
  await client.connect();
  // The worker writes how far it is whenever it has read again; where that comes between, the story sets the scene once more.
  await expect(async () => {
    await client.query(`update reading_progress set read = 340, total = 1200 where kind = 'addresses'`);
    await page.goto(`${paths.points(PLACE)}?q=10.1.10.115`);
    await expect(page.getByText('Addresses are still being read: 340 of 1,200 points.', { exact: false })).toBeVisible({ timeout: 15_000 });
  }).toPass();
  await client.query(`update reading_progress set read = total where kind = 'addresses'`);
  await client.end();
  await expect(page.getByText('Addresses are still being read', { exact: false })).toBeHidden();
});

test('the same in Japanese', { tag: LONG }, async ({ page, chooseLocale }) => {
  await chooseLocale('ja');
  await page.goto(`${paths.points(PLACE)}?q=10.1.10.115`);
  await expect(page.getByText('検索条件: アドレス 10.1.10.115')).toBeVisible();
  await expect(page.getByText(/90 件の復旧ポイントでプライマリ/)).toBeVisible();
  await page.goto(paths.address(PLACE, MOVED));
  await expect(page.getByRole('heading', { name: '使用履歴' })).toBeVisible();
  await expect(page.getByText(/までは不明$/)).toBeVisible();
  await expectAccessible(page);
});
