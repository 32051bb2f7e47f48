import { screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { onScreen } from '@/components/testing/on-screen';
import { RelativeTime } from './relative-time';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-29T12:00:00Z') });
});
afterEach(() => {
  vi.useRealTimers();
});

it.each([
  ['2026-11-29T11:00:00.000Z', '1 hour ago'],
  ['2026-11-28T16:00:00.000Z', '20 hours ago'],
  ['2026-11-28T11:30:00.000Z', 'Nov 28, 2026, 11:30'],
  ['2026-08-01T00:00:00.000Z', 'Aug 1, 2026, 00:00'],
  // What is still to come says how long that takes, however far ahead it is.
  ['2027-02-27T12:00:00.000Z', 'in 3 months'],
])('a time of the last day is relative, an older one is date and time, with the instant on hover: %s', (at, text) => {
  onScreen(<RelativeTime at={at} />);
  const shown = screen.getByText(text);
  expect(shown.getAttribute('datetime')).toBe(at);
  expect(shown.title).toContain('UTC');
});
