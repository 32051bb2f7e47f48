import type { Page } from '@playwright/test';
import { paths } from '@/lib/paths';
import { ARTICLE_POINT, PLACE, VAULT } from './account';
import { expect } from './test';
import type { World } from './world';

export const articlePage = paths.point(PLACE, ARTICLE_POINT, VAULT);

export const list = (page: Page) => page.getByRole('grid', { name: 'Recovery points' });
export const details = (page: Page) => page.getByRole('region', { name: 'Details of the recovery point' });
export const found = (page: Page, words: string | RegExp) => expect(page.getByRole('status').filter({ hasText: words })).toBeVisible();

export const allPoints = async (page: Page): Promise<void> => {
  await page.goto(paths.points(PLACE));
  await found(page, '2,071 recovery points');
};

const swept = new WeakSet<World>();

/** Before each story that counts: no fault is left over, and all points are known, as they are once the first sweep is over. */
export const begin = async (page: Page, world: World): Promise<void> => {
  await fetch(`${world.awsUrl}/_sandbox/faults`, { method: 'DELETE' });
  if (swept.has(world)) return;
  await allPoints(page);
  swept.add(world);
};
