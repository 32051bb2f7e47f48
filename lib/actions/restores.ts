'use server';

import { z } from 'zod';
import { placeSchema } from '@/lib/data/place-schema';
import { startRestore } from '@/lib/data/start-restore';
import { defineAction } from './define-action';

/** Starts a restore from a draft at the reviewed revision. `acknowledged` are the keys of the findings that the person accepted. */
export const startRestoreAction = defineAction({
  name: 'startRestore',
  input: z.object({
    place: placeSchema,
    draftId: z.uuid(),
    revision: z.int().min(1),
    acknowledged: z.array(z.string().max(4_000)).max(1_000),
    reason: z.string().max(2_000).nullable().default(null),
    ticket: z.string().max(200).nullable().default(null),
  }),
  permission: 'start-restore',
  effect: 'start',
  run: ({ place, ...order }) => startRestore(place, order),
});
