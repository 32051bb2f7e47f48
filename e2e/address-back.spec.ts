import { paths } from '@/lib/paths';
import { plan, verdict } from './support/plan';
import { expect, expectPlanAccessible, LONG, test } from './support/test';

test('the old address comes back by keeping the interface, step by step, where an administrator has enabled take-over', {
  tag: LONG,
}, async ({ page, world, as, chooseLocale }) => {
  await as('administrator');
  await page.goto(paths.settings());
  const takeOver = page.getByRole('region', { name: 'Take-over', exact: true });
  await takeOver.getByRole('checkbox', { name: /^Rehome carries the steps out in account 123456789012/ }).check();
  await expect(takeOver.getByRole('status')).toHaveText('Saved.');

  await as('operator');
  await plan(page, world);
  await verdict(page)
    .getByRole('listitem')
    .filter({ hasText: /10\.1\.10\.115 is still held by the original instance/ })
    .getByRole('button', { name: 'Get this address' })
    .click();
  const dialog = page.getByRole('dialog', { name: 'How to get 10.1.10.115' });
  const keep = dialog.getByRole('listitem').filter({ hasText: 'Keep the interface, replace the instance' }).first();
  await keep.getByText('Keep the interface, replace the instance').click();
  await keep.getByRole('button', { name: 'Do this step by step' }).click();
  await expect(dialog).toBeHidden();

  const panel = page.getByRole('region', { name: 'Getting 10.1.10.115 back' });
  await expect(panel.getByText('Rehome carries the steps out in this account.')).toBeVisible();
  const step = (name: string) => panel.getByRole('region', { name: 'Steps' }).getByRole('listitem').filter({ hasText: name });
  await expect(step('Change the plan')).toContainText('Done');
  // The plan takes the interface now, and the check has looked at it.
  await expect(
    verdict(page)
      .getByText(/^The network interface eni-[0-9a-f]+ is attached to/)
      .first(),
  ).toBeVisible();
  // That is this page's own doing, and no other window's.
  await expect(page.getByText(/in another window of yours/)).toHaveCount(0);
  await panel.getByRole('button', { name: 'Set up the start' }).click();
  const start = page.getByRole('dialog', { name: 'Start as soon as 10.1.10.115 is free' });
  for (const box of await start.getByRole('group', { name: 'Accept before starting' }).getByRole('checkbox').all()) await box.check();
  await start.getByRole('button', { name: 'Wait and start' }).click();
  await expect(start).toBeHidden();
  await expect(step('Let the interface stay when intranet-01 is gone')).toContainText('Done', { timeout: 30_000 });

  // Nothing is terminated before its name was typed; what would be lost stands beside it.
  const before = panel.getByRole('region', { name: 'Before intranet-01 is terminated' });
  await expect(before.getByText('Termination protection is off.')).toBeVisible();
  await expect(panel.getByText('Nothing is terminated before somebody types the name of the machine.')).toBeVisible({ timeout: 30_000 });
  await expectPlanAccessible(page);
  await panel.getByRole('button', { name: 'Type the name' }).click();
  const name = before.getByLabel('Type intranet-01 to allow its termination');
  await expect(name).toBeFocused();
  await name.fill('intranet-01');
  await before.getByRole('button', { name: 'Allow the termination' }).click();
  await expect(step('See that the restored instance has 10.1.10.115')).toContainText('Done', { timeout: 90_000 });
  await expect(panel.getByRole('button', { name: 'Undo all steps' })).toHaveCount(0);

  await chooseLocale('ja');
  await page.reload();
  await expect(page.getByRole('region', { name: '10.1.10.115 の取り戻し' })).toContainText('intranet-01 を終了する');
});
