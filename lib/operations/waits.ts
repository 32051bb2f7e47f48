import 'server-only';
import { z } from 'zod';
import { acceptForWait, cancelWait } from '@/lib/data/waits/change';
import { waitForStart } from '@/lib/data/waits/set-up';
import { listWaits } from '@/lib/data/waits/view';
import { operation } from './operation';
import { placeSchema } from './place-schema';
import { instant } from './schemas/common';
import { startOrder } from './schemas/start-order';
import { placedWait } from './schemas/waits';

/** The starts that wait, and those that were given up lately, wherever the person may read the history. */
export const listWaitsOperation = operation({
  name: 'listWaits',
  permission: 'read-history',
  scope: 'none',
  effect: 'read',
  input: z.object({}),
  output: z.array(placedWait).readonly(),
  run: (_input, { caller }) => listWaits(caller),
});

const starting = { permission: 'start-restore', scope: 'place', effect: 'write' } as const;

/** Sets up a start from a draft at the reviewed revision that is made once its addresses are free, or at a time. Whoever does so proves who they are now, and not when it starts. */
export const waitForStartOperation = operation({
  name: 'waitForStart',
  ...starting,
  startsLater: true,
  fresh: true,
  input: startOrder.extend({ place: placeSchema, notBefore: instant.nullable(), until: instant }),
  output: z.object({ waitId: z.string() }),
  run: ({ place: _place, notBefore, until, ...order }, { scope, caller }) =>
    waitForStart(scope, caller, { ...order, notBefore: notBefore === null ? null : Date.parse(notBefore), until: Date.parse(until) }),
});

/** Cancels one before it starts. */
export const cancelWaitOperation = operation({
  name: 'cancelWait',
  ...starting,
  input: z.object({ place: placeSchema, wait: z.uuid() }),
  output: z.null(),
  run: ({ wait }, { scope, caller }) => cancelWait(scope, caller, wait),
});

/** Accepts what one asks about, so that it goes on. */
export const acceptForWaitOperation = operation({
  name: 'acceptForWait',
  ...starting,
  fresh: true,
  input: z.object({ place: placeSchema, wait: z.uuid(), acknowledged: startOrder.shape.acknowledged }),
  output: z.null(),
  run: ({ wait, acknowledged }, { scope, caller }) => acceptForWait(scope, caller, wait, acknowledged),
});
