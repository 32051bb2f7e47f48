import 'server-only';
import { z } from 'zod';
import { cleanPoint } from '@/lib/data/clean-point';
import { inventoryStatus, refreshInventory } from '@/lib/data/inventory/refresh';
import { pointDays } from '@/lib/data/point-days';
import { getPoint, isPointKnown, listPointGroups, listPoints } from '@/lib/data/points';
import { protection } from '@/lib/data/protection/protection';
import { listRegions } from '@/lib/data/regions';
import { getResource, listResources } from '@/lib/data/resources';
import { getVault, listVaults } from '@/lib/data/vaults';
import { ok } from '@/lib/result';
import { operation } from './operation';
import { placeSchema } from './place-schema';
import { arnSchema, timeZone, vaultName } from './schemas/common';
import * as inventory from './schemas/inventory';
import { protectionView } from './schemas/protection';

const browse = { permission: 'browse', scope: 'place', effect: 'read' } as const;

/** The vaults of a place, from the inventory. */
export const listVaultsOperation = operation({
  name: 'listVaults',
  ...browse,
  input: z.object({ place: placeSchema }),
  output: inventory.vaultList,
  run: (_input, { scope }) => listVaults(scope),
});

/** One vault; an unknown one is `not-found`. */
export const getVaultOperation = operation({
  name: 'getVault',
  ...browse,
  input: z.object({ place: placeSchema, vault: vaultName }),
  output: inventory.vaultDetail,
  run: ({ vault }, { scope }) => getVault(scope, vault),
});

/** What is protected in a place and what is at risk, for its overview. */
export const protectionOperation = operation({
  name: 'protection',
  ...browse,
  input: z.object({ place: placeSchema }),
  output: protectionView,
  run: (_input, { scope }) => protection(scope),
});

/** Sweeps AWS again now: one vault, or everything; `whole`: not only what is new. Answers at once; the progress is at `/inventory`. */
export const refreshInventoryOperation = operation({
  name: 'refreshInventory',
  ...browse,
  input: z.object({ place: placeSchema, vault: vaultName.optional(), whole: z.boolean().optional() }),
  output: inventory.freshness,
  run: ({ vault, whole }, { scope }) => refreshInventory(scope, vault ?? null, whole),
});

/** How far the sweeps of a place are: progress, age and problem of each subject. */
export const inventoryStatusOperation = operation({
  name: 'inventoryStatus',
  ...browse,
  input: z.object({ place: placeSchema }),
  output: inventory.inventoryStatus,
  run: (_input, { scope }) => inventoryStatus(scope),
});

/** The regions of the account, for the switch in the top bar. */
export const listRegionsOperation = operation({
  name: 'listRegions',
  ...browse,
  input: z.object({ place: placeSchema }),
  output: z.object({ regions: z.array(z.string()).readonly(), source: z.enum(['aws', 'built-in']) }),
  run: async (_input, { scope }) => ok(await listRegions(scope.aws)),
});

/** A page of recovery points, filtered and sorted, from the inventory. */
export const listPointsOperation = operation({
  name: 'listPoints',
  ...browse,
  input: z.object({ place: placeSchema, query: inventory.pointQuerySchema }),
  output: inventory.pointPage,
  run: ({ query }, { scope }) => listPoints(scope, query),
});

/** A page of resources whose points meet a filter, each with how many do. */
export const listPointGroupsOperation = operation({
  name: 'listPointGroups',
  ...browse,
  input: z.object({ place: placeSchema, query: inventory.pointQuerySchema }),
  output: inventory.pointGroupPage,
  run: ({ query }, { scope }) => listPointGroups(scope, query),
});

/** Whether the inventory has a point (in `vault`, if one is given). */
export const isPointKnownOperation = operation({
  name: 'isPointKnown',
  ...browse,
  input: z.object({ place: placeSchema, point: z.string(), vault: z.string().nullable() }),
  output: z.boolean(),
  run: ({ point, vault }, { scope }) => isPointKnown(scope, point, vault),
});

/** One recovery point with its detail, tags and restore metadata as AWS has them now. Several calls to AWS stand behind it, so it is polled and no server action. */
export const getPointOperation = operation({
  name: 'getPoint',
  ...browse,
  input: z.object({ place: placeSchema, point: arnSchema, vault: vaultName.nullish() }),
  output: inventory.pointDetail,
  run: ({ point, vault }, { scope }) => getPoint(scope, point, vault ?? null),
});

/** A page of backed-up resources with their counts of points, from the inventory. */
export const listResourcesOperation = operation({
  name: 'listResources',
  ...browse,
  input: z.object({ place: placeSchema, query: inventory.resourceQuerySchema }),
  output: inventory.resourcePage,
  run: ({ query }, { scope }) => listResources(scope, query),
});

/** One resource and its newest point. */
export const resourceOperation = operation({
  name: 'resource',
  ...browse,
  input: z.object({ place: placeSchema, arn: arnSchema }),
  output: inventory.resourceDetail,
  run: ({ arn }, { scope }) => getResource(scope, arn),
});

/** The days on which a resource got recovery points, for its calendar. */
export const pointDaysOperation = operation({
  name: 'pointDays',
  ...browse,
  input: z.object({ place: placeSchema, arn: arnSchema, timeZone }),
  output: inventory.pointDays,
  run: ({ arn, timeZone }, { scope }) => pointDays(scope, arn, timeZone),
});

/** The newest point of a resource in which a malware scan found nothing; `null` where there is none. */
export const cleanPointOperation = operation({
  name: 'cleanPoint',
  ...browse,
  input: z.object({ place: placeSchema, arn: arnSchema }),
  output: inventory.cleanPoint.nullable(),
  run: ({ arn }, { scope }) => cleanPoint(scope, arn),
});
