import { z } from 'zod';
import type { HistoryFilter } from '@/lib/data/history/views';
import { OUTCOMES, type Outcome } from '@/lib/jobs/status';

const isOutcome = (text: string): text is Outcome => (OUTCOMES as readonly string[]).includes(text);
const instant = z.iso.datetime({ offset: true });

/** The history's filter as an address carries it. Outcomes are a list with commas; an unknown one is refused, not ignored. */
export const historyFilterSchema = z.object({
  text: z.string().max(200).optional(),
  user: z.string().max(200).optional(),
  outcomes: z
    .string()
    .max(200)
    .transform((list) => list.split(',').filter((each) => each !== ''))
    .refine((list) => list.every(isOutcome))
    .transform((list) => list.filter(isOutcome))
    .optional(),
  origin: z.enum(['here', 'elsewhere']).optional(),
  from: instant.optional(),
  before: instant.optional(),
}) satisfies z.ZodType<HistoryFilter>;
