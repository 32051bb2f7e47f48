import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { metadataFile, startRestoreJobCommand } from '@/lib/restore/exports';
import { expect, expectAccessible, LONG, test } from './support/test';

const fixture = (name: string) => JSON.parse(readFileSync(new URL(`../lib/restore/fixtures/${name}.json`, import.meta.url), 'utf8'));
const template = fixture('metadata_template');
const finalMetadata = fixture('article_final_metadata');

const answer = JSON.stringify(template, null, 2);
const command = startRestoreJobCommand({
  region: 'ap-northeast-1',
  recoveryPointArn: template.RecoveryPointArn,
  restoreRoleArn: 'arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole',
  copyTags: true,
});

const box = (page: Page) => page.getByRole('textbox', { name: 'Restore metadata or command' });
const findings = (page: Page) => page.getByRole('region', { name: /^Findings/ });
const against = (page: Page) => page.getByRole('checkbox', { name: /^Check against account 123456789012/ });
const openInEditor = (page: Page) => page.getByRole('main').getByRole('button', { name: 'Open in the editor' }).first();

/** The bytes of the file that the button gives. */
const download = async (page: Page): Promise<Buffer> => {
  const started = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download metadata.json' }).click();
  return readFileSync(await (await started).path());
};
const downloaded = async (page: Page): Promise<Record<string, string>> => JSON.parse((await download(page)).toString('utf8'));

/** Gives a file by the button that chooses one. */
const choose = async (page: Page, name: string, buffer: Buffer): Promise<void> =>
  await page
    .getByLabel('Choose a file', { exact: true })
    .and(page.locator('input'))
    .setInputFiles({ name, mimeType: 'application/json', buffer });

/** The backup's metadata with one address that cannot be read. */
const unreadable = (): string => {
  const [nic] = JSON.parse(template.RestoreMetadata.NetworkInterfaces);
  const { PrivateIpAddress: _said, ...rest } = nic;
  const addresses = [
    { Primary: true, PrivateIpAddress: '10.1.10.115' },
    { Primary: false, PrivateIpAddress: '10.1.10. 77' },
  ];
  const nics = [{ ...rest, PrivateIpAddresses: addresses, SecondaryPrivateIpAddressCount: undefined }];
  return JSON.stringify({ ...template.RestoreMetadata, NetworkInterfaces: JSON.stringify(nics) }, null, 2);
};

test('what cannot be read is explained at its place', { tag: LONG }, async ({ page }) => {
  await page.goto('/check');
  await expect(page).toHaveTitle(/Check a file/);
  await expect(page.getByText('Nothing to check yet')).toBeVisible();
  await expectAccessible(page);

  await box(page).fill('{\n  "InstanceType": "t3.micro",\n}');
  const problem = page.getByRole('alert').filter({ hasText: 'Line 2, column 29' });
  await expect(problem).toContainText('There is a comma before a closing bracket');
  await expect(openInEditor(page)).toHaveAttribute('aria-disabled', 'true');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Show the place' }).click();
  await expect(box(page)).toBeFocused();
  expect(
    await box(page).evaluate((element: HTMLTextAreaElement) => element.value.slice(element.selectionStart, element.selectionEnd)),
  ).toBe(',');

  await box(page).fill('aws backup list-backup-vaults');
  await expect(page.getByRole('alert').filter({ hasText: 'another command' })).toBeVisible();
});

test('a backup’s own metadata is corrected, and the file comes back with what changed in it', async ({ page }) => {
  await page.goto('/check');
  await box(page).fill(answer);
  await expect(page.getByText('The answer of get-recovery-point-restore-metadata, with 22 keys.')).toBeVisible();
  // Switched off, nothing of the file leaves the browser.
  await against(page).uncheck();
  await expect(findings(page).getByText('6 errors, 1 warning')).toBeVisible();

  await findings(page).getByRole('button', { name: 'Turn the public IP off' }).click();
  const changes = page.getByRole('region', { name: 'What changed' });
  await expect(changes).toContainText('Interface 1, public IP');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(changes).toBeHidden();

  await findings(page).getByRole('button', { name: 'Correct 6 errors' }).click();
  await expect(findings(page).getByText('No error')).toBeVisible();
  await expect(changes).toContainText('Interface 1, interface id');
  await expect(changes).not.toContainText('/NetworkInterfaces/0/NetworkInterfaceId');
  await page.getByRole('button', { name: 'Show JSON pointers' }).click();
  await expect(changes).toContainText('/NetworkInterfaces/0/NetworkInterfaceId');
  await expectAccessible(page);
  const file = await downloaded(page);
  expect(file).not.toHaveProperty('SubnetId');
  expect(file['aws:backup:request-id']).not.toBe(template.RestoreMetadata['aws:backup:request-id']);
});

test('a command asks for its file, is checked against the account, and opens in the editor', async ({ page }) => {
  await page.goto('/check');
  await box(page).fill(command);
  await expect(page.getByText('The content of metadata.json is needed too')).toBeVisible();
  await choose(page, 'metadata.json', Buffer.from(metadataFile(finalMetadata)));
  await expect(page.getByText('A start-restore-job command, with 19 keys.')).toBeVisible();

  // Asked without being told to.
  await expect(against(page)).toBeChecked();
  await expect(findings(page)).toContainText('10.1.10.100');
  await expect(findings(page)).toContainText('intranet-01');
  await findings(page).getByRole('button', { name: 'Use 10.1.10.101' }).click();
  await expect(findings(page).getByText('No error')).toBeVisible();
  await expectAccessible(page);

  await openInEditor(page).click();
  await expect(page).toHaveURL(/\/123456789012\/ap-northeast-1\/restore\//);
  await expect(page.getByRole('main')).toContainText('10.1.10.101');
});

test('one address that cannot be read keeps no other remedy from being applied', { tag: LONG }, async ({ page }) => {
  await page.goto('/check');
  await box(page).fill(unreadable());
  const address = findings(page).locator('[data-finding]').filter({ hasText: '10.1.10. 77' }).first();
  await expect(address.getByRole('button', { name: 'Show Interface 1, second address' })).toBeVisible();
  await expect(address).not.toContainText('/NetworkInterfaces/0/PrivateIpAddresses/1');
  await page.getByRole('button', { name: 'Show JSON pointers' }).click();
  await expect(address).toContainText('/NetworkInterfaces/0/PrivateIpAddresses/1');
  await expect(address.getByRole('button', { name: 'Copy /NetworkInterfaces/0/PrivateIpAddresses/1' })).toBeVisible();
  await expect(findings(page).getByText(/^One place cannot be read: Interface 1, second address/)).toBeVisible();
  await expect(openInEditor(page)).toHaveAttribute('aria-disabled', 'true');
  await expectAccessible(page);

  await findings(page).getByRole('button', { name: 'Turn the public IP off' }).click();
  await expect(page.getByRole('region', { name: 'What changed' })).toContainText('Interface 1, public IP');
  expect((await downloaded(page)).NetworkInterfaces).toContain('"10.1.10. 77"');

  await findings(page).getByRole('button', { name: 'Use 10.1.10.77' }).click();
  await expect(findings(page).getByText(/^One place cannot be read/)).toBeHidden();
  expect((await downloaded(page)).NetworkInterfaces).toContain('"10.1.10.77"');
  await expect(openInEditor(page)).not.toHaveAttribute('aria-disabled', 'true');
});

test('an account that does not tell everything, or cannot be asked, is said; the file is checked without it', { tag: LONG }, async ({
  page,
  world,
  context,
  expectConsoleError,
}) => {
  await world.control('faults', { kind: 'denied', service: 'ec2', operation: 'DescribeInstanceTypes', times: null });
  try {
    await page.goto('/check');
    // A type that no story before has asked about: what AWS once told is kept for a while.
    await box(page).fill(answer.replaceAll('t2.micro', 'c5.xlarge'));
    await expect(
      page.getByText('The console’s role may not call ec2:DescribeInstanceTypes, so what that would tell is unknown'),
    ).toBeVisible();
    await expect(findings(page).getByText(/SubnetId is given beside NetworkInterfaces/)).toBeVisible();
    await expectAccessible(page);
  } finally {
    await fetch(`${world.awsUrl}/_sandbox/faults`, { method: 'DELETE' });
  }

  expectConsoleError(/ERR_INTERNET_DISCONNECTED/);
  await context.setOffline(true);
  await box(page).fill(unreadable());
  await expect(page.getByText(/^AWS could not be asked, so the file is checked without it/)).toBeVisible();
  await expect(findings(page).getByRole('button', { name: 'Use 10.1.10.77' })).toBeVisible();
  await expectAccessible(page);
  await context.setOffline(false);
});

test('a finding is corrected with the keyboard alone', { tag: LONG }, async ({ page }) => {
  await page.goto('/check');
  await box(page).fill(unreadable());
  await against(page).focus();
  await page.keyboard.press('Space');
  await expect(against(page)).not.toBeChecked();
  const remedy = findings(page).getByRole('button', { name: 'Use 10.1.10.77' });
  await remedy.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText(/^One place cannot be read/)).toBeHidden();
  // The focus stays with the findings and does not fall to the top of the page.
  await expect(findings(page).locator(':focus')).toHaveCount(1);
});

test('what PowerShell wrote is read, warned of, and comes back as the AWS CLI takes it', { tag: LONG }, async ({ page }) => {
  await page.goto('/check');
  await choose(page, 'utf16.json', Buffer.from(`\ufeff${metadataFile(finalMetadata)}`, 'utf16le'));
  const warning = findings(page).locator('[data-finding]').filter({ hasText: 'byte order mark (UTF-16 LE)' });
  await expect(warning).toBeVisible();
  await warning.getByRole('button', { name: 'Rewrite it as UTF-8' }).click();
  await expect(warning).toBeHidden();
  const bytes = await download(page);
  expect(bytes.subarray(0, 1).toString()).toBe('{');

  await choose(page, 'sjis.json', Buffer.from([0x7b, 0x22, 0x95, 0x9c, 0x8c, 0xb3, 0x83, 0x54, 0x22, 0x7d]));
  await expect(page.getByText('sjis.json: This is Shift-JIS text')).toBeVisible();
});

test('what is something else is told by its name: one of several is chosen, a failure is explained', { tag: LONG }, async ({
  page,
  expectConsoleError,
}) => {
  // The account is asked about a recovery point that it does not have.
  expectConsoleError(/404 .*ami-184ddc30/);
  await page.goto('/check');
  const other = { ...template, RecoveryPointArn: template.RecoveryPointArn.replace('084d', '184d') };
  await box(page).fill(`${answer}\n${JSON.stringify(other)}`);
  await expect(page.getByText('There are 2 here: which one?')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: `2: ${other.RecoveryPointArn}` }).click();
  await expect(page.getByText('The answer of get-recovery-point-restore-metadata, with 22 keys.')).toBeVisible();
  await expect(box(page)).toHaveValue(new RegExp(other.RecoveryPointArn));

  const detail = {
    restoreJobId: '1323657E-2AA4-1D94-2C48-5D7A423E7394',
    status: 'FAILED',
    statusMessage: 'Address 10.1.10.100 is in use.',
  };
  await box(page).fill(JSON.stringify({ 'detail-type': 'Restore Job State Change', source: 'aws.backup', detail }));
  await expect(page.getByRole('alert').filter({ hasText: 'get-restore-job-metadata --restore-job-id 1323657E' })).toBeVisible();
  const explained = page.getByRole('region', { name: 'What happened' });
  await expect(explained).toContainText('The address 10.1.10.100 was held by another network interface');
  await expectAccessible(page);

  await box(page).fill('{"DBInstanceIdentifier":"db-1","Engine":"mysql"}');
  await expect(page.getByRole('alert').filter({ hasText: 'This is for RDS' })).toBeVisible();
});

test('a file that names no recovery point asks for one', { tag: LONG }, async ({ page }) => {
  await page.goto('/check');
  await box(page).fill(metadataFile(finalMetadata));
  await openInEditor(page).click();
  const dialog = page.getByRole('dialog', { name: 'For which recovery point?' });
  await dialog.getByLabel('Name, instance id or ARN').fill('intranet-01');
  await dialog.getByRole('radio').first().check();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Open in the editor' }).click();
  await expect(page).toHaveURL(/\/restore\//);
  await expect(page.getByRole('main')).toContainText('10.1.10.100');
});

test('a dropped file is read', { tag: LONG }, async ({ page }) => {
  await page.goto('/check');
  const transfer = await page.evaluateHandle((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], 'metadata.json', { type: 'application/json' }));
    return data;
  }, metadataFile(finalMetadata));
  await box(page).dispatchEvent('drop', { dataTransfer: transfer });
  await expect(page.getByText('A metadata map with 19 keys.')).toBeVisible();
  await expect(box(page)).toHaveValue(metadataFile(finalMetadata));
});

test('ファイルの検査も日本語で行える', { tag: LONG }, async ({ page, chooseLocale, chooseTheme }) => {
  await chooseLocale('ja');
  await chooseTheme('dark');
  await page.setViewportSize({ width: 768, height: 1024 });
  await page.goto('/check');
  await page.getByRole('textbox', { name: '復元メタデータまたはコマンド' }).fill(answer);
  await page.getByRole('checkbox', { name: /^アカウント 123456789012/ }).uncheck();
  await expect(page.getByText('エラー 6 件、警告 1 件')).toBeVisible();
  await page.getByRole('button', { name: 'エラー 6 件を修正' }).click();
  await expect(page.getByRole('region', { name: '変更点' })).toContainText('インターフェイス 1 のパブリック IP');
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  await expectAccessible(page);
});
