import { describe, expect, it } from 'vitest';
import { anyDayByKey, dayByKey, firstDayOf, monthAfter, monthOf, weeksOf } from './months';

describe('a month of a calendar', () => {
  it('has its days in weeks, from the day that a week begins with', () => {
    const monday = weeksOf('2026-11', 1);
    expect(monday[0]).toEqual([null, null, null, null, null, null, '2026-11-01']);
    expect(monday.at(-1)).toEqual(['2026-11-30', null, null, null, null, null, null]);
    expect(weeksOf('2026-11', 0)[0]?.[0]).toBe('2026-11-01');
  });

  it('has 29 days in February of a leap year, and every day once', () => {
    const days = weeksOf('2028-02', 1)
      .flat()
      .filter((day) => day !== null);
    expect(days).toHaveLength(29);
    expect(days.at(-1)).toBe('2028-02-29');
  });

  it('is followed by the next, across years, in both directions', () => {
    expect(monthAfter('2026-11', 2)).toBe('2027-01');
    expect(monthAfter('2026-01', -1)).toBe('2025-12');
    expect(monthOf('2026-11-24')).toBe('2026-11');
  });
});

describe('a key from a day with points', () => {
  const days = ['2026-11-24', '2026-11-23', '2026-11-16', '2026-11-10'];

  it('leads to the neighbours that have points, or at least a week away', () => {
    expect(dayByKey(days, '2026-11-23', 'ArrowLeft')).toBe('2026-11-16');
    expect(dayByKey(days, '2026-11-23', 'ArrowRight')).toBe('2026-11-24');
    expect(dayByKey(days, '2026-11-24', 'ArrowUp')).toBe('2026-11-16');
    expect(dayByKey(days, '2026-11-16', 'ArrowDown')).toBe('2026-11-23');
    expect(dayByKey(days, '2026-11-10', 'ArrowDown')).toBe('2026-11-23');
    expect(dayByKey(days, '2026-11-23', 'Home')).toBe('2026-11-10');
    expect(dayByKey(days, '2026-11-10', 'End')).toBe('2026-11-24');
  });

  it('leads nowhere past the ends, and other keys lead nowhere', () => {
    expect(dayByKey(days, '2026-11-24', 'ArrowRight')).toBeNull();
    expect(dayByKey(days, '2026-11-10', 'ArrowLeft')).toBeNull();
    expect(dayByKey(days, '2026-11-10', 'a')).toBeNull();
    expect(dayByKey([], '2026-11-10', 'End')).toBeNull();
  });
});

it('keys lead through a calendar of all days, and from month to month to a day that exists', () => {
  expect(anyDayByKey('2026-11-30', 'ArrowRight', 1)).toBe('2026-12-01');
  expect(anyDayByKey('2026-11-30', 'ArrowUp', 1)).toBe('2026-11-23');
  expect(anyDayByKey('2026-01-31', 'PageDown', 1)).toBe('2026-02-28');
  expect(anyDayByKey('2026-01-15', 'PageUp', 1)).toBe('2025-12-15');
  // A Wednesday; in Japan weeks begin a day earlier.
  expect(anyDayByKey('2026-11-25', 'Home', firstDayOf('en'))).toBe('2026-11-23');
  expect(anyDayByKey('2026-11-25', 'Home', firstDayOf('ja'))).toBe('2026-11-22');
  expect(anyDayByKey('2026-11-25', 'End', 1)).toBe('2026-11-29');
  expect(anyDayByKey('2026-11-25', 'x', 1)).toBeNull();
});
