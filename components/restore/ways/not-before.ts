import { exists, instantOf } from '@/lib/finding/zoned';

/** What somebody wrote of a day (`2026-11-24`) and a time of day (`09:30`); either may be empty. */
export interface NotBefore {
  readonly day: string;
  readonly time: string;
  /** What is written as the day is none. */
  readonly unread?: boolean;
}

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIME = /^(\d{1,2}):(\d{2})$/;

/** The instant that is meant in a zone, in milliseconds; `null`: none is; `bad`: it cannot be read. A day alone means its beginning. */
export const notBeforeMs = ({ day, time, unread }: NotBefore, timeZone: string): number | null | 'bad' => {
  if (unread) return 'bad';
  const clock = time.normalize('NFKC').trim();
  if (day === '' && clock === '') return null;
  const [, year, month, date] = (DAY.exec(day) ?? []).map(Number);
  const [, hour, minute] = (TIME.exec(clock === '' ? '00:00' : clock) ?? []).map(Number);
  if (year === undefined || month === undefined || date === undefined || hour === undefined || minute === undefined) return 'bad';
  const wall = { year, month, day: date, hour, minute };
  return exists(wall) ? instantOf(wall, timeZone) : 'bad';
};
