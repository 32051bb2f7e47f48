import type { Page } from '@playwright/test';
import { COOKIES } from '@/lib/i18n/locale';
import { api } from '@/lib/paths';
import { PLACE } from './support/account';
import { getFrom } from './support/http';
import { startElsewhere } from './support/restores';
import { expect, expectAccessible, expectAccessibleInBothThemes, hurry, LONG, test } from './support/test';

const place = '/123456789012/ap-northeast-1';
const missing = /status of 404/;

test('the keyboard alone leads through the frame', { tag: LONG }, async ({ page }) => {
  await page.goto(place);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();

  const rail = page.getByRole('navigation', { name: 'Main' });
  await expect(rail.getByRole('link', { name: 'Overview' })).toHaveAttribute('aria-current', 'page');
  await rail.getByRole('link', { name: 'Overview' }).focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Vaults' })).toBeVisible();
  await expect(rail.getByRole('link', { name: 'Vaults' })).toHaveAttribute('aria-current', 'page');

  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(rail.getByRole('link', { name: 'Vaults' })).toBeFocused();
});

test('an answer that is long in coming is told of, with whether the console answers at all, and the page goes on by itself when it comes', {
  tag: LONG,
}, async ({ page, expectConsoleError }) => {
  expectConsoleError(/net::ERR_FAILED/);
  await page.clock.install();
  await page.goto(place);
  let answer: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route(
    (url) => url.pathname === place,
    async (route) => {
      if (route.request().headers()['next-action'] !== undefined) await held;
      await route.fallback();
    },
  );
  const notice = page.getByRole('status').filter({ hasText: 'Still waiting for an answer' });
  const soon = { timeout: 1_000 };
  await page.getByRole('button', { name: 'Refresh' }).first().click();
  await expect(notice).toBeHidden();
  await hurry(page, 11, () => expect(notice).toContainText('The console works, but', soon));
  await expectAccessible(page);
  const ready = (url: URL) => url.pathname === api.ready();
  await page.route(ready, (route) => route.abort());
  await hurry(page, 3, () => expect(notice).toContainText('The console does not answer at all', soon));
  await page.unroute(ready);
  // The refresh has given up by now, and only loading the page again would free what waits behind it.
  await hurry(page, 30, () => expect(notice.getByRole('button', { name: 'Load again' })).toBeVisible(soon));
  answer();
  await expect(notice).toBeHidden();
});

test('the region is switched and the kind of page stays; a detail page leads to its list', { tag: LONG }, async ({ page }) => {
  await page.goto(`${place}/vaults/prod-daily`);
  await page.getByRole('button', { name: 'Region ap-northeast-1, switch' }).click();
  await expect(page.getByRole('menuitemradio', { name: 'ap-northeast-1' })).toBeFocused();
  await page.getByRole('menuitemradio', { name: 'us-east-1' }).click();
  await expect(page).toHaveURL('/123456789012/us-east-1/vaults');
  await expect(page.getByRole('link', { name: 'dr-vault' })).toBeVisible();
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Overview' }).click();
  await expect(page).toHaveURL('/123456789012/us-east-1');
  await page.getByRole('button', { name: /^Region us-east-1/ }).click();
  await page.getByRole('menuitemradio', { name: 'eu-west-3' }).click();
  await expect(page.getByText('No backup vaults in eu-west-3')).toBeVisible();
});

test('the language is switched at once, to Japanese and back, and is remembered', { tag: LONG }, async ({ page }) => {
  await page.goto(place);
  await page.getByRole('button', { name: 'Language' }).click();
  await page.getByRole('menuitemradio', { name: '日本語' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '概要' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'ja');
  await page.getByRole('link', { name: '設定' }).click();
  await expect(page).toHaveTitle('設定 · Rehome');
  await page.reload();
  await page.getByLabel('言語', { exact: true }).and(page.getByRole('combobox')).selectOption('English');
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
});

test('the theme is chosen, stands in the first answer of the server, and can follow the system again', { tag: LONG }, async ({
  page,
  request,
  context,
}) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto('/settings');
  const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await background();
  await page.getByRole('button', { name: 'Theme' }).click();
  await page.getByRole('menuitemradio', { name: 'Dark' }).click();
  await expect.poll(background).not.toBe(light);
  const dark = await background();
  const cookies = (await context.cookies()).map((cookie) => `${cookie.name}=${cookie.value}`).join('; ');
  expect(await (await getFrom(request, '/settings', { headers: { cookie: cookies } })).text()).toContain('data-theme="dark"');
  await page.reload();
  expect(await background()).toBe(dark);
  await page.getByRole('combobox', { name: 'Theme' }).selectOption('As the system');
  await expect.poll(background).toBe(light);
});

test('the palette finds pages, vaults, machines and actions, by keyboard', async ({ page }) => {
  await page.goto(place);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.keyboard.press('Control+k');
  const field = page.getByRole('combobox', { name: 'Search or go to' });
  await expect(field).toBeFocused();
  await field.fill('aws-backup-v');
  await expect(page.getByRole('option', { name: /^aws-backup-vault/ })).toHaveAttribute('aria-selected', 'true');
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`${place}/vaults/aws-backup-vault`);
  await expect(page.getByRole('heading', { level: 1, name: 'aws-backup-vault' })).toBeVisible();

  await page.keyboard.press('/');
  await field.fill('intranet-01');
  await expect(page.getByRole('group', { name: 'Recovery points' }).getByRole('option').first()).toBeVisible();
  await page
    .getByRole('group', { name: 'Resources' })
    .getByRole('option', { name: /^intranet-01/ })
    .click();
  await expect(page).toHaveURL(/\/resources\/.*i-0f3a9c41d27be5860$/);

  await page.keyboard.press('Control+k');
  await field.fill('us-west-2');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/123456789012/us-west-2/resources');

  await page.keyboard.press('Control+k');
  await field.fill('zzzz');
  await expect(page.getByText('Nothing here matches “zzzz”.', { exact: false })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(field).toBeHidden();
});

test('keys without a modifier can be turned off', { tag: LONG }, async ({ page }) => {
  await page.goto('/settings');
  await page.getByRole('checkbox', { name: 'Keys without Ctrl or Command do something' }).uncheck();
  await page.goto(place);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.keyboard.press('?');
  await page.keyboard.press('/');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Search or go to' })).toHaveValue('');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeHidden();
});

test('the rail collapses, and stays so at the next visit, and by itself where there is little room', { tag: LONG }, async ({ page }) => {
  await page.goto('/settings');
  const width = async () => (await page.getByRole('navigation', { name: 'Main' }).boundingBox())?.width ?? 0;
  expect(await width()).toBeGreaterThan(150);
  await page.setViewportSize({ width: 768, height: 1024 });
  expect(await width()).toBeLessThan(60);
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.getByRole('button', { name: 'Collapse menu' }).click();
  await expect.poll(width).toBeLessThan(60);
  await expect(page.getByRole('button', { name: 'Expand menu' })).toBeFocused();
  await page.reload();
  expect(await width()).toBeLessThan(60);
  await expect(page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Vaults' })).toBeVisible();
});

test('the overview shows a restore that somebody starts elsewhere, and a refresh that was asked for', { tag: LONG }, async ({
  page,
  world,
}) => {
  const restores = page.getByRole('region', { name: 'Restores' });
  const job = (id: string) => restores.locator(`a[href$="${id}"]`);
  // While a restore runs that the console knows, it looks at AWS each two seconds, and so does the page at the console.
  const known = await startElsewhere(world, '10.1.10.160');
  await getFrom(page.request, api.job(PLACE, known));
  await page.goto(place);
  await expect(job(known)).toBeVisible();
  await expect(job(await startElsewhere(world, '10.1.10.161'))).toBeVisible();
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect(page.getByText(/^As of/).first()).toBeVisible();
  await expect(page.getByRole('list', { name: 'At a glance' })).toContainText('a recovery point of the last 48 hours');
  await expectAccessible(page);
  await page.getByRole('searchbox', { name: 'Find by address, name, ID, tag or date' }).fill('10.1.10.115');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`${place}/points?q=10.1.10.115`);
  await expect(page.getByText('Understood: address 10.1.10.115')).toBeVisible();
});

test('what AWS refuses is named, and nothing is claimed of what was never read', { tag: LONG }, async ({ page, world }) => {
  const fault = { kind: 'denied', service: 'backup', region: 'eu-north-1', times: null };
  await world.control('faults', fault);
  await page.goto('/123456789012/eu-north-1');
  const restores = page.getByRole('region', { name: 'Restores' });
  await expect(restores.getByText('Missing permission: backup:ListRestoreJobs')).toBeVisible();
  await expect(restores.getByText('No restore is running.')).toBeHidden();
  await expect(page.getByRole('list', { name: 'At a glance' }).getByText('Not known', { exact: true })).toHaveCount(3);
  await expect(page.getByRole('region', { name: 'At risk' })).toContainText('so what is protected is not known');
  await expect(page.getByRole('region', { name: 'Vaults' }).getByText('Missing permission: backup:ListBackupVaults')).toBeVisible();
  // The line names one of the actions that are missing.
  await page.getByRole('button', { name: /^Missing permission: backup:List/ }).click();
  await expect(page.getByText(/is not authorized to perform: backup:List/).first()).toBeVisible();
  await expectAccessible(page);
  await fetch(`${world.awsUrl}/_sandbox/faults`, { method: 'DELETE' });
});

for (const [path, text, way] of [
  ['/999999999999/ap-northeast-1', 'This console does not serve account 999999999999.', 'Start page'],
  ['/123456789012/mars-north-1', 'There is no region mars-north-1', 'Start page'],
  [`${place}/vaults/nope`, 'There is no backup vault nope in ap-northeast-1.', 'All vaults'],
  [`${place}/jobs/nope`, 'There is no restore job nope in ap-northeast-1.', 'All restore jobs'],
  [`${place}/restore/nope`, 'There is no restore plan nope.', 'All recovery points'],
  ['/history/nope', 'There is no restore nope.', 'History'],
  ['/nowhere', 'There is no page at this address.', 'Start page'],
] as const) {
  test(`${path} answers 404 inside the frame, with a way back`, { tag: path === '/nowhere' ? [] : LONG }, async ({
    page,
    expectConsoleError,
  }) => {
    expectConsoleError(missing);
    expect((await page.goto(path))?.status()).toBe(404);
    await expect(page.getByRole('heading', { level: 1, name: 'Not found' })).toBeVisible();
    await expect(page.getByText(text, { exact: false })).toBeVisible();
    await expect(page).toHaveTitle(/ · Rehome$/);
    await page.getByRole('main').getByRole('link', { name: way }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Not found' })).toBeHidden();
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  });
}

test('a page at rest moves nothing: an animation that nobody sees still costs every frame', { tag: LONG }, async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  for (const path of [place, `${place}/points`, '/settings']) {
    await page.goto(path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await expect.poll(() => page.evaluate(() => document.getAnimations().length)).toBe(0);
  }
});

test('what is busy turns, but not for somebody who wants no motion', { tag: LONG }, async ({ page }) => {
  /** How a sign that something is busy moves. */
  const busy = () =>
    page.evaluate(() => {
      const sign = document.body.appendChild(document.createElement('i'));
      sign.className = 'animate-spin';
      const { animationName, animationIterationCount } = getComputedStyle(sign);
      sign.remove();
      return { animationName, animationIterationCount };
    });
  await page.goto('/settings');
  expect(await busy()).toEqual({ animationName: 'spin', animationIterationCount: '1' });
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  expect(await busy()).toEqual({ animationName: 'spin', animationIterationCount: 'infinite' });
});

test('on a first visit the console hears of the browser’s time zone, and writes times in it from then on', { tag: LONG }, async ({
  page,
  context,
}) => {
  await context.clearCookies({ name: COOKIES.timeZone });
  await page.goto(`${place}/points`);
  const first = page.getByRole('main').locator('time').first();
  await expect(first).toHaveAttribute('title', /GMT\+9$/);
  const written = await (await getFrom(context.request, `${place}/points`)).text();
  expect(written).toContain('GMT+9');
  expect(written).not.toContain(':00 UTC');
});

/** Looks at each of the frame's pages, and at one where there is little room. */
const eachPage = async (page: Page, look: (page: Page) => Promise<void>): Promise<void> => {
  for (const path of [place, '/settings', `${place}/vaults/nope`, '/nowhere']) {
    await page.goto(path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await look(page);
  }
  await page.setViewportSize({ width: 768, height: 1024 });
  await page.goto(place);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await look(page);
};

test('axe finds nothing in the frame’s pages', async ({ page, expectConsoleError }) => {
  expectConsoleError(missing);
  await eachPage(page, expectAccessible);
});

test('… light and dark', { tag: LONG }, async ({ page, expectConsoleError }) => {
  expectConsoleError(missing);
  await eachPage(page, expectAccessibleInBothThemes);
});

test('… nor in Japanese', { tag: LONG }, async ({ page, chooseLocale, chooseTheme, expectConsoleError }) => {
  expectConsoleError(missing);
  await chooseLocale('ja');
  await chooseTheme('dark');
  await eachPage(page, expectAccessible);
});
