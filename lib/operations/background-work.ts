import 'server-only';
import { z } from 'zod';
import { discardWork, listWork, runWorkNow, workVersion } from '@/lib/data/background-work';
import type { WorkList } from '@/lib/data/background-work/views';
import { operation } from './operation';
import { word } from './schemas/common';
import { place } from './schemas/console';

const said = z.string().nullable();

const workList: z.ZodType<WorkList> = z.object({
  tasks: z.array(
    z.object({
      id: z.string(),
      queue: word<WorkList['tasks'][number]['queue']>(),
      state: word<WorkList['tasks'][number]['state']>(),
      readable: z.boolean(),
      place: place.nullable(),
      subject: said,
      restoreId: said,
      since: z.string(),
      dueAt: said,
      tries: z.number().nullable(),
      failure: z.custom<WorkList['tasks'][number]['failure']>((value) => value === null || typeof value === 'object'),
    }),
  ),
  counts: z.object({ failed: z.number(), running: z.number(), retrying: z.number(), waiting: z.number() }),
  workers: z.object({ running: z.number(), lastSeenAt: said }),
  unattendedSince: said,
});

const managing = {
  permission: 'manage-work',
  scope: 'none',
  effect: 'write',
  input: z.object({ id: z.uuid() }),
  output: z.null(),
} as const;

/** What runs, waits and failed in the background, in the accounts that the caller may look at. */
export const listWorkOperation = operation({
  name: 'listWork',
  permission: 'browse',
  scope: 'none',
  effect: 'read',
  input: z.object({}),
  output: workList,
  version: (_input, { caller }) => workVersion(caller),
  run: (_input, { caller }) => listWork(caller),
});

/** Has a task carried out now. */
export const runWorkNowOperation = operation({ ...managing, name: 'runWorkNow', run: ({ id }, { caller }) => runWorkNow(caller, id) });

/** Gives a task up that does not run. */
export const discardWorkOperation = operation({ ...managing, name: 'discardWork', run: ({ id }, { caller }) => discardWork(caller, id) });
