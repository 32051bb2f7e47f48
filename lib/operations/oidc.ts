import 'server-only';
import { z } from 'zod';
import { beginOidc, finishOidc } from '@/lib/auth/oidc/sign-in';
import { operation } from './operation';

const visitor = { permission: null, scope: 'visitor', effect: 'write' } as const;
const said = z.string().max(4_000).nullable();

/** Begins a sign-in with the identity provider; `again`: of somebody who proves there once more who they are. `url`: its page, where the browser goes. */
export const beginOidcOperation = operation({
  name: 'beginOidc',
  ...visitor,
  input: z.object({ to: z.string().max(4_000), again: z.boolean().default(false) }),
  output: z.object({ url: z.string() }),
  run: ({ to, again }) => beginOidc(to, again),
});

/** Signs in whoever comes back from the identity provider. `to`: the page that they wanted; `keptAdministrator`: they are told that they stay administrator, though the provider says it no more. */
export const finishOidcOperation = operation({
  name: 'finishOidc',
  ...visitor,
  input: z.object({ code: said, state: z.string().max(200), iss: said, error: said }),
  output: z.object({ to: z.string(), keptAdministrator: z.boolean() }),
  run: (answer) => finishOidc(answer),
});
