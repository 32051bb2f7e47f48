import { bar, plan, type } from './support/plan';
import { expect, expectPlanAccessible, LONG, test } from './support/test';

// Addresses that are held by what AWS does not show: counted, told on the map, and to be accepted before a start.

// Three more than the subnet has reserved for addresses that are named, because those may be what AWS counts.
const HOSTS = Array.from({ length: 19 }, (_, i) => 220 + i);

test('the map says how many addresses something unseen holds, and the start asks about them', { tag: LONG }, async ({
  page,
  world,
  chooseLocale,
  chooseTheme,
}) => {
  for (const host of HOSTS) await world.control('take-address', { address: `10.1.10.${host}`, name: 'unseen', concealed: 'unseen' });
  await plan(page, world);
  await type(page, 'primary', '10.1.10.215');
  await type(page, 'secondary 1', '10.1.10.216');
  const map = page.getByRole('region', { name: 'Address map' });
  // The first look proves nothing; the one after it does.
  await expect(map.getByText('At least 3 addresses here are held by something we may not see')).toBeVisible();
  await expect(bar(page).getByText('1 unknown')).toBeVisible();
  await expectPlanAccessible(page);
  await bar(page).getByRole('button', { name: 'Review and start' }).click();
  await expect(page.getByRole('dialog', { name: 'Review and start' })).toContainText(
    'whether 10.1.10.215, 10.1.10.216 can be had is not proven',
  );
  await page.keyboard.press('Escape');
  await chooseLocale('ja');
  await chooseTheme('dark');
  await page.reload();
  await expect(page.getByText('ここの少なくとも 3 個のアドレスは、コンソールから見えないものが保持しています')).toBeVisible();
  await expectPlanAccessible(page);
});
