import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { roundsOf } from './rounds';

const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);

beforeEach(() => {
  vi.useFakeTimers();
  log.mockClear();
});
afterEach(() => vi.useRealTimers());

/** Work whose rounds last until they are told to end. */
const slowWork = () => {
  const over: (() => void)[] = [];
  const work = vi.fn(() => new Promise<void>((resolve) => over.push(resolve)));
  return { work, finish: () => over.shift()?.() };
};
/** Whether a promise has resolved by now, where it resolves only for what has happened already. */
const isOver = async (promise: Promise<void>): Promise<boolean> => {
  let over = false;
  void promise.then(() => {
    over = true;
  });
  await vi.advanceTimersByTimeAsync(0);
  return over;
};

it('does its work every so often, one round at a time', async () => {
  const { work, finish } = slowWork();
  const rounds = roundsOf('test', 1_000, work);
  rounds.begin();
  rounds.begin();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(work).toHaveBeenCalledTimes(1);
  finish();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(work).toHaveBeenCalledTimes(2);
  finish();
  await rounds.end(1_000);
});

it('goes on after a round that failed, also one that fails before it waits for anything, and says so', async () => {
  const work = vi.fn(() => {
    throw new Error('no');
  });
  const rounds = roundsOf('test', 1_000, work);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(work).toHaveBeenCalledTimes(2);
  expect(log.mock.calls.map(([line]) => JSON.parse(String(line)).name)).toEqual(['test', 'test']);
  await rounds.end(1_000);
});

it('ends when the round under way is over, and begins no other', async () => {
  const { work, finish } = slowWork();
  const rounds = roundsOf('test', 1_000, work);
  rounds.begin();
  const ending = rounds.end(3_000);
  await vi.advanceTimersByTimeAsync(2_500);
  expect(await isOver(ending)).toBe(false);
  finish();
  expect(await isOver(ending)).toBe(true);
  rounds.begin();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(work).toHaveBeenCalledTimes(1);
});

it('waits no longer for a round than it is told, and not at all where none is under way', async () => {
  const { work } = slowWork();
  const rounds = roundsOf('test', 1_000, work);
  expect(await isOver(roundsOf('idle', 1_000, work).end(3_000))).toBe(true);
  rounds.begin();
  const ending = rounds.end(3_000);
  await vi.advanceTimersByTimeAsync(2_999);
  expect(await isOver(ending)).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(await isOver(ending)).toBe(true);
});
