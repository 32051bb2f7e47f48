import type { Locator, Page } from '@playwright/test';
import { slot } from './support/plan';
import { advance, startHere, startOvertaken } from './support/restores';
import { expect, expectPlanAccessible, LONG, test } from './support/test';
import type { World } from './support/world';

// “Restore again” after a failure: the failure goes with the plan.

/** From the page of a job that fails to the plan of the next try. */
const again = async (page: Page, world: World): Promise<void> => {
  await advance(world, 10);
  await expect(page.getByRole('main').getByText('Failed').first()).toBeVisible();
  await page.getByRole('button', { name: 'Restore again' }).click();
  await expect(page).toHaveURL(/\/restore\//);
};

const panel = (page: Page): Locator => page.getByRole('region', { name: 'The last try failed' });

test('an address that was taken: marked at its slot, and another with one click', { tag: LONG }, async ({ page, world }) => {
  await startOvertaken(page, world, { primary: '10.1.10.181', secondary: '10.1.10.182' }, 'quick-02');
  await again(page, world);
  await expect(panel(page)).toContainText('Address 10.1.10.181 is in use.');
  await expect(panel(page)).toContainText('Rule F3');
  await panel(page).getByRole('button', { name: 'Interface 1, first address' }).click();
  await expect(slot(page, /^Primary of interface 1: 10\.1\.10\.181/)).toBeFocused();
  await expectPlanAccessible(page);
  await panel(page)
    .getByRole('button', { name: /^Use 10\.1\.10\.\d+/ })
    .click();
  await expect(panel(page)).toContainText('What failed is no longer asked for.');
  await expect(slot(page, /^Primary of interface 1: 10\.1\.10\.181/)).toHaveCount(0);
  // It stays with the plan, and what was done about it too.
  await page.reload();
  await expect(panel(page)).toContainText('What failed is no longer asked for.');
});

test('no capacity: types that take the same interfaces in the same zone', { tag: LONG }, async ({ page, world }) => {
  await world.control('shortage', { type: 't2.micro', zone: 'ap-northeast-1a' });
  await startHere(page, world, { primary: '10.1.10.183', secondary: '10.1.10.184' });
  await again(page, world);
  await expect(panel(page)).toContainText('do not have sufficient t2.micro capacity');
  await panel(page).getByRole('button', { name: 'Use t3.micro' }).click();
  await expect(panel(page)).toContainText('What failed is no longer asked for.');
  await expect(page.getByRole('combobox', { name: 'Instance type' })).toHaveValue('t3.micro');
});

test('in Japanese, dark and narrow', { tag: LONG }, async ({ page, world, chooseLocale, chooseTheme }) => {
  await startOvertaken(page, world, { primary: '10.1.10.185', secondary: '10.1.10.186' }, 'quick-03');
  await again(page, world);
  await chooseLocale('ja');
  await chooseTheme('dark');
  await page.setViewportSize({ width: 768, height: 1024 });
  await page.reload();
  await expect(page.getByRole('region', { name: '前回の復元は失敗しました' })).toContainText('10.1.10.185');
  await expectPlanAccessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(768);
});
