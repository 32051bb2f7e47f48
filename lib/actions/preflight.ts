'use server';

import { z } from 'zod';
import { placeSchema } from '@/lib/data/place-schema';
import { decodeAuthorization, dryRun } from '@/lib/data/preflight';
import { defineAction } from './define-action';

/** Tries a draft's restore as a RunInstances dry run, when a person asks for it. */
export const dryRunAction = defineAction({
  name: 'dryRun',
  input: z.object({ place: placeSchema, draftId: z.uuid() }),
  permission: 'start-restore',
  effect: 'read',
  run: ({ place, draftId }) => dryRun(place, draftId),
});

/** Opens an encoded authorization failure of AWS, given alone or inside AWS's sentence. STS takes at most 10,240 characters. */
export const decodeAuthorizationMessageAction = defineAction({
  name: 'decodeAuthorizationMessage',
  input: z.object({ place: placeSchema, text: z.string().min(1).max(12_000) }),
  permission: 'browse',
  effect: 'read',
  run: ({ place, text }) => decodeAuthorization(place, text),
});
