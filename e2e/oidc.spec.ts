import type { Page } from '@playwright/test';
import { paths } from '@/lib/paths';
import { type IdentityProvider, startIdentityProvider } from '@/lib/testing/identity-provider';
import { codeOfApp } from '@/lib/testing/second-factors';
import { PLACE, pointsOfIntranet, VAULT } from './support/account';
import { getFrom } from './support/http';
import { ASKED_WITH_OLD_TOKEN, givePassword, signedInLongAgo, signInTo } from './support/people';
import { acceptAll, bar, saved, type } from './support/plan';
import { expect, expectAccessibleInBothThemes, LONG, test } from './support/test';
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
  worker = false,
): Promise<void> => {
  const provider = await startIdentityProvider();
  try {
    const console = await startConsoleBeside(world, provider.env, { worker });
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
    const session = await (await getFrom(page.request, `${console.url}/api/session`)).json();
    expect(session.again).toEqual({ oneClick: false, password: false, provider: 'Team login' });

    // A role by a group that one is no longer in is gone after the next sign-in.
    provider.people.set('rika', { ...rika, groups: ['restore-leads'] });
    await signOut(page, 'Rika Ono');
    await signIn(page, 'rika');
    await expect(page.getByRole('button', { name: 'Rika Ono: menu' })).toBeVisible();
    const grants = (await (await getFrom(page.request, `${console.url}/api/frame`)).json()).grants;
    expect(grants).toEqual([{ role: 'approver', account: null }]);
  });
});

test('whoever gets no role, cancels, or comes back with an old answer does not get in, and is told what to do', { tag: LONG }, async ({
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

test('somebody who has a password here links themselves, and is the same person by either way', { tag: LONG }, async ({
  page,
  context,
  world,
}) => {
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

test('whoever needs a second factor is asked for it after the provider, also for a fresh sign-in, and finds what they were writing', {
  tag: LONG,
}, async ({ page, context, world, expectConsoleError }) => {
  expectConsoleError(ASKED_WITH_OLD_TOKEN);
  const story = async (console: World, provider: IdentityProvider): Promise<void> => {
    provider.people.set('rika', { ...rika, groups: ['restore-operators'] });
    await signInTo(context, console, 'administrator');
    await page.goto(`${console.url}${paths.settings()}`);
    await addLine(page, 'restore-operators', 'operator');
    await expect(panel(page).getByRole('row', { name: /groups restore-operators Operator/ })).toBeVisible();
    await page.getByRole('group', { name: 'Roles that need a second factor' }).getByRole('checkbox', { name: 'operator' }).check();
    await expect(page.getByText('Saved.')).toBeVisible();
    await page.goto('about:blank');
    await context.clearCookies();

    const heading = (name: string) => page.getByRole('heading', { level: 1, name });
    const [point = ''] = await pointsOfIntranet(world);
    const wanted = `${console.url}${paths.point(PLACE, point, VAULT)}`;
    await page.goto(wanted);
    await signIn(page, 'rika');
    await expect(heading('Set up a second factor')).toBeVisible();
    await page.getByRole('button', { name: 'Set up an app' }).click();
    const secret = (await page.locator('[data-secret]').textContent()) ?? '';
    await page.getByLabel('Code that the app shows now').fill(codeOfApp(secret, Date.now()));
    await page.keyboard.press('Enter');
    const codes = page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem');
    await expect(codes).toHaveCount(10);
    const [first = '', second = ''] = await codes.allTextContents();
    await page.getByRole('button', { name: 'I have kept them' }).click();
    await page.getByRole('link', { name: 'Continue' }).click();
    await expect(page.getByRole('button', { name: 'Restore', exact: true })).toBeVisible();

    const proveBy = async (code: string): Promise<void> => {
      await expect(heading('Second step')).toBeVisible();
      await page.getByRole('button', { name: 'Use a recovery code instead' }).click();
      await page.getByLabel('Recovery code').fill(code);
      await page.keyboard.press('Enter');
    };
    await signOut(page, 'Rika Ono');
    await page.goto(wanted);
    await signIn(page, 'rika');
    await proveBy(first);
    await page.getByRole('button', { name: 'Restore', exact: true }).click();
    await type(page, 'primary', '10.1.10.160');
    await type(page, 'secondary 1', '10.1.10.161');
    await saved(page);
    const openReview = (): Promise<void> => bar(page).getByRole('button', { name: 'Review and start' }).click();
    const reason = page.getByRole('dialog', { name: 'Review and start' }).getByLabel('Reason');
    await openReview();
    await acceptAll(page);
    await reason.fill('the disk of intranet-01 died');
    await signedInLongAgo(console);
    await page.getByRole('button', { name: 'Start the restore' }).click();
    await page.getByRole('button', { name: 'Sign in again with Team login' }).click();
    await page.getByRole('button', { name: 'I am rika' }).click();
    await proveBy(second);
    await expect(heading('Restore intranet-01')).toBeVisible();
    await openReview();
    await expect(reason).toHaveValue('the disk of intranet-01 died');
    expect(await page.evaluate(() => Object.keys(window.sessionStorage).filter((key) => key.startsWith('rehome-text')))).toEqual([]);
  };
  await withProvider(page, world, story, true);
});
