import type { Page } from '@playwright/test';
import { Client } from 'pg';
import { paths } from '@/lib/paths';
import { PLACE } from './support/account';
import { signedInLongAgo } from './support/people';
import { acceptAll, bar, plan, saved, type } from './support/plan';
import { expect, expectAccessible, expectAccessibleInBothThemes, expectPlanAccessible, LONG, test } from './support/test';
import type { World } from './support/world';

const review = (page: Page) => page.getByRole('dialog', { name: 'Review and start' });
const openReview = (page: Page): Promise<void> => bar(page).getByRole('button', { name: 'Review and start' }).click();

/** Submits the plan of the page, with a reason and a ticket. */
const submit = async (page: Page): Promise<void> => {
  await openReview(page);
  await acceptAll(page);
  await expect(review(page).getByText('Give a reason first').first()).toBeVisible();
  await review(page).getByLabel('Reason').fill('the disk of intranet-01 died');
  await expect(review(page).getByText('Give a ticket first').first()).toBeVisible();
  await review(page).getByLabel('Ticket').fill('OPS-7');
  await review(page).getByRole('button', { name: 'Submit for approval' }).click();
  await expect(review(page)).toBeHidden();
  await expect(page.getByText('Waiting for approval: 0 of 1')).toBeVisible();
};

/** The time of the request that waits is over. */
const expire = async ({ ownerUrl }: World): Promise<void> => {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  await client.query(`update approval_requests set expires_at = now() - interval '1 second' where state = 'waiting'`);
  await client.end();
};

test.describe.configure({ mode: 'serial' });

/** The address of the plan, as the stories go from one person to the next. */
let planUrl = '';

test('an administrator says which restores others approve, and sees what the rule would match', async ({ page, as }) => {
  await as('administrator');
  await page.goto(paths.settings());
  await expect(page.getByText('No rule: every restore starts without an approval.')).toBeVisible();
  await page.getByRole('link', { name: 'Rules of approval' }).click();
  await expect(page.getByText('No rule yet: every restore starts without an approval.')).toBeVisible();
  await page.getByRole('button', { name: 'Add a rule' }).click();
  const dialog = page.getByRole('dialog', { name: 'New rule' });
  await dialog.getByLabel('Name').fill('Production network');
  await dialog.getByLabel('Address range').fill('10.1.10.0/23');
  await dialog.getByLabel('Valid for hours').fill('8');
  await expect(dialog.getByText('Correct the fields that are marked.')).toBeHidden();
  await dialog.getByLabel('Address range').fill('10.1.10.0/2');
  await expect(dialog.getByText('No CIDR block: as 10.1.0.0/16, without bits beyond the prefix.')).toBeVisible();
  await dialog.getByLabel('Address range').fill('10.1.10.0/23');
  await dialog.getByRole('button', { name: 'What would it match?' }).click();
  await expect(dialog.getByText('Of the plans that are not started it matches none.')).toBeVisible();
  await expect(dialog.getByText(/recovery points? of (an instance|instances)/)).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(
    page.getByRole('row', { name: /Production network.*Addresses in 10\.1\.10\.0\/23.*1 person, 8 hours, with a ticket/ }),
  ).toBeVisible();
  await expectAccessibleInBothThemes(page);
});

test('an operator is told that others have to approve, and submits', async ({ page, world }) => {
  await plan(page, world);
  planUrl = page.url();
  await type(page, 'primary', '10.1.10.153');
  await type(page, 'secondary 1', '10.1.10.154');
  await saved(page);
  await expect(page.getByText('One other person has to approve this restore')).toBeVisible();
  await expect(page.getByText('Matches by an address range.')).toBeVisible();
  await expectPlanAccessible(page);
  await submit(page);
  await page.getByRole('link', { name: 'Open the request' }).click();
  await expect(page.getByRole('heading', { name: 'Approval of intranet-01' })).toBeVisible();
  // Nobody approves their own; an operator lacks the role as well.
  await expect(page.getByText('You submitted this yourself: somebody else has to answer.').first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Approve', exact: true })).toHaveAttribute('aria-disabled', 'true');
  await expect(page.getByText('OPS-7')).toBeVisible();
});

test('a viewer sees the request and what is missing to answer it', { tag: LONG }, async ({ page, as }) => {
  await as('viewer');
  await page.goto(paths.approvals(PLACE));
  await page.getByRole('link', { name: 'intranet-01' }).click();
  await expect(page.getByText('Approving restores needs the role approver. Ask 田中 健.').first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Refuse' })).toHaveAttribute('aria-disabled', 'true');
});

test('an approver finds what waits, looks at all of it, and approves', async ({ page, as }) => {
  await as('approver');
  await page.goto(paths.overview(PLACE));
  await expect(page.getByText('1 request waits for you', { exact: true })).toBeVisible();
  await expect(page.getByText('1 approval waits for you')).toBeAttached();
  await page.getByRole('link', { name: 'Review', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Approval of intranet-01' })).toBeVisible();
  const after = page.getByRole('region', { name: 'After the restore' });
  await expect(after.getByText('10.1.10.153')).toBeVisible();
  await expect(page.getByRole('region', { name: 'In the backup' }).getByText('10.1.10.115')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'When it was submitted' })).toBeVisible();
  await page.getByText('Show the bytes').click();
  const bytes = (await page.locator('pre').filter({ hasText: '"copyTags"' }).textContent()) ?? '';
  expect(bytes).not.toContain('aws:backup:request-id');
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(bytes));
  await expect(page.getByText(Buffer.from(digest).toString('hex')).first()).toBeVisible();
  await expectAccessibleInBothThemes(page);
  await expect(page.getByRole('button', { name: 'Refuse' })).toHaveAttribute('aria-disabled', 'true');
  await page.getByLabel('Comment').fill('Agreed with the owner.');
  await page.getByRole('button', { name: 'Approve', exact: true }).click();
  await expect(page.getByText('You have approved this.').first()).toBeVisible();
  await expect(page.getByText('Agreed with the owner.')).toBeVisible();
  await expect(page.getByText('1 approval waits for you')).not.toBeAttached();
});

test('the operator starts what was approved, and the restore tells who did', async ({ page }) => {
  await page.goto(planUrl);
  await expect(page.getByText('Approved: it can be started until it expires')).toBeVisible();
  await openReview(page);
  await expect(review(page).getByText('Since the submission')).toBeVisible();
  await expect(review(page).getByLabel('Ticket')).toHaveValue('OPS-7');
  await acceptAll(page);
  await review(page).getByRole('button', { name: 'Start the restore' }).click();
  await expect(page).toHaveURL(new RegExp(`${paths.jobs(PLACE)}/`));
  await expect(page.getByText('佐藤 花子')).toBeVisible();
  await page.getByRole('link', { name: 'Open the request' }).click();
  await expect(page.getByText('Started', { exact: true }).first()).toBeVisible();
  await expect(page.getByRole('link', { name: 'Open the restore' })).toBeVisible();
});

test('an edit after the submission voids it, and so does one after the approval, and the page says so', { tag: LONG }, async ({
  page,
  world,
  as,
}) => {
  await plan(page, world);
  planUrl = page.url();
  await type(page, 'primary', '10.1.10.160');
  await type(page, 'secondary 1', '10.1.10.161');
  await saved(page);
  await submit(page);
  await type(page, 'primary', '10.1.10.162');
  await saved(page);
  const voided = page.getByText(/The request is void\. Submit the plan again to ask once more\./);
  await expect(voided).toBeVisible();
  await page.goto(planUrl);
  await submit(page);
  await as('approver');
  await page.goto(paths.approvals(PLACE));
  await page.getByLabel('State').selectOption('waiting');
  await expect(page.getByRole('link', { name: 'intranet-01' })).toHaveCount(1);
  await page.getByRole('link', { name: 'intranet-01' }).click();
  await page.getByRole('button', { name: 'Approve', exact: true }).click();
  await expect(page.getByText('You have approved this.').first()).toBeVisible();
  await as('operator');
  await page.goto(planUrl);
  await expect(page.getByText('Approved: it can be started until it expires')).toBeVisible();
  await type(page, 'secondary 1', '10.1.10.163');
  await saved(page);
  await expect(voided).toBeVisible();
  await openReview(page);
  await expect(review(page).getByRole('button', { name: 'Submit for approval' })).toBeVisible();
});

test('what was withdrawn, what expired and what was refused can be seen', { tag: LONG }, async ({ page, world, as }) => {
  await page.goto(planUrl);
  await submit(page);
  await page.getByRole('link', { name: 'Open the request' }).click();
  await page.getByRole('button', { name: 'Withdraw' }).click();
  await expect(page.getByText('Withdrawn', { exact: true }).first()).toBeVisible();
  await page.goto(planUrl);
  await submit(page);
  await expire(world);
  await page.reload();
  await expect(page.getByText(/The request has expired\. Submit the plan again to ask once more\./)).toBeVisible();
  await as('approver');
  await page.goto(paths.approvals(PLACE));
  await page.getByLabel('State').selectOption('expired');
  await expect(page.getByRole('link', { name: 'intranet-01' })).toHaveCount(1);
  await page.getByRole('link', { name: 'intranet-01' }).click();
  await expect(page.getByText('Expired', { exact: true }).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Approve', exact: true })).toHaveAttribute('aria-disabled', 'true');
  await as('operator');
  await page.goto(planUrl);
  await submit(page);
  await as('approver');
  await page.goto(paths.approvals(PLACE));
  await page.getByLabel('State').selectOption('waiting');
  await expect(page.getByRole('link', { name: 'intranet-01' })).toHaveCount(1);
  await page.getByRole('link', { name: 'intranet-01' }).click();
  await page.getByLabel('Comment').fill('Not before the backup window ends.');
  // Who signed in a while ago is asked once more, and nothing was answered before that.
  await signedInLongAgo(world);
  await page.getByRole('button', { name: 'Refuse' }).click();
  await expect(page.getByRole('dialog', { name: 'Sign in again' })).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('main').getByText(/Sign in again first/)).toBeVisible();
  await signedInLongAgo(world, 0);
  await page.getByRole('button', { name: 'Refuse' }).click();
  await expect(page.getByText('You have refused this.').first()).toBeVisible();
  await page.goto(paths.approvals(PLACE));
  for (const state of ['Refused', 'Withdrawn', 'Expired', 'Voided', 'Started'])
    await expect(page.getByRole('cell', { name: state, exact: true }).first()).toBeVisible();
  await expectAccessibleInBothThemes(page);
  await as('operator');
  await page.goto(planUrl);
  await expect(page.getByText(/The request was refused\. Submit the plan again to ask once more\./)).toBeVisible();
});

test('an administrator starts without approval, with a reason that stays with the restore', { tag: LONG }, async ({ page, as }) => {
  await as('administrator');
  await page.goto(planUrl);
  await page.getByRole('button', { name: 'Take over' }).first().click();
  await expect(bar(page).getByRole('button', { name: 'Review and start' })).not.toHaveAttribute('aria-disabled', 'true');
  await openReview(page);
  await acceptAll(page);
  await review(page).getByText('Start without the approval that it needs').click();
  await expect(review(page).getByRole('button', { name: 'Start without approval' })).toHaveAttribute('aria-disabled', 'true');
  await review(page).getByLabel('Why it cannot wait').fill('The shop is down and nobody who may approve answers.');
  await review(page).getByRole('button', { name: 'Start without approval' }).click();
  await expect(page).toHaveURL(new RegExp(`${paths.jobs(PLACE)}/`));
  await expect(page.getByText('Without approval', { exact: true })).toBeVisible();
  await expect(page.getByText(/The shop is down and nobody who may approve answers\./)).toBeVisible();
  await expectAccessible(page);
  await as('approver');
  await page.goto(paths.overview(PLACE));
  await expect(page.getByText('Started without the approval that they needed')).toBeVisible();
});

test('the same in Japanese', { tag: LONG }, async ({ page, as, chooseLocale }) => {
  await chooseLocale('ja');
  await as('approver');
  await page.goto(paths.approvals(PLACE));
  await expect(page.getByRole('heading', { name: '承認', exact: true })).toBeVisible();
  await page.getByLabel('状態').selectOption({ label: '却下' });
  await expect(page.getByRole('link', { name: 'intranet-01' })).toHaveCount(1);
  await page.getByRole('link', { name: 'intranet-01' }).click();
  await expect(page.getByRole('heading', { name: 'intranet-01 の承認' })).toBeVisible();
  await expect(page.getByText('すでに却下しました。').first()).toBeVisible();
  await expect(page.getByRole('heading', { name: '承認される内容' })).toBeVisible();
  await expectAccessible(page);
});
