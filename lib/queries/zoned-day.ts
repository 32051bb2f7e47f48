import { dayIn, daysAfter, instantOf, type Wall } from '@/lib/finding/zoned';

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

/** A day as it is written (`2026-11-24`), read; `null` for what is no day of the calendar (`2026-02-29`), or whose next has no year of four digits. */
const read = (text: string): Wall | null => {
  const [, year, month, day] = (DAY.exec(text) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined || year < 1000 || year >= 9999) return null;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? { year, month, day } : null;
};

const written = ({ year, month, day }: Wall): string => new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);

/** Whether `text` is a day that exists, and whose next has a year of four digits, too. */
export const isDay = (text: string): boolean => read(text) !== null;

/**
 * The instant at which a day (`2026-11-24`) begins in a time zone, as ISO 8601; `null` for what is no day.
 * @param after how many days later: 1 gives its end
 */
export const dayStart = (day: string, timeZone: string, after = 0): string | null => {
  const wall = read(day);
  return wall === null ? null : new Date(instantOf(daysAfter(wall, after), timeZone)).toISOString();
};

/** The day that it is in a time zone `after` days after an instant. */
export const dayAt = (instant: Date, timeZone: string, after = 0): string => written(daysAfter(dayIn(instant.getTime(), timeZone), after));
