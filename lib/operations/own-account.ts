import 'server-only';
import { z } from 'zod';
import { ownAccount } from '@/lib/auth/own-account';
import { changeOwnPassword } from '@/lib/auth/own-password';
import { MAX_PASSWORD } from '@/lib/auth/password-rules';
import { operation } from './operation';

const password = z
  .string()
  .min(1)
  .max(MAX_PASSWORD * 8);

/** What a person looks after of their own sign-in. */
export const ownAccountOperation = operation({
  name: 'ownAccount',
  permission: 'browse',
  scope: 'none',
  effect: 'read',
  input: z.object({}),
  output: z.object({ name: z.string(), email: z.string(), hasPassword: z.boolean() }),
  run: (_input, { caller }) => ownAccount(caller),
});

/** Changes the password of whoever asks, who has to know the old one; their other sessions end. */
export const changeOwnPasswordOperation = operation({
  name: 'changeOwnPassword',
  permission: 'browse',
  scope: 'none',
  effect: 'write',
  input: z.object({ old: password, password }),
  output: z.null(),
  run: (given, { caller }) => changeOwnPassword(caller, given),
});
