import type { Locator, Page } from '@playwright/test';
import { paths } from '@/lib/paths';
import { ARTICLE_POINT } from './support/account';
import { expect, expectPlanAccessible, LONG, test } from './support/test';

const place = { account: '123456789012', region: 'ap-northeast-1' };
const VAULT = 'aws-backup-vault';

const editor = (page: Page): Locator => page.getByRole('region', { name: /^(Interfaces and addresses|インターフェイスとアドレス)$/ });
const slot = (page: Page, name: string | RegExp): Locator => editor(page).getByRole('button', { name });
const primary = (page: Page, nic = 1): Locator => slot(page, new RegExp(`^Primary of interface ${nic}:`));
const secondary = (page: Page, position = 1, nic = 1): Locator => slot(page, new RegExp(`^Secondary ${position} of interface ${nic}:`));
const empty = (page: Page, nic = 1): Locator => slot(page, new RegExp(`^Add an address to the secondaries of interface ${nic}`));
const line = (page: Page): Locator => editor(page).getByRole('status');
const cell = (page: Page, address: string): Locator =>
  page.getByRole('gridcell', { name: new RegExp(`^${address.replaceAll('.', '\\.')},`) });
const undo = (page: Page): Promise<void> =>
  page.getByRole('region', { name: 'Verdict and start' }).getByRole('button', { name: /^Undo/ }).click();

/** A fresh plan of the article's instance: primary 10.1.10.115, secondary 10.1.10.100, on a type that takes two addresses. */
const plan = async (page: Page, name = 'Restore intranet-01', button = 'Restore'): Promise<void> => {
  await page.goto(paths.point(place, ARTICLE_POINT, VAULT));
  await page.getByRole('button', { name: button, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(editor(page)).toBeVisible();
};

/** Back to how it was backed up, whatever the story before left in the draft that one goes on with. */
const fresh = async (page: Page): Promise<void> => {
  await plan(page);
  const afresh = page.getByRole('button', { name: 'Start over' });
  if (await afresh.isVisible()) {
    const before = page.url();
    await afresh.click();
    await expect(page).not.toHaveURL(before);
  }
  await expect(primary(page)).toContainText('10.1.10.115');
};

/** What the plan sends for the interface's addresses, as the console shows the metadata. */
const expectAddresses = async (page: Page, first: string, others: readonly string[]): Promise<void> => {
  await expect(primary(page)).toContainText(first);
  for (const [i, address] of others.entries()) await expect(secondary(page, i + 1)).toContainText(address);
  await expect(secondary(page, others.length + 1)).toHaveCount(0);
};

const menu = async (page: Page, of: string, item: string | RegExp): Promise<void> => {
  await editor(page)
    .getByRole('button', { name: `Actions for ${of}` })
    .click();
  await page.getByRole('menuitem', { name: item }).click();
};

test.describe('the five cases of the article', () => {
  test('by dragging from the map, dropping back on it, and the count', async ({ page }) => {
    await fresh(page);
    // 1: primary automatic, no secondary.
    await secondary(page).dragTo(cell(page, '10.1.10.50'));
    await expect(line(page)).toContainText('10.1.10.100 left the plan');
    await primary(page).dragTo(cell(page, '10.1.10.50'));
    await expectAddresses(page, 'Automatic', []);
    // 2: primary fixed, no secondary.
    await cell(page, '10.1.10.120').dragTo(primary(page));
    await expectAddresses(page, '10.1.10.120', []);
    await expect(line(page)).toContainText('10.1.10.120 is the primary of interface 1.');
    // 4: both fixed.
    await cell(page, '10.1.10.121').dragTo(empty(page));
    await expectAddresses(page, '10.1.10.120', ['10.1.10.121']);
    // 5: primary automatic, secondary fixed.
    await primary(page).dragTo(cell(page, '10.1.10.50'));
    await expectAddresses(page, 'Automatic', ['10.1.10.121']);
    // 3: primary fixed, secondaries by number.
    await cell(page, '10.1.10.110').dragTo(primary(page));
    await editor(page).getByRole('radio', { name: 'Automatic' }).check();
    await expect(editor(page).getByRole('spinbutton', { name: 'Automatic secondaries of interface 1' })).toHaveValue('1');
    await expect(primary(page)).toContainText('10.1.10.110');
    // Each gesture was one step.
    await undo(page);
    await expectAddresses(page, '10.1.10.110', ['10.1.10.121']);
    await undo(page);
    await expectAddresses(page, 'Automatic', ['10.1.10.121']);
  });

  test('by typing alone', async ({ page }) => {
    await fresh(page);
    await primary(page).focus();
    await page.keyboard.press('F2');
    const field = page.getByRole('combobox', { name: 'Primary address of interface 1' });
    await field.fill('120');
    await expect(page.getByRole('option', { name: /10\.1\.10\.120.*Free/ })).toHaveAttribute('aria-selected', 'true');
    await field.press('Enter');
    await expect(primary(page)).toBeFocused();
    await expectAddresses(page, '10.1.10.120', ['10.1.10.100']);
    // A digit opens the place and is its first; what cannot stand there says why and stays open.
    await secondary(page).focus();
    await page.keyboard.type('1');
    const second = page.getByRole('combobox', { name: 'Secondary address 1 of interface 1' });
    await expect(second).toHaveValue('1');
    await expect(page.getByRole('option', { name: /reserved by AWS.*VPC router/ })).toBeVisible();
    await second.press('Enter');
    await expect(second).toBeVisible();
    await second.fill('10.2.0.5');
    await expect(page.getByRole('option', { name: /outside 10\.1\.10\.0\/24/ })).toBeVisible();
    await second.press('Escape');
    await expect(secondary(page)).toBeFocused();
    await expectAddresses(page, '10.1.10.120', ['10.1.10.100']);
    await page.keyboard.press('Delete');
    await expectAddresses(page, '10.1.10.120', []);
    await page.keyboard.press('Shift+Tab');
  });
});

test('a drag says before the drop what would come of it, and why it cannot be', { tag: LONG }, async ({ page }) => {
  await fresh(page);
  const from = await secondary(page).boundingBox();
  const to = await primary(page).boundingBox();
  if (from === null || to === null) throw new Error('no slots');
  await page.mouse.move(from.x + 90, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(from.x + 100, from.y + 4, { steps: 3 });
  await page.mouse.move(to.x + 90, to.y + to.height / 2, { steps: 6 });
  await expect(line(page)).toHaveText('10.1.10.100 and 10.1.10.115 change places.');
  await expect(primary(page)).toContainText('Swap');
  await expectPlanAccessible(page);
  // Words at the pointer leave the map with what is dragged; the story stays.
  const tip = page.getByTestId('map-tip');
  const on = await cell(page, '10.1.10.101').boundingBox();
  if (on === null) throw new Error('no cell');
  await page.mouse.move(on.x + 5, on.y + 5, { steps: 6 });
  await expect(tip).toContainText('10.1.10.101');
  await page.mouse.move(to.x + 90, to.y + to.height / 2, { steps: 6 });
  await expect(tip).toHaveText('');
  await expect(primary(page)).toContainText('Swap');
  await page.mouse.up();
  await expectAddresses(page, '10.1.10.100', ['10.1.10.115']);
  // The type takes two addresses: a third has no place, wherever on the card it is dropped.
  await cell(page, '10.1.10.120').dragTo(editor(page).getByRole('heading', { name: 'Interface 1' }));
  await expect(line(page)).toContainText('Interface 1 is full: t2.micro takes 2 addresses on each.');
  await expectAddresses(page, '10.1.10.100', ['10.1.10.115']);
});

test('two clicks move an address, Esc clears the selection, and several move together', { tag: LONG }, async ({ page }) => {
  await fresh(page);
  await secondary(page).click();
  await expect(line(page)).toContainText('Selected: 10.1.10.100');
  await expect(secondary(page)).toHaveAttribute('aria-pressed', 'true');
  await expectPlanAccessible(page);
  await page.keyboard.press('Escape');
  await expect(line(page)).toContainText('Nothing was moved.');
  await secondary(page).click();
  await primary(page).click();
  await expectAddresses(page, '10.1.10.100', ['10.1.10.115']);
  await primary(page).click({ modifiers: ['Shift'] });
  await secondary(page).click({ modifiers: ['Shift'] });
  await expect(line(page)).toContainText('2 addresses');
  await editor(page).getByRole('button', { name: 'Remove from the plan' }).click();
  await expectAddresses(page, 'Automatic', []);
  await undo(page);
  await expectAddresses(page, '10.1.10.100', ['10.1.10.115']);
});

test('the keyboard alone carries an address to its place', { tag: LONG }, async ({ page }) => {
  await fresh(page);
  await secondary(page).focus();
  await page.keyboard.press('Enter');
  await expect(line(page)).toContainText('Selected: 10.1.10.100');
  await page.keyboard.press('ArrowUp');
  await expect(primary(page)).toBeFocused();
  await expect(line(page)).toHaveText('10.1.10.100 and 10.1.10.115 change places.');
  await page.keyboard.press('Enter');
  await expect(primary(page)).toBeFocused();
  await expectAddresses(page, '10.1.10.100', ['10.1.10.115']);
  // Gathered with Space, and taken out by one button that Tab reaches.
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await expect(line(page)).toContainText('2 addresses');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Delete');
  await expectAddresses(page, '10.1.10.100', []);
  await expect(empty(page)).toBeFocused();
});

test('a slot’s menu does everything without a drag', { tag: LONG }, async ({ page }) => {
  await fresh(page);
  await menu(page, 'the primary of interface 1', 'Swap with 10.1.10.100 (interface 1)');
  await expectAddresses(page, '10.1.10.100', ['10.1.10.115']);
  // What does not go stays in the menu, and says why.
  await editor(page).getByRole('button', { name: 'Actions for the primary of interface 1' }).click();
  const original = page.getByRole('menuitem', { name: 'Use as in the backup: 10.1.10.115' });
  await expect(original).toHaveAttribute('aria-disabled', 'true');
  await expect(original).toHaveAttribute('title', /10\.1\.10\.115 is in the plan already, on interface 1/);
  await page.keyboard.press('Escape');
  await menu(page, 'secondary 1 of interface 1', 'Remove from the plan');
  await menu(page, 'the primary of interface 1', 'Use as in the backup: 10.1.10.115');
  await expectAddresses(page, '10.1.10.115', []);
  await menu(page, 'the primary of interface 1', 'Make automatic');
  await expectAddresses(page, 'Automatic', []);
  await menu(page, 'the primary of interface 1', /^Use next free: 10\.1\.10\./);
  await expect(primary(page)).toContainText('10.1.10.4');
  await expect(editor(page).getByRole('button', { name: 'Actions for the primary of interface 1' })).toBeVisible();
});

test('a finding is fixed where it is', { tag: LONG }, async ({ page }) => {
  await fresh(page);
  await expect(primary(page)).toContainText('Error');
  await expect(editor(page).getByText(/10\.1\.10\.115 is still held by the original instance/)).toBeVisible();
  await editor(page).getByRole('button', { name: 'Use 10.1.10.116' }).click();
  await expect(primary(page)).toContainText('10.1.10.116');
  await expect(primary(page)).not.toContainText('Error');
});

test('a pasted list is one step, and says what did not fit', { tag: LONG }, async ({ page }) => {
  await fresh(page);
  await menu(page, 'interface 1', 'Paste a list of addresses');
  const dialog = page.getByRole('dialog', { name: 'Paste addresses into interface 1' });
  await dialog.getByRole('textbox', { name: 'Addresses' }).fill('10.1.10.120, web-01');
  await expect(dialog.getByText('Interface 1 is full')).toBeVisible();
  await expect(dialog.getByText('This is not an address.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await menu(page, 'secondary 1 of interface 1', 'Remove from the plan');
  await menu(page, 'interface 1', 'Paste a list of addresses');
  await dialog.getByRole('textbox', { name: 'Addresses' }).fill('120\n121');
  await expect(dialog.getByText('1 free, 1 does not fit')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Addresses' }).fill('10.1.10.21 | 120 - 121');
  await expect(dialog.getByText('1 in use by web-01, 2 do not fit')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Addresses' }).fill('120-121');
  await expectPlanAccessible(page);
  await dialog.getByRole('button', { name: 'Place 1 address' }).click();
  await expectAddresses(page, '10.1.10.115', ['10.1.10.120']);
  await undo(page);
  await expectAddresses(page, '10.1.10.115', []);
});

test('interfaces are added, put in order, moved to another subnet, and removed', { tag: LONG }, async ({ page }) => {
  await fresh(page);
  await editor(page).getByRole('button', { name: 'Add an interface' }).click();
  await expect(editor(page).getByRole('article', { name: 'Interface 2' })).toBeVisible();
  await expect(editor(page).getByRole('button', { name: 'Add an interface' })).toHaveAttribute('aria-disabled', 'true');
  // From one interface to the other.
  await secondary(page).dragTo(primary(page, 2));
  await expect(primary(page, 2)).toContainText('10.1.10.100');
  await menu(page, 'interface 2', 'Move up');
  await expect(primary(page, 1)).toContainText('10.1.10.100');
  await editor(page).getByRole('button', { name: 'Change the subnet of interface 1' }).click();
  const dialog = page.getByRole('dialog', { name: 'Subnet of interface 1' });
  await dialog.getByRole('radio', { name: /batch-a/ }).check();
  await expect(dialog.getByText('10.1.74.100')).toBeVisible();
  await expect(dialog.getByText('Free', { exact: true })).toBeVisible();
  await expectPlanAccessible(page);
  await dialog.getByRole('button', { name: 'Move the interface' }).click();
  await expect(primary(page, 1)).toContainText('10.1.74.100');
  // An address of one subnet has no place in the other, and the place says so.
  await primary(page, 2).click();
  await expect(primary(page, 1)).toContainText('Outside 10.1.64.0/20');
  await primary(page, 1).click();
  await expect(line(page)).toContainText('10.1.10.115 is outside 10.1.64.0/20, the subnet of interface 1.');
  await page.keyboard.press('Escape');
  await menu(page, 'interface 1', 'Remove the interface');
  await expectAddresses(page, '10.1.10.115', []);
  await expect(editor(page).getByRole('article')).toHaveCount(1);
});

test.describe('by touch', () => {
  test.use({ hasTouch: true });
  test('everything goes by tap', async ({ page }) => {
    await fresh(page);
    await secondary(page).tap();
    await primary(page).tap();
    await expectAddresses(page, '10.1.10.100', ['10.1.10.115']);
    await secondary(page).tap();
    await editor(page).getByRole('button', { name: 'Remove from the plan' }).tap();
    await expectAddresses(page, '10.1.10.100', []);
    // From the map: one tap takes it up, the next puts it down.
    await cell(page, '10.1.10.120').tap();
    await empty(page).tap();
    await expectAddresses(page, '10.1.10.100', ['10.1.10.120']);
    await editor(page).getByRole('button', { name: 'Actions for secondary 1 of interface 1' }).tap();
    await page.getByRole('menuitem', { name: 'Type an address' }).tap();
    await page.getByRole('combobox', { name: 'Secondary address 1 of interface 1' }).fill('121');
    await page.getByRole('option', { name: /10\.1\.10\.121/ }).tap();
    await expectAddresses(page, '10.1.10.100', ['10.1.10.121']);
  });
});

test('it speaks Japanese', { tag: LONG }, async ({ page, chooseLocale }) => {
  await chooseLocale('ja');
  await plan(page, 'intranet-01 の復元', '復元');
  const second = slot(page, /^インターフェイス 1 のセカンダリ 1:/);
  const first = slot(page, /^インターフェイス 1 のプライマリ:/);
  await second.click();
  await first.hover();
  await expect(line(page)).toHaveText(/^10\.1\.10\.\d+ と 10\.1\.10\.\d+ が入れ替わります。$/);
  await expectPlanAccessible(page);
  await first.click();
  await expect(line(page)).toHaveText(/を入れ替えました。$/);
});
