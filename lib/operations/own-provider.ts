import 'server-only';
import { z } from 'zod';
import { beginLink, ownProvider, removeLink } from '@/lib/auth/oidc/own-provider';
import { ok } from '@/lib/result';
import { operation } from './operation';

const own = { permission: 'own-account', scope: 'none' } as const;

/** Whether the identity provider of this console knows whoever asks, and whether they could do without it. */
export const ownProviderOperation = operation({
  name: 'ownProvider',
  ...own,
  effect: 'read',
  input: z.object({}),
  output: z.object({ provider: z.string().nullable(), linked: z.boolean(), removable: z.boolean() }),
  run: async (_input, { caller }) => ok(await ownProvider(caller)),
});

/** Begins to link whoever asks with whom they are at the identity provider. `url`: its page, where the browser goes; `to`: where it comes back to. */
export const beginOwnLinkOperation = operation({
  name: 'beginOwnLink',
  ...own,
  effect: 'write',
  fresh: true,
  input: z.object({ to: z.string().max(4_000) }),
  output: z.object({ url: z.string() }),
  run: ({ to }, { caller }) => beginLink(caller, to),
});

/** Removes that link, for who has a password to sign in with. */
export const removeOwnLinkOperation = operation({
  name: 'removeOwnLink',
  ...own,
  effect: 'write',
  fresh: true,
  input: z.object({}),
  output: z.null(),
  run: (_input, { caller }) => removeLink(caller),
});
