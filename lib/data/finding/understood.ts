import { type Called, calledPoints } from '@/lib/db/repositories/point-ids';
import { type Meaning, meaningOf, type Term } from '@/lib/finding/term';
import { understand } from '@/lib/finding/understand';
import type { Place } from '@/lib/paths';

/** What a search text means now, to somebody in a time zone (UTC where none is told). */
export const understood = (text: string, timeZone = 'UTC'): readonly Term[] => understand(text, { nowMs: Date.now(), timeZone });

/** What terms ask for in a place, with what their words name there, looked up once for all that is asked then. */
export const meant = async (place: Place, terms: readonly Term[]): Promise<{ readonly meaning: Meaning; readonly called: Called }> => {
  const meaning = meaningOf(terms);
  return { meaning, called: await calledPoints(place, meaning) };
};
