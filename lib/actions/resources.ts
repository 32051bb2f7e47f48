'use server';

import { z } from 'zod';
import { placeSchema } from '@/lib/data/place-schema';
import { getResource, listResources } from '@/lib/data/resources';
import { arnSchema, resourceQuerySchema } from './browse-schemas';
import { defineAction } from './define-action';

/** A page of backed-up resources with their counts of points, from the inventory. */
export const listResourcesAction = defineAction({
  name: 'listResources',
  input: z.object({ place: placeSchema, query: resourceQuerySchema }),
  permission: 'browse',
  effect: 'read',
  run: ({ place, query }) => listResources(place, query),
});

/** One resource and a page of its points across vaults, newest first. */
export const resourcePointsAction = defineAction({
  name: 'resourcePoints',
  input: z.object({ place: placeSchema, arn: arnSchema, offset: z.int().min(0).default(0) }),
  permission: 'browse',
  effect: 'read',
  run: ({ place, arn, offset }) => getResource(place, arn, offset),
});
