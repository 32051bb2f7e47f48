import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Page, watchOverdue } from './overdue';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('tells what is late only before the eyes of somebody who has looked for long enough', () => {
  const told: boolean[] = [];
  const target = new EventTarget();
  let visibilityState: DocumentVisibilityState = 'visible';
  const page = {
    get visibilityState() {
      return visibilityState;
    },
    addEventListener: target.addEventListener.bind(target),
    removeEventListener: target.removeEventListener.bind(target),
  } as Page;
  const turn = (to: DocumentVisibilityState): void => {
    visibilityState = to;
    target.dispatchEvent(new Event('visibilitychange'));
  };
  const stop = watchOverdue(1_000, (overdue) => told.push(overdue), page);
  vi.advanceTimersByTime(999);
  turn('hidden');
  vi.advanceTimersByTime(60_000);
  expect(told).not.toContain(true);
  turn('visible');
  vi.advanceTimersByTime(1_000);
  expect(told.at(-1)).toBe(true);
  turn('hidden');
  expect(told.at(-1)).toBe(false);
  turn('visible');
  stop();
  turn('hidden');
  turn('visible');
  vi.advanceTimersByTime(60_000);
  expect(told.filter((overdue) => overdue)).toHaveLength(1);
});
