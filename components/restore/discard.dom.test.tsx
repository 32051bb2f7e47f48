import { fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { onRestorePage } from '@/components/testing/restore-page';
import { err, ok } from '@/lib/result';
import { Discard } from './discard';

const { discard, push } = vi.hoisted(() => ({ discard: vi.fn(), push: vi.fn() }));
vi.mock('@/lib/actions/drafts', () => ({ discardDraftAction: discard }));
vi.mock('next/navigation', () => ({ useRouter: () => ({ push }) }));

beforeEach(() => {
  discard.mockReset();
  push.mockReset();
});
afterEach(() => vi.unstubAllGlobals());

/** Asks to discard the plan of a restore page; answers what was said about looking at it, in order. */
const ask = async (): Promise<boolean[]> => {
  const said: boolean[] = [];
  await onRestorePage(<Discard open onClose={() => undefined} />, { watch: (watched) => said.push(watched) });
  fireEvent.click(screen.getByRole('button', { name: 'Discard the plan' }));
  return said;
};

it('is not looked at any more from the moment that it is to be discarded, so that no poll finds it missing', async () => {
  let answer: (value: unknown) => void = () => undefined;
  discard.mockReturnValue(new Promise((resolve) => (answer = resolve)));
  const said = await ask();
  await waitFor(() => expect(discard).toHaveBeenCalled());
  expect(said).toEqual([false]);
  answer(ok(null));
  await waitFor(() => expect(push).toHaveBeenCalled());
  expect(said).toEqual([false]);
});

it('is looked at again where the console did not discard it, or could not be asked', async () => {
  discard.mockResolvedValueOnce(err({ code: 'already-started' })).mockRejectedValueOnce(new TypeError('no network'));
  const said = await ask();
  await waitFor(() => expect(said).toEqual([false, true]));
  fireEvent.click(screen.getByRole('button', { name: 'Discard the plan' }));
  await waitFor(() => expect(said).toEqual([false, true, false, true]));
  expect(push).not.toHaveBeenCalled();
});
