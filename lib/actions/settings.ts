'use server';

import { changeSettingOperation } from '@/lib/operations/console';
import { actionOf } from './action-of';

/** Chooses a setting of the console, for everybody. */
export const changeSettingAction = actionOf(changeSettingOperation);
