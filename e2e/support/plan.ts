import type { Page } from '@playwright/test';
import { paths } from '@/lib/paths';
import { PLACE, pointsOfIntranet, VAULT } from './account';
import { expect } from './test';
import type { World } from './world';

let planned = 0;

/** From a recovery point of the article's instance to a plan of it. Each story plans from one of its own. */
export const plan = async (page: Page, world: World): Promise<void> => {
  const points = await pointsOfIntranet(world);
  const point = points[planned % points.length] ?? '';
  planned += 1;
  await page.goto(paths.point(PLACE, point, VAULT));
  await page.getByRole('button', { name: 'Restore', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Restore intranet-01' })).toBeVisible();
  await expect(bar(page)).toBeVisible();
};

export const bar = (page: Page) => page.getByRole('region', { name: 'Verdict and start' });
export const verdict = (page: Page) => page.getByRole('region', { name: 'Verdict', exact: true });
export const saved = (page: Page) => expect(bar(page).getByText('Saved', { exact: true })).toBeVisible();
export const slot = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

/** Types an address into the place of a fixed one. */
export const type = async (page: Page, which: 'primary' | 'secondary 1', address: string): Promise<void> => {
  await page.getByRole('button', { name: `Actions for ${which === 'primary' ? 'the primary' : which} of interface 1` }).click();
  await page.getByRole('menuitem', { name: 'Type an address' }).click();
  const field = page.getByRole('combobox', {
    name: which === 'primary' ? 'Primary address of interface 1' : 'Secondary address 1 of interface 1',
  });
  await field.fill(address);
  await field.press('Enter');
  await expect(slot(page, new RegExp(`${address.replaceAll('.', '\\.')}`)).first()).toBeVisible();
};

/** Ticks every warning of the review, as one who has read them. */
export const acceptAll = async (page: Page): Promise<void> => {
  // The dialog's own code comes when it is opened.
  await page.getByRole('button', { name: /^(Start the restore|Submit for approval)$/ }).waitFor();
  for (const box of await page.getByRole('group', { name: 'Accept before starting' }).getByRole('checkbox').all()) await box.check();
};
