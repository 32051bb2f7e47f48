import { gzipSync } from 'node:zlib';
import type { Browser, Response } from '@playwright/test';
import { signInTo } from '@/e2e/support/people';
import type { World } from '@/e2e/support/world';
import { paths } from '@/lib/paths';
import type { Figure } from './figure';
import { inventoryReady, newestPoint, PLACE, VAULT } from './place';
import { withBrowser, withWorld } from './world';

const BROWSE_KB = 190;
const RESTORE_KB = 240;
const SETTLE_MS = 1_500;

/** Kilobytes (1,000 bytes) of gzipped JavaScript that a page loads by itself: every script that arrives until it is quiet, without a click. */
const scriptsOf = async (browser: Browser, world: World, url: string): Promise<number> => {
  const context = await browser.newContext();
  try {
    await signInTo(context, world, 'operator');
    const page = await context.newPage();
    const bodies = new Map<string, Promise<Buffer>>();
    const take = (response: Response): void => {
      if (response.request().resourceType() === 'script') bodies.set(response.url(), response.body());
    };
    page.on('response', take);
    await page.goto(url, { waitUntil: 'networkidle' });
    await page.waitForTimeout(SETTLE_MS);
    // What comes later is no part of the first load, and could not be read once the page is closed.
    page.off('response', take);
    const sizes = await Promise.all([...bodies.values()].map(async (body) => gzipSync(await body, { level: 9 }).length));
    return sizes.reduce((sum, size) => sum + size, 0) / 1_000;
  } finally {
    await context.close();
  }
};

/** Opens the restore page of `point` as a person does, and gives its address. */
const restorePage = async (browser: Browser, world: World, point: string): Promise<string> => {
  const page = await browser.newPage({ baseURL: world.url });
  await signInTo(page.context(), world, 'operator');
  try {
    await page.goto(paths.point(PLACE, point, VAULT));
    await page
      .getByRole('button', { name: /^Restore/ })
      .first()
      .click();
    await page.waitForURL(/\/restore\//);
    return page.url();
  } finally {
    await page.close();
  }
};

/** First-load JavaScript of every kind of page, gzipped. */
export const benchFirstLoad = (): Promise<readonly Figure[]> =>
  withWorld((world) =>
    withBrowser(async (browser) => {
      await inventoryReady(world);
      const point = await newestPoint(world);
      const pages: readonly (readonly [string, string, number])[] = [
        ['overview', paths.overview(PLACE), BROWSE_KB],
        ['vaults', paths.vaults(PLACE), BROWSE_KB],
        ['a vault', paths.vault(PLACE, VAULT), BROWSE_KB],
        ['recovery points', paths.points(PLACE), BROWSE_KB],
        ['a recovery point', paths.point(PLACE, point, VAULT), BROWSE_KB],
        ['resources', paths.resources(PLACE), BROWSE_KB],
        ['restore jobs', paths.jobs(PLACE), BROWSE_KB],
        ['history', paths.history(), BROWSE_KB],
        ['check a file', paths.check(), RESTORE_KB],
        ['settings', paths.settings(), BROWSE_KB],
      ];
      const figures: Figure[] = [];
      for (const [name, path, atMost] of pages)
        figures.push({
          name: `first-load JavaScript, ${name}`,
          value: await scriptsOf(browser, world, `${world.url}${path}`),
          unit: 'kB gz',
          atMost,
        });
      const restore = await restorePage(browser, world, point);
      figures.push({
        name: 'first-load JavaScript, restore page',
        value: await scriptsOf(browser, world, restore),
        unit: 'kB gz',
        atMost: RESTORE_KB,
      });
      return figures;
    }),
  );
