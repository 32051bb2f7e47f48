import { z } from 'zod';
import { placeSchema } from '@/lib/data/place-schema';
import { listRegions } from '@/lib/data/regions';
import { defineGet } from '@/lib/http/define-get';
import { ok } from '@/lib/result';

/** The regions of the account, for the switch in the top bar. */
export const GET = defineGet({
  name: 'regions',
  input: z.object({ place: placeSchema }),
  permission: 'browse',
  run: async ({ place }) => ok(await listRegions(place.region)),
});
