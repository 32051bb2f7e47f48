import type { BrowserContext, Page } from '@playwright/test';
import { api, paths } from '@/lib/paths';
import { ARTICLE_POINT, PLACE, VAULT } from './support/account';
import { withDatabase } from './support/comers';
import { getFrom } from './support/http';
import { waitUntilLive } from './support/live';
import { ASKED_WITH_OLD_TOKEN, givePassword, signedInLongAgo } from './support/people';
import { bar, plan, saved, slot, type } from './support/plan';
import { expect, expectAccessible, expectAccessibleInBothThemes, expectPlanAccessible, LONG, test } from './support/test';
import type { World } from './support/world';

const PASSWORD = 'tug-of-war on mars';
const PLANNING = 'Planning restores needs the role operator or administrator. Ask 田中 健.';
const STARTING = 'Starting restores needs the role operator or administrator. Ask 田中 健.';

const rowOf = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });
const act = async (page: Page, name: string, what: string): Promise<void> => {
  await rowOf(page, name)
    .getByRole('button', { name: `What can be done about ${name}` })
    .click();
  await page.getByRole('menuitem', { name: what }).click();
};

/** Invites somebody as an operator for every account; the link that is shown. */
const invite = async (page: Page, name: string, email: string): Promise<string> => {
  await page.goto(paths.people());
  await page.getByRole('button', { name: 'Invite' }).click();
  const dialog = page.getByRole('dialog', { name: 'Invite a person' });
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByLabel('E-mail address').fill(email);
  await dialog.getByLabel('Role', { exact: true }).selectOption('operator');
  await dialog.getByRole('button', { name: 'Make the link' }).click();
  await expect(dialog.getByText(`The link for ${name}`)).toBeVisible();
  const link = (await dialog.getByText(/\/link#/).textContent()) ?? '';
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect(rowOf(page, name)).toContainText('Invited');
  return link;
};

/** A browser of its own, in which nobody is signed in. */
const strangersBrowser = async (context: BrowserContext, world: World): Promise<BrowserContext> => {
  const other = await context.browser()?.newContext({ baseURL: world.url, locale: 'en-GB' });
  if (other === undefined) throw new Error('no browser');
  other.on('page', waitUntilLive);
  return other;
};

const join = async (page: Page, link: string): Promise<void> => {
  await page.goto(link);
  await page.getByLabel('New password', { exact: true }).fill(PASSWORD);
  await page.getByLabel('Repeat the password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Set the password and sign in' }).click();
  await expect(page).toHaveURL(/\/123456789012\/ap-northeast-1$/);
};

test('somebody is invited, comes by the link and plans; a role that is taken away counts at once, in the open plan, too; then they are disabled and erased', async ({
  page,
  context,
  world,
  as,
  expectConsoleError,
}) => {
  expectConsoleError(ASKED_WITH_OLD_TOKEN);
  await givePassword(world, 'demo-administrator', PASSWORD);
  await as('administrator');
  const link = await invite(page, 'Grace Hill', 'grace@example.com');
  await page.reload();
  await expect(rowOf(page, 'Grace Hill')).toContainText('grace@example.com');
  expect(await page.content()).not.toContain(link.split('#').at(-1));

  const theirs = await strangersBrowser(context, world);
  const other = await theirs.newPage();
  await join(other, link);
  await plan(other, world);
  const url = other.url();
  await type(other, 'primary', '10.1.10.141');
  await saved(other);

  await expect(rowOf(page, 'Grace Hill')).toContainText('Active', { timeout: 40_000 });
  await act(page, 'Grace Hill', 'Change roles');
  const roles = page.getByRole('dialog', { name: 'Roles of Grace Hill' });
  await roles.getByLabel('Role', { exact: true }).selectOption('viewer');
  // A screen that was left open gives nobody a role: who signed in a while ago is asked once more, and what was chosen is kept.
  await signedInLongAgo(world);
  await roles.getByRole('button', { name: 'Save the roles' }).click();
  await page.getByRole('dialog', { name: 'Sign in again' }).getByLabel('Password').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await expect(page.getByText('The roles of Grace Hill were changed.')).toBeVisible();

  // The next thing that the open plan asks is refused, and nothing that was typed is lost.
  await type(other, 'primary', '10.1.10.142');
  await expect(other.getByText('This plan can be read, not edited').first()).toBeVisible();
  await expect(other.getByText(PLANNING).filter({ visible: true }).first()).toBeVisible();
  await expect(other.getByText('A version of yours is set aside')).toBeVisible();
  await expect(slot(other, 'Primary of interface 1: 10.1.10.141')).toBeVisible();
  await expect(bar(other).getByText(STARTING).filter({ visible: true }).first()).toBeVisible();
  await expectPlanAccessible(other);

  await act(page, 'Grace Hill', 'Sessions');
  const sessions = page.getByRole('dialog', { name: 'Sessions of Grace Hill' });
  await expect(sessions.getByRole('listitem')).toContainText(['Chrome on Linux']);
  await expectAccessible(page);
  await sessions.getByRole('button', { name: 'Close' }).last().click();

  await act(page, 'Grace Hill', 'Disable');
  await page.getByRole('dialog').getByRole('button', { name: 'Disable', exact: true }).click();
  await expect(rowOf(page, 'Grace Hill')).toContainText('Disabled');
  expect((await getFrom(other.request, api.frame())).status()).toBe(401);
  await theirs.close();

  await act(page, 'Grace Hill', 'Erase');
  const erase = page.getByRole('dialog', { name: 'Erase Grace Hill' });
  const confirm = erase.getByRole('button', { name: 'Erase', exact: true });
  await expect(confirm).toHaveAttribute('aria-disabled', 'true');
  await erase.getByLabel('Type “Grace Hill” to confirm').fill('Grace Hill');
  await confirm.click();
  await expect(rowOf(page, 'Grace Hill')).toHaveCount(0);
  await page.goto(url);
  await expect(page.getByText('Being planned by an erased person').first()).toBeVisible();
  await page.getByRole('button', { name: 'Take over' }).click();
  await expect(page.getByText('This plan is now yours.')).toBeVisible();
  await expect(page.getByLabel('Instance type')).toBeEnabled();
});

test('the last administrator stays one', { tag: LONG }, async ({ page, as }) => {
  await as('administrator');
  await page.goto(paths.people());
  await act(page, '田中 健', 'Disable');
  const dialog = page.getByRole('dialog', { name: 'Disable 田中 健' });
  await dialog.getByRole('button', { name: 'Disable', exact: true }).click();
  await expect(dialog.getByText('Nobody who can sign in would manage this console any more.')).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(rowOf(page, '田中 健')).toContainText('Active');
});

test('a viewer sees everything, and on each control why they may not use it and whom to ask', { tag: LONG }, async ({
  page,
  world,
  as,
  context,
}) => {
  await plan(page, world);
  const url = page.url();
  await as('viewer');
  await page.goto(url);
  await expect(page.getByText('Being planned by Alex Morgan').first()).toBeVisible();
  await expect(page.getByLabel('Instance type')).toBeDisabled();
  const take = page.getByRole('button', { name: 'Take a copy' });
  await expect(take).toHaveAttribute('aria-disabled', 'true');
  await expect(take).toHaveAccessibleDescription(PLANNING);
  await take.focus();
  await expect(take).toBeFocused();
  await expect(page.locator('#verdict [data-finding]').first()).toBeVisible();
  await expectPlanAccessible(page);

  await page.goto(paths.point(PLACE, ARTICLE_POINT, VAULT));
  const restore = page.getByRole('button', { name: /^Restore/ }).first();
  await expect(restore).toHaveAccessibleDescription(PLANNING);
  // It takes the focus, and does nothing.
  await restore.focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(paths.point(PLACE, ARTICLE_POINT, VAULT));

  await page.goto(paths.settings());
  await expect(page.getByText('Changing settings needs the role administrator. Ask 田中 健.').first()).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'People' })).toHaveCount(0);
  await page.goto(paths.people());
  await expect(page.getByText('Seeing who has which role needs the role operator, approver or administrator.').first()).toBeVisible();
  expect((await getFrom(context.request, api.people())).status()).toBe(403);
});

test('an operator sees who has which role, without e-mail addresses, and cannot change it', { tag: LONG }, async ({ page }) => {
  await page.goto('/');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'People' }).click();
  await expect(rowOf(page, '佐藤 花子')).toContainText('approver');
  await expect(rowOf(page, 'Alex Morgan')).toContainText('You');
  await expect(page.getByRole('button', { name: 'Invite' })).toHaveAccessibleDescription(
    'Managing people needs the role administrator. Ask 田中 健.',
  );
  expect(await page.content()).not.toContain('@example.com');
});

test('the last role that is taken away shows in the open page, which says whom to ask and leads out', { tag: LONG }, async ({
  page,
  world,
  as,
  expectConsoleError,
}) => {
  expectConsoleError(/403/);
  await as('approver');
  await page.goto(paths.settings());
  await expect(page.getByRole('link', { name: 'People' })).toBeVisible();
  await withDatabase(world, (client) => client.query(`delete from grants where person = 'demo-approver'`));
  // The next answer of any kind says so, and the frame follows it.
  await page.getByRole('link', { name: 'History' }).click();
  await expect(page.getByText(/^Reading the history needs the role .* Ask 田中 健\.$/).first()).toBeVisible();
  await expect(page.getByRole('link', { name: 'People' })).toHaveCount(0);
  await page.goto(paths.home());
  await expect(page.getByRole('heading', { level: 1, name: 'Your role does not allow this' })).toBeVisible();
  await expect(page.getByText('No AWS account connected')).toHaveCount(0);
  await expectAccessible(page);
  expect(Object.keys((await (await getFrom(page.request, api.frame())).json()).people).sort()).toEqual([
    'demo-administrator',
    'demo-approver',
  ]);
  await page.getByRole('button', { name: '佐藤 花子: menu' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
  await withDatabase(world, (client) =>
    client.query(
      `insert into grants (person, role, account, granted_by, granted_at) values ('demo-approver', 'approver', '*', 'rehome', now())`,
    ),
  );
});

test('日本語で、キーボードだけで、狭い画面でも', { tag: LONG }, async ({ page, chooseLocale, as }) => {
  await as('administrator');
  await chooseLocale('ja');
  await page.setViewportSize({ width: 390, height: 800 });
  await page.goto(paths.people());
  await expect(page.getByRole('heading', { level: 1, name: 'ユーザー' })).toBeVisible();
  await expectAccessibleInBothThemes(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await page.getByRole('button', { name: '招待' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'ユーザーを招待' });
  await expect(dialog).toBeVisible();
  await dialog.getByLabel('名前').focus();
  await page.keyboard.type('鈴木 一郎');
  await page.keyboard.press('Tab');
  await page.keyboard.type('ichiro@example.com');
  await page.keyboard.press('Enter');
  await expect(dialog.getByText('鈴木 一郎 さんのリンク')).toBeVisible();
  await expectAccessibleInBothThemes(page);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(rowOf(page, '鈴木 一郎')).toBeVisible();
  await page.getByRole('button', { name: '鈴木 一郎 さんに対する操作' }).click();
  await page.getByRole('menuitem', { name: '招待を取り消す' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '取り消す', exact: true }).click();
  await expect(rowOf(page, '鈴木 一郎')).toHaveCount(0);
});
