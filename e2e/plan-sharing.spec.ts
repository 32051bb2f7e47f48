import { Client } from 'pg';
import { api } from '@/lib/paths';
import { PLACE } from './support/account';
import { getFrom } from './support/http';
import { bar, plan, saved, slot, type } from './support/plan';
import { expect, expectPlanAccessible, LONG, test } from './support/test';

test('edits outlive a lost connection, and are saved when it returns', { tag: LONG }, async ({
  page,
  context,
  expectConsoleError,
  world,
}) => {
  expectConsoleError(/ERR_INTERNET_DISCONNECTED/);
  await plan(page, world);
  await context.setOffline(true);
  await type(page, 'primary', '10.1.10.131');
  await expect(page.getByText('It is not known whether the last edits were saved').first()).toBeVisible();
  await expect(bar(page).getByText('Not confirmed', { exact: true })).toBeVisible();
  await context.setOffline(false);
  await saved(page);
  await page.reload();
  await expect(slot(page, 'Primary of interface 1: 10.1.10.131')).toBeVisible();
});

test('a dialog whose code cannot be fetched is waited for, and the plan stays as it is', { tag: LONG }, async ({
  page,
  context,
  expectConsoleError,
  world,
}) => {
  expectConsoleError(/ERR_INTERNET_DISCONNECTED/);
  await plan(page, world);
  const compare = page.getByRole('dialog', { name: 'Before and after' });
  const compared = async (): Promise<void> => {
    await page.getByRole('button', { name: 'Before and after' }).click();
    await expect(compare).toBeVisible();
    await compare.getByRole('button', { name: 'Close' }).click();
  };
  await compared();
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Presets' }).click();
  const told = page.getByText('A part of this page could not be fetched.');
  await expect(told).toBeVisible();
  await expect(slot(page, /^Primary of interface 1: 10\.1\.10\.115/)).toBeVisible();
  // What is there already opens meanwhile.
  await compared();
  await page.getByRole('button', { name: 'Presets' }).click();
  await context.setOffline(false);
  await expect(page.getByRole('dialog', { name: 'Presets' })).toBeVisible();
  await expect(told).toBeHidden();
});

test('two people in one plan: who has nothing at stake sees the other’s edits, and whose they are', { tag: LONG }, async ({
  page,
  context,
  world,
}) => {
  await plan(page, world);
  const url = page.url();
  const second = await context.newPage();
  await second.goto(url);
  await expect(bar(second)).toBeVisible();

  await type(page, 'primary', '10.1.10.132');
  await saved(page);
  await second.bringToFront();
  await expect(slot(second, 'Primary of interface 1: 10.1.10.132')).toBeVisible();
  await expect(second.getByText(/The plan was saved .* in another window of yours/)).toBeVisible();
});

test('a conflict between two tabs is shown, and one’s own version goes on as a copy', { tag: LONG }, async ({ page, context, world }) => {
  await plan(page, world);
  const url = page.url();
  const second = await context.newPage();
  // This tab does not hear of the other's saves by looking, only when it saves itself.
  const address = `**${api.draft(PLACE, url.split('/').at(-1) ?? '')}`;
  const frozen = await (await getFrom(context.request, address.slice(2))).text();
  await second.route(address, (route) => route.fulfill({ contentType: 'application/json', body: frozen }));
  await second.goto(url);
  await expect(bar(second)).toBeVisible();
  await type(page, 'primary', '10.1.10.134');
  await saved(page);

  await second.bringToFront();
  await type(second, 'primary', '10.1.10.135');
  await expect(second.getByText('You saved another version of this plan elsewhere')).toBeVisible();
  await expect(bar(second).getByText('Two versions of this plan: choose one first').first()).toBeVisible();
  await expectPlanAccessible(second);
  await second.getByRole('button', { name: 'See the saved version' }).click();
  await expect(slot(second, 'Primary of interface 1: 10.1.10.134')).toBeVisible();
  await expect(second.getByText('A version of yours is set aside')).toBeVisible();
  await second.unroute(address);
  await second.getByRole('button', { name: 'Keep mine as a copy' }).click();
  await expect(second).not.toHaveURL(url);
  await expect(slot(second, 'Primary of interface 1: 10.1.10.135')).toBeVisible();
});

/** Makes 佐藤 花子 the owner of the plan that a page shows, as if she had taken it over. */
const giveToHanako = async (databaseUrl: string, url: string): Promise<void> => {
  const database = new Client({ connectionString: databaseUrl });
  await database.connect();
  await database.query(`insert into people (id, name, email) values ('hanako', '佐藤 花子', 'hanako@example.com') on conflict do nothing`);
  await database.query(`update drafts set owner = 'hanako', updated_by = 'hanako' where id = $1`, [url.split('/').at(-1)]);
  await database.end();
};

test('a colleague’s plan can be looked at, and taken as a copy', { tag: LONG }, async ({ page, world }) => {
  await plan(page, world);
  await type(page, 'primary', '10.1.10.180');
  await saved(page);
  const url = page.url();
  await giveToHanako(world.databaseUrl, url);
  await page.reload();
  await expect(page.getByText('Being planned by 佐藤 花子').first()).toBeVisible();
  await expect(bar(page).getByText('Planned by 佐藤 花子: take a copy to start your own').first()).toBeVisible();
  await expect(page.getByLabel('Instance type')).toBeDisabled();
  await expectPlanAccessible(page);
  await page.getByRole('button', { name: 'Take a copy' }).click();
  await expect(page).not.toHaveURL(url);
  await expect(slot(page, 'Primary of interface 1: 10.1.10.180')).toBeVisible();
  await expect(page.getByLabel('Instance type')).toBeEnabled();
});

test('a plan that a colleague takes over says so at once, keeps what was typed as a copy, and can be taken back', async ({
  page,
  context,
  world,
  expectConsoleError,
}) => {
  await plan(page, world);
  await type(page, 'primary', '10.1.10.181');
  await saved(page);
  // What is typed now reaches nobody until the plan is somebody else's.
  expectConsoleError(/ERR_INTERNET_DISCONNECTED/);
  await context.setOffline(true);
  await type(page, 'primary', '10.1.10.182');
  await giveToHanako(world.databaseUrl, page.url());
  await context.setOffline(false);
  await expect(page.getByText('This plan has been taken over by 佐藤 花子').first()).toBeVisible();
  await expect(page.getByText('A version of yours is set aside')).toBeVisible();
  await expect(slot(page, 'Primary of interface 1: 10.1.10.181')).toBeVisible();
  await expect(page.getByLabel('Instance type')).toBeDisabled();
  await expect(page.getByRole('button', { name: 'Discard this plan' })).toHaveAttribute('aria-disabled', 'true');
  await expectPlanAccessible(page);

  await page.getByRole('button', { name: 'Take over' }).click();
  await expect(page.getByText('This plan is now yours.')).toBeVisible();
  await expect(page.getByLabel('Instance type')).toBeEnabled();
  await type(page, 'primary', '10.1.10.183');
  await saved(page);
  await page.getByRole('button', { name: 'Keep mine as a copy' }).click();
  await expect(slot(page, 'Primary of interface 1: 10.1.10.182')).toBeVisible();
});
