/** A day of the calendar, and a time of day where one was said. */
export interface Wall {
  readonly year: number;
  /** From 1. */
  readonly month: number;
  readonly day: number;
  readonly hour?: number;
  readonly minute?: number;
  readonly second?: number;
}

const partsAt = (atMs: number, timeZone: string): Required<Wall> => {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(atMs);
  const of = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.find((part) => part.type === type)?.value ?? 0);
  return { year: of('year'), month: of('month'), day: of('day'), hour: of('hour'), minute: of('minute'), second: of('second') };
};

const utc = ({ year, month, day, hour = 0, minute = 0, second = 0 }: Wall): number => Date.UTC(year, month - 1, day, hour, minute, second);

/** How far the clocks of a zone are ahead of UTC at an instant, in milliseconds. */
const offsetMs = (atMs: number, timeZone: string): number => utc(partsAt(atMs, timeZone)) - Math.floor(atMs / 1_000) * 1_000;

/** The day that it is in a zone at an instant. */
export const dayIn = (atMs: number, timeZone: string): Wall => {
  const { year, month, day } = partsAt(atMs, timeZone);
  return { year, month, day };
};

/** The instant at which the clocks of a zone show `wall`, in milliseconds. The offset is looked up twice, because the first guess may lie on the other side of a change of clocks. */
export const instantOf = (wall: Wall, timeZone: string): number => {
  const shown = utc(wall);
  const guess = shown - offsetMs(shown, timeZone);
  return shown - offsetMs(guess, timeZone);
};

/** The day `days` later, or earlier. */
export const daysAfter = ({ year, month, day }: Wall, days: number): Wall => {
  const date = new Date(Date.UTC(year, month - 1, day + days));
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
};

/** The day of the week, 0 for Sunday. */
export const weekdayOf = (wall: Wall): number => new Date(utc(wall)).getUTCDay();

/** Whether the calendar has the day, in a year of four digits that has one after it, and the clock the time. */
export const exists = (wall: Wall): boolean => {
  const date = new Date(utc(wall));
  return (
    wall.year >= 1970 &&
    wall.year < 9999 &&
    date.getUTCMonth() === wall.month - 1 &&
    date.getUTCDate() === wall.day &&
    (wall.hour ?? 0) < 24 &&
    (wall.minute ?? 0) < 60 &&
    (wall.second ?? 0) < 60
  );
};
