import { paths } from '@/lib/paths';
import { ARTICLE_POINT, PLACE, pointsOfIntranet } from './support/account';
import { startElsewhere } from './support/restores';
import { expect, expectAccessible, LONG, test } from './support/test';

test('the dry run is asked for, says what it proves, and does not stand in the way', { tag: LONG }, async ({ page }) => {
  await page.goto(paths.point(PLACE, ARTICLE_POINT, 'aws-backup-vault'));
  await page.getByRole('button', { name: 'Restore', exact: true }).click();
  const bar = page.getByRole('region', { name: 'Verdict and start' });
  for (const last of ['116', '101'])
    await page
      .getByRole('region', { name: 'Verdict', exact: true })
      .getByRole('button', { name: `Use 10.1.10.${last}` })
      .click();
  await bar.getByRole('button', { name: 'Review and start' }).click();
  const review = page.getByRole('dialog', { name: 'Review and start' });
  await review.getByText('Also try it as a dry run').click();
  await expect(review.getByText('it does not find an address in use')).toBeVisible();
  await review.getByRole('button', { name: 'Run the dry run' }).click();
  await expect(review.getByText('EC2 found nothing wrong with this launch')).toBeVisible();
  await expectAccessible(page);
});

test('an encoded authorization failure is opened where it stands', { tag: LONG }, async ({ page, world }) => {
  const id = await startElsewhere(world, '10.1.10.119', `arn:aws:iam::${PLACE.account}:role/RestoreWithoutPassRole`);
  await world.control('clock', { advanceSeconds: 10 });
  await page.goto(paths.job(PLACE, id));
  await page.getByRole('button', { name: 'Decode the message' }).click();
  const message = page.getByRole('region', { name: /encoded/i });
  await expect(message.getByText('iam:PassRole', { exact: true })).toBeVisible();
  await expectAccessible(page);
});

test('facts that nothing confirms any more make what rests on them unknown, and what was found on them stays', { tag: LONG }, async ({
  page,
  world,
  expectConsoleError,
}) => {
  expectConsoleError(/net::ERR_FAILED/);
  // A point that no other story plans: a plan begun there would be gone on with.
  const [, point = ''] = await pointsOfIntranet(world);
  await page.clock.install();
  await page.goto(paths.point(PLACE, point, 'aws-backup-vault'));
  await page.getByRole('button', { name: 'Restore', exact: true }).click();
  const verdict = page.getByRole('region', { name: 'Verdict', exact: true });
  await verdict.getByRole('button', { name: 'Use 10.1.10.116' }).click();
  const held = verdict.getByText(/^10\.1\.10\.100 is still held by the original instance/);
  const old = verdict.getByText(/was read too long ago to rely on/).first();
  await expect(held).toBeVisible();
  await expect(old).toBeHidden();
  // The page's clock goes on without the server's, so nothing may answer in between: an answer would tell that no time has passed.
  await page.route('**/facts?**', (route) => route.abort());
  await page.clock.fastForward('06:00');
  await expect(old).toBeVisible();
  await expect(held).toBeVisible();
  await expectAccessible(page);
  await page.unroute('**/facts?**');
  await page.getByRole('button', { name: 'Ask AWS again' }).click();
  await expect(old).toBeHidden();
  await expect(held).toBeVisible();
});

test('a plan is discarded after one question, from its page and from the overview', { tag: LONG }, async ({ page, expectConsoleError }) => {
  // A look at the plan that was on its way already when it was discarded finds it missing; none begins after.
  expectConsoleError(/status of 404 .*\/drafts\//);
  const plan = async (): Promise<void> => {
    await page.goto(paths.point(PLACE, ARTICLE_POINT, 'aws-backup-vault'));
    await page.getByRole('button', { name: 'Restore', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Restore intranet-01' })).toBeVisible();
  };
  const ask = page.getByRole('dialog', { name: 'Discard the plan of intranet-01' });
  await plan();
  const address = page.url();
  await page.getByRole('button', { name: 'Discard this plan' }).click();
  await ask.getByRole('button', { name: 'Keep the plan' }).click();
  await expect(page.getByRole('button', { name: 'Discard this plan' })).toBeFocused();
  await page.getByRole('button', { name: 'Discard this plan' }).click();
  await expect(ask).toBeVisible();
  await expectAccessible(page);
  await ask.getByRole('button', { name: 'Discard the plan' }).click();
  await expect(page.getByText('The plan of intranet-01 was discarded.')).toBeVisible();
  await expect(page).toHaveURL(/\/points\//);
  await plan();
  expect(page.url()).not.toBe(address);

  await page.goto(paths.overview(PLACE));
  const planned = page.getByRole('region', { name: 'Being planned' });
  const discards = planned.getByRole('button', { name: 'Discard the plan of intranet-01' });
  const before = await discards.count();
  await discards.first().click();
  await ask.getByRole('button', { name: 'Discard the plan' }).click();
  await expect(discards).toHaveCount(before - 1);
  await expectAccessible(page);
});
