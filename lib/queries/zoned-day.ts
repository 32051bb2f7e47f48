const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

/** How far the clocks of a zone are ahead of UTC at an instant. */
const offsetMs = (atMs: number, timeZone: string): number => {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(atMs);
  const value = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.find((part) => part.type === type)?.value ?? 0);
  const shown = Date.UTC(value('year'), value('month') - 1, value('day'), value('hour'), value('minute'), value('second'));
  return shown - Math.floor(atMs / 1_000) * 1_000;
};

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
  const wall = Date.UTC(Number(year), Number(month) - 1, Number(date) + after);
  // Twice, because the first guess may lie on the other side of a change of clocks.
  const guess = wall - offsetMs(wall, timeZone);
  return new Date(wall - offsetMs(guess, timeZone)).toISOString();
};
