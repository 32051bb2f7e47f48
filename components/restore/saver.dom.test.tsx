import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { draftOf, onRestorePage } from '@/components/testing/restore-page';
import { err, ok } from '@/lib/result';
import { Notices } from './notices';
import { SaveStateMark } from './save-state';
import type { SaverWorld } from './saver-state';

afterEach(() => vi.unstubAllGlobals());

const PAGE = (
  <>
    <SaveStateMark />
    <Notices />
  </>
);
const saved = () => ok({ revision: 2, updatedAt: '2026-11-29T12:00:00.000Z' });

const edited = async (save: SaverWorld['save']) => {
  const page = await onRestorePage(PAGE, { save });
  act(() => void page.store.perform({ label: 'tags', commands: [{ type: 'set-copy-tags', copyTags: false }] }));
  return page;
};

it('says that an edit is not saved yet, and when it is', async () => {
  const page = await edited(async () => saved());
  expect(screen.getByText('Not saved yet')).toBeDefined();
  await act(async () => void (await page.saver.flush()));
  expect(screen.getByText('Saved')).toBeDefined();
});

it('a save of which nobody knows whether it arrived is told until it goes: the edits are kept, and a button saves again', async () => {
  let full = true;
  const page = await edited(async () => (full ? err({ code: 'database-away', reason: 'slow', effect: 'save' }) : saved()));
  await act(async () => void (await page.saver.flush()));
  expect(screen.getByText('Not confirmed')).toBeDefined();
  const notice = screen.getByRole('status');
  expect(notice.textContent).toContain('until then your edits are kept in this browser');
  full = false;
  fireEvent.click(screen.getByRole('button', { name: 'Save now' }));
  await waitFor(() => expect(screen.getByText('Saved')).toBeDefined());
  expect(screen.queryByRole('button', { name: 'Save now' })).toBeNull();
});

it('two versions: nothing is saved until one is chosen, and one’s own is set aside, not lost', async () => {
  const save = vi.fn<SaverWorld['save']>();
  const page = await edited(save);
  const theirs = draftOf(page.draft.history, { revision: 7, updatedBy: 'hanako', history: { ...page.draft.history, steps: [] } });
  save.mockResolvedValue(err({ code: 'draft-conflict', newer: theirs }));
  await act(async () => void (await page.saver.flush()));
  expect(screen.getByText('Not saved: two versions')).toBeDefined();
  fireEvent.click(await screen.findByRole('button', { name: 'See theirs' }));
  expect(page.store.read().plan.copyTags).toBe(true);
  expect(await screen.findByText('A version of yours is set aside')).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: 'Discard mine' }));
  await waitFor(() => expect(screen.queryByText('A version of yours is set aside')).toBeNull());
});
