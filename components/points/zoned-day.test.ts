import { describe, expect, it } from 'vitest';
import { addDays, dayAt, endOfDay, isDay, startOfDay } from './zoned-day';

describe('days', () => {
  it.each([
    ['2026-11-24', true],
    ['2026-02-29', false],
    ['2028-02-29', true],
    ['2026-13-01', false],
    ['2026-1-1', false],
    ['', false],
    ['+2026-11-24', false],
    ['0000-01-01', false],
    ['9999-12-31', false],
  ])('%s exists: %s', (day, exists) => {
    expect(isDay(day)).toBe(exists);
  });

  it.each([
    ['2026-11-24', 'Asia/Tokyo', '2026-11-23T15:00:00.000Z'],
    ['2026-11-24', 'UTC', '2026-11-24T00:00:00.000Z'],
    ['2026-11-24', 'America/New_York', '2026-11-24T05:00:00.000Z'],
    ['2026-11-24', 'Asia/Kolkata', '2026-11-23T18:30:00.000Z'],
    // The clock goes forward at 02:00 of 29 March 2026 in Berlin, back at 03:00 of 25 October.
    ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z'],
    ['2026-03-30', 'Europe/Berlin', '2026-03-29T22:00:00.000Z'],
    ['2026-10-26', 'Europe/Berlin', '2026-10-25T23:00:00.000Z'],
    // … and on 1 November at 02:00 in New York: UTC midnight of that day is still the day before there.
    ['2026-11-01', 'America/New_York', '2026-11-01T04:00:00.000Z'],
    ['2026-11-02', 'America/New_York', '2026-11-02T05:00:00.000Z'],
  ])('%s begins in %s at %s', (day, zone, instant) => {
    expect(startOfDay(day, zone)).toBe(instant);
  });

  it('ends where the next begins', () => {
    expect(endOfDay('2026-12-31', 'Asia/Tokyo')).toBe(startOfDay('2027-01-01', 'Asia/Tokyo'));
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
  });

  it('knows which day it is where', () => {
    const instant = new Date('2026-11-24T20:00:00Z');
    expect(dayAt(instant, 'Asia/Tokyo')).toBe('2026-11-25');
    expect(dayAt(instant, 'America/New_York')).toBe('2026-11-24');
  });
});
