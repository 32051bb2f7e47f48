import { act, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { onScreen } from '@/components/testing/on-screen';
import { noteHeard, tellElsewhere } from '@/lib/queries/database-news';
import { DatabaseNotice } from './silence-notice';

const answers = { away: false, asked: 0 };
const AWAY = { problem: { code: 'database-away', reason: 'slow', effect: 'read' } };

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
  Object.assign(answers, { away: false, asked: 0 });
  vi.stubGlobal('fetch', async () => {
    answers.asked += 1;
    return answers.away ? Response.json(AWAY, { status: 503 }) : Response.json({ ready: true });
  });
  noteHeard(true);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
const notice = () => screen.queryByText('The database has stopped answering');

it('an open page that hears nothing asks, and says that the database is away until it is back', async () => {
  onScreen(<DatabaseNotice />);
  await pass(4_000);
  expect([answers.asked, notice()]).toEqual([0, null]);
  answers.away = true;
  await pass(3_000);
  expect(answers.asked).toBe(1);
  expect(notice()).not.toBeNull();
  answers.away = false;
  await act(async () => noteHeard(true));
  expect(notice()).toBeNull();
});

it('a page that was not shown for it says so itself', async () => {
  onScreen(<DatabaseNotice />);
  const over = tellElsewhere();
  await act(async () => noteHeard(false));
  expect(notice()).toBeNull();
  await act(async () => over());
  expect(notice()).not.toBeNull();
});
