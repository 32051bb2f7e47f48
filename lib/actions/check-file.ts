'use server';

import { z } from 'zod';
import { openFile } from '@/lib/data/import-file';
import { placeSchema } from '@/lib/data/place-schema';
import { arnSchema } from './browse-schemas';
import { defineAction } from './define-action';

/** AWS takes 32 parameters; a forged map stays small. */
const MAX_KEYS = 100;

/** Opens a checked file in the editor: a draft for its recovery point that says what the file says. */
export const openFileAction = defineAction({
  name: 'openFile',
  input: z.object({
    place: placeSchema,
    recoveryPointArn: arnSchema,
    vault: z.string().min(1).max(50).nullable(),
    metadata: z
      .record(z.string().max(200), z.string().max(65_536))
      .refine((map) => Object.keys(map).length <= MAX_KEYS, { message: 'too many keys' }),
    restoreRoleArn: arnSchema.nullable(),
    copyTags: z.boolean().nullable(),
  }),
  permission: 'plan-restore',
  effect: 'save',
  run: ({ place, ...file }) => openFile(place, file),
});
