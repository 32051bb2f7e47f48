import { paths } from '@/lib/paths';
import { PLACE } from './support/account';
import { acceptAll, bar, plan, slot, type, verdict } from './support/plan';
import { expect, expectPlanAccessible, hurry, LONG, test } from './support/test';

test('another type brings its own limits at once, and a role that may not pass the profile’s is told with the policy that it lacks', {
  tag: LONG,
}, async ({ page, world }) => {
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

test('AWS that does not answer leaves the facts as they were, marked as old', { tag: LONG }, async ({ page, world }) => {
  await page.clock.install();
  await plan(page, world);
  await type(page, 'primary', '10.1.10.150');
  await world.control('faults', { kind: 'expired', times: null });
  try {
    // Facts are looked at each 15 s.
    await hurry(page, 15, () => expect(page.getByText('AWS does not answer, so older facts are shown')).toBeVisible({ timeout: 1_000 }));
    await expect(page.getByText(/does not accept the console's credentials/).first()).toBeVisible();
    await type(page, 'primary', '10.1.10.6');
    await expect(verdict(page).getByText(/^10\.1\.10\.6 is in use by/)).toBeVisible();
    await expectPlanAccessible(page);
  } finally {
    await fetch(`${world.awsUrl}/_sandbox/faults`, { method: 'DELETE' });
  }
});

test('an address that is taken between the review and the start stops it with the holder’s name, and the plan stays', {
  tag: LONG,
}, async ({ page, world }) => {
  await plan(page, world);
  await type(page, 'primary', '10.1.10.160');
  await type(page, 'secondary 1', '10.1.10.161');
  await bar(page).getByRole('button', { name: 'Review and start' }).click();
  const review = page.getByRole('dialog', { name: 'Review and start' });
  await expect(review.getByText('10.1.10.160')).toBeVisible();
  await expect(review.getByText('A restore cannot be stopped once it has started.')).toBeVisible();
  await expect(review.getByText('Accept 1 finding first').first()).toBeVisible();
  await expectPlanAccessible(page);
  await world.control('take-address', { address: '10.1.10.160', name: 'quicker-01' });
  await acceptAll(page);
  await review.getByRole('button', { name: 'Start the restore' }).click();
  await expect(review.getByText('Not started: AWS would refuse it now')).toBeVisible();
  await expect(review.getByText(/^10\.1\.10\.160 is in use by quicker-01/)).toBeVisible();
  await expectPlanAccessible(page);
  await review.getByRole('button', { name: 'Back to the plan' }).click();
  await expect(slot(page, /^Primary of interface 1: 10\.1\.10\.160/)).toBeVisible();
  await expect(bar(page).getByText('1 error to fix first').first()).toBeVisible();
});

test('a start that AWS refuses loses nothing: its words are quoted, and the plan can be started again', { tag: LONG }, async ({
  page,
  world,
}) => {
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
  await expect(page).toHaveURL(new RegExp(`${paths.jobs(PLACE)}/`));
  await page.goBack();
  await expect(page.getByText('A restore was started from this plan', { exact: true })).toBeVisible();
  await expect(bar(page).getByText('Already started', { exact: true }).first()).toBeVisible();
  await expect(page.getByRole('link', { name: 'Open the restore job' })).toBeVisible();
  await expect(page.getByLabel('Instance type')).toBeDisabled();
  await expectPlanAccessible(page);
  const url = page.url();
  await page.getByRole('button', { name: 'Take a copy' }).click();
  await expect(page).not.toHaveURL(url);
  await expect(page.getByLabel('Instance type')).toBeEnabled();
});
