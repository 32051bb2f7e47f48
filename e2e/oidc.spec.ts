import type { Page } from '@playwright/test';
import { paths } from '@/lib/paths';
import { type IdentityProvider, startIdentityProvider } from '@/lib/testing/identity-provider';
import { givePassword, signInTo } from './support/people';
import { expect, expectAccessibleInBothThemes, test } from './support/test';
import { startConsoleBeside, type World } from './support/world';

const rika = { name: 'Rika Ono', email: 'rika@example.com', email_verified: true };
const panel = (page: Page) => page.getByRole('region', { name: 'Roles from the identity provider' });
const field = (page: Page, name: string) => panel(page).getByLabel(name, { exact: true });
const addLine = async (page: Page, value: string, role: string, account = ''): Promise<void> => {
  await field(page, 'Value').fill(value);
  await field(page, 'Role').selectOption(role);
  await field(page, 'Account').fill(account);
  await page.keyboard.press('Enter');
};
const signOut = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('button', { name: `${name}: menu` }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
  // There, too: the next one chooses anew.
  await page.context().clearCookies();
};
const signIn = async (page: Page, person: string): Promise<void> => {
  await page.getByRole('button', { name: 'Sign in with Team login' }).click();
  await expect(page.getByRole('heading', { name: 'Team login' })).toBeVisible();
  await page.getByRole('button', { name: person === '' ? 'Cancel' : `I am ${person}` }).click();
};

/** A console of its own that has the provider. */
const withProvider = async (
  page: Page,
  world: World,
  story: (console: World, provider: IdentityProvider) => Promise<void>,
): Promise<void> => {
  const provider = await startIdentityProvider();
  try {
    const console = await startConsoleBeside(world, provider.env, { worker: false });
    provider.register(console.url);
    try {
      await story(console, provider);
    } finally {
      // What an open page asks by itself must not find its console gone.
      await page.goto('about:blank');
      await console.end();
    }
  } finally {
    await provider.close();
  }
};

test('people sign in with an identity provider, with the roles that the table gives to their groups', async ({ page, context, world }) => {
  await withProvider(page, world, async (console, provider) => {
    provider.people.set('rika', { ...rika, groups: ['restore-operators'] });
    await signInTo(context, console, 'administrator');
    await page.goto(`${console.url}${paths.settings()}`);
    await expect(panel(page)).toContainText('There is no line yet');
    await addLine(page, 'restore-operators', 'operator', '1234');
    await expect(panel(page).getByRole('alert')).toHaveText('An account id has 12 digits.');
    await addLine(page, 'restore-operators', 'operator', '1234-5678-9012');
    await expect(panel(page).getByRole('row', { name: /groups restore-operators Operator 123456789012/ })).toBeVisible();
    await addLine(page, 'restore-leads', 'approver');
    await expect(panel(page).getByRole('row', { name: /groups restore-leads Approver Every account and the console/ })).toBeVisible();
    await addLine(page, 'everybody', 'viewer');
    await expect(panel(page).getByRole('row')).toHaveCount(4);
    await panel(page).getByRole('button', { name: 'Remove groups = everybody: Viewer' }).click();
    await expect(panel(page).getByRole('row')).toHaveCount(3);
    await expectAccessibleInBothThemes(page);

    // What an open page asks by itself must not find its session gone.
    await page.goto('about:blank');
    await context.clearCookies();
    await page.goto(`${console.url}${paths.history()}?outcome=failed`);
    await expectAccessibleInBothThemes(page);
    await signIn(page, 'rika');
    await expect(page).toHaveURL(`${console.url}${paths.history()}?outcome=failed`);
    await expect(page.getByRole('button', { name: 'Rika Ono: menu' })).toBeVisible();
    await page.goto(`${console.url}${paths.settings()}`);
    await expect(panel(page).getByRole('button', { name: 'Add line' })).toHaveAttribute('aria-disabled', 'true');

    // A start that needs a fresh sign-in gets it from the provider, which knows her.
    const session = await (await page.request.get(`${console.url}/api/session`)).json();
    expect(session.again).toEqual({ oneClick: false, password: false, provider: 'Team login' });

    // A role by a group that one is no longer in is gone after the next sign-in.
    provider.people.set('rika', { ...rika, groups: ['restore-leads'] });
    await signOut(page, 'Rika Ono');
    await signIn(page, 'rika');
    await expect(page.getByRole('button', { name: 'Rika Ono: menu' })).toBeVisible();
    const grants = (await (await page.request.get(`${console.url}/api/frame`)).json()).grants;
    expect(grants).toEqual([{ role: 'approver', account: null }]);
  });
});

test('whoever gets no role, cancels, or comes back with an old answer does not get in, and is told what to do', async ({
  page,
  context,
  world,
  chooseLocale,
}) => {
  await withProvider(page, world, async (console, provider) => {
    provider.people.set('guest', { name: 'Guest', email: 'guest@example.com', groups: ['others'] });
    await context.clearCookies();
    await page.setViewportSize({ width: 390, height: 800 });
    await page.goto(`${console.url}${paths.signIn()}`);
    await signIn(page, 'guest');
    const alert = page.getByRole('main').getByRole('alert');
    await expect(alert).toContainText('nobody gave you a role in this console. Ask an administrator');
    await expectAccessibleInBothThemes(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    const answer = page.url();
    await page.getByRole('link', { name: 'Back to signing in' }).click();
    await context.clearCookies();
    await signIn(page, '');
    await expect(alert).toContainText('Team login did not confirm that it is you');
    await page.goto(answer);
    await expect(alert).toContainText('was not started in this browser, was used already');
    await chooseLocale('ja');
    await page.goto(answer);
    await expect(alert).toContainText('このブラウザで開始されていないか');
    await expectAccessibleInBothThemes(page);
  });
});

test('somebody who has a password here links themselves, and is the same person by either way', async ({ page, context, world }) => {
  await withProvider(page, world, async (console, provider) => {
    provider.people.set('emma', { name: 'Somebody else’s name', email: 'demo-viewer@example.com', groups: [] });
    await givePassword(console, 'demo-viewer', 'tug-of-war on mars');
    await signInTo(context, console, 'viewer');
    await page.goto(`${console.url}${paths.account()}`);
    const own = page.getByRole('region', { name: 'Identity provider' });
    await expect(own).toContainText('Not linked');
    await expectAccessibleInBothThemes(page);
    await own.getByRole('button', { name: 'Link with Team login' }).click();
    await page.getByRole('button', { name: 'I am emma' }).click();
    await expect(own.getByText('Linked', { exact: true })).toBeVisible();
    await signOut(page, 'Emma Clark');
    await signIn(page, 'emma');
    await expect(page.getByRole('button', { name: 'Emma Clark: menu' })).toBeVisible();
    await page.goto(`${console.url}${paths.account()}`);
    await own.getByRole('button', { name: 'Remove the link' }).click();
    await expect(own).toContainText('Not linked');
  });
});
