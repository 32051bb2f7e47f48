import type { Page } from '@playwright/test';
import { Client } from 'pg';
import { transactionAt } from '@/lib/db/beside';
import { makeLink } from '@/lib/db/repositories/one-time-links';
import { ONE_CLICK } from '@/lib/launcher/demo-people';
import { firstLink } from '@/lib/launcher/first-link';
import { api, paths } from '@/lib/paths';
import { PLACE } from './support/account';
import { getFrom } from './support/http';
import { ASKED_WITH_OLD_TOKEN } from './support/people';
import { acceptAll, bar, plan, saved, type } from './support/plan';
import { expect, expectAccessibleInBothThemes, expectPlanAccessible, LONG, test } from './support/test';
import { startConsoleBeside, type World } from './support/world';

const query = async (
  world: Pick<World, 'ownerUrl'>,
  text: string,
  values: readonly unknown[] = [],
): Promise<readonly Record<string, unknown>[]> => {
  const client = new Client({ connectionString: world.ownerUrl });
  await client.connect();
  try {
    return (await client.query(text, [...values])).rows;
  } finally {
    await client.end();
  }
};

const PASSWORD = 'tug-of-war on mars';
/** Next has an alert of its own, outside of the page. */
const alert = (page: Page) => page.getByRole('main').getByRole('alert');
const field = (page: Page, name: string) =>
  page
    .getByRole('textbox', { name, exact: true })
    .or(page.getByLabel(name, { exact: true }))
    .first();
const signIn = async (page: Page, email: string, password: string): Promise<void> => {
  await field(page, 'E-mail address').fill(email);
  await field(page, 'Password').fill(password);
  await page.keyboard.press('Enter');
};

/** Gives a person of the demo a password by a reset link, in a browser of its own. */
const setPassword = async (page: Page, world: World, person: string): Promise<void> => {
  const { token } = await transactionAt(world.databaseUrl, (tx) => makeLink(tx, { purpose: 'reset', person, by: 'demo-administrator' }));
  const browser = page.context().browser();
  const other = await browser?.newPage({ baseURL: world.url, locale: 'en-GB' });
  if (other === undefined) throw new Error('no browser');
  await other.goto(paths.link(token));
  await expect(other.getByRole('heading', { level: 1, name: 'Choose a new password' })).toBeVisible();
  await field(other, 'New password').fill(PASSWORD);
  await field(other, 'Repeat the password').fill(PASSWORD);
  await other.getByRole('button', { name: 'Set the password and sign in' }).click();
  await expect(other).toHaveURL(/\/123456789012\/ap-northeast-1$/);
  await other.close();
};

test('somebody who is not signed in sees nothing but where to sign in, and comes back to the page that they wanted', async ({
  page,
  context,
  expectConsoleError,
}) => {
  expectConsoleError(/status of 401/);
  await context.clearCookies();
  for (const path of ['/', paths.settings(), paths.history(), paths.jobs(PLACE), '/check', '/nowhere', '/999999999999/us-east-1']) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
    await expect(page.getByRole('navigation', { name: 'Main' })).toHaveCount(0);
    expect(await page.content()).not.toContain('aws-backup-vault');
  }
  for (const path of [api.jobs(PLACE), api.history(), api.work()]) {
    const answer = await getFrom(page.request, path);
    expect(answer.status()).toBe(401);
    expect(await answer.json()).toEqual({ problem: { code: 'not-signed-in' } });
  }
  expect((await getFrom(page.request, api.ready())).status()).toBe(200);
});

test('with a password one is signed in and back at the page; out again, and nothing is left', async ({
  page,
  context,
  world,
  chooseLocale,
}) => {
  await setPassword(page, world, 'demo-operator');
  await context.clearCookies();
  await page.goto(`${paths.history()}?outcome=failed`);
  await expectAccessibleInBothThemes(page);
  await signIn(page, 'demo-operator@example.com', 'not the password');
  await expect(alert(page)).toContainText('You are not signed in');
  await expect(field(page, 'Password')).toBeFocused();
  const known = await alert(page).textContent();
  await signIn(page, 'nobody@example.com', 'not the password');
  await expect(alert(page)).toHaveText(known ?? '');
  await signIn(page, 'Demo-Operator@example.com', PASSWORD);
  await expect(page).toHaveURL(`${paths.history()}?outcome=failed`);
  await expect(page.getByRole('heading', { level: 1, name: 'History' })).toBeVisible();
  const cookie = (await context.cookies()).find(({ name }) => name.endsWith('.session'));
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });

  await page.getByRole('button', { name: 'Alex Morgan: menu' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
  await page.goto(paths.history());
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
  // The cookie of before works no more, whoever kept it.
  await context.addCookies([cookie ?? { name: '', value: '' }]);
  expect((await getFrom(page.request, api.history())).status()).toBe(401);
  await chooseLocale('ja');
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1, name: 'サインイン' })).toBeVisible();
  await field(page, 'E メールアドレス').fill('demo-operator@example.com');
  await field(page, 'パスワード').fill('違うパスワード');
  await page.getByRole('button', { name: 'サインイン', exact: true }).click();
  await expect(alert(page)).toContainText('サインインできませんでした');
  await expectAccessibleInBothThemes(page);
});

test('a tab whose session was ended says so, keeps what was typed, and goes on once one has signed in again', { tag: LONG }, async ({
  page,
  context,
  world,
  as,
  expectConsoleError,
}) => {
  expectConsoleError(/status of 401/);
  await plan(page, world);
  await query(world, `update sessions set ended_at = now(), token = 'ended ' || id where user_id = 'demo-operator'`);
  await type(page, 'primary', '10.1.10.186');
  const notice = page.getByRole('status').filter({ hasText: 'You were signed out' });
  await expect(notice).toBeVisible();
  await expect(bar(page).getByText('Not saved', { exact: false }).first()).toBeVisible();
  await expect(page.getByRole('button', { name: /10\.1\.10\.186/ }).first()).toBeVisible();
  const link = notice.getByRole('link', { name: 'Sign in again' });
  expect(await link.getAttribute('href')).toBe(paths.signIn(new URL(page.url()).pathname));
  const [other] = await Promise.all([context.waitForEvent('page'), link.click()]);
  await expect(other.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
  await as('viewer');
  await page.bringToFront();
  await expect(notice).toContainText('Somebody else is signed in');
  await as('operator');
  await expect(notice).toBeHidden();
  await saved(page);
});

test('a person who is disabled is out at the next request, and not in again', { tag: LONG }, async ({
  page,
  context,
  world,
  as,
  expectConsoleError,
}) => {
  expectConsoleError(/status of 401/);
  await setPassword(page, world, 'demo-viewer');
  await as('viewer');
  await page.goto(paths.jobs(PLACE));
  await expect(page.getByRole('heading', { level: 1, name: 'Restore jobs' })).toBeVisible();
  await query(world, `update people set disabled_at = now() where id = 'demo-viewer'`);
  try {
    await expect(page.getByRole('status').filter({ hasText: 'You were signed out' })).toBeVisible();
    await page.goto(paths.history());
    await signIn(page, 'demo-viewer@example.com', PASSWORD);
    await expect(alert(page)).toContainText('You are not signed in');
    expect((await context.cookies()).some(({ name, value }) => name.endsWith('.session') && value === '')).toBe(false);
  } finally {
    await query(world, `update people set disabled_at = null where id = 'demo-viewer'`);
  }
});

test('the page to come back to is one of the console, whatever the address says', { tag: LONG }, async ({ page, context, world }) => {
  await setPassword(page, world, 'demo-approver');
  for (const to of ['https://evil.example/', '//evil.example', '/\\evil.example', '/sign-in?to=/settings']) {
    // The page before would go on asking, as nobody.
    await page.goto('about:blank');
    await context.clearCookies();
    await page.goto(`/sign-in?to=${encodeURIComponent(to)}`);
    await signIn(page, 'demo-approver@example.com', PASSWORD);
    await expect(page).toHaveURL(`${world.url}/123456789012/ap-northeast-1`);
  }
});

test('a console that nobody looks after answers with nothing but that, until its link has made the administrator', async ({
  page,
  world,
  expectConsoleError,
}) => {
  expectConsoleError(/status of 503/);
  const fresh = await startConsoleBeside(world, {}, { people: false });
  try {
    const at = (path: string): string => `${fresh.url}${path}`;
    for (const path of ['/', paths.settings(), paths.signIn(), paths.jobs(PLACE)]) {
      await page.goto(at(path));
      await expect(page.getByRole('heading', { level: 1, name: 'This console is not set up yet' })).toBeVisible();
    }
    await expectAccessibleInBothThemes(page);
    const answer = await getFrom(page.request, at(api.jobs(PLACE)));
    expect([answer.status(), await answer.json()]).toEqual([503, { problem: { code: 'not-set-up' } }]);

    const link = await firstLink(fresh.databaseUrl, fresh.url);
    const address = /http:\S+/.exec(link ?? '')?.[0] ?? '';
    await page.goto(at(paths.link('x'.repeat(43))));
    await expect(page.getByRole('heading', { level: 1, name: 'This link no longer works' })).toBeVisible();
    await page.goto(address);
    await page.reload();
    await expect(page.getByRole('heading', { level: 1, name: 'Set up this console' })).toBeVisible();
    await expectAccessibleInBothThemes(page);
    await field(page, 'Name').fill('Mika Brandt');
    await field(page, 'E-mail address').fill('Mika.Brandt@example.com');
    await field(page, 'New password').fill('mika-likes-rain');
    await field(page, 'Repeat the password').fill('mika-likes-rainn');
    await page.getByRole('button', { name: 'Set the password and sign in' }).click();
    await expect(page.getByText('The two passwords differ.')).toBeVisible();
    await field(page, 'Repeat the password').fill('mika-likes-rain');
    await page.keyboard.press('Enter');
    await expect(page.getByText('It holds your name or e-mail address.')).toBeVisible();
    await field(page, 'New password').fill(PASSWORD);
    await field(page, 'Repeat the password').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/123456789012\/ap-northeast-1$/);
    await expect(page.getByRole('button', { name: 'Mika Brandt: menu' })).toBeVisible();
    expect(await query(fresh, `select p.email, g.role, g.account from people p join grants g on g.person = p.id`)).toEqual([
      { email: 'mika.brandt@example.com', role: 'administrator', account: '*' },
    ]);
    expect(await firstLink(fresh.databaseUrl, fresh.url)).toBeNull();
    await page.goto('about:blank');
    await page.goto(address);
    await expect(page.getByRole('heading', { level: 1, name: 'This link no longer works' })).toBeVisible();
  } finally {
    await page.close();
    await fresh.end();
  }
});

test('the demo opens as the operator, and after signing out as whoever is chosen; with one click on this machine alone', {
  tag: LONG,
}, async ({ page, world }) => {
  const demo = await startConsoleBeside(world, { ...ONE_CLICK, REHOME_ALLOWED_HOSTS: 'rehome.example.com' });
  try {
    await page.goto(`${demo.url}${paths.settings()}`);
    await expect(page).toHaveURL(`${demo.url}${paths.settings()}`);
    await page.getByRole('button', { name: 'Alex Morgan: menu' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await expect(page.getByRole('region', { name: 'People of the demo' }).getByRole('listitem')).toHaveCount(4);
    await expectAccessibleInBothThemes(page);
    await page.getByRole('button', { name: 'Sign in as 佐藤 花子' }).click();
    await expect(page.getByRole('button', { name: '佐藤 花子: menu' })).toBeVisible();
    const far = await getFrom(page.request, `${demo.url}${paths.signIn()}`, {
      headers: { host: 'rehome.example.com', cookie: '', 'sec-fetch-site': 'none' },
    });
    expect(far.status()).toBe(200);
    expect(await far.text()).not.toContain('demo-operator');
  } finally {
    await page.close();
    await demo.end();
  }
});

test('a start asks for a fresh sign-in where the last is too long ago, and goes on with what was asked', async ({
  page,
  world,
  as,
  expectConsoleError,
}) => {
  expectConsoleError(ASKED_WITH_OLD_TOKEN);
  await setPassword(page, world, 'demo-operator');
  await as('operator');
  await plan(page, world);
  await type(page, 'primary', '10.1.10.187');
  await type(page, 'secondary 1', '10.1.10.188');
  await query(
    world,
    `update sessions set signed_in_at = now() - interval '16 minutes' where user_id = 'demo-operator' and ended_at is null`,
  );
  await bar(page).getByRole('button', { name: 'Review and start' }).click();
  await acceptAll(page);
  await page.getByRole('button', { name: 'Start the restore' }).click();
  const dialog = page.getByRole('dialog', { name: 'Sign in again' });
  await expect(dialog).toContainText('Alex Morgan');
  await expectPlanAccessible(page);
  await dialog.getByLabel('Password').fill('not the password');
  await page.keyboard.press('Enter');
  await expect(dialog.getByText('The password is not right.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByText('Sign in again first')).toBeVisible();
  await page.getByRole('button', { name: 'Start the restore' }).click();
  await dialog.getByLabel('Password').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/jobs\//);
});

test('one’s own password is changed by who knows the old one, and signs out every other device', { tag: LONG }, async ({
  page,
  context,
  world,
}) => {
  await setPassword(page, world, 'demo-approver');
  await context.clearCookies();
  await page.goto(paths.account());
  await signIn(page, 'demo-approver@example.com', PASSWORD);
  await expect(page.getByRole('heading', { level: 1, name: 'Your account' })).toBeVisible();
  await expectAccessibleInBothThemes(page);
  await field(page, 'Old password').fill('not the password');
  await field(page, 'New password').fill('violet rain over tin');
  await field(page, 'Repeat the password').fill('violet rain over tin');
  await page.keyboard.press('Enter');
  await expect(page.getByText('The old password is not right.')).toBeVisible();
  await field(page, 'Old password').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await expect(page.getByText('The password was changed.', { exact: false })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'Your account' })).toBeVisible();
  const others = await query(world, `select 1 as n from sessions where user_id = 'demo-approver' and ended_at is null`);
  expect(others).toHaveLength(1);
});
