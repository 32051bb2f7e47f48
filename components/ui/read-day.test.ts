import { expect, it } from 'vitest';
import { readDay } from './read-day';

const reader = { nowMs: Date.parse('2026-11-29T18:00:00Z'), timeZone: 'Asia/Tokyo' };

it.each([
  ['2026-11-24', '2026-11-24'],
  ['2026/11/4', '2026-11-04'],
  [' 24 Nov 2026 ', '2026-11-24'],
  ['Nov 24, 2026', '2026-11-24'],
  ['november 24 2026', '2026-11-24'],
  ['2026年11月24日', '2026-11-24'],
  ['２０２６／１１／２４', '2026-11-24'],
  // In Tokyo it is the 30th already.
  ['yesterday', '2026-11-29'],
  ['昨日', '2026-11-29'],
])('%s is %s', (text, day) => {
  expect(readDay(text, reader)).toBe(day);
});

it.each(['', '2026', '11/12/2026', '2026-02-30', '24 Nov 2026 09:00', 'soon', '2026-11-24 and more'])('%s is no day', (text) => {
  expect(readDay(text, reader)).toBeNull();
});

it.each([
  ['en', { year: 'numeric', month: 'short', day: 'numeric' }],
  ['ja', { dateStyle: 'medium' }],
] as const)('what a field shows in %s can be read again', (locale, options) => {
  const shown = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(new Date('2026-11-24T12:00:00Z'));
  expect(readDay(shown, reader)).toBe('2026-11-24');
});
