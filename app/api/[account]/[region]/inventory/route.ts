import { z } from 'zod';
import { inventoryStatus } from '@/lib/data/inventory/refresh';
import { placeSchema } from '@/lib/data/place-schema';
import { defineGet } from '@/lib/http/define-get';

/** How far the sweeps of the place are: progress, age and problem of each subject. */
export const GET = defineGet({
  name: 'inventory',
  input: z.object({ place: placeSchema }),
  permission: 'browse',
  run: ({ place }) => inventoryStatus(place),
});
