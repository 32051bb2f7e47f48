import { describe, expect, it } from 'vitest';
import { dayAt, dayStart, isDay } from './zoned-day';

describe('dayStart', () => {
  it.each([
    ['2026-11-24', 'UTC', 0, '2026-11-24T00:00:00.000Z'],
    ['2026-11-24', 'Asia/Tokyo', 0, '2026-11-23T15:00:00.000Z'],
    ['2026-11-24', 'Asia/Tokyo', 1, '2026-11-24T15:00:00.000Z'],
    ['2026-12-31', 'UTC', 1, '2027-01-01T00:00:00.000Z'],
    ['2024-02-28', 'UTC', 1, '2024-02-29T00:00:00.000Z'],
    // Clocks change at 01:00 UTC of 29 March and 25 October 2026 in Berlin: those days have 23 and 25 hours.
    ['2026-03-29', 'Europe/Berlin', 0, '2026-03-28T23:00:00.000Z'],
    ['2026-03-29', 'Europe/Berlin', 1, '2026-03-29T22:00:00.000Z'],
    ['2026-10-25', 'Europe/Berlin', 1, '2026-10-25T23:00:00.000Z'],
    ['2026-11-24', 'America/St_Johns', 0, '2026-11-24T03:30:00.000Z'],
    ['2026-11-24', 'America/New_York', 0, '2026-11-24T05:00:00.000Z'],
    ['2026-11-24', 'Asia/Kolkata', 0, '2026-11-23T18:30:00.000Z'],
    // … and on 1 November at 02:00 in New York: UTC midnight of that day is still the day before there.
    ['2026-11-01', 'America/New_York', 0, '2026-11-01T04:00:00.000Z'],
    ['2026-11-02', 'America/New_York', 0, '2026-11-02T05:00:00.000Z'],
    ['2026-11-24', 'Pacific/Kiritimati', 0, '2026-11-23T10:00:00.000Z'],
  ])('%s in %s, %i days on: %s', (day, zone, after, instant) => {
    expect(dayStart(day, zone, after)).toBe(instant);
  });

  it.each(['', '+2026-11-24', '2026-02-29', '2026-13-01', '2026-1-1', '0000-01-01', '9999-12-31', '24.11.2026', '2026-11-24T00:00'])(
    '%s is no day',
    (text) => {
      expect(isDay(text)).toBe(false);
      expect(dayStart(text, 'UTC')).toBeNull();
    },
  );
});

describe('dayAt', () => {
  it('knows which day it is where, and those before and after', () => {
    const instant = new Date('2026-11-24T20:00:00Z');
    expect(dayAt(instant, 'Asia/Tokyo')).toBe('2026-11-25');
    expect(dayAt(instant, 'America/New_York')).toBe('2026-11-24');
    expect(dayAt(new Date('2026-03-01T12:00:00Z'), 'UTC', -1)).toBe('2026-02-28');
    expect(dayAt(new Date('2026-12-31T20:00:00Z'), 'Asia/Tokyo', -6)).toBe('2026-12-26');
  });
});
