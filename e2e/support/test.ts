import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { test as base, expect, type Page } from '@playwright/test';
import { COOKIES, type Locale } from '@/lib/i18n/locale';
import { waitUntilLive } from './live';
import { signInTo, type Who } from './people';
import { startWorld, type World } from './world';

interface Fixtures {
  /** The console and everything behind it, fresh for each file of stories. */
  readonly world: World;
  /** Allows console errors that match, in this story: a page that must answer 404 makes the browser log one. */
  readonly expectConsoleError: (pattern: RegExp) => void;
  /** Opens the console in a language from the next page on. */
  readonly chooseLocale: (locale: Locale) => Promise<void>;
  /** Opens it light or dark from the next page on. */
  readonly chooseTheme: (theme: 'light' | 'dark') => Promise<void>;
  /** Signs in as somebody else from the next page on: stories begin as the operator. */
  readonly as: (who: Who) => Promise<void>;
  readonly allowedErrors: RegExp[];
}

interface WorkerFixtures {
  readonly worlds: (file: string) => Promise<World>;
}

/** As Playwright's own `test`, with a console to visit at the base URL. A story fails on any console error or unhandled error in a page. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  worlds: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what a fixture needs from this pattern.
    async ({}, use) => {
      let current: { readonly file: string; readonly world: World } | null = null;
      await use(async (file) => {
        if (current?.file !== file) {
          await current?.world.end();
          current = { file, world: await startWorld() };
        }
        return current.world;
      });
      // The assignment above is in a closure, which the compiler does not follow.
      await (current as { readonly world: World } | null)?.world.end();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  world: [
    async ({ worlds }, use, info) => {
      const world = await worlds(info.file);
      await use(world);
      if (info.status !== info.expectedStatus) {
        await info.attach('console log', { body: readFileSync(join(world.logs, 'console.log'), 'utf8'), contentType: 'text/plain' });
      }
    },
    { timeout: 120_000 },
  ],
  baseURL: async ({ world }, use) => use(world.url),
  // biome-ignore lint/correctness/noEmptyPattern: as above.
  allowedErrors: async ({}, use) => use([]),
  expectConsoleError: async ({ allowedErrors }, use) => use((pattern) => void allowedErrors.push(pattern)),
  context: async ({ context, world, allowedErrors, timezoneId }, use) => {
    await signInTo(context, world, 'operator');
    // As after a first visit, on which a page is fetched twice: the server writes times in UTC until it has heard of the browser's zone.
    await context.addCookies([{ name: COOKIES.timeZone, value: encodeURIComponent(timezoneId ?? 'UTC'), url: world.url }]);
    const errors: string[] = [];
    context.on('console', (message) => {
      if (message.type() === 'error') errors.push(`${message.text()} (${message.location().url})`);
    });
    context.on('page', waitUntilLive);
    context.on('weberror', (error) => errors.push(String(error.error())));
    await use(context);
    expect(
      errors.filter((text) => !allowedErrors.some((pattern) => pattern.test(text))),
      'errors in the browser console',
    ).toEqual([]);
  },
  as: async ({ context, world }, use) => use((who) => signInTo(context, world, who)),
  // Requests without a page are made by whoever is signed in in the browser.
  request: async ({ context }, use) => use(context.request),
  chooseLocale: async ({ context, baseURL }, use) =>
    use((locale) => context.addCookies([{ name: COOKIES.locale, value: locale, url: baseURL ?? '' }])),
  chooseTheme: async ({ context, baseURL }, use) =>
    use((theme) => context.addCookies([{ name: COOKIES.theme, value: theme, url: baseURL ?? '' }])),
});

export { expect };

/**
 * The tag of a story beside the main jobs: states and other ways in that tests of the wire, the database or a component ask about as well. `npm test` leaves these
 * out, for it has a quarter of an hour; `npm run e2e` runs them all.
 */
export const LONG = '@long';

const expectNothingFound = async (axe: AxeBuilder): Promise<void> => {
  // The console has no frames of other origins, for whose sake axe would gather its answers in a page of its own.
  axe.setLegacyMode();
  const found = async () => {
    const { violations } = await axe.analyze();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
  };
  // What stays is what counts: while a page that is not there wakes up, React takes its title out for a moment and puts the same one in.
  await expect.poll(found, { intervals: [500] }).toEqual([]);
};

// Nothing reads what passed.
const resultTypes: ['violations'] = ['violations'];

/** All rules of axe that look at colours. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/** Pages by their address without what names one thing of many (ids, regions, accounts). */
const lookedAt = new Set<string>();
/**
 * What axe is asked of a page as it is now: everything at the first look at such a page in this process, and all but its colours at the next ones. Colours are four
 * fifths of axe's work, and all come from tokens whose pairs are measured (components/ui/tokens.test.ts); people, approvals and an open start are looked at in both themes besides, and by `npm run long` every page of inventory and frame.
 */
const questionsOf = (page: Page) => {
  const kind = new URL(page.url()).pathname.replaceAll(/[^/]*\d[^/]*/g, '*');
  const rules = lookedAt.has(kind) ? Object.fromEntries(COLOUR_RULES.map((rule) => [rule, { enabled: false }])) : {};
  lookedAt.add(kind);
  return { resultTypes, rules };
};

/** Proves that axe finds nothing to object to in the page as it is now (WCAG 2.2 A and AA, and best practice). */
export const expectAccessible = (page: Page): Promise<void> => expectNothingFound(new AxeBuilder({ page }).options(questionsOf(page)));

/**
 * The same of a plan, without the cells of its address map. They are hundreds, on which axe spends most of its time, and the stories of the map look at them in
 * each of their states.
 */
export const expectPlanAccessible = (page: Page): Promise<void> =>
  expectNothingFound(new AxeBuilder({ page }).exclude('[role="grid"] [role="row"]').options(questionsOf(page)));

/**
 * The same, light and dark, of a page that follows the system. The two differ in their colours and in nothing else, so in the dark only those are looked at.
 */
export const expectAccessibleInBothThemes = async (page: Page): Promise<void> => {
  const background = (): Promise<string> => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  await page.emulateMedia({ colorScheme: 'light' });
  await expectNothingFound(new AxeBuilder({ page }).options({ resultTypes }));
  const light = await background();
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(background).not.toBe(light);
  await expectNothingFound(new AxeBuilder({ page }).options({ resultTypes, runOnly: { type: 'rule', values: COLOUR_RULES } }));
};

/**
 * Turns the page's clock on, again and again, until `then` holds: what the page would ask after so many seconds it asks now. The page must have been given its
 * clock (`page.clock.install()`) before it was opened.
 */
export const hurry = async (page: Page, seconds: number, then: () => Promise<void>): Promise<void> =>
  expect(async () => {
    await page.clock.fastForward(1_000 * seconds);
    await then();
  }).toPass({ intervals: [500] });
