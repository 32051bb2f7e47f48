'use server';

import {
  chooseColumnsOperation,
  chosenColumnsOperation,
  deleteFilterOperation,
  listFiltersOperation,
  renameFilterOperation,
  saveFilterOperation,
} from '@/lib/operations/preferences';
import { actionOf } from './action-of';

/** The filters that whoever asks has kept. */
export const listFiltersAction = actionOf(listFiltersOperation);

/** Keeps a filter of a list under a name. */
export const saveFilterAction = actionOf(saveFilterOperation);

/** Gives a filter another name. */
export const renameFilterAction = actionOf(renameFilterOperation);

/** Takes a filter away. */
export const deleteFilterAction = actionOf(deleteFilterOperation);

/** Which columns of a list whoever asks has chosen. */
export const chosenColumnsAction = actionOf(chosenColumnsOperation);

/** Chooses the columns of a list. */
export const chooseColumnsAction = actionOf(chooseColumnsOperation);
