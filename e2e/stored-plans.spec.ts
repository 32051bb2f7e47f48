import type { Page } from '@playwright/test';
import { Client } from 'pg';
import { api } from '@/lib/paths';
import { PLACE } from './support/account';
import { getFrom } from './support/http';
import { bar, plan, saved, slot } from './support/plan';
import { expect, expectPlanAccessible, LONG, test } from './support/test';

const draftOf = (page: Page): string => new URL(page.url()).pathname.split('/').at(-1) ?? '';
const menu = async (page: Page, of: string, item: string): Promise<void> => {
  await page.getByRole('button', { name: `Actions for ${of}` }).click();
  await page.getByRole('menuitem', { name: item }).click();
};

test('all addresses automatic, on an interface without secondaries, is saved; so is what is done after it, and undone', {
  tag: LONG,
}, async ({ page, world }) => {
  await plan(page, world);
  await menu(page, 'secondary 1 of interface 1', 'Remove from the plan');
  await saved(page);
  await menu(page, 'interface 1', 'Make all addresses automatic');
  await expect(slot(page, /^Primary of interface 1: .*AWS/)).toBeVisible();
  await saved(page);
  await page.getByRole('button', { name: 'Presets' }).click();
  const dialog = page.getByRole('dialog', { name: 'Presets' });
  await dialog.getByRole('radio', { name: 'As in the backup', exact: true }).check();
  await dialog.getByRole('button', { name: 'Apply the preset' }).click();
  await saved(page);
  await page.reload();
  await bar(page).getByRole('button', { name: 'Undo' }).click();
  await bar(page).getByRole('button', { name: 'Undo' }).click();
  await expect(slot(page, /^Primary of interface 1: 10\.1\.10\.115/)).toBeVisible();
  await saved(page);
});

test('what an earlier version kept in the browser and could not save comes back, and is saved', { tag: LONG }, async ({ page, world }) => {
  await plan(page, world);
  const id = draftOf(page);
  const answer = await getFrom(page.request, api.draft(PLACE, id));
  const { history, revision } = (await answer.json()) as { history: { base: Record<string, unknown> }; revision: number };
  const { kind: _, version: __, ...base } = history.base;
  const count = (n: number) => ({ type: 'set-secondaries', nic: 'n0', secondaries: { kind: 'automatic', count: n } });
  const steps = [
    { label: 'make-automatic', commands: [{ type: 'set-primary', nic: 'n0', address: 'automatic' }, count(0)] },
    { label: 'set-count', commands: [count(5_000)] },
    { label: 'copy-tags', commands: [{ type: 'set-copy-tags', copyTags: false }] },
  ];
  const kept = { revision, history: { base, steps, cursor: 3 }, at: new Date().toISOString() };
  await page.evaluate(([name, text]) => localStorage.setItem(name, text), [`rehome-draft:${id}`, JSON.stringify(kept)] as const);
  await page.reload();
  await expect(page.getByText('1 step of this plan asked for more than a plan can hold and was left out.')).toBeVisible();
  await expect(page.getByText(/had not been saved were restored/)).toBeVisible();
  await expect(page.getByLabel('Copy the tags of the backup to the instance')).not.toBeChecked();
  await saved(page);
  await expectPlanAccessible(page);
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await expect(page.getByText(/was left out/)).toBeHidden();
  await page.reload();
  await expect(page.getByLabel('Copy the tags of the backup to the instance')).not.toBeChecked();
  await expect(page.getByText(/was left out/)).toBeHidden();
});

test('a plan that a newer version wrote, and one that cannot be read, are told apart, each with the way to begin again', {
  tag: LONG,
}, async ({ page, world }) => {
  await plan(page, world);
  const url = page.url();
  const id = draftOf(page);
  const client = new Client({ connectionString: world.databaseUrl });
  await client.connect();
  try {
    const store = (change: string) =>
      client.query(`update drafts set history = (history::jsonb || $2::jsonb)::json where id = $1`, [id, change]);
    await store('{"version": 99}');
    await page.goto(url);
    await expect(page.getByRole('heading', { name: 'This plan was written by a newer version of the console' })).toBeVisible();
    await store('{"version": 2, "cursor": 7}');
    await page.goto(url);
    await expect(page.getByRole('heading', { name: 'This plan cannot be opened' })).toBeVisible();
    await page.getByRole('button', { name: 'Start a new plan' }).click();
    await expect(bar(page)).toBeVisible();
    expect(draftOf(page)).not.toBe(id);
  } finally {
    await client.end();
  }
});
