import { expect, it } from 'vitest';
import { LOST_AFTER_MS, nextForIntent, RETRY_WINDOW_MS } from './intent';

it.each([
  ['a young one may still be in the hands of its process', 0, false, 'wait'],
  ['also just before it is lost', LOST_AFTER_MS - 1, false, 'wait'],
  ['a failed call is repeated', 0, true, 'repeat'],
  ['for a while', RETRY_WINDOW_MS - 1, true, 'repeat'],
  ['and then no more, because nobody expects it to start', RETRY_WINDOW_MS, true, 'wait'],
  ['at last it is lost', LOST_AFTER_MS, true, 'lost'],
  ['whether its call failed or never was', LOST_AFTER_MS, false, 'lost'],
])('%s', (_what, ageMs, failed, action) => {
  expect(nextForIntent({ ageMs, failed })).toBe(action);
});

it('is not lost before repeating has ended', () => {
  expect(LOST_AFTER_MS).toBeGreaterThan(RETRY_WINDOW_MS);
});
