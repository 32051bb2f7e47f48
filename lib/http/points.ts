import 'server-only';
import { z } from 'zod';
import { arnSchema } from '@/lib/actions/browse-schemas';
import { placeSchema } from '@/lib/data/place-schema';
import { getPoint } from '@/lib/data/points';
import { defineGet } from './define-get';

/** One recovery point with its detail, tags and restore metadata as AWS has them now. Several calls to AWS stand behind it, so it is no server action. */
export const getPointHandler = defineGet({
  name: 'getPoint',
  input: z.object({ place: placeSchema, point: arnSchema, vault: z.string().min(1).max(50).optional() }),
  permission: 'browse',
  run: ({ place, point, vault }) => getPoint(place, point, vault ?? null),
});
