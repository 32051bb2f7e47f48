import type { Page } from '@playwright/test';
import { paths } from '@/lib/paths';
import { PLACE } from './support/account';
import { acceptAll, bar, plan, type } from './support/plan';
import { advance, startElsewhere, startHere } from './support/restores';
import { expect, expectAccessible, expectAccessibleInBothThemes, expectPlanAccessible, LONG, test } from './support/test';

const main = (page: Page) => page.getByRole('main');
const review = (page: Page) => page.getByRole('dialog', { name: 'Review and start' });
const start = (page: Page) => review(page).getByRole('button', { name: 'Start the restore' });
const rows = (page: Page) => page.getByRole('row').filter({ hasText: 'intranet-01' });

test('a start whose answer is lost is told as open wherever it is looked for, and becomes the job that AWS has', async ({
  page,
  world,
}) => {
  await world.control('list-lag', { seconds: 600 });
  await world.control('faults', { kind: 'lose', service: 'backup', operation: 'StartRestoreJob', times: null });
  await plan(page, world);
  await type(page, 'primary', '10.1.10.180');
  await type(page, 'secondary 1', '10.1.10.181');
  const planned = page.url();
  await bar(page).getByRole('button', { name: 'Review and start' }).click();
  await acceptAll(page);
  await start(page).click();
  await expect(page).toHaveURL(/\/history\//);
  const open = main(page).getByText('It is not known yet whether AWS has this restore');
  await expect(open).toBeVisible();
  await expect(main(page).getByText('Until then its addresses stay claimed, and this plan cannot be started again.')).toBeVisible();
  await expectAccessibleInBothThemes(page);
  const entry = page.url();

  await page.goto(paths.jobs(PLACE));
  await expect(rows(page).filter({ hasText: '10.1.10.180' })).toContainText('It is not known yet whether AWS has it. Rehome is looking.');
  await expectAccessible(page);
  await page.goto(planned);
  await expect(open).toBeVisible();
  await expect(bar(page).getByText('Already started', { exact: true }).first()).toBeVisible();
  await expectPlanAccessible(page);

  await fetch(`${world.awsUrl}/_sandbox/faults`, { method: 'DELETE' });
  await world.control('list-lag', { seconds: 0 });
  await page.goto(entry);
  await expect(open).toBeHidden({ timeout: 60_000 });
  await expect(page.getByRole('link', { name: 'Restore job', exact: true }).first()).toBeVisible();
  const jobs = (await (await fetch(`${world.awsUrl}/_sandbox/jobs?region=${PLACE.region}`)).json()) as {
    readonly jobs: readonly unknown[];
  };
  expect(JSON.stringify(jobs).split('"10.1.10.180').length, 'one job asks for the address').toBeGreaterThan(1);
});

test('what could not be checked is accepted finding by finding, or nothing is started', { tag: LONG }, async ({ page, world }) => {
  await plan(page, world);
  await type(page, 'primary', '10.1.10.182');
  await type(page, 'secondary 1', '10.1.10.183');
  await world.control('faults', { kind: 'denied', service: 'ec2', operation: 'DescribeNetworkInterfaces', times: null });
  try {
    await bar(page).getByRole('button', { name: 'Review and start' }).click();
    await acceptAll(page);
    await start(page).click();
    await expect(review(page).getByText('Not started: something came up that nobody has accepted')).toBeVisible();
    const unknowns = review(page).getByRole('group', { name: 'Could not be checked' });
    await expect(unknowns.getByRole('checkbox').first()).toBeVisible();
    await expect(
      review(page)
        .getByText(/^Accept \d+ findings? first$/)
        .first(),
    ).toBeVisible();
    await expectPlanAccessible(page);
    for (const box of await unknowns.getByRole('checkbox').all()) await box.check();
    await start(page).click();
    await expect(page).toHaveURL(/\/jobs\//);
  } finally {
    await fetch(`${world.awsUrl}/_sandbox/faults`, { method: 'DELETE' });
  }
});

test('where a reason and a ticket are required a start waits for them, and both find the restore again', { tag: LONG }, async ({
  page,
  world,
  as,
}) => {
  // Who may choose settings may also plan.
  await as('administrator');
  await page.goto(paths.settings());
  const panel = page.getByRole('region', { name: 'For everybody' });
  const required = async (wanted: boolean): Promise<void> => {
    for (const name of ['A start needs a reason', 'A start needs a ticket']) {
      const item = panel.getByRole('listitem').filter({ hasText: name });
      await item.getByRole('checkbox').setChecked(wanted);
      await expect(item.getByText('Saved.')).toBeVisible();
    }
  };
  await required(true);
  await expectAccessibleInBothThemes(page);
  try {
    await plan(page, world);
    await type(page, 'primary', '10.1.10.184');
    await type(page, 'secondary 1', '10.1.10.185');
    await bar(page).getByRole('button', { name: 'Review and start' }).click();
    await acceptAll(page);
    await expect(review(page).getByText('Give a reason first').first()).toBeVisible();
    await review(page).getByRole('textbox', { name: 'Reason' }).fill('The disk of the old one is broken');
    await expect(review(page).getByText('Give a ticket first').first()).toBeVisible();
    await review(page).getByRole('textbox', { name: 'Ticket' }).fill('OPS-1184');
    await expectPlanAccessible(page);
    await start(page).click();
    await expect(page).toHaveURL(/\/jobs\//);
  } finally {
    await page.goto(paths.settings());
    await required(false);
  }
  await page.goto(`${paths.history()}?q=ops-1184`);
  await expect(rows(page)).toHaveCount(1);
  await rows(page).first().getByRole('link').click();
  await expect(page.getByRole('region', { name: 'Summary' })).toContainText('The disk of the old one is broken');
});

test('a note keeps what it said before each edit', { tag: LONG }, async ({ page, world }) => {
  await startHere(page, world, { primary: '10.1.10.186', secondary: '10.1.10.187' });
  await page.getByRole('link', { name: 'History entry' }).first().click();
  const notes = page.getByRole('region', { name: 'Notes' });
  await notes.getByRole('textbox', { name: 'New note' }).fill('The service answers');
  await notes.getByRole('button', { name: 'Add note' }).click();
  await expect(notes.getByText('Note saved.')).toBeVisible();
  await notes.getByRole('button', { name: 'Edit' }).click();
  await notes.getByRole('textbox', { name: 'Edit note' }).fill('The service answers, but slowly');
  await expectAccessible(page);
  await notes.getByRole('button', { name: 'Save' }).click();
  await expect(notes.getByRole('listitem').first()).toContainText('The service answers, but slowly');
  await notes.getByText('What it said before', { exact: true }).click();
  await expect(notes.getByRole('listitem').getByText('The service answers', { exact: true })).toBeVisible();
  await expectAccessibleInBothThemes(page);
});

test('what was started elsewhere is in the history beside ours, and two restores are compared', { tag: LONG }, async ({
  page,
  world,
  chooseLocale,
}) => {
  await startHere(page, world, { primary: '10.1.10.188', secondary: '10.1.10.189' });
  await startElsewhere(world, '10.1.10.190');
  await advance(world, 40);
  await page.goto(paths.jobs(PLACE));
  await expect(rows(page).filter({ hasText: '10.1.10.190' })).toContainText('Completed');
  await page.goto(paths.history());
  await expect(rows(page).filter({ hasText: '10.1.10.190' })).toContainText('Outside Rehome');
  await rows(page).filter({ hasText: '10.1.10.188' }).getByRole('link').first().click();
  await page.getByRole('link', { name: 'Compare' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Compare two restores' })).toBeVisible();
  await page.getByRole('combobox', { name: 'Compare with' }).selectOption({ index: 1 });
  await expect(main(page).getByRole('row').filter({ hasText: 'Addresses asked for' })).toContainText('10.1.10.188');
  await expectAccessibleInBothThemes(page);
  await chooseLocale('ja');
  await page.reload();
  await expect(main(page).getByRole('row').filter({ hasText: '10.1.10.188' }).first()).toBeVisible();
  await expectAccessible(page);
});
