import { paths } from '@/lib/paths';
import { PLACE } from './support/account';
import { begin, details, found, list } from './support/browsing';
import { getFrom } from './support/http';
import { expect, expectAccessible, LONG, test } from './support/test';

test('filters and columns are kept: saved, renamed, found in the palette, deleted and brought back', async ({
  page,
  world,
  chooseLocale,
}) => {
  await begin(page, world);
  const saved = page.getByRole('dialog', { name: 'Saved filters' });
  await page.getByRole('button', { name: 'Saved filters' }).click();
  await expect(saved.getByText('You have not saved a filter of this list yet.')).toBeVisible();
  await expect(saved.getByText('Filter or sort the list first', { exact: false })).toBeVisible();
  await page.keyboard.press('Escape');

  await page.goto(`${paths.points(PLACE)}?type=RDS&sort=size`);
  await found(page, '91 recovery points');
  await page.getByRole('button', { name: 'Saved filters' }).click();
  await saved.getByRole('textbox', { name: 'Name for the filter that is shown now' }).fill('Databases');
  await page.keyboard.press('Enter');
  await expect(saved.getByRole('button', { name: 'Databases, shown now' })).toBeVisible();
  await saved.getByRole('textbox', { name: 'Name for the filter that is shown now' }).fill('databases');
  await saved.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(saved.getByRole('alert')).toHaveText('You have a filter called “Databases” already.');
  await expectAccessible(page);
  await saved.getByRole('button', { name: 'Rename Databases' }).click();
  await expect(saved.getByRole('textbox', { name: 'Rename Databases' })).toBeFocused();
  await page.keyboard.type('All of RDS');
  await page.keyboard.press('Enter');
  await expect(saved.getByRole('button', { name: 'All of RDS, shown now' })).toBeVisible();
  await page.keyboard.press('Escape');

  await page.goto(paths.overview(PLACE));
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search or go to' }).fill('all of');
  await expect(page.getByRole('group', { name: 'Saved filters' }).getByRole('option')).toContainText('Recovery points');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/points\?type=RDS&sort=size$/);
  await found(page, '91 recovery points');

  await page.getByRole('button', { name: 'Columns' }).click();
  const columns = page.getByRole('group', { name: 'Columns' });
  await columns.getByRole('checkbox', { name: 'Size' }).uncheck();
  await columns.getByRole('checkbox', { name: 'Malware scan' }).check();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(list(page).getByRole('columnheader', { name: 'Malware scan' })).toBeVisible();
  // The server draws the list with them, in another language as well.
  await chooseLocale('ja');
  const answer = await getFrom(page.request, page.url());
  expect(await answer.text()).toMatch(/role="columnheader"[^>]*>(<[^>]*>)*マルウェアスキャン/);
  await page.reload();
  const japanese = page.getByRole('grid', { name: '復旧ポイント' });
  await expect(japanese.getByRole('columnheader', { name: 'マルウェアスキャン' })).toBeVisible();
  await expect(japanese.getByRole('columnheader', { name: 'サイズ' })).toHaveCount(0);
  await page.getByRole('button', { name: '列', exact: true }).click();
  await page.getByRole('button', { name: '既定の列' }).click();
  await expect(japanese.getByRole('columnheader', { name: 'サイズ' })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');

  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('button', { name: '保存済みフィルター' }).click();
  await page.getByRole('button', { name: 'All of RDS を削除' }).click();
  await expect(page.getByText('この一覧のフィルターはまだ保存されていません。')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '元に戻す' }).click();
  await page.getByRole('button', { name: '保存済みフィルター' }).click();
  await expect(page.getByRole('button', { name: 'All of RDS（表示中）' })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await expectAccessible(page);
});

test('a backup with malware is told before the start, and the newest clean one is a click away', { tag: LONG }, async ({ page, world }) => {
  await begin(page, world);
  await page.goto(`${paths.points(PLACE)}?q=license-01`);
  const rows = list(page).getByRole('row');
  await expect(rows.nth(1)).toContainText('Malware found');
  await rows.nth(1).click();
  await expect(details(page).getByText('Malware found in this backup')).toBeVisible();
  await expect(details(page).getByRole('button', { name: 'Restore the newest clean point' })).toBeVisible();
  await expectAccessible(page);
  await details(page).getByRole('button', { name: 'Restore', exact: true }).click();
  await page.waitForURL(/\/restore\/[0-9a-f-]{36}/);
  const infected = page.url();
  const finding = page.getByRole('listitem').filter({ hasText: 'F30' });
  await expect(finding).toContainText('A malware scan of AWS Backup found malware in this backup');
  await finding.getByRole('button', { name: 'Restore the newest clean point' }).click();
  await page.waitForURL((url) => /\/restore\/[0-9a-f-]{36}/.test(url.pathname) && url.href !== infected);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('license-01');
  // The checks have come to an end: what is told of every restore is there.
  await expect(page.getByText('F24').first()).toBeAttached();
  await expect(page.getByRole('listitem').filter({ hasText: 'F30' })).toHaveCount(0);
});
