'use server';

import { z } from 'zod';
import { discardWork, runWorkNow } from '@/lib/data/background-work';
import { defineAction } from './define-action';

const input = z.object({ id: z.uuid() });
const common = { input, permission: 'manage-work', effect: 'save' } as const;

/** Has a task carried out now. */
export const runWorkNowAction = defineAction({ ...common, name: 'runWorkNow', run: ({ id }) => runWorkNow(id) });

/** Gives a task up that does not run. */
export const discardWorkAction = defineAction({ ...common, name: 'discardWork', run: ({ id }) => discardWork(id) });
