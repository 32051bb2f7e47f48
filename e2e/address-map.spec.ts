import { BackupClient, ListRecoveryPointsByBackupVaultCommand } from '@aws-sdk/client-backup';
import type { Locator, Page } from '@playwright/test';
import { paths } from '@/lib/paths';
import { expect, expectAccessible, hurry, LONG, test } from './support/test';
import type { World } from './support/world';

const place = { account: '123456789012', region: 'ap-northeast-1' };
/** Facts are looked at again so often. */
const NEXT_LOOK_S = 15;

const cell = (page: Page, address: string): Locator =>
  page.getByRole('gridcell', { name: new RegExp(`^${address.replaceAll('.', '\\.')}[,/]`) });
const story = (page: Page): Locator => page.getByRole('region', { name: 'About the address' });
const slot = (page: Page, name: string | RegExp): Locator => page.getByRole('button', { name });
const find = (page: Page): Locator => page.getByRole('combobox', { name: 'Find an address, a name or an ID' });

/** A recovery point of the machine of that name: `nth` is 0 for the newest, so that stories need not share a draft. */
const pointOf = async (world: World, vault: string, name: string, nth: number): Promise<string> => {
  const client = new BackupClient({
    region: place.region,
    endpoint: world.awsUrl,
    credentials: { accessKeyId: 'AKIASIMULATED0000000', secretAccessKey: 'simulated' },
  });
  const arns: string[] = [];
  let next: string | undefined;
  do {
    const page = await client.send(
      new ListRecoveryPointsByBackupVaultCommand({
        BackupVaultName: vault,
        ByResourceType: 'EC2',
        ...(next === undefined ? {} : { NextToken: next }),
      }),
    );
    for (const point of page.RecoveryPoints ?? [])
      if (point.ResourceName === name && point.RecoveryPointArn !== undefined) arns.push(point.RecoveryPointArn);
    next = page.NextToken;
  } while (next !== undefined);
  const arn = arns[nth];
  if (arn === undefined) throw new Error(`${vault} has no recovery point ${nth} of ${name}`);
  return arn;
};

/** From a recovery point to the plan of its restore. */
const plan = async (page: Page, world: World, nth: number, vault = 'aws-backup-vault', name = 'intranet-01'): Promise<void> => {
  await page.goto(paths.point(place, await pointOf(world, vault, name, nth), vault));
  await page.getByRole('button', { name: /^(Restore|復元)$/ }).click();
  await expect(page).toHaveURL(/\/restore\//);
  await expect(page.getByRole('grid')).toBeVisible();
};

test('each address tells its story, on hover and on focus', { tag: LONG }, async ({ page, world }) => {
  await plan(page, world, 0);
  await cell(page, '10.1.10.21').hover();
  await expect(story(page)).toContainText('In use by web-01');
  await expect(story(page)).toContainText('running');
  await cell(page, '10.1.10.60').hover();
  await expect(story(page)).toContainText('license-01');
  await expect(story(page)).toContainText('stopped');
  await cell(page, '10.1.10.2').hover();
  await expect(story(page)).toContainText('for DNS');
  await cell(page, '10.1.10.200').hover();
  await expect(story(page)).toContainText('fixed addresses, ask network team');
  await cell(page, '10.1.10.115').focus();
  await page.mouse.move(0, 0);
  await expect(story(page)).toContainText('the instance that was backed up');
  await expect(story(page)).toContainText('AWS would refuse it');
  await expect(cell(page, '10.1.10.115')).toHaveAccessibleName(/in conflict: held by the original intranet-01, running$/);
  await expectAccessible(page);
});

test('search leads to an address by its name, its last octet or an instance id', { tag: LONG }, async ({ page, world }) => {
  await plan(page, world, 0);
  await find(page).fill('api-01');
  await expect(page.getByRole('option', { name: /10\.1\.10\.31.*api-01/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(cell(page, '10.1.10.31')).toBeFocused();
  await find(page).fill('77');
  await page.keyboard.press('Enter');
  await expect(cell(page, '10.1.10.77')).toBeFocused();
  await find(page).fill('no such machine');
  await expect(page.getByText('Nothing here matches “no such machine”.')).toBeVisible();
});

test('the keyboard walks the map, takes an address up and puts another one in its place', async ({ page, world }) => {
  await plan(page, world, 1);
  await cell(page, '10.1.10.115').focus();
  await page.keyboard.press('ArrowDown');
  await expect(cell(page, '10.1.10.131')).toBeFocused();
  await page.keyboard.press('Home');
  await expect(cell(page, '10.1.10.128')).toBeFocused();
  await page.keyboard.press('Control+Home');
  await expect(cell(page, '10.1.10.0')).toBeFocused();
  await page.keyboard.press('n');
  await expect(cell(page, '10.1.10.4')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(cell(page, '10.1.10.4')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Escape');
  await expect(cell(page, '10.1.10.4')).toHaveAttribute('aria-selected', 'false');

  // The address of the primary selected, a free one instead of it.
  await cell(page, '10.1.10.115').focus();
  await page.keyboard.press('Enter');
  await cell(page, '10.1.10.130').focus();
  await page.keyboard.press('Enter');
  await expect(slot(page, 'Primary of interface 1: 10.1.10.130')).toBeVisible();
  await expect(cell(page, '10.1.10.130')).toHaveAccessibleName('10.1.10.130, placed as primary of interface 1');
});

test('what a slot holds is dragged onto a free address, and from there out of the plan', async ({ page, world }) => {
  await plan(page, world, 2);
  await cell(page, '10.1.10.115').dragTo(cell(page, '10.1.10.141'));
  await expect(slot(page, 'Primary of interface 1: 10.1.10.141')).toBeVisible();
  await cell(page, '10.1.10.141').dragTo(cell(page, '10.1.10.21'));
  await expect(cell(page, '10.1.10.141')).toHaveAccessibleName('10.1.10.141, free');
});

test('free addresses in a row are found and placed as one step', { tag: LONG }, async ({ page, world }) => {
  await plan(page, world, 0, 'prod-daily', 'web-01');
  await page.getByRole('textbox', { name: 'How many' }).fill('2');
  await page.getByRole('button', { name: 'Find', exact: true }).click();
  await expect(page.getByText(/^10\.1\.10\.\d+ to 10\.1\.10\.\d+ are free\.$/)).toBeVisible();
  await page.getByRole('button', { name: 'Add 2 as secondaries' }).click();
  await page.getByRole('menuitem', { name: 'Interface 1' }).click();
  await expect(page.getByRole('gridcell', { name: /, placed as secondary of interface 1$/ })).toHaveCount(2);
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('gridcell', { name: /, placed as secondary of interface 1$/ })).toHaveCount(0);
});

test('an address that somebody takes meanwhile changes before one’s eyes', { tag: LONG }, async ({ page, world }) => {
  await page.clock.install();
  await plan(page, world, 4);
  await cell(page, '10.1.10.180').focus();
  await page.getByRole('button', { name: 'Use as primary of interface 1' }).press('Enter');
  await expect(cell(page, '10.1.10.180')).toHaveAccessibleName('10.1.10.180, placed as primary of interface 1');
  await world.control('take-address', { address: '10.1.10.180', name: 'racer-01' });
  await hurry(page, NEXT_LOOK_S, () =>
    expect(cell(page, '10.1.10.180')).toHaveAccessibleName(/in conflict: in use by racer-01, running$/, { timeout: 1_000 }),
  );
  await expect(page.getByText(/^10\.1\.10\.180 is placed by this plan and is now in use by racer-01, running\. Seen at /)).toBeVisible();
  await expect(story(page)).toContainText('Changed while you looked');
});

test('a subnet larger than a /24 is tiles that open down to the addresses', { tag: LONG }, async ({ page, world }) => {
  await plan(page, world, 0, 'prod-daily', 'batch-01');
  await expect(page.getByRole('grid', { name: 'Blocks of 256 addresses in 10.1.64.0/20' })).toBeVisible();
  await expect(page.getByRole('gridcell')).toHaveCount(16);
  await expect(cell(page, '10.1.64.0')).toHaveAccessibleName(/1 placed/);
  await expectAccessible(page);
  await cell(page, '10.1.64.0').focus();
  await page.keyboard.press('ArrowRight');
  await expect(cell(page, '10.1.65.0')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('grid', { name: 'Addresses of 10.1.65.0/24' })).toBeVisible();
  await expect(cell(page, '10.1.65.10')).toHaveAccessibleName(/in use by hpc-01/);
  await page.keyboard.press('ArrowUp');
  await expect(cell(page, '10.1.64.240')).toBeFocused();
  await expect(page.getByRole('list', { name: 'Blocks in this view' })).toContainText('delegated to batch-01');
  await page.keyboard.press('Escape');
  await expect(cell(page, '10.1.64.0')).toBeFocused();
});

test('where nobody may look, nothing is called free', { tag: LONG }, async ({ page, world }) => {
  await world.control('faults', { kind: 'denied', service: 'ec2', operation: 'DescribeNetworkInterfaces', times: null });
  // A subnet that no other story looks at: nothing is remembered of it.
  await plan(page, world, 0, 'prod-daily', 'web-02');
  await expect(page.getByText('Who holds which address is not known')).toBeVisible();
  await expect(page.getByText(/may not call ec2:DescribeNetworkInterfaces\. Dotted/)).toBeVisible();
  await expect(cell(page, '10.1.11.77')).toHaveAccessibleName('10.1.11.77, not known, may be in use');
  await expect(page.getByRole('gridcell', { name: /, free/ })).toHaveCount(0);
  await page.getByRole('button', { name: 'Next free' }).click();
  await expect(page.getByText('no address can be called free')).toBeVisible();
  await expectAccessible(page);
  await fetch(`${world.awsUrl}/_sandbox/faults`, { method: 'DELETE' });
});

test('the map speaks Japanese, and is read by touch on a narrow page', { tag: LONG }, async ({ page, world, chooseLocale }) => {
  await chooseLocale('ja');
  await page.setViewportSize({ width: 768, height: 1024 });
  await plan(page, world, 5);
  await expect(page.getByRole('grid', { name: '10.1.10.0/24 のアドレス' })).toBeVisible();
  await cell(page, '10.1.10.21').click();
  await expect(page.getByRole('region', { name: 'アドレスの詳細' })).toContainText('web-01');
  await page.getByRole('button', { name: 'マップの見方' }).click();
  await expect(page.getByRole('list', { name: '凡例と件数' })).toContainText('元のインスタンスが保持');
  await expectAccessible(page);
});
