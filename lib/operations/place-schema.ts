import 'server-only';
import { z } from 'zod';
import type { Place } from '@/lib/paths';

/** An account and a region as the address has them. The region's shape is checked because it becomes part of a host name. */
export const placeSchema = z.object({
  account: z.string().regex(/^\d{12}$/),
  region: z.string().regex(/^[a-z]{2}(-[a-z]{2,10}){1,3}-\d{1,2}$/),
});

/**
 * The place that a parsed input names, `null` where it names none. A `place` of another shape means that a schema was written without
 * `placeSchema`, and would go unchecked: that throws.
 */
export const placeIn = (input: unknown): Place | null => {
  if (typeof input !== 'object' || input === null || !('place' in input)) return null;
  return placeSchema.parse(input.place);
};
