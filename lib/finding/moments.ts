import { dayIn, daysAfter, exists, instantOf, type Wall, weekdayOf } from './zoned';

/** Where and when a text is read: what "yesterday" is depends on both. */
export interface Reader {
  readonly nowMs: number;
  /** A zone that Intl knows. */
  readonly timeZone: string;
}

/** A moment that a text names: a day, or an instant. */
export interface Moment {
  readonly atMs: number;
  /** The end of the day, where it is one; `null` for an instant. */
  readonly endMs: number | null;
}

const MONTHS: readonly string[] = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
const WEEKDAYS: readonly string[] = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const WEEKDAYS_JA: readonly string[] = ['日', '月', '火', '水', '木', '金', '土'];
const NAMED_DAYS: Readonly<Record<string, number>> = {
  today: 0,
  yesterday: -1,
  今日: 0,
  本日: 0,
  昨日: -1,
  一昨日: -2,
  おととい: -2,
};

const moment = (wall: Wall, { timeZone }: Reader): Moment | null => {
  if (!exists(wall)) return null;
  if (wall.hour !== undefined) return { atMs: instantOf(wall, timeZone), endMs: null };
  return { atMs: instantOf(wall, timeZone), endMs: instantOf(daysAfter(wall, 1), timeZone) };
};

/** A month by its name or the beginning of it, of three letters at least: "marketing 5" is no day of March. */
const monthOf = (word: string): number | null => {
  const name = word.replace(/\.$/, '');
  const at = name.length < 3 ? -1 : MONTHS.findIndex((month) => month.startsWith(name));
  return at < 0 ? null : at + 1;
};

/** A day without a year is the last such day that has begun. */
const lastSuch = (month: number, day: number, reader: Reader): Wall => {
  const today = dayIn(reader.nowMs, reader.timeZone);
  const later = month > today.month || (month === today.month && day > today.day);
  return { year: later ? today.year - 1 : today.year, month, day };
};

const TIME = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/;
const timeIn = (word: string | undefined): Pick<Wall, 'hour' | 'minute' | 'second'> | null => {
  const [, hour, minute, second] = TIME.exec(word ?? '') ?? [];
  return hour === undefined ? null : { hour: Number(hour), minute: Number(minute), second: Number(second ?? 0) };
};

/** The words that name a day at the beginning of a list, and how many they are. */
const dayIn1 = (words: readonly string[], reader: Reader): { readonly wall: Wall; readonly used: number } | null => {
  const [first = '', second = '', third = ''] = words;
  const iso = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/.exec(first) ?? /^(\d{4})年(\d{1,2})月(\d{1,2})日$/.exec(first);
  if (iso !== null) return { wall: { year: Number(iso[1]), month: Number(iso[2]), day: Number(iso[3]) }, used: 1 };
  const ja = /^(\d{1,2})月(\d{1,2})日$/.exec(first);
  if (ja !== null) return { wall: lastSuch(Number(ja[1]), Number(ja[2]), reader), used: 1 };
  const today = dayIn(reader.nowMs, reader.timeZone);
  const named = NAMED_DAYS[first];
  if (named !== undefined) return { wall: daysAfter(today, named), used: 1 };
  const weekday = Math.max(
    WEEKDAYS.indexOf(first),
    WEEKDAYS_JA.findIndex((each) => `${each}曜日` === first || `${each}曜` === first),
  );
  if (weekday >= 0) return { wall: daysAfter(today, -((weekdayOf(today) - weekday + 7) % 7)), used: 1 };
  const ago = /^\d{1,4}$/.test(first) && /^(day|week)s?$/.test(second) && third === 'ago';
  if (ago) return { wall: daysAfter(today, -Number(first) * (second.startsWith('week') ? 7 : 1)), used: 3 };
  return monthDay(words, reader);
};

/** "28 Nov", "Nov 28", each with a year behind it or not. */
const monthDay = (
  [first = '', second = '', third = '']: readonly string[],
  reader: Reader,
): { readonly wall: Wall; readonly used: number } | null => {
  const [month, day] = /^\d{1,2}$/.test(first)
    ? [monthOf(second), Number(first)]
    : [monthOf(first), Number(/^(\d{1,2})(?:st|nd|rd|th)?$/.exec(second)?.[1])];
  if (month === null || !(day >= 1 && day <= 31)) return null;
  return /^\d{4}$/.test(third) ? { wall: { year: Number(third), month, day }, used: 3 } : { wall: lastSuch(month, day, reader), used: 2 };
};

const ISO_INSTANT = /^\d{4}-\d{2}-\d{2}t\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(z|[+-]\d{2}:?\d{2})?$/;

/** An instant in one word, "2026-11-12T09:00" or with a zone of its own; without one it is the reader's. */
const isoInstant = (word: string, reader: Reader): Moment | null => {
  if (!ISO_INSTANT.test(word)) return null;
  if (/(z|[+-]\d{2}:?\d{2})$/.test(word.slice(11))) {
    const atMs = Date.parse(word.toUpperCase());
    return Number.isNaN(atMs) ? null : { atMs, endMs: null };
  }
  const [date = '', time = ''] = word.split('t');
  const [year, month, day] = date.split('-').map(Number);
  const clock = timeIn(time.replace(/\..*$/, ''));
  return clock === null ? null : moment({ year: year ?? 0, month: month ?? 0, day: day ?? 0, ...clock }, reader);
};

/**
 * The moment that the first of some words name, and how many of them do: "2026-11-12", "2026-11-12 09:00", "yesterday", "tuesday" (the last one, today included), "28 Nov 2026", "3 days ago",
 * "2026-11-12T09:00Z", 「11月12日」. `null`: they name none.
 * @param words in small letters
 */
export const momentIn = (words: readonly string[], reader: Reader): { readonly moment: Moment; readonly used: number } | null => {
  const [first = '', second = '', third = ''] = words;
  const instant = isoInstant(first, reader);
  if (instant !== null) return { moment: instant, used: 1 };
  if (/^\d{1,4}$/.test(first) && /^hours?$/.test(second) && third === 'ago')
    return { moment: { atMs: reader.nowMs - Number(first) * 3_600_000, endMs: null }, used: 3 };
  const day = dayIn1(words, reader);
  if (day === null) return null;
  const time = timeIn(words[day.used]);
  const read = moment(time === null ? day.wall : { ...day.wall, ...time }, reader);
  return read === null ? null : { moment: read, used: day.used + (time === null ? 0 : 1) };
};
