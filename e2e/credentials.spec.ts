import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { paths } from '@/lib/paths';
import { PLACE, VAULT } from './support/account';
import { signInTo } from './support/people';
import { expect, expectAccessible, LONG, test } from './support/test';
import { startConsoleBeside } from './support/world';

const keys = (id: string): string => `[default]\naws_access_key_id = ${id}\naws_secret_access_key = secret\n`;

test('credentials that are renewed in their file are seen without a restart: by the first page, by any other, and again later', {
  tag: LONG,
}, async ({ page, world, expectConsoleError }) => {
  expectConsoleError(/status of 503/);
  const folder = mkdtempSync(join(tmpdir(), 'rehome-credentials-'));
  const file = join(folder, 'credentials');
  writeFileSync(file, keys('AKIAEXPIRED000000000'));
  const other = await startConsoleBeside(world, {
    AWS_ACCESS_KEY_ID: undefined,
    AWS_SECRET_ACCESS_KEY: undefined,
    AWS_SHARED_CREDENTIALS_FILE: file,
  });
  try {
    await signInTo(page.context(), other, 'operator');
    await page.goto(other.url);
    await expect(page.getByText('The AWS credentials have expired')).toBeVisible();
    await expect(page.getByText('Rehome reads it again within seconds, without a restart.', { exact: false })).toBeVisible();
    await expectAccessible(page);
    writeFileSync(file, keys('AKIASIMULATED0000000'));
    // Nobody presses anything.
    await expect(page).toHaveURL(/\/123456789012\/ap-northeast-1$/);

    writeFileSync(file, keys('AKIAEXPIRED000000000'));
    await world.control('faults', { kind: 'expired', times: null });
    await page.goto(`${other.url}${paths.vaults(PLACE)}`);
    await page.getByRole('button', { name: 'Refresh' }).click();
    await expect(page.getByRole('button', { name: 'The AWS credentials have expired' })).toBeVisible();
    await expect(page.getByRole('link', { name: VAULT }).first()).toBeVisible();
    writeFileSync(file, keys('AKIASIMULATED0000001'));
    await fetch(`${world.awsUrl}/_sandbox/faults`, { method: 'DELETE' });
    await page.getByRole('button', { name: 'Refresh' }).click();
    await expect(page.getByRole('button', { name: 'The AWS credentials have expired' })).toBeHidden();
  } finally {
    await fetch(`${world.awsUrl}/_sandbox/faults`, { method: 'DELETE' });
    // A page that outlives its console complains of it.
    await page.close();
    await other.end();
    rmSync(folder, { recursive: true, force: true });
  }
});
