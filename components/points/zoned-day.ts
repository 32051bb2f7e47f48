/** A calendar day, `2026-11-24`. */
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const MINUTE_MS = 60_000;

/** Whether `text` is a day that exists, and whose next has a year of four digits, too. */
export const isDay = (text: string): boolean => {
  const parts = DAY.exec(text);
  if (parts === null || Number(parts[1]) < 1000 || Number(parts[1]) >= 9999) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
};

/** How far a zone's clock is ahead of UTC at `instant`, in milliseconds. */
const offsetMs = (instant: number, timeZone: string): number => {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  }).formatToParts(instant);
  const of = (type: string): number => Number(parts.find((part) => part.type === type)?.value);
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute')) - Math.floor(instant / MINUTE_MS) * MINUTE_MS;
};

/**
 * The instant at which a day begins in a zone, as ISO 8601. The offset is looked up twice, since the first look is taken at the wrong instant when the clock
 * changes in between.
 * @param day one that `isDay` accepts
 */
export const startOfDay = (day: string, timeZone: string): string => {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  const guess = midnight - offsetMs(midnight, timeZone);
  return new Date(midnight - offsetMs(guess, timeZone)).toISOString();
};

/** The instant at which the day after `day` begins. */
export const endOfDay = (day: string, timeZone: string): string => startOfDay(addDays(day, 1), timeZone);

/** The day `days` later (or earlier). */
export const addDays = (day: string, days: number): string => {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
};

/** The day that it is in a zone at `instant`. */
export const dayAt = (instant: Date, timeZone: string): string =>
  new Date(instant.getTime() + offsetMs(instant.getTime(), timeZone)).toISOString().slice(0, 10);
