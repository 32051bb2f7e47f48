'use server';

import { z } from 'zod';
import { copyDraft, createDraft, discardDraft, listDrafts, saveDraft } from '@/lib/data/drafts';
import { placeSchema } from '@/lib/data/place-schema';
import { arnSchema } from './browse-schemas';
import { defineAction } from './define-action';

const vault = z.string().min(1).max(50);
const revision = z.int().min(1);
/** Read by the data layer, in the form of whatever version the page has, and told in its own words where it is no plan. */
const history = z.unknown();

/** A draft for a recovery point: the caller's own of the last day, or with `fresh` always a new one. */
export const createDraftAction = defineAction({
  name: 'createDraft',
  input: z.object({ place: placeSchema, vault, recoveryPointArn: arnSchema, fresh: z.boolean().default(false) }),
  permission: 'plan-restore',
  effect: 'save',
  run: ({ place, ...wanted }) => createDraft(place, wanted),
});

/** Saves a draft that still is at `revision`. */
export const saveDraftAction = defineAction({
  name: 'saveDraft',
  input: z.object({ place: placeSchema, id: z.uuid(), revision, history }),
  permission: 'plan-restore',
  effect: 'save',
  run: ({ place, ...save }) => saveDraft(place, save),
});

/** Stores a plan as a new draft of the caller's own, beside the draft it began from. */
export const copyDraftAction = defineAction({
  name: 'copyDraft',
  input: z.object({ place: placeSchema, id: z.uuid(), history }),
  permission: 'plan-restore',
  effect: 'save',
  run: ({ place, ...copy }) => copyDraft(place, copy),
});

/** What is being planned in a place, or of one recovery point. */
export const listDraftsAction = defineAction({
  name: 'listDrafts',
  input: z.object({ place: placeSchema, recoveryPointArn: arnSchema.optional() }),
  permission: 'browse',
  effect: 'read',
  run: ({ place, recoveryPointArn }) => listDrafts(place, recoveryPointArn ?? null),
});

/** Throws an unstarted draft away. */
export const discardDraftAction = defineAction({
  name: 'discardDraft',
  input: z.object({ place: placeSchema, id: z.uuid() }),
  permission: 'plan-restore',
  effect: 'save',
  run: ({ place, id }) => discardDraft(place, id),
});
