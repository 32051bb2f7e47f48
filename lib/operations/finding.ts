import 'server-only';
import { z } from 'zod';
import { find } from '@/lib/data/finding/find';
import { operation } from './operation';
import { placeSchema } from './place-schema';
import { timeZone } from './schemas/common';
import * as finding from './schemas/finding';

/** What a text finds: an address or a block, an id or ARN, a name, a tag, a time. Says how it understood the text, and of each find why. */
export const findOperation = operation({
  name: 'find',
  permission: 'browse',
  scope: 'place',
  effect: 'read',
  input: z.object({ place: placeSchema, text: z.string().max(200), timeZone }),
  output: finding.findView,
  run: ({ text, timeZone: zone }, { scope }) => find(scope, text, zone),
});
