'use server';

import {
  copyDraftOperation,
  createDraftOperation,
  discardDraftOperation,
  listDraftsOperation,
  saveDraftOperation,
  takeOverDraftOperation,
} from '@/lib/operations/plans';
import { actionOf } from './action-of';

/** A draft for a recovery point: the caller's own of the last day, or with `fresh` always a new one. */
export const createDraftAction = actionOf(createDraftOperation);

/** Saves a draft that still is at `revision`. */
export const saveDraftAction = actionOf(saveDraftOperation);

/** Stores a plan as a new draft of the caller's own, beside the draft it began from. */
export const copyDraftAction = actionOf(copyDraftOperation);

/** What is being planned in a place, or of one recovery point. */
export const listDraftsAction = actionOf(listDraftsOperation);

/** Throws an unstarted draft away. */
export const discardDraftAction = actionOf(discardDraftOperation);

/** Makes the caller the owner of somebody else's unstarted draft. */
export const takeOverDraftAction = actionOf(takeOverDraftOperation);
