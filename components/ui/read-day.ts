import { momentIn, type Reader } from '@/lib/finding/moments';
import { dayIn } from '@/lib/finding/zoned';

const two = (number: number): string => String(number).padStart(2, '0');

/**
 * The day that somebody wrote, as `2026-11-24`: "2026-11-24", "2026/11/24", "24 Nov 2026", "Nov 24, 2026", "yesterday", 「2026年11月24日」, 「昨日」, in digits of either width.
 * `null` for anything else, also for what could be two days, as "11/12/2026" is.
 */
export const readDay = (text: string, reader: Reader): string | null => {
  const words = text.normalize('NFKC').toLowerCase().replaceAll(',', ' ').trim().split(/\s+/);
  const found = momentIn(words, reader);
  if (found === null || found.used !== words.length || found.moment.endMs === null) return null;
  const { year, month, day } = dayIn(found.moment.atMs, reader.timeZone);
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
};
