import type { Locator, Page } from '@playwright/test';
import { paths } from '@/lib/paths';
import { ARTICLE_POINT } from './support/account';
import { ASKED_WITH_OLD_TOKEN, givePassword, signedInLongAgo } from './support/people';
import { acceptAll, bar, slot } from './support/plan';
import { holdStart, overtake } from './support/restores';
import { expect, expectAccessible, LONG, test } from './support/test';

const place = { account: '123456789012', region: 'ap-northeast-1' };
const VAULT = 'aws-backup-vault';
const MOST_TABS = 250;
/** From "Restore" on a recovery point to the start of its job: two addresses, the review, one finding accepted. */
const MOST_KEYS = 50;
const PASSWORD = 'tug-of-war on mars';

const cell = (page: Page, address: string): Locator =>
  page.getByRole('gridcell', { name: new RegExp(`^${address.replaceAll('.', '\\.')},`) });

/** Counts what is pressed and typed from now on, each character as one key. */
const countKeys = (page: Page): (() => number) => {
  const { keyboard } = page;
  const [press, type] = [keyboard.press.bind(keyboard), keyboard.type.bind(keyboard)];
  let keys = 0;
  keyboard.press = (key, options) => {
    keys += 1;
    return press(key, options);
  };
  keyboard.type = (text, options) => {
    keys += text.length;
    return type(text, options);
  };
  return () => keys;
};

/** Moves the focus by Tab alone, as a person without a mouse does, until `target` has it. */
const tabTo = async (page: Page, target: Locator): Promise<void> => {
  await target.waitFor();
  for (let press = 0; press < MOST_TABS; press += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${target}`);
};

const completed = async (page: Page, world: { control: (path: string, body?: unknown) => Promise<unknown> }): Promise<void> => {
  await expect(page).toHaveURL(/\/jobs\//);
  await world.control('clock', { advanceSeconds: 40 });
  await expect(page.getByRole('main').getByText('Completed').first()).toBeVisible();
};

test('the article’s whole procedure by mouse: from a vault to an instance at the chosen addresses, and into the history', async ({
  page,
  world,
}) => {
  await page.goto('/');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Vaults' }).click();
  await page.getByRole('link', { name: VAULT }).first().click();
  await page.getByRole('searchbox', { name: 'Find by address, name, ID, tag or date' }).fill('intranet-01');
  await expect(page.getByRole('row', { name: /intranet-01/ }).first()).toBeVisible();
  await page.goto(paths.point(place, ARTICLE_POINT, VAULT));
  await page.getByRole('button', { name: 'Restore', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Restore intranet-01' })).toBeVisible();
  await expect(bar(page).getByText('2 errors', { exact: true })).toBeVisible();

  await cell(page, '10.1.10.120').dragTo(slot(page, /^Primary of interface 1:/));
  await expect(slot(page, 'Primary of interface 1: 10.1.10.120')).toBeVisible();
  await cell(page, '10.1.10.121').dragTo(slot(page, /^Secondary 1 of interface 1:/));
  await expect(slot(page, 'Secondary 1 of interface 1: 10.1.10.121')).toBeVisible();
  await expect(bar(page).getByText('no errors')).toBeVisible();

  await bar(page).getByRole('button', { name: 'Review and start' }).click();
  const review = page.getByRole('dialog', { name: 'Review and start' });
  await expect(review.getByText('A restore cannot be stopped once it has started.')).toBeVisible();
  await expect(review.getByText('10.1.10.120')).toBeVisible();
  await acceptAll(page);
  await expectAccessible(page);
  await review.getByRole('button', { name: 'Start the restore' }).click();
  await completed(page, world);
  await expect(page.getByText('10.1.10.120').first()).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'History' }).click();
  const row = page.getByRole('row', { name: /intranet-01/ }).first();
  await expect(row).toContainText('10.1.10.120');
  await expect(row).toContainText('You');
});

test('the same by keyboard only, from signing in to the job', async ({ page, context, world, expectConsoleError }) => {
  expectConsoleError(ASKED_WITH_OLD_TOKEN);
  await givePassword(world, 'demo-operator', PASSWORD);
  await context.clearCookies();
  await page.goto(paths.point(place, ARTICLE_POINT, VAULT));
  await tabTo(page, page.getByLabel('E-mail address'));
  await page.keyboard.type('demo-operator@example.com');
  await tabTo(page, page.getByLabel('Password', { exact: true }));
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('button', { name: 'Restore', exact: true }));
  const keys = countKeys(page);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Restore intranet-01' })).toBeVisible();

  await slot(page, /^Primary of interface 1:/).waitFor();
  await page.keyboard.press('F6');
  await expect(slot(page, /^Primary of interface 1:/)).toBeFocused();
  for (const [place, last, address] of [
    [/^Primary of interface 1:/, '122', '10.1.10.122'],
    [/^Secondary 1 of interface 1:/, '123', '10.1.10.123'],
  ] as const) {
    await tabTo(page, slot(page, place));
    await page.keyboard.press('F2');
    await page.keyboard.type(last);
    await page.keyboard.press('Enter');
    await expect(slot(page, new RegExp(`interface 1: ${address.replaceAll('.', '\\.')}$`))).toBeVisible();
  }
  await expect(bar(page).getByText('no errors')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  const review = page.getByRole('dialog', { name: 'Review and start' });
  const boxes = review.getByRole('checkbox');
  await review.getByRole('button', { name: 'Start the restore' }).waitFor();
  for (let index = 0; index < (await boxes.count()); index += 1) {
    await tabTo(page, boxes.nth(index));
    await page.keyboard.press('Space');
  }
  await signedInLongAgo(world);
  await tabTo(page, review.getByRole('button', { name: 'Start the restore' }));
  await page.keyboard.press('Enter');
  // From the recovery point to the start, with both addresses typed and what is to be accepted.
  expect(keys(), 'keys for the whole job').toBeLessThanOrEqual(MOST_KEYS);
  await expect(page.getByRole('dialog', { name: 'Sign in again' }).getByLabel('Password')).toBeFocused();
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press('Enter');
  await completed(page, world);
  await expect(page.getByText('10.1.10.123').first()).toBeVisible();
});

/** A plan of its own for the article's point with `address` as its primary and no secondary, ready to be started. */
const ready = async (page: Page, address: string): Promise<void> => {
  await page.goto(paths.point(place, ARTICLE_POINT, VAULT));
  await page.getByRole('button', { name: 'Restore', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Restore intranet-01' })).toBeVisible();
  const afresh = page.getByRole('button', { name: 'Start over' });
  if (await afresh.isVisible()) {
    const before = page.url();
    await afresh.click();
    await expect(page).not.toHaveURL(before);
  }
  const primary = slot(page, /^Primary of interface 1:/);
  await primary.focus();
  await page.keyboard.press('F2');
  await page.keyboard.type(address.split('.').at(-1) ?? '');
  await page.keyboard.press('Enter');
  await expect(slot(page, `Primary of interface 1: ${address}`)).toBeVisible();
  const secondary = slot(page, /^Secondary 1 of interface 1:/);
  await secondary.focus();
  await page.keyboard.press('Delete');
  await expect(secondary).toBeHidden();
  await bar(page).getByRole('button', { name: 'Review and start' }).click();
  await page.getByRole('button', { name: 'Start the restore' }).waitFor();
  await acceptAll(page);
};

test('of two tabs that race for one address one starts, and the other is told whose it is', async ({ page, context }) => {
  const second = await context.newPage();
  await ready(page, '10.1.10.126');
  await ready(second, '10.1.10.126');
  const both = [page, second].map((each) => each.getByRole('button', { name: 'Start the restore' }).click());
  await Promise.all(both);
  const won = async (each: Page): Promise<boolean> =>
    Promise.race([
      each.waitForURL(/\/jobs\//).then(() => true),
      each
        .getByRole('dialog')
        .getByText(/10\.1\.10\.126.*\byou\b/)
        .first()
        .waitFor()
        .then(() => false),
    ]);
  const outcomes = await Promise.all([won(page), won(second)]);
  expect(outcomes.sort()).toEqual([false, true]);
  await second.close();
});

test('a restore that AWS fails is explained, and nothing of the plan is lost', { tag: LONG }, async ({ page, world }) => {
  await ready(page, '10.1.10.127');
  // Somebody takes the address between our check and AWS's own: only AWS can say so then.
  await holdStart(world);
  await page.getByRole('button', { name: 'Start the restore' }).click();
  await overtake(world, '10.1.10.127', 'quick-01');
  await expect(page).toHaveURL(/\/jobs\//);
  await world.control('clock', { advanceSeconds: 10 });
  await expect(page.getByText(/10\.1\.10\.127 is in use/).first()).toBeVisible();
  await expect(page.getByRole('main').getByText('Failed').first()).toBeVisible();
  await page.getByRole('button', { name: /Restore again/ }).click();
  await expect(page).toHaveURL(/\/restore\//);
  await expect(slot(page, /^Primary of interface 1: 10\.1\.10\.127/)).toBeVisible();
});

test('日本語でも同じように計画できる', async ({ page, chooseLocale }) => {
  await chooseLocale('ja');
  await page.goto(paths.point(place, ARTICLE_POINT, VAULT));
  await expect(page.locator('html')).toHaveAttribute('lang', 'ja');
  await page.getByRole('button', { name: '復元', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'intranet-01 の復元' })).toBeVisible();
  await expect(page.getByRole('button', { name: '確認して開始' })).toBeVisible();
  await expectAccessible(page);
});
