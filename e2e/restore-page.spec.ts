import { readFileSync } from 'node:fs';
import { BackupClient, ListRecoveryPointsByResourceCommand } from '@aws-sdk/client-backup';
import type { Page } from '@playwright/test';
import { Client } from 'pg';
import { api, paths } from '@/lib/paths';
import { expect, expectPlanAccessible, hurry, test } from './support/test';
import type { World } from './support/world';

const place = { account: '123456789012', region: 'ap-northeast-1' };
const INSTANCE = 'arn:aws:ec2:ap-northeast-1:123456789012:instance/i-0f3a9c41d27be5860';

/** The recovery points of the article's instance, newest first, as AWS lists them: each story plans from one of its own. */
const pointsOf = async (world: World): Promise<readonly string[]> => {
  const client = new BackupClient({
    region: place.region,
    endpoint: world.awsUrl,
    credentials: { accessKeyId: 'AKIASIMULATED0000000', secretAccessKey: 'simulated' },
  });
  const { RecoveryPoints = [] } = await client.send(new ListRecoveryPointsByResourceCommand({ ResourceArn: INSTANCE }));
  return RecoveryPoints.flatMap((point) => point.RecoveryPointArn ?? []);
};

let planned = 0;

/** From a recovery point of the article's instance to a plan of it. */
const plan = async (page: Page, world: World): Promise<void> => {
  const points = await pointsOf(world);
  const point = points[planned % points.length] ?? '';
  planned += 1;
  await page.goto(paths.point(place, point, 'aws-backup-vault'));
  await page.getByRole('button', { name: 'Restore', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Restore intranet-01' })).toBeVisible();
  await expect(bar(page)).toBeVisible();
};

const bar = (page: Page) => page.getByRole('region', { name: 'Verdict and start' });
const verdict = (page: Page) => page.getByRole('region', { name: 'Verdict', exact: true });
const saved = (page: Page) => expect(bar(page).getByText('Saved', { exact: true })).toBeVisible();
const slot = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

/** Types an address into the place of a fixed one. */
const type = async (page: Page, which: 'primary' | 'secondary 1', address: string): Promise<void> => {
  await page.getByRole('button', { name: `Actions for ${which === 'primary' ? 'the primary' : which} of interface 1` }).click();
  await page.getByRole('menuitem', { name: 'Type an address' }).click();
  const field = page.getByRole('combobox', {
    name: which === 'primary' ? 'Primary address of interface 1' : 'Secondary address 1 of interface 1',
  });
  await field.fill(address);
  await field.press('Enter');
  await expect(slot(page, new RegExp(`${address.replaceAll('.', '\\.')}`)).first()).toBeVisible();
};

const acceptAll = async (page: Page): Promise<void> => {
  // The dialog's own code comes when it is opened.
  await page.getByRole('button', { name: 'Start the restore' }).waitFor();
  for (const box of await page.getByRole('group', { name: 'Accept before starting' }).getByRole('checkbox').all()) await box.check();
};

test('the verdict names who holds each address, and a fix is one click and one step back', async ({ page, world }) => {
  await plan(page, world);
  await expect(bar(page).getByText('2 errors', { exact: true })).toBeVisible();
  await expect(bar(page).getByText('2 errors to mend first').first()).toBeVisible();
  const held = verdict(page).getByText(/^10\.1\.10\.115 is still held by the original instance intranet-01/);
  await expect(held).toBeVisible();
  await expect(verdict(page).getByText('Evidence: ec2:DescribeNetworkInterfaces').first()).toBeVisible();
  await expectPlanAccessible(page);

  await verdict(page).getByRole('button', { name: 'Use 10.1.10.116' }).click();
  await expect(held).toBeHidden();
  await expect(slot(page, 'Primary of interface 1: 10.1.10.116')).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: 'Use 10.1.10.116. 1 error, 1 warning, nothing unknown' })).toBeAttached();
  // The focus went on to the finding that took its place, not to the top of the page.
  await expect(verdict(page).getByRole('listitem').filter({ hasText: '10.1.10.100' }).first()).toBeFocused();

  await page.keyboard.press('Control+z');
  await expect(held).toBeVisible();
  await page.keyboard.press('Control+Shift+z');
  await expect(held).toBeHidden();
});

test('a finding leads to its place, and its place lights the finding', async ({ page, world }) => {
  await plan(page, world);
  await verdict(page).getByRole('button', { name: 'Show Interface 1, address 2' }).click();
  await expect(slot(page, /^Secondary 1 of interface 1: 10\.1\.10\.100/)).toBeFocused();
  await expect(verdict(page).getByRole('listitem').filter({ hasText: '10.1.10.100 is still' }).first()).toHaveAttribute(
    'aria-current',
    'true',
  );
  await page.keyboard.press('F8');
  await expect(verdict(page).getByRole('listitem').first()).toBeFocused();
});

test('what was done can be undone and redone after a reload', async ({ page, world }) => {
  await plan(page, world);
  await type(page, 'primary', '10.1.10.130');
  await page.getByLabel('Copy the tags of the backup to the instance').uncheck();
  await saved(page);
  await page.reload();
  await expect(slot(page, 'Primary of interface 1: 10.1.10.130')).toBeVisible();
  await bar(page).getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByLabel('Copy the tags of the backup to the instance')).toBeChecked();
  await bar(page).getByRole('button', { name: 'Undo' }).click();
  await expect(slot(page, /^Primary of interface 1: 10\.1\.10\.115/)).toBeVisible();
  await saved(page);
  await page.reload();
  await bar(page).getByRole('button', { name: 'Redo' }).click();
  await expect(slot(page, 'Primary of interface 1: 10.1.10.130')).toBeVisible();
});

test('edits outlive a lost connection, and are saved when it returns', async ({ page, context, expectConsoleError, world }) => {
  expectConsoleError(/ERR_INTERNET_DISCONNECTED/);
  await plan(page, world);
  await context.setOffline(true);
  await type(page, 'primary', '10.1.10.131');
  await expect(page.getByText('The plan could not be saved').first()).toBeVisible();
  await expect(bar(page).getByText('Not saved', { exact: true })).toBeVisible();
  await context.setOffline(false);
  await saved(page);
  await page.reload();
  await expect(slot(page, 'Primary of interface 1: 10.1.10.131')).toBeVisible();
});

test('two people in one plan: who has nothing at stake sees the other’s edits, and whose they are', async ({ page, context, world }) => {
  await plan(page, world);
  const url = page.url();
  const second = await context.newPage();
  await second.goto(url);
  await expect(bar(second)).toBeVisible();

  await type(page, 'primary', '10.1.10.132');
  await saved(page);
  await second.bringToFront();
  await expect(slot(second, 'Primary of interface 1: 10.1.10.132')).toBeVisible();
  await expect(second.getByText(/operator saved this plan .* You see their version/)).toBeVisible();
});

test('a conflict between two tabs is shown, and one’s own version goes on as a copy', async ({ page, context, world }) => {
  await plan(page, world);
  const url = page.url();
  const second = await context.newPage();
  // This tab does not hear of the other's saves by looking, only when it saves itself.
  const address = `**${api.draft(place, url.split('/').at(-1) ?? '')}`;
  const frozen = await (await context.request.get(address.slice(2))).text();
  await second.route(address, (route) => route.fulfill({ contentType: 'application/json', body: frozen }));
  await second.goto(url);
  await expect(bar(second)).toBeVisible();
  await type(page, 'primary', '10.1.10.134');
  await saved(page);

  await second.bringToFront();
  await type(second, 'primary', '10.1.10.135');
  await expect(second.getByText('operator saved another version of this plan')).toBeVisible();
  await expect(bar(second).getByText('Two versions of this plan: choose one first').first()).toBeVisible();
  await expectPlanAccessible(second);
  await second.getByRole('button', { name: 'See theirs' }).click();
  await expect(slot(second, 'Primary of interface 1: 10.1.10.134')).toBeVisible();
  await expect(second.getByText('A version of yours is set aside')).toBeVisible();
  await second.unroute(address);
  await second.getByRole('button', { name: 'Keep mine as a copy' }).click();
  await expect(second).not.toHaveURL(url);
  await expect(slot(second, 'Primary of interface 1: 10.1.10.135')).toBeVisible();
});

test('presets show what they would change, and are one step', async ({ page, world }) => {
  await plan(page, world);
  await page.getByRole('button', { name: 'Presets' }).click();
  const dialog = page.getByRole('dialog', { name: 'Presets' });
  await dialog.getByRole('radio', { name: 'Primary fixed, secondaries automatic' }).check();
  await dialog.getByLabel('Primary address').fill('10.1.10.1x');
  await expect(dialog.getByText('10.1.10.1x is not an IPv4 address.')).toBeVisible();
  await dialog.getByLabel('Primary address').fill('10.1.10.140');
  await expect(dialog.getByText(/The verdict would be: 1 error/)).toBeVisible();
  await dialog.getByLabel('Primary address').fill('10.1.10.141');
  await expect(dialog.getByText(/The verdict would be: No errors/)).toBeVisible();
  await expectPlanAccessible(page);
  await dialog.getByRole('button', { name: 'Apply the preset' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('button', { name: 'Presets' })).toBeFocused();
  await expect(slot(page, 'Primary of interface 1: 10.1.10.141')).toBeVisible();
  await bar(page).getByRole('button', { name: 'Undo' }).click();
  await expect(slot(page, /^Primary of interface 1: 10\.1\.10\.115/)).toBeVisible();

  const compare = page.getByRole('dialog', { name: 'Before and after' });
  await page.getByRole('button', { name: 'Before and after' }).click();
  // AWS returned a public IP, which a plan turns off; nothing else differs.
  await expect(compare.getByRole('row', { name: /Changed/ })).toHaveCount(1);
  await expect(compare.getByRole('row', { name: 'Public IP' })).toHaveText(/YesNo$/);
  await compare.getByRole('button', { name: 'Close' }).click();
  await bar(page).getByRole('button', { name: 'Redo' }).click();
  await page.getByRole('button', { name: 'Before and after' }).click();
  await expect(compare.getByText('10.1.10.141').first()).toBeVisible();
  await expect(compare.getByRole('row', { name: /Changed/ })).toHaveCount(3);
  await expectPlanAccessible(page);
});

test('the file that is downloaded is the one that is shown, and the command names its role', async ({ page, world }) => {
  await plan(page, world);
  await page.getByRole('button', { name: 'Metadata and command' }).click();
  const dialog = page.getByRole('dialog', { name: 'Metadata and command' });
  await expect(dialog.getByRole('region', { name: 'Readable' })).toContainText('"PrivateIpAddress": "10.1.10.115"');
  await dialog.getByRole('tab', { name: 'metadata.json' }).click();
  const shown = await dialog.getByRole('region', { name: 'metadata.json' }).textContent();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Download metadata.json' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('metadata.json');
  expect(readFileSync(await download.path(), 'utf8')).toBe(shown);
  const metadata = JSON.parse(shown ?? '{}');
  expect(Object.keys(metadata)).not.toContain('CpuOptions');
  expect(JSON.parse(metadata.NetworkInterfaces)[0].AssociatePublicIpAddress).toBe(false);
  await dialog.getByRole('tab', { name: 'AWS CLI' }).click();
  await expect(dialog.getByRole('region', { name: 'AWS CLI' })).toContainText('service-role/AWSBackupDefaultServiceRole');
  await expectPlanAccessible(page);
});

test('a key edited as text wins, is checked, and can be put back', async ({ page, world }) => {
  await plan(page, world);
  await page.getByRole('button', { name: 'Metadata and command' }).click();
  const dialog = page.getByRole('dialog', { name: 'Metadata and command' });
  await dialog.getByRole('tab', { name: 'Edit as text' }).click();
  await dialog.getByLabel('Value of EbsOptimized').fill('perhaps');
  await dialog.getByRole('button', { name: 'Apply: EbsOptimized' }).click();
  await expect(dialog.getByText('EbsOptimized is “perhaps”. AWS takes “true” or “false”.')).toBeVisible();
  await expectPlanAccessible(page);
  await dialog.getByRole('button', { name: 'Reset: EbsOptimized' }).click();
  await expect(dialog.getByLabel('Value of EbsOptimized')).toHaveValue('false');
  await dialog.getByLabel('Name of the new key').fill('X-Team');
  await dialog.getByLabel('Value of the new key').fill('platform');
  await dialog.getByRole('button', { name: 'Add the key' }).click();
  await expect(dialog.getByLabel('Value of X-Team')).toHaveValue('platform');
  await page.keyboard.press('Escape');
  await expect(verdict(page).getByText(/^X-Team is not among the keys/)).toBeVisible();
});

test('another type brings its own limits at once, and a role that may not pass the profile’s is told with the policy that it lacks', async ({
  page,
  world,
}) => {
  await plan(page, world);
  const type = page.getByLabel('Instance type');
  await type.fill('m5.large');
  await type.press('Enter');
  await expect(page.getByText('3 interfaces, 10 IPv4 addresses each, 2 vCPU')).toBeVisible();
  await type.fill('m5.nothing');
  await type.press('Enter');
  await expect(page.getByText('AWS knows no such instance type in this region.')).toBeVisible();

  await page.getByLabel('Restore role').selectOption({ label: 'RestoreWithoutPassRole' });
  const finding = verdict(page).getByRole('listitem').filter({ hasText: 'F1' }).filter({ hasText: 'Policy that allows it' });
  await finding.getByText('Policy that allows it').click();
  await expect(finding.getByText('"Resource": "arn:aws:iam::123456789012:role/intranet-instance-role"')).toBeVisible();
});

test('AWS that does not answer leaves the facts as they were, marked as old', async ({ page, world }) => {
  await page.clock.install();
  await plan(page, world);
  await type(page, 'primary', '10.1.10.150');
  await world.control('faults', { kind: 'expired', times: null });
  try {
    // Facts are looked at each 15 s.
    await hurry(page, 15, () => expect(page.getByText('AWS does not answer, so older facts are shown')).toBeVisible({ timeout: 1_000 }));
    await expect(page.getByText(/credentials have expired/).first()).toBeVisible();
    await type(page, 'primary', '10.1.10.6');
    await expect(verdict(page).getByText(/^10\.1\.10\.6 is in use by/)).toBeVisible();
    await expectPlanAccessible(page);
  } finally {
    await fetch(`${world.awsUrl}/_sandbox/faults`, { method: 'DELETE' });
  }
});

test('an address that is taken between the review and the start stops it with the holder’s name, and the plan stays', async ({
  page,
  world,
}) => {
  await plan(page, world);
  await type(page, 'primary', '10.1.10.160');
  await type(page, 'secondary 1', '10.1.10.161');
  await bar(page).getByRole('button', { name: 'Review and start' }).click();
  const review = page.getByRole('dialog', { name: 'Review and start' });
  await expect(review.getByText('10.1.10.160')).toBeVisible();
  await expect(review.getByText('A restore cannot be stopped once it has started.')).toBeVisible();
  await expect(review.getByText('Accept 1 warning first').first()).toBeVisible();
  await expectPlanAccessible(page);
  await world.control('take-address', { address: '10.1.10.160', name: 'quicker-01' });
  await acceptAll(page);
  await review.getByRole('button', { name: 'Start the restore' }).click();
  await expect(review.getByText('Not started: AWS would refuse it now')).toBeVisible();
  await expect(review.getByText(/^10\.1\.10\.160 is in use by quicker-01/)).toBeVisible();
  await expectPlanAccessible(page);
  await review.getByRole('button', { name: 'Back to the plan' }).click();
  await expect(slot(page, /^Primary of interface 1: 10\.1\.10\.160/)).toBeVisible();
  await expect(bar(page).getByText('1 error to mend first').first()).toBeVisible();
});

test('a start that AWS refuses loses nothing: its words are quoted, and the plan can be started again', async ({ page, world }) => {
  await plan(page, world);
  await type(page, 'primary', '10.1.10.170');
  await type(page, 'secondary 1', '10.1.10.171');
  await bar(page).getByRole('button', { name: 'Review and start' }).click();
  const review = page.getByRole('dialog', { name: 'Review and start' });
  await acceptAll(page);
  await world.control('faults', { kind: 'denied', service: 'backup', operation: 'StartRestoreJob', times: 1 });
  await review.getByRole('button', { name: 'Start the restore' }).click();
  await expect(review.getByText('AWS refused to start the restore')).toBeVisible();
  await expect(review.getByText('Missing permission: backup:StartRestoreJob')).toBeVisible();
  await expect(review.getByRole('link', { name: 'Open the attempt in the history' })).toBeVisible();
  await expectPlanAccessible(page);

  await review.getByRole('button', { name: 'Start the restore' }).click();
  await expect(page).toHaveURL(new RegExp(`${paths.jobs(place)}/`));
  await page.goBack();
  await expect(page.getByText('A restore was started from this plan')).toBeVisible();
  await expect(bar(page).getByText('Already started', { exact: true }).first()).toBeVisible();
  await expect(page.getByRole('link', { name: 'Open the restore job' })).toBeVisible();
  await expect(page.getByLabel('Instance type')).toBeDisabled();
  await expectPlanAccessible(page);
  const url = page.url();
  await page.getByRole('button', { name: 'Take a copy' }).click();
  await expect(page).not.toHaveURL(url);
  await expect(page.getByLabel('Instance type')).toBeEnabled();
});

test('the whole page in Japanese', async ({ page, chooseLocale, chooseTheme, world }) => {
  await plan(page, world);
  const url = page.url();
  await chooseLocale('ja');
  await chooseTheme('dark');
  await page.goto(url);
  await expect(page.getByRole('heading', { level: 1, name: 'intranet-01 の復元' })).toBeVisible();
  await expect(page.getByRole('region', { name: '判定と開始' }).getByText('先にエラー 2 件の修正が必要です').first()).toBeVisible();
  await expect(page.getByRole('region', { name: 'バックアップとの差分' })).toBeVisible();
  await expectPlanAccessible(page);
});

test('a plan that is not there answers so', async ({ page, expectConsoleError }) => {
  expectConsoleError(/404/);
  const answer = await page.goto(paths.restore(place, '00000000-0000-4000-8000-000000000000'));
  expect(answer?.status()).toBe(404);
});

test('a colleague’s plan can be looked at, and taken as a copy', async ({ page, world }) => {
  await plan(page, world);
  await type(page, 'primary', '10.1.10.180');
  await saved(page);
  const id = page.url().split('/').at(-1);
  const database = new Client({ connectionString: world.databaseUrl });
  await database.connect();
  await database.query('update drafts set owner = $1, updated_by = $1 where id = $2', ['hanako', id]);
  await database.end();
  await page.reload();
  await expect(page.getByText('Being planned by hanako').first()).toBeVisible();
  await expect(bar(page).getByText('Planned by hanako: take a copy to start your own').first()).toBeVisible();
  await expect(page.getByLabel('Instance type')).toBeDisabled();
  await expectPlanAccessible(page);
  await page.getByRole('button', { name: 'Take a copy' }).click();
  await expect(page).not.toHaveURL(new RegExp(`${id}$`));
  await expect(slot(page, 'Primary of interface 1: 10.1.10.180')).toBeVisible();
  await expect(page.getByLabel('Instance type')).toBeEnabled();
});
