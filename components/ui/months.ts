/** A month as it is written: `2026-11`. */
export type Month = string;

const at = (month: Month): { readonly year: number; readonly index: number } => {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return { year, index: number - 1 };
};

/** The month that a day (`2026-11-24`) is in. */
export const monthOf = (day: string): Month => day.slice(0, 7);

/** The month `count` later, or earlier. */
export const monthAfter = (month: Month, count: number): Month => {
  const { year, index } = at(month);
  return new Date(Date.UTC(year, index + count, 1)).toISOString().slice(0, 7);
};

/** The days of a month in weeks of seven; `null` for what belongs to its neighbours. `first`: the day that a week begins with, 0 for Sunday. */
export const weeksOf = (month: Month, first: number): readonly (readonly (string | null)[])[] => {
  const { year, index } = at(month);
  const length = new Date(Date.UTC(year, index + 1, 0)).getUTCDate();
  const before = (new Date(Date.UTC(year, index, 1)).getUTCDay() - first + 7) % 7;
  const cells = Array.from({ length: Math.ceil((before + length) / 7) * 7 }, (_, cell) => {
    const day = cell - before + 1;
    return day < 1 || day > length ? null : `${month}-${String(day).padStart(2, '0')}`;
  });
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
};

/** Noon of a day, for a formatter: in UTC no zone and no change of clocks makes another day of it. */
export const noonOf = (day: string): Date => new Date(`${day.length === 7 ? `${day}-01` : day}T12:00:00Z`);

/**
 * Where the focus goes from a day by a key, among the days that have something (the newest first): the neighbour, or the nearest at least a week away.
 * `null`: the key moves nothing, or there is nothing there.
 */
export const dayByKey = (days: readonly string[], from: string, key: string): string | null => {
  const earlier = days.filter((day) => day < from);
  const later = days.filter((day) => day > from);
  const week = (by: number): string => new Date(noonOf(from).getTime() + by * 7 * 86_400_000).toISOString().slice(0, 10);
  switch (key) {
    case 'ArrowLeft':
      return earlier[0] ?? null;
    case 'ArrowRight':
      return later.at(-1) ?? null;
    case 'ArrowUp':
      return earlier.find((day) => day <= week(-1)) ?? earlier[0] ?? null;
    case 'ArrowDown':
      return later.findLast((day) => day >= week(1)) ?? later.at(-1) ?? null;
    case 'Home':
      return days.at(-1) ?? null;
    case 'End':
      return days[0] ?? null;
    default:
      return null;
  }
};

/** In Japan weeks begin with Sunday, in the English of this console with Monday. */
const FIRST_DAY: Readonly<Record<string, number>> = { ja: 0 };

/** The day that a week begins with in a language, 0 for Sunday. */
export const firstDayOf = (locale: string): number => FIRST_DAY[locale] ?? 1;

/** The day `count` days later, or earlier. */
export const dayAfter = (day: string, count: number): string =>
  new Date(noonOf(day).getTime() + count * 86_400_000).toISOString().slice(0, 10);

/** Where a key leads from a day in a calendar of all days; `null`: nowhere. `first`: the day that a week begins with. */
export const anyDayByKey = (day: string, key: string, first: number): string | null => {
  const weekday = (noonOf(day).getUTCDay() - first + 7) % 7;
  const inMonth = (count: number): string => {
    const month = monthAfter(monthOf(day), count);
    const last =
      weeksOf(month, first)
        .flat()
        .findLast((each) => each !== null) ?? `${month}-01`;
    const same = `${month}-${day.slice(8)}`;
    return same > last ? last : same;
  };
  switch (key) {
    case 'ArrowLeft':
      return dayAfter(day, -1);
    case 'ArrowRight':
      return dayAfter(day, 1);
    case 'ArrowUp':
      return dayAfter(day, -7);
    case 'ArrowDown':
      return dayAfter(day, 7);
    case 'Home':
      return dayAfter(day, -weekday);
    case 'End':
      return dayAfter(day, 6 - weekday);
    case 'PageUp':
      return inMonth(-1);
    case 'PageDown':
      return inMonth(1);
    default:
      return null;
  }
};
