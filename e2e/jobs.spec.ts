import type { Page } from '@playwright/test';
import { api, paths } from '@/lib/paths';
import { PLACE } from './support/account';
import { getFrom } from './support/http';
import { advance, startElsewhere, startHere } from './support/restores';
import { expect, expectAccessible, LONG, test } from './support/test';
import type { World } from './support/world';

/** Worlds in which one restore from elsewhere is complete and one has failed; a world begins anew where a story failed. */
const lived = new WeakSet<World>();
const liveIn = async (world: World): Promise<void> => {
  if (lived.has(world)) return;
  lived.add(world);
  await startElsewhere(world, '10.1.10.150');
  await startElsewhere(world, '10.1.10.151');
  await advance(world, 60);
};

const main = (page: Page) => page.getByRole('main');
const rowOf = (page: Page, text: string | RegExp) => page.getByRole('row').filter({ hasText: text });

test('nothing has been restored: the list says what it would hold and where to begin', { tag: LONG }, async ({ page }) => {
  await page.goto(paths.jobs(PLACE));
  await expect(page.getByText('No restore jobs yet')).toBeVisible();
  await expect(main(page).getByRole('link', { name: 'Recovery points' })).toHaveAttribute('href', paths.points(PLACE));
  await expectAccessible(page);
});

test('a job goes from pending to running to completed before one’s eyes', async ({ page, world }) => {
  // The account's clock goes on only where this says so, so that nobody comes too late to see a state.
  await world.control('clock', { hold: true });
  await page.goto(paths.job(PLACE, await startElsewhere(world, '10.1.10.160')));
  await expect(main(page).getByText('Pending').first()).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name: 'Restore of intranet-01' })).toBeVisible();
  await expect(page.getByText('AWS Backup has no way to stop a restore job.')).toBeVisible();
  await advance(world, 8);
  await expect(main(page).getByText('Running', { exact: true }).first()).toBeVisible();
  await expect(page).toHaveTitle(/^\d+ % · Restore of intranet-01/);
  await expect(page.getByRole('progressbar', { name: 'Progress' })).toHaveAttribute('aria-valuenow', /[1-9]/);
  await expectAccessible(page);
  await advance(world, 40);
  await expect(main(page).getByText('Completed').first()).toBeVisible();
  await expect(page).toHaveTitle(/^Completed · Restore of intranet-01/);
  await expect(page.getByRole('status').filter({ hasText: 'intranet-01: Completed' })).toBeAttached();
  await expect(page.getByText('This job was started outside Rehome')).toBeVisible();
  await expect(main(page).getByRole('link', { name: 'Open in the AWS console' })).toHaveAttribute('href', /InstanceDetails:instanceId=i-/);
  await expect(page.getByRole('heading', { name: 'The addresses belong to the restored instance alone' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Restore jobs' }).click();
  const row = rowOf(page, 'Completed').first();
  await expect(row).toContainText('Elsewhere');
  await row.getByRole('link', { name: 'intranet-01' }).click();
  await expect(page).toHaveURL(/\/jobs\/./);
  await world.control('clock', { hold: false });
});

test('a failed job is explained, with AWS’s words beside ours', { tag: LONG }, async ({ page, world }) => {
  // The original holds it.
  const id = await startElsewhere(world, '10.1.10.115');
  await advance(world, 10);
  await page.goto(paths.job(PLACE, id));
  await expect(main(page).getByText('Failed').first()).toBeVisible();
  const failure = page.getByRole('region', { name: 'What happened' });
  await expect(failure.getByText('The address 10.1.10.115 was held by another network interface')).toBeVisible();
  await expect(failure.getByText('Address 10.1.10.115 is in use.')).toBeVisible();
  await expect(failure.getByText('Rule F3')).toBeVisible();
  await expect(failure.getByRole('heading', { name: 'What to do' })).toBeVisible();
  await page.getByRole('tab', { name: 'As sent' }).click();
  await expect(page.getByRole('tabpanel').getByText('"InstanceType": "t2.micro"')).toBeVisible();
  await expectAccessible(page);
  await page.goto(paths.jobs(PLACE));
  await expect(rowOf(page, 'Address 10.1.10.115 is in use.').getByText('Failed')).toBeVisible();
});

test('a restore started here: its addresses asked for stand beside those it has, and nothing moves while it is polled', async ({
  page,
  world,
}) => {
  await startHere(page, world, { primary: '10.1.10.181', secondary: '10.1.10.182' });
  const addresses = page.getByRole('region', { name: 'Addresses', exact: true });
  await expect(addresses.getByRole('row', { name: /Primary 10\.1\.10\.181/ })).toContainText('Not read yet');
  await page.evaluate(() => {
    const shifts: string[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      type Source = { readonly node?: Node; readonly previousRect: DOMRectReadOnly; readonly currentRect: DOMRectReadOnly };
      const told = ({ x, y, width, height }: DOMRectReadOnly): string => [x, y, width, height].join(' ');
      for (const entry of list.getEntries() as (PerformanceEntry & { readonly sources: readonly Source[] })[])
        shifts.push(...entry.sources.map((each) => `${each.node?.textContent}: ${told(each.previousRect)} to ${told(each.currentRect)}`));
    }).observe({ type: 'layout-shift' });
  });
  await advance(world, 8);
  await expect(main(page).getByText('Running', { exact: true }).first()).toBeVisible();
  // Three more looks.
  for (let look = 0; look < 3; look += 1)
    await page.waitForResponse((response) => response.url().includes('/api/') && response.url().includes('/jobs/'));
  expect(await page.evaluate(() => (window as unknown as { readonly shifts: readonly string[] }).shifts)).toEqual([]);
  await advance(world, 40);
  await expect(addresses.getByText('The instance has every address that was asked for.')).toBeVisible();
  for (const address of ['10.1.10.181', '10.1.10.182'])
    await expect(addresses.getByRole('row').filter({ hasText: address })).toContainText('As asked');
  // What is left to do, as AWS shows it; what no call can tell a person ticks.
  const after = page.getByRole('region', { name: 'After the restore' });
  await expect(after).toContainText('EC2 delivers 10.1.10.182 to the instance');
  await expect(after.getByRole('listitem').filter({ hasText: 'Target group intranet' })).toContainText(
    'elasticloadbalancing:DescribeTargetHealth',
  );
  await expectAccessible(page);
  await after.getByRole('button', { name: 'Mark as done: New MAC addresses' }).click();
  await expect(after.getByText(/^You marked it as done/)).toBeVisible();
  await page.reload();
  await expect(after.getByRole('listitem').filter({ hasText: 'New MAC addresses' })).toContainText('You marked it as done');

  // The same plan once more, as a kit that needs no Rehome.
  await page.getByRole('button', { name: 'Restore again' }).click();
  await page.getByRole('button', { name: 'Metadata and command' }).click();
  const dialog = page.getByRole('dialog', { name: 'Metadata and command' });
  await dialog.getByRole('tab', { name: 'Recovery kit' }).click();
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Download recovery kit' }).click();
  expect((await download).suggestedFilename()).toBe('recovery-kit-intranet-01.zip');
  await expect(dialog.getByText('recovery-kit-intranet-01.zip was downloaded.')).toBeVisible();
});

test('filters stand in the address, and the list can be narrowed to nothing and widened again', { tag: LONG }, async ({ page, world }) => {
  await liveIn(world);
  await startHere(page, world, { primary: '10.1.10.183', secondary: '10.1.10.184' });
  await page.goto(`${paths.jobs(PLACE)}?status=failed`);
  await expect(page.getByRole('combobox', { name: 'Status' })).toHaveValue('failed');
  await expect(rowOf(page, 'Failed').first()).toBeVisible();
  await expect(rowOf(page, 'Completed')).toHaveCount(0);
  await page.getByRole('searchbox', { name: 'Find' }).fill('no such thing');
  await expect(page).toHaveURL(/q=no/);
  await expect(page.getByText('No job matches these filters')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Clear filters' }).first().click();
  await expect(page).not.toHaveURL(/\?/);
  await page.getByRole('checkbox', { name: 'Started here only' }).check();
  await expect(page).toHaveURL(/ours=true/);
  await expect(rowOf(page, 'You').first()).toBeVisible();
  await expect(rowOf(page, 'Elsewhere')).toHaveCount(0);
  await rowOf(page, 'You').first().getByRole('link').first().click();
  await expect(page).toHaveURL(/\/jobs\/./);
  await page.goBack();
  await expect(page).toHaveURL(/ours=true/);
  await expect(page.getByRole('checkbox', { name: 'Started here only' })).toBeChecked();
  await page.reload();
  await expect(page.getByRole('checkbox', { name: 'Started here only' })).toBeChecked();
  await expect(rowOf(page, 'Elsewhere')).toHaveCount(0);
});

test('when AWS is throttling, what was known stays, with its time and the reason', { tag: LONG }, async ({ page, world }) => {
  await liveIn(world);
  // While a job runs that the console has seen, it looks at AWS each two seconds.
  await getFrom(page.request, api.job(PLACE, await startElsewhere(world, '10.1.10.152')));
  await page.goto(paths.jobs(PLACE));
  await expect(rowOf(page, 'intranet-01').first()).toBeVisible();
  await world.control('faults', { kind: 'throttle', service: 'backup', operation: 'ListRestoreJobs', times: 40 });
  await expect(main(page).getByText('AWS is limiting requests')).toBeVisible();
  await expect(rowOf(page, 'intranet-01').first()).toBeVisible();
  await page.getByRole('button', { name: 'AWS is limiting requests' }).click();
  await expect(page.getByRole('dialog').getByText('Wait half a minute, then try again.')).toBeVisible();
  await expectAccessible(page);
});

test('an unknown job answers 404 and leads back', { tag: LONG }, async ({ page, expectConsoleError }) => {
  expectConsoleError(/404/);
  const answer = await page.goto(paths.job(PLACE, 'no-such-job'));
  expect(answer?.status()).toBe(404);
  await expect(page).toHaveTitle(/Rehome/);
  await expect(page.getByText('There is no restore job no-such-job in ap-northeast-1.')).toBeVisible();
  await expect(main(page).getByRole('link', { name: 'All restore jobs' })).toBeVisible();
  await expectAccessible(page);
});

test('in Japanese, dark and narrow', { tag: LONG }, async ({ page, world, chooseLocale, chooseTheme }) => {
  await liveIn(world);
  await chooseLocale('ja');
  await chooseTheme('dark');
  await page.setViewportSize({ width: 768, height: 1024 });
  await page.goto(paths.jobs(PLACE));
  await expect(page.getByRole('heading', { level: 1, name: '復元ジョブ' })).toBeVisible();
  await expectAccessible(page);
  await rowOf(page, '完了').first().getByRole('link').first().click();
  await expect(page.getByRole('heading', { level: 1, name: 'intranet-01 の復元' })).toBeVisible();
  await expect(page.getByRole('region', { name: '復元後の確認' })).toBeVisible();
  await expectAccessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(768);
});
