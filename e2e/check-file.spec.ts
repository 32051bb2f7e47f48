import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { metadataFile, startRestoreJobCommand } from '@/lib/restore/exports';
import { expect, expectAccessible, test } from './support/test';

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
const openInEditor = (page: Page) => page.getByRole('main').getByRole('button', { name: 'Open in the editor' }).first();

/** The file that the button gives. */
const downloaded = async (page: Page): Promise<Record<string, string>> => {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download metadata.json' }).click();
  const path = await (await download).path();
  return JSON.parse(readFileSync(path, 'utf8'));
};

test('what cannot be read is explained at its place', async ({ page }) => {
  await page.goto('/check');
  await expect(page).toHaveTitle(/Check a file/);
  await expect(page.getByText('Nothing to check yet')).toBeVisible();
  await expectAccessible(page);

  await box(page).fill('{\n  "InstanceType": "t3.micro",\n}');
  const problem = page.getByRole('alert').filter({ hasText: 'Line 2, column 29' });
  await expect(problem).toContainText('A comma stands before a closing bracket');
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
  await expect(findings(page).getByText('6 errors, 1 warning')).toBeVisible();

  await findings(page).getByRole('button', { name: 'Turn the public IP off' }).click();
  const changes = page.getByRole('region', { name: 'What changed' });
  await expect(changes).toContainText('NetworkInterfaces/0/AssociatePublicIpAddress');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(changes).toBeHidden();

  await findings(page).getByRole('button', { name: 'Correct 6 errors' }).click();
  await expect(findings(page).getByText('No error')).toBeVisible();
  await expect(changes).toContainText('NetworkInterfaces/0/NetworkInterfaceId');
  await expectAccessible(page);
  const file = await downloaded(page);
  expect(file).not.toHaveProperty('SubnetId');
  expect(file['aws:backup:request-id']).not.toBe(template.RestoreMetadata['aws:backup:request-id']);
});

test('a command asks for its file, is checked against the account, and opens in the editor', async ({ page }) => {
  await page.goto('/check');
  await box(page).fill(command);
  await expect(page.getByText('The content of metadata.json is needed too')).toBeVisible();
  await page
    .getByLabel('Choose a file', { exact: true })
    .and(page.locator('input'))
    .setInputFiles({ name: 'metadata.json', mimeType: 'application/json', buffer: Buffer.from(metadataFile(finalMetadata)) });
  await expect(page.getByText('A start-restore-job command, with 19 keys.')).toBeVisible();

  await page.getByRole('checkbox', { name: /^Check against account 123456789012/ }).check();
  await expect(findings(page)).toContainText('10.1.10.100');
  await expect(findings(page)).toContainText('intranet-01');
  await findings(page).getByRole('button', { name: 'Use 10.1.10.101' }).click();
  await expect(findings(page).getByText('No error')).toBeVisible();
  await expectAccessible(page);

  await openInEditor(page).click();
  await expect(page).toHaveURL(/\/123456789012\/ap-northeast-1\/restore\//);
  await expect(page.getByRole('main')).toContainText('10.1.10.101');
});

test('a file that names no recovery point asks for one', async ({ page }) => {
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

test('a dropped file is read', async ({ page }) => {
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

test('ファイルの検査も日本語で行える', async ({ page, chooseLocale, chooseTheme }) => {
  await chooseLocale('ja');
  await chooseTheme('dark');
  await page.setViewportSize({ width: 768, height: 1024 });
  await page.goto('/check');
  await page.getByRole('textbox', { name: '復元メタデータまたはコマンド' }).fill(answer);
  await expect(page.getByText('エラー 6 件、警告 1 件')).toBeVisible();
  await page.getByRole('button', { name: 'エラー 6 件を修正' }).click();
  await expect(page.getByRole('region', { name: '変更点' })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  await expectAccessible(page);
});
