'use server';

import {
  backUpForWayOperation,
  beginCleanUpOperation,
  beginHoldOperation,
  beginWayOperation,
  changeTakeOverOperation,
  confirmWayOperation,
  stopWayOperation,
  undoWayOperation,
} from '@/lib/operations/way-runs';
import { actionOf } from './action-of';

/** Begins a way to an address that the original holds. */
export const beginWayAction = actionOf(beginWayOperation);

/** Begins to hold a free address of a plan. */
export const beginHoldAction = actionOf(beginHoldOperation);

/** Begins to take away what a restore made. */
export const beginCleanUpAction = actionOf(beginCleanUpOperation);

/** Says by its name that the original may be terminated. */
export const confirmWayAction = actionOf(confirmWayOperation);

/** Takes a way back to its beginning. */
export const undoWayAction = actionOf(undoWayOperation);

/** Ends the watching of a way. */
export const stopWayAction = actionOf(stopWayOperation);

/** Has the original backed up once more. */
export const backUpForWayAction = actionOf(backUpForWayOperation);

/** Enables take-over in an account, or ends it. */
export const changeTakeOverAction = actionOf(changeTakeOverOperation);
