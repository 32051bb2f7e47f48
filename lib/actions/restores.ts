'use server';

import { z } from 'zod';
import { placeSchema } from '@/lib/data/place-schema';
import { startRestore } from '@/lib/data/start-restore';
import { defineAction } from './define-action';

/** Starts a restore from a draft at the reviewed revision. `acknowledged` are the codes of the warnings that the person accepted. */
export const startRestoreAction = defineAction({
  name: 'startRestore',
  input: z.object({
    place: placeSchema,
    draftId: z.uuid(),
    revision: z.int().min(1),
    acknowledged: z.array(z.string().max(100)).max(100),
  }),
  permission: 'start-restore',
  run: ({ place, ...order }) => startRestore(place, order),
});
