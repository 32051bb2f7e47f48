'use server';

import { z } from 'zod';
import { placeSchema } from '@/lib/data/place-schema';
import { listPointGroups, listPoints } from '@/lib/data/points';
import { pointQuerySchema } from './browse-schemas';
import { defineAction } from './define-action';

/** A page of recovery points, filtered and sorted, from the inventory. */
export const listPointsAction = defineAction({
  name: 'listPoints',
  input: z.object({ place: placeSchema, query: pointQuerySchema }),
  permission: 'browse',
  effect: 'read',
  run: ({ place, query }) => listPoints(place, query),
});

/** A page of resources whose points meet a filter, each with how many do. */
export const listPointGroupsAction = defineAction({
  name: 'listPointGroups',
  input: z.object({ place: placeSchema, query: pointQuerySchema }),
  permission: 'browse',
  effect: 'read',
  run: ({ place, query }) => listPointGroups(place, query),
});
