import 'server-only';
import { z } from 'zod';
import { may } from '@/lib/access/roles';
import { changeTakeOver, takeOverAccounts } from '@/lib/data/settings/take-over';
import { beginWay } from '@/lib/data/way-runs/begin';
import { backUpForWay, confirmWay, stopWay, undoWay } from '@/lib/data/way-runs/change';
import { beginCleanUp } from '@/lib/data/way-runs/clean-up';
import { beginHold } from '@/lib/data/way-runs/hold';
import { listWays } from '@/lib/data/way-runs/view';
import { WAY_RUN_KINDS } from '@/lib/restore/way-run/run';
import { ok } from '@/lib/result';
import { operation } from './operation';
import { placeSchema } from './place-schema';
import { placedWay } from './schemas/way-runs';

const taking = { permission: 'take-over', scope: 'place', effect: 'write' } as const;
const ofWay = z.object({ place: placeSchema, way: z.uuid() });
/** An address of a draft, at the revision that is on the screen. */
const ofAddress = z.object({
  place: placeSchema,
  draftId: z.uuid(),
  revision: z.int().min(1),
  subnetId: z.string().min(1).max(100),
  address: z.string().min(1).max(45),
});

/** Begins a way to an address that the backup's own original holds, of a draft at the revision that is on the screen. */
export const beginWayOperation = operation({
  name: 'beginWay',
  ...taking,
  fresh: true,
  input: ofAddress.extend({ kind: z.enum(WAY_RUN_KINDS) }),
  output: z.object({ wayId: z.string() }),
  run: ({ place: _place, ...order }, { scope, caller }) => beginWay(scope, caller, order),
});

/** Begins to hold a free address of a draft, at the revision that is on the screen. */
export const beginHoldOperation = operation({
  name: 'beginHold',
  ...taking,
  fresh: true,
  input: ofAddress,
  output: z.object({ wayId: z.string() }),
  run: ({ place: _place, ...order }, { scope, caller }) => beginHold(scope, caller, order),
});

/** Begins to take away what a restore of ours made, and only that. */
export const beginCleanUpOperation = operation({
  name: 'beginCleanUp',
  ...taking,
  fresh: true,
  input: z.object({ place: placeSchema, restore: z.uuid() }),
  output: z.object({ wayId: z.string() }),
  run: ({ restore }, { scope, caller }) => beginCleanUp(scope, caller, restore),
});

/** Says by its name that the original may be terminated. */
export const confirmWayOperation = operation({
  name: 'confirmWay',
  ...taking,
  fresh: true,
  input: ofWay.extend({ machine: z.string().max(300) }),
  output: z.null(),
  run: ({ way, machine }, { scope, caller }) => confirmWay(scope, caller, way, machine),
});

/** Takes a way back to its beginning. */
export const undoWayOperation = operation({
  name: 'undoWay',
  ...taking,
  input: ofWay,
  output: z.null(),
  run: ({ way }, { scope, caller }) => undoWay(scope, caller, way),
});

/** Ends the watching of a way; what was done stays. */
export const stopWayOperation = operation({
  name: 'stopWay',
  ...taking,
  input: ofWay,
  output: z.null(),
  run: ({ way }, { scope, caller }) => stopWay(scope, caller, way),
});

/** Has the original backed up once more before it is terminated. */
export const backUpForWayOperation = operation({
  name: 'backUpForWay',
  ...taking,
  fresh: true,
  input: ofWay,
  output: z.null(),
  run: ({ way }, { scope, caller }) => backUpForWay(scope, caller, way),
});

/** The ways that are watched, wherever the person may read the history. */
export const listWaysOperation = operation({
  name: 'listWays',
  permission: 'read-history',
  scope: 'none',
  effect: 'read',
  input: z.object({}),
  output: z.array(placedWay).readonly(),
  run: (_input, { caller }) => listWays(caller),
});

/** The accounts in which Rehome itself carries out the steps of a way, of those that the caller may look at. */
export const takeOverOperation = operation({
  name: 'takeOver',
  permission: 'browse',
  scope: 'none',
  effect: 'read',
  input: z.object({}),
  output: z.array(z.string()).readonly(),
  run: async (_input, { caller }) => ok((await takeOverAccounts()).filter((account) => may(caller.grants, 'browse', account))),
});

/** Enables that in an account, or ends it. */
export const changeTakeOverOperation = operation({
  name: 'changeTakeOver',
  permission: 'change-settings',
  scope: 'none',
  effect: 'write',
  fresh: true,
  input: z.object({ account: z.string().regex(/^\d{12}$/), enabled: z.boolean() }),
  output: z.null(),
  run: (change, { caller }) => changeTakeOver(caller, change),
});
