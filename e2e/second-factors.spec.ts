import type { Browser, BrowserContext, Page } from '@playwright/test';
import { Client } from 'pg';
import { hashPassword } from '@/lib/auth/password-hash';
import { transactionAt } from '@/lib/db/beside';
import { setPassword } from '@/lib/db/repositories/new-people';
import { api, paths } from '@/lib/paths';
import { codeOfApp } from '@/lib/testing/second-factors';
import { PLACE } from './support/account';
import { getFrom } from './support/http';
import { ASKED_WITH_OLD_TOKEN, signedInLongAgo, signInTo } from './support/people';
import { expect, expectAccessible, expectAccessibleInBothThemes, LONG, test } from './support/test';
import type { World } from './support/world';

const PASSWORD = 'tug-of-war on mars';
const STEP_MS = 30_000;

const withPassword = async (world: World, person: string): Promise<void> => {
  const hash = await hashPassword(PASSWORD);
  const how = { how: 'link', actor: person, at: new Date(), keep: null } as const;
  await transactionAt(world.databaseUrl, (tx) => setPassword(tx, person, hash, how));
};
const query = async (world: World, text: string): Promise<readonly Readonly<Record<string, unknown>>[]> => {
  const client = new Client({ connectionString: world.ownerUrl });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
};
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });
const firstStep = async (page: Page, person: string): Promise<void> => {
  await page.getByLabel('E-mail address', { exact: true }).fill(`${person}@example.com`);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.keyboard.press('Enter');
  await expect(heading(page, 'Second step')).toBeVisible();
};
const signOut = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('button', { name: `${name}: menu` }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(heading(page, 'Sign in')).toBeVisible();
};
/** What codes were shown, which the person says they have kept. */
const keepCodes = async (page: Page): Promise<readonly string[]> => {
  const codes = page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem');
  await expect(codes).toHaveCount(10);
  await expectAccessibleInBothThemes(page);
  const shown = await codes.allTextContents();
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await expect(codes).toHaveCount(0);
  return shown;
};

test('an authenticator app is set up, asked for at each sign-in, takes each code once, and is taken away by an administrator', {
  tag: LONG,
}, async ({ page, world, as, chooseLocale, expectConsoleError }) => {
  expectConsoleError(ASKED_WITH_OLD_TOKEN);
  await withPassword(world, 'demo-operator');
  await as('operator');
  await page.goto(paths.account());
  await expect(heading(page, 'Your account')).toBeVisible();
  await expectAccessibleInBothThemes(page);
  await page.getByRole('button', { name: 'Set up an app' }).click();
  await expect(page.getByRole('img', { name: 'QR code with the secret for the app' })).toBeVisible();
  await expectAccessible(page);
  const secret = (await page.locator('[data-secret]').textContent()) ?? '';
  const code = page.getByLabel('Code that the app shows now');
  await code.fill('00000');
  await page.keyboard.press('Enter');
  await expect(page.getByText('This code is not right, or was used already.', { exact: false })).toBeVisible();
  await code.fill(codeOfApp(secret, Date.now()));
  await page.keyboard.press('Enter');
  const [first = ''] = await keepCodes(page);
  await expect(page.getByText('10 left.', { exact: false })).toBeVisible();

  await signOut(page, 'Alex Morgan');
  await firstStep(page, 'demo-operator');
  await expectAccessibleInBothThemes(page);
  // The step has let nobody in yet.
  expect((await getFrom(page.request, api.history())).status()).toBe(401);
  // The next code of the app, which counts already; the one of before was used when it was set up.
  const used = codeOfApp(secret, Date.now() + STEP_MS);
  const field = page.getByLabel('Code of the authenticator app');
  await field.fill(used);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Alex Morgan: menu' })).toBeVisible();

  // Where a fresh sign-in is wanted, the password alone is none.
  await page.goto(paths.account());
  await signedInLongAgo(world);
  await page.getByRole('button', { name: 'Make new codes' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Make new codes' }).click();
  const again = page.getByRole('dialog', { name: 'Sign in again' });
  await again.getByLabel('Password').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await expect(again.getByText('Now prove that you have your second factor.', { exact: false })).toBeVisible();
  await again.getByLabel('Code of the authenticator app').fill(used);
  await expectAccessibleInBothThemes(page);
  await page.keyboard.press('Enter');
  await expect(again.getByRole('alert')).toContainText('This code is not right, or was used already.');
  await again.getByRole('button', { name: 'Use a recovery code instead' }).click();
  await again.getByLabel('Recovery code').fill(first);
  await page.keyboard.press('Enter');
  const [recovery = ''] = await keepCodes(page);

  await signOut(page, 'Alex Morgan');
  await firstStep(page, 'demo-operator');
  await field.fill(used);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main').getByRole('alert')).toContainText('This code is not right, or was used already.');
  await page.getByRole('button', { name: 'Use a recovery code instead' }).click();
  await page.getByLabel('Recovery code').fill(recovery.toLowerCase());
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Alex Morgan: menu' })).toBeVisible();
  await signOut(page, 'Alex Morgan');
  await firstStep(page, 'demo-operator');
  await page.getByRole('button', { name: 'Use a recovery code instead' }).click();
  await page.getByLabel('Recovery code').fill(recovery);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main').getByRole('alert')).toBeVisible();
  await chooseLocale('ja');
  await page.reload();
  await expect(heading(page, '第 2 段階の確認')).toBeVisible();
  await expectAccessible(page);
  await chooseLocale('en');

  await as('administrator');
  await page.goto(paths.people());
  const row = page.getByRole('row').filter({ hasText: 'Alex Morgan' });
  await expect(row).toContainText('Password, Authenticator app');
  await row.getByRole('button', { name: 'What can be done about Alex Morgan' }).click();
  await page.getByRole('menuitem', { name: 'Reset second factors' }).click();
  await expectAccessible(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Reset' }).click();
  await expect(page.getByText('The second factors of Alex Morgan were taken away.')).toBeVisible();
  await expect(row).not.toContainText('Authenticator app');
  expect(await query(world, 'select id from totp_factors union all select id from recovery_codes')).toEqual([]);
});

/** A browser at the console's name: passkeys go with names, not with addresses. */
const byName = async (browser: Browser, world: World): Promise<{ readonly context: BrowserContext; readonly named: World }> => {
  const named = { ...world, url: world.url.replace('127.0.0.1', 'localhost') };
  return { context: await browser.newContext({ baseURL: named.url, locale: 'en-GB' }), named };
};
/** Gives a page a device that makes passkeys, and makes sure each time that it is its owner. */
const withDevice = async (context: BrowserContext, page: Page): Promise<void> => {
  const cdp = await context.newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
};

test('a role that needs a second factor: an open page says so and goes on once a passkey is there, which signs in then', async ({
  page,
  browser,
  world,
  as,
}) => {
  await withPassword(world, 'demo-viewer');
  const { context, named } = await byName(browser, world);
  await signInTo(context, named, 'viewer');
  const open = await context.newPage();
  try {
    await open.goto(paths.jobs(PLACE));
    await expect(heading(open, 'Restore jobs')).toBeVisible();
    await as('administrator');
    await page.goto(paths.settings());
    const roles = page.getByRole('group', { name: 'Roles that need a second factor' });
    await roles.getByRole('checkbox', { name: 'viewer' }).check();
    await expect(page.getByText('Saved.')).toBeVisible();

    const notice = open.getByRole('status').filter({ hasText: 'A second factor is needed' });
    await expect(notice).toBeVisible();
    const answer = await getFrom(context.request, api.history());
    expect([answer.status(), await answer.json()]).toEqual([403, { problem: { code: 'factor-needed' } }]);
    const [other] = await Promise.all([context.waitForEvent('page'), notice.getByRole('link', { name: 'Set one up' }).click()]);
    await withDevice(context, other);
    await expect(heading(other, 'Set up a second factor')).toBeVisible();
    await other.goto(paths.history());
    await expect(heading(other, 'Set up a second factor')).toBeVisible();
    await expectAccessibleInBothThemes(other);
    await other.getByRole('button', { name: 'Add a passkey' }).click();
    await other.getByLabel('Name of the passkey').fill('My laptop');
    await other.keyboard.press('Enter');
    await keepCodes(other);
    await other.getByRole('link', { name: 'Continue' }).click();
    await expect(heading(other, 'History')).toBeVisible();
    await open.bringToFront();
    await expect(notice).toBeHidden();

    await other.bringToFront();
    await signOut(other, 'Emma Clark');
    await firstStep(other, 'demo-viewer');
    await other.getByRole('button', { name: 'Use a passkey' }).click();
    await expect(other.getByRole('button', { name: 'Emma Clark: menu' })).toBeVisible();
    await other.goto(paths.account());
    const key = other.getByRole('list', { name: 'Passkeys' }).getByRole('listitem').filter({ hasText: 'My laptop' });
    await expect(key).toContainText('last used');
    await key.getByRole('button', { name: 'Rename the passkey “My laptop”' }).click();
    await other.getByLabel('Name of the passkey').fill('The old laptop');
    await expectAccessible(other);
    await other.keyboard.press('Enter');
    await other.getByRole('listitem').getByRole('button', { name: 'Remove the passkey “The old laptop”' }).click();
    await other.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await expect(other.getByRole('dialog').getByRole('alert')).toContainText('this is your last one');
  } finally {
    await context.close();
    await query(world, `delete from settings where name = 'factorRequiredFor'`);
  }
});
