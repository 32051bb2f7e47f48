import { daysAfter, instantOf } from '@/lib/finding/zoned';

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Whether `text` is a day of the calendar (`2026-02-29` is none) whose next has a year of four digits, too. */
export const isDay = (text: string): boolean => {
  const [, year, month, day] = DAY.exec(text) ?? [];
  if (year === undefined) return false;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return Number(year) >= 1000 && Number(year) < 9999 && date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
};

/**
 * The instant at which a day (`2026-11-24`) begins in a time zone, as ISO 8601; `null` for what is no day.
 * @param after how many days later: 1 gives its end
 */
export const dayStart = (day: string, timeZone: string, after = 0): string | null => {
  if (!isDay(day)) return null;
  const [, year, month, date] = DAY.exec(day) ?? [];
  const wall = { year: Number(year), month: Number(month), day: Number(date) };
  return new Date(instantOf(daysAfter(wall, after), timeZone)).toISOString();
};
