'use server';

import { z } from 'zod';
import { refreshInventory } from '@/lib/data/inventory/refresh';
import { placeSchema } from '@/lib/data/place-schema';
import { getVault, listVaults } from '@/lib/data/vaults';
import { defineAction } from './define-action';

const name = z.string().min(1).max(50);

/** The vaults of a place, from the inventory. */
export const listVaultsAction = defineAction({
  name: 'listVaults',
  input: z.object({ place: placeSchema }),
  permission: 'browse',
  effect: 'read',
  run: ({ place }) => listVaults(place),
});

/** One vault; an unknown one is `not-found`. */
export const getVaultAction = defineAction({
  name: 'getVault',
  input: z.object({ place: placeSchema, vault: name }),
  permission: 'browse',
  effect: 'read',
  run: ({ place, vault }) => getVault(place, vault),
});

/** Sweeps AWS again now: one vault, or everything. Answers at once; the progress is at `/inventory`. */
export const refreshInventoryAction = defineAction({
  name: 'refreshInventory',
  input: z.object({ place: placeSchema, vault: name.optional() }),
  permission: 'browse',
  effect: 'read',
  run: ({ place, vault }) => refreshInventory(place, vault ?? null),
});
