import type { Page } from '@playwright/test';
import { paths } from '@/lib/paths';
import { ARTICLE_POINT, PLACE } from './support/account';
import { allPoints, articlePage, begin, details, found, list } from './support/browsing';
import { headersOf } from './support/people';
import { expect, expectAccessible, LONG, test } from './support/test';

const tree = (page: Page) => page.getByRole('treegrid', { name: 'Recovery points' });
const filters = (page: Page) => page.getByRole('search', { name: 'Filter' });

test.beforeEach(({ page, world }) => begin(page, world));

test('from the vaults to a point, and back', async ({ page }) => {
  await page.goto(paths.vaults(PLACE));
  const vaults = page.getByRole('table').getByRole('row');
  await expect(vaults.nth(1)).toContainText(/aws-backup-vault\s*Standard\s*90\s*Not locked/);
  await expect(vaults.nth(2)).toContainText(/compliance-airgapped\s*Logically air-gapped\s*26\s*Locked, retention 30 to 400 days/);
  await expect(vaults.nth(3)).toContainText('Locked, retention 7 to 365 days');
  await expect(page.getByText(/^As of/)).toBeVisible();

  await page.getByRole('button', { name: 'Recovery points' }).click();
  await expect(page).toHaveURL(/sort=points/);
  await expect(vaults.nth(1)).toContainText('prod-daily');

  await page.getByRole('link', { name: 'aws-backup-vault' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'aws-backup-vault' })).toBeVisible();
  await found(page, '90 recovery points');
  await expect(list(page)).toHaveAttribute('aria-rowcount', '91');

  await list(page).getByRole('link', { name: 'intranet-01' }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: 'intranet-01' })).toBeVisible();
  await expect(page).toHaveTitle(/ami-084ddc30cf536ac1e/);
  await page.getByRole('navigation', { name: 'You are here' }).getByRole('link', { name: 'aws-backup-vault' }).click();
  await found(page, '90 recovery points');
});

test('filters and sort are in the address and outlive a reload', { tag: LONG }, async ({ page }) => {
  await allPoints(page);
  await page.getByRole('searchbox', { name: 'Find by address, name, ID, tag or date' }).fill('web-0');
  await expect(page).toHaveURL(/q=web-0/);
  await filters(page).getByRole('button', { name: 'Status' }).click();
  await page.getByRole('checkbox', { name: 'Expired, 1 match' }).check();
  await page.keyboard.press('Escape');
  await found(page, '1 recovery point');
  await expect(page.getByRole('button', { name: 'Status: Expired' })).toBeVisible();

  await page.getByRole('columnheader', { name: 'Size' }).getByRole('button').click();
  await expect(page).toHaveURL(/sort=size/);
  await expect(page.getByRole('columnheader', { name: 'Size' })).toHaveAttribute('aria-sort', 'descending');

  await page.reload();
  await found(page, '1 recovery point');
  await expect(page.getByRole('searchbox', { name: 'Find by address, name, ID, tag or date' })).toHaveValue('web-0');
  await expect(page.getByRole('columnheader', { name: 'Size' })).toHaveAttribute('aria-sort', 'descending');
  await expect(list(page).getByRole('row').nth(1)).toContainText('web-02');

  await filters(page).getByRole('button', { name: 'Created' }).click();
  await page.getByLabel('To', { exact: true }).fill('2020-01-31');
  await expect(page.getByText('Nothing matches the filter')).toBeVisible();
  await page.keyboard.press('Escape');
  await filters(page).getByRole('button', { name: 'Clear filters' }).click();
  await found(page, '2,071 recovery points');
  await expect(page).not.toHaveURL(/q=|status=|to=/);
});

test('the list is as long as it says, and scrolls to any of its rows', { tag: LONG }, async ({ page, world }) => {
  await allPoints(page);
  await expect(list(page)).toHaveAttribute('aria-rowcount', '2072');
  await list(page).getByRole('row').nth(1).focus();
  await page.keyboard.press('End');
  const last = list(page).locator('[aria-rowindex="2072"]');
  await expect(last).toBeFocused();
  await expect(last.getByRole('link')).toBeVisible();
  // What is sent first, before compression: it must not grow with a list.
  const headers = await headersOf(world, 'operator');
  const atMost = {
    [paths.points(PLACE)]: 88_000,
    [`${paths.points(PLACE)}?group=true`]: 88_000,
    [paths.resources(PLACE)]: 85_000,
    [paths.vaults(PLACE)]: 75_000,
    [paths.jobs(PLACE)]: 60_000,
    [paths.history()]: 60_000,
  };
  for (const [path, bytes] of Object.entries(atMost)) {
    const html = await (await fetch(`${world.url}${path}`, { headers })).text();
    expect(Buffer.byteLength(html), path).toBeLessThan(bytes);
  }
});

test('points fold under their resource, also those of an instance that is gone', { tag: LONG }, async ({ page }) => {
  await allPoints(page);
  await page.getByRole('searchbox', { name: 'Find by address, name, ID, tag or date' }).fill('old-crm');
  await page.getByRole('checkbox', { name: 'Group by resource' }).check();
  await found(page, '71 recovery points of 1 resource');
  const group = tree(page).getByRole('row', { name: /old-crm-01/ });
  await expect(group).toContainText('Deleted');
  await expect(group).toHaveAttribute('aria-expanded', 'false');

  await group.getByRole('button', { name: 'Show the points of old-crm-01' }).click();
  await expect(group).toHaveAttribute('aria-expanded', 'true');
  await expect(tree(page)).toHaveAttribute('aria-rowcount', '73');
  await expect(tree(page).getByRole('link', { name: /^ami-/ }).first()).toBeVisible();
  await expect(page).toHaveURL(/group=true/);
  await expect(page).toHaveURL(/open=i-/);

  await page.reload();
  await expect(tree(page).getByRole('link', { name: /^ami-/ }).first()).toBeVisible();
  await tree(page)
    .getByRole('row', { name: /old-crm-01/ })
    .focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowLeft');
  await expect(group).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(group).toHaveAttribute('aria-expanded', 'false');
  await expectAccessible(page);
});

test('the whole way by keyboard: rows, split view, restore', async ({ page }) => {
  await page.goto(paths.vault(PLACE, 'prod-daily'));
  await list(page).getByRole('row').nth(1).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  const third = list(page).locator('[aria-rowindex="4"]');
  await expect(third).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(third).toHaveAttribute('aria-selected', 'true');
  await expect(details(page)).toBeVisible();
  await expect(page).toHaveURL(/point=arn/);
  const name = (await third.getByRole('link').textContent())?.trim() ?? '';
  await expect(details(page).getByRole('heading', { name })).toBeVisible();
  await expect(details(page).getByText('Backup plan')).toBeVisible();

  await page.keyboard.press('Escape');
  await expect(details(page)).toBeHidden();
  await expect(third).toBeFocused();
  await expect(page).not.toHaveURL(/point=/);

  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect(details(page).getByRole('button', { name: 'Close' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(third).toBeFocused();

  await page.keyboard.press('Enter');
  await page.reload();
  await expect(details(page).getByRole('heading', { name })).toBeVisible();
  await expectAccessible(page);
});

test('what is not an EC2 instance cannot be restored here, and says so', { tag: LONG }, async ({ page }) => {
  await allPoints(page);
  await page.getByRole('searchbox', { name: 'Find by address, name, ID, tag or date' }).fill('orders-db');
  await found(page, '91 recovery points');
  await list(page)
    .getByRole('row')
    .nth(1)
    .click({ position: { x: 700, y: 18 } });
  const restore = details(page).getByRole('button', { name: 'Restore' });
  await expect(restore).toHaveAttribute('aria-disabled', 'true');
  await expect(restore).toHaveAccessibleDescription('Only EC2 instances can be restored here. This is a recovery point of RDS.');
});

test('a point explains its metadata and gives it back as the AWS CLI would', { tag: LONG }, async ({ page }) => {
  await page.goto(articlePage);
  const addresses = page.getByRole('region', { name: 'Addresses of interface 1' });
  await expect(addresses.getByRole('row').nth(1)).toContainText(/Primary\s*10\.1\.10\.115/);
  await expect(addresses.getByRole('row').nth(2)).toContainText(/Secondary\s*10\.1\.10\.100/);
  await expect(page.getByRole('row', { name: /KeyName/ })).toContainText('SSH key pair: the original one or none');
  await page.getByRole('tab', { name: 'As AWS gave it' }).click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download JSON' }).click()]);
  expect(download.suggestedFilename()).toBe('restore-metadata-ami-084ddc30cf536ac1e.json');
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  const answer = JSON.parse(Buffer.concat(chunks).toString('utf8'));
  expect(answer.RecoveryPointArn).toBe(ARTICLE_POINT);
  expect(answer.BackupVaultArn).toContain(':backup-vault:aws-backup-vault');
  expect(Object.keys(answer.RestoreMetadata).at(-1)).toBe('aws:backup:request-id');
});

test('a plan is begun from a point, gone on with, and seen by whoever looks at the point', { tag: LONG }, async ({ page }) => {
  await page.goto(articlePage);
  await page.getByRole('button', { name: 'Restore' }).click();
  await expect(page).toHaveURL(/\/restore\/[0-9a-f-]{36}/);
  const first = page.url();

  await page.goto(articlePage);
  await expect(page.getByText(/Being planned by you since/)).toBeVisible();
  await page.getByRole('button', { name: 'Restore' }).click();
  await expect(page).toHaveURL(first);
  await expect(page.getByText(/You are continuing your plan of/)).toBeVisible();
  await page.getByRole('button', { name: 'Start over' }).click();
  await expect(page).toHaveURL(/\/restore\/[0-9a-f-]{36}/);
  await expect(page).not.toHaveURL(first);
});

test('metadata that was cut off is shown as it is and explained, before and after one tries', { tag: LONG }, async ({ page }) => {
  await page.goto(`${paths.vault(PLACE, 'prod-daily')}?q=hpc-01`);
  await found(page, '91 recovery points');
  await list(page).getByRole('row').nth(2).getByRole('link').click();
  await expect(page.getByText('The restore metadata cannot be read as a plan')).toBeVisible();
  await expect(page.getByRole('row', { name: /NetworkInterfaces/ })).toContainText('[{"DeviceIndex":0,"SubnetId":"subnet-0bdb94');
  await page.getByRole('button', { name: 'Restore' }).click();
  const dialog = page.getByRole('dialog', { name: 'The restore metadata cannot be read as a plan' });
  await expect(dialog).toContainText('/NetworkInterfaces');
  await expect(dialog).toContainText('It is not valid JSON');
  await expectAccessible(page);
});
