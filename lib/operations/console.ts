import 'server-only';
import { z } from 'zod';
import { may, ROLES } from '@/lib/access/roles';
import { connection } from '@/lib/data/connection';
import { ready } from '@/lib/data/database-away';
import { homePlace } from '@/lib/data/home';
import { currentPlace } from '@/lib/data/identity';
import { whoIsWho, whomToTurnTo } from '@/lib/data/people/directory';
import { changeSetting } from '@/lib/data/settings/change';
import { listSettings, startNeeds } from '@/lib/data/settings/read';
import { SETTING_NAMES } from '@/lib/data/settings/table';
import { env } from '@/lib/env';
import { ok } from '@/lib/result';
import { operation } from './operation';
import * as about from './schemas/console';

const browse = { permission: 'browse', scope: 'none', effect: 'read' } as const;

/** Whether the console can do its work: its database answers. Answered without a session, for load balancers. */
export const readyOperation = operation({
  name: 'ready',
  permission: null,
  scope: 'visitor',
  effect: 'read',
  input: z.object({}),
  output: z.object({ ready: z.literal(true) }),
  run: () => ready(),
});

/** What the frame around every page shows: who is asking and what they may do, who is who, where the credentials belong, whether AWS is simulated. */
export const frameOperation = operation({
  name: 'frame',
  ...browse,
  permission: 'own-account',
  input: z.object({}),
  output: about.frame,
  run: async (_input, { caller }) => {
    const [home, names] = await Promise.all([homePlace(), whoIsWho()]);
    const { user, grants } = caller;
    const mayLook = may(grants, 'browse', null);
    return ok({ user, grants, ...(mayLook ? names : whomToTurnTo(names, user)), home: mayLook ? home : null, simulated: env().simulated });
  },
});

/** Where the first page leads: the account of the credentials and the region of the configuration, or what is missing. */
export const firstPlaceOperation = operation({
  name: 'firstPlace',
  ...browse,
  input: z.object({}),
  output: about.firstPlace,
  run: async () => ok(await currentPlace()),
});

/** What the console is connected to, without anything secret. */
export const connectionOperation = operation({
  name: 'connection',
  ...browse,
  input: z.object({}),
  output: about.connection,
  run: async () => ok(await connection()),
});

/** Every setting with its value, and by whom and when it was chosen. */
export const listSettingsOperation = operation({
  name: 'listSettings',
  ...browse,
  input: z.object({}),
  output: about.settings,
  run: () => listSettings(),
});

/** What a start has to be given, beside a plan. */
export const startNeedsOperation = operation({
  name: 'startNeeds',
  ...browse,
  input: z.object({}),
  output: z.object({ reason: z.boolean(), ticket: z.boolean() }),
  run: async () => ok(await startNeeds()),
});

/** Chooses a setting of the console, for everybody. */
export const changeSettingOperation = operation({
  name: 'changeSetting',
  permission: 'change-settings',
  scope: 'none',
  effect: 'write',
  fresh: true,
  input: z.object({
    name: z.enum(SETTING_NAMES),
    value: z.union([z.boolean(), z.number(), z.null(), z.array(z.enum(ROLES)).max(ROLES.length)]),
  }),
  output: z.null(),
  run: ({ name, value }, { caller }) => changeSetting(caller, name, value),
});
