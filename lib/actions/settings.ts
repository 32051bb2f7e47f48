'use server';

import { z } from 'zod';
import { changeSetting } from '@/lib/data/settings/change';
import { SETTING_NAMES } from '@/lib/data/settings/table';
import { defineAction } from './define-action';

/** Chooses a setting of the console, for everybody. */
export const changeSettingAction = defineAction({
  name: 'changeSetting',
  input: z.object({ name: z.enum(SETTING_NAMES), value: z.union([z.boolean(), z.number(), z.null()]) }),
  permission: 'change-settings',
  effect: 'save',
  run: ({ name, value }) => changeSetting(name, value),
});
