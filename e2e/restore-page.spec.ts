import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { paths } from '@/lib/paths';
import { PLACE } from './support/account';
import { bar, plan, saved, slot, type, verdict } from './support/plan';
import { expect, expectPlanAccessible, LONG, test } from './support/test';

test('the verdict names who holds each address, and a fix is one click and one step back', async ({ page, world }) => {
  await plan(page, world);
  await expect(bar(page).getByText('2 errors', { exact: true })).toBeVisible();
  await expect(bar(page).getByText('2 errors to fix first').first()).toBeVisible();
  const held = verdict(page).getByText(/^10\.1\.10\.115 is still held by the original instance intranet-01/);
  await expect(held).toBeVisible();
  await expect(verdict(page).getByText('Evidence: ec2:DescribeNetworkInterfaces').first()).toBeVisible();
  await expectPlanAccessible(page);

  await verdict(page).getByRole('button', { name: 'Use 10.1.10.116' }).click();
  await expect(held).toBeHidden();
  await expect(slot(page, 'Primary of interface 1: 10.1.10.116')).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: 'Use 10.1.10.116. 1 error, 1 warning, 0 unknown' })).toBeAttached();
  // The focus went on to the finding that took its PLACE, not to the top of the page.
  await expect(verdict(page).getByRole('listitem').filter({ hasText: '10.1.10.100' }).first()).toBeFocused();

  await page.keyboard.press('Control+z');
  await expect(held).toBeVisible();
  await page.keyboard.press('Control+Shift+z');
  await expect(held).toBeHidden();
});

test('a finding leads to its place, and its place lights the finding', { tag: LONG }, async ({ page, world }) => {
  await plan(page, world);
  await verdict(page).getByRole('button', { name: 'Show Interface 1, second address' }).click();
  await expect(slot(page, /^Secondary 1 of interface 1: 10\.1\.10\.100/)).toBeFocused();
  await expect(verdict(page).getByRole('listitem').filter({ hasText: '10.1.10.100 is still' }).first()).toHaveAttribute(
    'aria-current',
    'true',
  );
  await page.keyboard.press('F8');
  await expect(verdict(page).getByRole('listitem').first()).toBeFocused();
  await expect(page).toHaveTitle('Restore intranet-01 · Rehome');
  await page.keyboard.press('F6');
  await expect(bar(page).getByRole('button', { name: 'Review and start' })).toBeFocused();
  await page.keyboard.press('F6');
  await expect(slot(page, /^Primary of interface 1:/)).toBeFocused();
  await page.keyboard.press('Alt+Shift+a');
  await expect(page.getByRole('gridcell').and(page.locator(':focus'))).toHaveCount(1);
  await page.keyboard.press('Shift+F6');
  await expect(slot(page, /^Primary of interface 1:/)).toBeFocused();
  await page.keyboard.press('Alt+Shift+v');
  await expect(verdict(page).getByRole('listitem').first()).toBeFocused();
});

test('what was done can be undone and redone after a reload', { tag: LONG }, async ({ page, world }) => {
  await plan(page, world);
  await type(page, 'primary', '10.1.10.130');
  await page.getByLabel('Copy the tags of the backup to the instance').uncheck();
  await saved(page);
  await page.reload();
  await expect(slot(page, 'Primary of interface 1: 10.1.10.130')).toBeVisible();
  await bar(page).getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByLabel('Copy the tags of the backup to the instance')).toBeChecked();
  await bar(page).getByRole('button', { name: 'Undo' }).click();
  await expect(slot(page, /^Primary of interface 1: 10\.1\.10\.115/)).toBeVisible();
  await saved(page);
  await page.reload();
  await bar(page).getByRole('button', { name: 'Redo' }).click();
  await expect(slot(page, 'Primary of interface 1: 10.1.10.130')).toBeVisible();
});

/** The control that has the focus, where a bar that stays in view lies over its middle; `null`: it can be seen. */
const coveredFocus = (page: Page): Promise<string | null> =>
  page.evaluate(() => {
    const focused = document.activeElement;
    if (focused === null || focused.closest('[data-nic-editor]') === null) return null;
    const { left, top, width, height } = focused.getBoundingClientRect();
    const above = document.elementFromPoint(left + width / 2, top + height / 2);
    return above !== null && (focused.contains(above) || above.contains(focused)) ? null : focused.outerHTML;
  });

test('what the keys come to stands between the bars, never under one', { tag: LONG }, async ({ page, world }) => {
  await page.setViewportSize({ width: 1280, height: 560 });
  await plan(page, world);
  await page.getByRole('button', { name: 'Add an interface' }).click();
  const last = page.getByRole('region', { name: 'Instance settings' }).getByRole('combobox').first();
  await last.focus();
  const first = page.getByRole('button', { name: 'Change the subnet of interface 1' });
  let steps = 0;
  for (; steps < 60 && !(await first.evaluate((element) => element === document.activeElement)); steps += 1) {
    await page.keyboard.press('Shift+Tab');
    expect(await coveredFocus(page)).toBeNull();
  }
  expect(steps).toBeGreaterThan(15);
  for (; steps > 0; steps -= 1) {
    await page.keyboard.press('Tab');
    expect(await coveredFocus(page)).toBeNull();
  }
});

test('the collapsed settings of an interface come when they are opened, and are part of the plan', { tag: LONG }, async ({
  page,
  world,
}) => {
  await plan(page, world);
  const card = page.getByRole('article', { name: 'Interface 1' });
  await card.getByText('More', { exact: true }).click();
  const publicIp = card.getByRole('checkbox', { name: 'Public IPv4 address' });
  await publicIp.check();
  await expect(card.getByText('public IP', { exact: true })).toBeVisible();
  await card.getByRole('textbox', { name: 'Description' }).fill('restored');
  await page.keyboard.press('Enter');
  await expect(card.getByRole('textbox', { name: 'Description' })).toHaveValue('restored');
  await expectPlanAccessible(page);
  await bar(page).getByRole('button', { name: /^Undo/ }).click();
  await expect(card.getByRole('textbox', { name: 'Description' })).not.toHaveValue('restored');
  await expect(publicIp).toBeChecked();
  await bar(page).getByRole('button', { name: /^Undo/ }).click();
  await expect(publicIp).not.toBeChecked();
});

test('presets show what they would change, and are one step', { tag: LONG }, async ({ page, world }) => {
  await plan(page, world);
  await page.getByRole('button', { name: 'Presets' }).click();
  const dialog = page.getByRole('dialog', { name: 'Presets' });
  await dialog.getByRole('radio', { name: 'Primary fixed, secondaries automatic' }).check();
  await dialog.getByLabel('Primary address').fill('10.1.10.1x');
  await expect(dialog.getByText('10.1.10.1x is not an IPv4 address.')).toBeVisible();
  await dialog.getByLabel('Primary address').fill('10.1.10.140');
  await expect(dialog.getByText(/The verdict would be: 1 error/)).toBeVisible();
  await dialog.getByLabel('Primary address').fill('10.1.10.141');
  await expect(dialog.getByText(/The verdict would be: No errors/)).toBeVisible();
  await expectPlanAccessible(page);
  await dialog.getByRole('button', { name: 'Apply the preset' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('button', { name: 'Presets' })).toBeFocused();
  await expect(slot(page, 'Primary of interface 1: 10.1.10.141')).toBeVisible();
  await bar(page).getByRole('button', { name: 'Undo' }).click();
  await expect(slot(page, /^Primary of interface 1: 10\.1\.10\.115/)).toBeVisible();

  const compare = page.getByRole('dialog', { name: 'Before and after' });
  await page.getByRole('button', { name: 'Before and after' }).click();
  // AWS returned a public IP, which a plan turns off; nothing else differs.
  await expect(compare.getByRole('row', { name: /Changed/ })).toHaveCount(1);
  await expect(compare.getByRole('row', { name: 'Public IP' })).toHaveText(/YesNo$/);
  await compare.getByRole('button', { name: 'Close' }).click();
  await bar(page).getByRole('button', { name: 'Redo' }).click();
  await page.getByRole('button', { name: 'Before and after' }).click();
  await expect(compare.getByText('10.1.10.141').first()).toBeVisible();
  await expect(compare.getByRole('row', { name: /Changed/ })).toHaveCount(3);
  await expectPlanAccessible(page);
});

test('the file that is downloaded is the one that is shown, and the command names its role', { tag: LONG }, async ({ page, world }) => {
  await plan(page, world);
  await page.getByRole('button', { name: 'Metadata and command' }).click();
  const dialog = page.getByRole('dialog', { name: 'Metadata and command' });
  await expect(dialog.getByRole('region', { name: 'Readable' })).toContainText('"PrivateIpAddress": "10.1.10.115"');
  await dialog.getByRole('tab', { name: 'metadata.json' }).click();
  const shown = await dialog.getByRole('region', { name: 'metadata.json' }).textContent();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Download metadata.json' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('metadata.json');
  expect(readFileSync(await download.path(), 'utf8')).toBe(shown);
  const metadata = JSON.parse(shown ?? '{}');
  expect(Object.keys(metadata)).not.toContain('CpuOptions');
  expect(JSON.parse(metadata.NetworkInterfaces)[0].AssociatePublicIpAddress).toBe(false);
  await dialog.getByRole('tab', { name: 'AWS CLI' }).click();
  await expect(dialog.getByRole('region', { name: 'AWS CLI' })).toContainText('service-role/AWSBackupDefaultServiceRole');
  await expectPlanAccessible(page);
});

test('a key edited as text wins, is checked, and can be put back', { tag: LONG }, async ({ page, world }) => {
  await plan(page, world);
  await page.getByRole('button', { name: 'Metadata and command' }).click();
  const dialog = page.getByRole('dialog', { name: 'Metadata and command' });
  await dialog.getByRole('tab', { name: 'Edit as text' }).click();
  await dialog.getByLabel('Value of EbsOptimized').fill('perhaps');
  await dialog.getByRole('button', { name: 'Apply: EbsOptimized' }).click();
  await expect(dialog.getByText('EbsOptimized is “perhaps”. AWS takes “true” or “false”.')).toBeVisible();
  await expectPlanAccessible(page);
  await dialog.getByRole('button', { name: 'Reset: EbsOptimized' }).click();
  await expect(dialog.getByLabel('Value of EbsOptimized')).toHaveValue('false');
  await dialog.getByLabel('Name of the new key').fill('X-Team');
  await dialog.getByLabel('Value of the new key').fill('platform');
  await dialog.getByRole('button', { name: 'Add the key' }).click();
  await expect(dialog.getByLabel('Value of X-Team')).toHaveValue('platform');
  await page.keyboard.press('Escape');
  await expect(verdict(page).getByText(/^X-Team is not among the keys/)).toBeVisible();
});

test('the whole page in Japanese', { tag: LONG }, async ({ page, chooseLocale, chooseTheme, world }) => {
  await plan(page, world);
  const url = page.url();
  await chooseLocale('ja');
  await chooseTheme('dark');
  await page.goto(url);
  await expect(page.getByRole('heading', { level: 1, name: 'intranet-01 の復元' })).toBeVisible();
  await expect(page.getByRole('region', { name: '判定と開始' }).getByText('先にエラー 2 件の修正が必要です').first()).toBeVisible();
  await expect(page.getByRole('region', { name: 'バックアップからの変更' })).toBeVisible();
  await expectPlanAccessible(page);
});

test('a plan that is not there answers so', { tag: LONG }, async ({ page, expectConsoleError }) => {
  expectConsoleError(/404/);
  const answer = await page.goto(paths.restore(PLACE, '00000000-0000-4000-8000-000000000000'));
  expect(answer?.status()).toBe(404);
});
