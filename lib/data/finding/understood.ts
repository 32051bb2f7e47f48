import type { Term } from '@/lib/finding/term';
import { understand } from '@/lib/finding/understand';

/** What a search text means now, to somebody in a time zone (UTC where none is told). */
export const understood = (text: string, timeZone = 'UTC'): readonly Term[] => understand(text, { nowMs: Date.now(), timeZone });
