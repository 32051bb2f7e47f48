import 'server-only';
import { z } from 'zod';

/** What a person confirms with a start: a draft at the reviewed revision, the keys of the findings that they accepted, and why. */
export const startOrder = z.object({
  draftId: z.uuid(),
  revision: z.int().min(1),
  acknowledged: z.array(z.string().max(4_000)).max(1_000),
  reason: z.string().max(2_000).nullable().default(null),
  ticket: z.string().max(200).nullable().default(null),
  withoutApproval: z.string().max(2_000).nullable().default(null),
});
