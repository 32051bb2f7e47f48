import { EC2Client, TerminateInstancesCommand } from '@aws-sdk/client-ec2';
import type { Page } from '@playwright/test';
import { Client } from 'pg';
import { paths } from '@/lib/paths';
import { PLACE } from './support/account';
import { bar, plan, saved, type, verdict } from './support/plan';
import { expect, expectPlanAccessible, test } from './support/test';
import type { World } from './support/world';

test('the old address has ways back, ranked by what they break, and a stranger is only asked', async ({ page, world, chooseLocale }) => {
  await plan(page, world);
  const finding = verdict(page)
    .getByRole('listitem')
    .filter({ hasText: /10\.1\.10\.115 is still held by the original instance/ });
  const opener = finding.getByRole('button', { name: 'Get this address' });
  await opener.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'How to get 10.1.10.115' });
  await expect(
    dialog.getByText(/^10\.1\.10\.115 is held by intranet-01 \(i-[0-9a-f]+, running\), the instance that was backed up\.$/),
  ).toBeVisible();
  const these = dialog.getByRole('region', { name: 'To have 10.1.10.115' });
  await expect(these.locator('summary h3')).toHaveText([
    'Wait until it is free',
    'Restore beside it, swap later',
    'Terminate the original, then restore',
    'Keep the interface, replace the instance',
  ]);
  await expectPlanAccessible(page);

  // What cannot be undone is shown to whoever has typed the machine's name.
  const last = these.getByRole('listitem').filter({ hasText: 'Terminate the original, then restore' }).first();
  await last.getByText('Terminate the original, then restore').click();
  await expect(last.getByText(/terminate-instances/)).toBeHidden();
  await expect(last.getByText(/The backup is of/)).toBeVisible();
  await last.getByLabel('Type intranet-01 to see the command that cannot be undone').fill('intranet-01');
  await expect(last.getByText(/^aws ec2 terminate-instances --region ap-northeast-1 --instance-ids i-[0-9a-f]+$/)).toBeVisible();
  await page.setViewportSize({ width: 390, height: 800 });
  expect(await dialog.evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true);
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(opener).toBeFocused();

  // A secondary of the original can be moved; another address is one step of the plan.
  await verdict(page)
    .getByRole('listitem')
    .filter({ hasText: /10\.1\.10\.100 is still held/ })
    .getByRole('button', { name: 'Get this address' })
    .click();
  const second = page.getByRole('dialog', { name: 'How to get 10.1.10.100' });
  await second.getByText('Take the address off the original, then restore').click();
  await expect(second.getByText(/^aws ec2 unassign-private-ip-addresses .* --private-ip-addresses 10\.1\.10\.100$/)).toBeVisible();
  await second.getByText('Leave it out', { exact: true }).click();
  await second.getByRole('listitem').filter({ hasText: 'Leave it out' }).getByRole('button', { name: 'Change the plan' }).click();
  await expect(second).toBeHidden();
  await expect(bar(page).getByText('1 error', { exact: true })).toBeVisible();

  // Nobody is told how to end what was never backed up here.
  await type(page, 'primary', '10.1.10.6');
  await verdict(page)
    .getByRole('listitem')
    .filter({ hasText: /10\.1\.10\.6 is in use by/ })
    .getByRole('button', { name: 'Get this address' })
    .click();
  const strangers = page.getByRole('dialog', { name: 'How to get 10.1.10.6' });
  await expect(strangers.getByText('Rehome offers no step that stops or terminates it, or takes its address.')).toBeVisible();
  await expect(strangers.locator('summary h3').nth(1)).toHaveText('Ask its owner');
  await expect(strangers.getByText(/terminate-instances|Cannot be undone/)).toHaveCount(0);
  await page.keyboard.press('Escape');
  await saved(page);

  await chooseLocale('ja');
  await page.reload();
  await page.getByRole('button', { name: 'このアドレスを使うには' }).first().click();
  const japanese = page.getByRole('dialog', { name: '10.1.10.6 を使えるようにする方法' });
  await expect(japanese.getByText('所有者に確認する')).toBeVisible();
});

/** From a plan whose primary address somebody holds to a start that waits for it. */
const waitFor = async (page: Page, address: string): Promise<void> => {
  await verdict(page)
    .getByRole('listitem')
    .filter({ hasText: `${address} is in use by` })
    .getByRole('button', { name: 'Get this address' })
    .click();
  await page.getByRole('button', { name: 'Wait for it and start automatically' }).first().click();
  const dialog = page.getByRole('dialog', { name: `Start as soon as ${address} is free` });
  await dialog.getByLabel('Give up after').selectOption('4');
  for (const box of await dialog.getByRole('group', { name: 'Accept before starting' }).getByRole('checkbox').all()) await box.check();
  await dialog.getByRole('button', { name: 'Wait and start' }).click();
  await expect(dialog).toBeHidden();
};

/** Lets the deadline of whatever waits pass. */
const expire = async ({ ownerUrl }: World): Promise<void> => {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  await client.query("update waits set until = now() where state = 'waiting'");
  await client.end();
};

test('a restore waits for its address: it is cancelled, gives up at its deadline, and set up again starts by itself when the address is free', async ({
  page,
  world,
  chooseLocale,
}) => {
  const taken = (await world.control('take-address', { address: '10.1.10.153', name: 'batch-7' })) as { readonly instanceId: string };
  await plan(page, world);
  await type(page, 'secondary 1', '10.1.10.160');
  await type(page, 'primary', '10.1.10.153');
  await saved(page);
  await waitFor(page, '10.1.10.153');
  const notice = page.getByRole('status').filter({ hasText: 'Waits to start: intranet-01' });
  await expect(notice).toContainText('Starts as soon as 10.1.10.153 is free.');
  await expect(notice).toContainText('Claimed: 10.1.10.153, 10.1.10.160');
  await expectPlanAccessible(page);
  const planPage = page.url();

  await expect(notice).toContainText('Until it starts the plan cannot be edited.');
  await expect(bar(page).getByText('Waits to start: cancel the wait to change it').first()).toBeVisible();

  await chooseLocale('ja');
  await page.goto(paths.history());
  await expect(page.getByRole('region', { name: '開始を待っている復元' })).toContainText('10.1.10.153');
  await page.goto(paths.jobs(PLACE));
  const list = page.getByRole('region', { name: '開始を待っている復元' });
  await expect(list).toContainText('10.1.10.153 が空きしだい開始します。');
  await expectPlanAccessible(page);
  await list.getByRole('button', { name: '待機を取り消す' }).click();
  await expect(list).toBeHidden();

  await chooseLocale('en');
  await page.goto(planPage);
  await expect(bar(page)).toBeVisible();
  await expect(notice).toBeHidden();
  await waitFor(page, '10.1.10.153');
  await expect(notice).toBeVisible();
  await expire(world);
  const gaveUp = page.getByRole('status').filter({ hasText: 'Gave up waiting: intranet-01' });
  await expect(gaveUp).toContainText('Its deadline passed, and 10.1.10.153 was still held.', { timeout: 60_000 });
  await waitFor(page, '10.1.10.153');
  await expect(notice).toBeVisible();
  const ec2 = new EC2Client({
    endpoint: world.awsUrl,
    region: PLACE.region,
    credentials: { accessKeyId: 'AKIASIMULATED0000000', secretAccessKey: 'simulated' },
  });
  await ec2.send(new TerminateInstancesCommand({ InstanceIds: [taken.instanceId] }));
  await page.goto(paths.jobs(PLACE));
  await expect(page.getByRole('row').filter({ hasText: '10.1.10.153' })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('region', { name: 'Restores that wait to start' })).toBeHidden();
});
