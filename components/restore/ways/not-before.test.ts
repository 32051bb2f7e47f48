import { expect, it } from 'vitest';
import { notBeforeMs } from './not-before';

const iso = (day: string, time: string, zone: string): string | null => {
  const at = notBeforeMs({ day, time }, zone);
  return typeof at === 'number' ? new Date(at).toISOString() : at;
};

it('a time is one of the zone that the console shows, whatever the browser is set to', () => {
  expect(iso('2026-12-01', '09:30', 'Asia/Tokyo')).toBe('2026-12-01T00:30:00.000Z');
  expect(iso('2026-12-01', '09:30', 'America/New_York')).toBe('2026-12-01T14:30:00.000Z');
  expect(iso('2026-12-01', '９：３０', 'UTC')).toBe('2026-12-01T09:30:00.000Z');
});

it('a day alone is its beginning, and nothing is none', () => {
  expect(iso('2026-12-01', '', 'UTC')).toBe('2026-12-01T00:00:00.000Z');
  expect(iso('', '', 'UTC')).toBeNull();
});

it('what is no day is never taken for the time before it', () => {
  expect(notBeforeMs({ day: '2026-12-01', time: '', unread: true }, 'UTC')).toBe('bad');
});

it.each([
  ['', '09:30'],
  ['2026-12-01', '25:00'],
  ['2026-12-01', '9'],
  ['2026-02-30', ''],
])('"%s" with "%s" cannot be read', (day, time) => {
  expect(iso(day, time, 'UTC')).toBe('bad');
});
