import type { Page } from '@playwright/test';
import { paths } from '@/lib/paths';
import { PLACE } from './support/account';
import { articlePage, begin, details, found, list } from './support/browsing';
import { expect, expectAccessible, expectAccessibleInBothThemes, LONG, test } from './support/test';

const virginia = { account: '123456789012', region: 'us-east-1' };
const ARTICLE_INSTANCE = 'arn:aws:ec2:ap-northeast-1:123456789012:instance/i-0f3a9c41d27be5860';

test.beforeEach(({ page, world }) => begin(page, world));

test('without the permission for the metadata the rest of the page stays', { tag: LONG }, async ({ page, world }) => {
  await world.control('faults', { kind: 'denied', service: 'backup', operation: 'GetRecoveryPointRestoreMetadata', times: null });
  await page.goto(articlePage);
  await expect(page.getByText('Missing permission: backup:GetRecoveryPointRestoreMetadata')).toBeVisible();
  await expect(page.getByText('Backup plan')).toBeVisible();
  await expectAccessible(page);
});

test('a throttled AWS leaves what is known, and says so', { tag: LONG }, async ({ page, world }) => {
  await world.control('faults', { kind: 'throttle', service: 'backup', operation: 'DescribeRecoveryPoint', times: null });
  await page.goto(articlePage);
  await expect(page.getByText('AWS is limiting requests')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Addresses of interface 1' })).toBeVisible();

  await world.control('faults', { kind: 'throttle', service: 'backup', operation: 'ListRecoveryPointsByBackupVault', times: null });
  await page.goto(paths.vault(PLACE, 'aws-backup-vault'));
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect(page.getByRole('button', { name: 'AWS is limiting requests' })).toBeVisible();
  await found(page, '90 recovery points');
});

test('resources: what is gone is found by name, and its newest point is restored', { tag: LONG }, async ({ page }) => {
  await page.goto(paths.resources(PLACE));
  await found(page, '24 resources');
  await page.getByRole('combobox', { name: 'Existence' }).selectOption('Only what was deleted');
  await found(page, '3 resources');
  const rows = page.getByRole('grid', { name: 'Backed-up resources' }).getByRole('row');
  await expect(rows.filter({ hasText: 'Deleted' })).toHaveCount(3);
  await page.reload();
  await found(page, '3 resources');
  await rows.filter({ hasText: 'wiki-01' }).getByRole('link').click();
  await expect(page.getByRole('heading', { level: 1, name: 'wiki-01' })).toBeVisible();
  await found(page, '71 recovery points');
  await page.getByRole('button', { name: 'Restore newest' }).click();
  await expect(page).toHaveURL(/\/restore\//);
});

test('a vault, a point and a resource that do not exist answer 404 and lead back', { tag: LONG }, async ({ page, expectConsoleError }) => {
  expectConsoleError(/404/);
  const missing = [
    [paths.vault(PLACE, 'no-such-vault'), 'no-such-vault', 'All vaults'],
    [
      paths.point(PLACE, 'arn:aws:ec2:ap-northeast-1::image/ami-00000000000000000', 'prod-daily'),
      'ami-00000000000000000',
      'All recovery points',
    ],
    [paths.resource(PLACE, 'arn:aws:ec2:ap-northeast-1:123456789012:instance/i-00000000000000000'), 'i-00000000000000000', 'All resources'],
  ] as const;
  for (const [path, id, way] of missing) {
    const answer = await page.goto(path);
    expect(answer?.status()).toBe(404);
    await expect(page.getByRole('main')).toContainText(id);
    await expect(page.getByRole('link', { name: way })).toBeVisible();
  }
});

test('a region without vaults says what would be here', { tag: LONG }, async ({ page }) => {
  await page.goto(paths.vaults({ ...PLACE, region: 'eu-west-1' }));
  await expect(page.getByText('No backup vaults here')).toBeVisible();
  await page.goto(paths.points({ ...PLACE, region: 'eu-west-1' }));
  await expect(page.getByText('No recovery points here')).toBeVisible();
  await page.goto(paths.vaults(virginia));
  await expect(page.getByRole('link', { name: 'dr-vault' })).toBeVisible();
});

test('in Japanese', { tag: LONG }, async ({ page, chooseLocale }) => {
  await chooseLocale('ja');
  await page.goto(paths.vaults(PLACE));
  await expect(page.getByRole('heading', { level: 1, name: 'バックアップボールト' })).toBeVisible();
  await expect(page.getByText('論理エアギャップ')).toBeVisible();
  await page.goto(paths.vault(PLACE, 'aws-backup-vault'));
  await found(page, '復旧ポイント 90 件');
  await page.getByRole('grid', { name: '復旧ポイント' }).getByRole('link').first().click();
  await expect(page.getByRole('region', { name: 'インターフェイス 1 のアドレス' })).toContainText('セカンダリ');
  await expect(page.getByRole('button', { name: '復元' })).toBeVisible();
  await expectAccessible(page);
});

/** Opens each page of a place's inventory, and a panel beside a list, and looks at it. */
const eachPage = async (page: Page, look: (page: Page) => Promise<void>): Promise<void> => {
  const pages = [
    paths.vaults(PLACE),
    paths.vault(PLACE, 'prod-daily'),
    paths.points(PLACE),
    `${paths.points(PLACE)}?q=nothing-has-this-name`,
    paths.resources(PLACE),
    paths.resource(PLACE, ARTICLE_INSTANCE),
    articlePage,
  ];
  for (const path of pages) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await look(page);
  }
  await page.goto(paths.vault(PLACE, 'prod-daily'));
  await list(page)
    .getByRole('row')
    .nth(1)
    .click({ position: { x: 500, y: 18 } });
  await expect(details(page).getByText('Backup plan')).toBeVisible();
  await look(page);
};

test('every page is accessible', ({ page }) => eachPage(page, expectAccessible));

test('… light and dark', { tag: LONG }, ({ page }) => eachPage(page, expectAccessibleInBothThemes));
