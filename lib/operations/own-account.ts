import 'server-only';
import { z } from 'zod';
import { ownAccount } from '@/lib/auth/own-account';
import { changeOwnPassword } from '@/lib/auth/own-password';
import { MAX_PASSWORD } from '@/lib/auth/password-rules';
import { listSessions } from '@/lib/data/people/list';
import { endOwnSessions } from '@/lib/data/people/own-sessions';
import { operation } from './operation';
import * as about from './schemas/own-account';
import { sessions } from './schemas/people';

const password = z
  .string()
  .min(1)
  .max(MAX_PASSWORD * 8);

const own = { permission: 'own-account', scope: 'none' } as const;

/** What a person looks after of their own sign-in. Who has yet to set up a second factor sees what they have. */
export const ownAccountOperation = operation({
  ...own,
  name: 'ownAccount',
  effect: 'read',
  withoutFactor: true,
  input: z.object({}),
  output: about.ownAccount,
  run: (_input, { caller }) => ownAccount(caller),
});

/** Where whoever asks is signed in. */
export const ownSessionsOperation = operation({
  ...own,
  name: 'ownSessions',
  effect: 'read',
  input: z.object({}),
  output: sessions,
  run: (_input, { caller }) => listSessions(caller, caller.user),
});

/** Ends another session of whoever asks, or (`null`) all but the one in which it is asked. */
export const endOwnSessionsOperation = operation({
  ...own,
  name: 'endOwnSessions',
  effect: 'write',
  input: z.object({ session: z.string().min(1).max(100).nullable() }),
  output: z.null(),
  run: ({ session }, { caller }) => endOwnSessions(caller, session),
});

/** Changes the password of whoever asks, who has to know the old one; their other sessions end. */
export const changeOwnPasswordOperation = operation({
  name: 'changeOwnPassword',
  permission: 'own-account',
  scope: 'none',
  effect: 'write',
  input: z.object({ old: password, password }),
  output: z.null(),
  run: (given, { caller }) => changeOwnPassword(caller, given),
});
