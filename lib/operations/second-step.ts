import 'server-only';
import { z } from 'zod';
import { passkeyAnswer } from '@/lib/auth/factors/passkey-answers';
import { finishByCode, secondStep } from '@/lib/auth/second-step';
import { beginByPasskey, finishByPasskey } from '@/lib/auth/second-step-passkey';
import { ok } from '@/lib/result';
import { operation } from './operation';
import { code, secondStepWays } from './schemas/factors';

const visitor = { permission: null, scope: 'visitor' } as const;

/** By what the sign-in that was begun in this browser goes on; `null`: none was, or too long ago. */
export const secondStepOperation = operation({
  name: 'secondStep',
  ...visitor,
  effect: 'read',
  input: z.object({}),
  output: secondStepWays.nullable(),
  run: async () => ok(await secondStep()),
});

/** The second step by a code of an authenticator app, or a recovery code. */
export const finishByCodeOperation = operation({
  name: 'finishByCode',
  ...visitor,
  effect: 'write',
  input: z.object({ code }),
  output: z.null(),
  run: (given) => finishByCode(given.code),
});

/** Asks for the second step by a passkey: the options that the browser is given, as WebAuthn has them. */
export const beginByPasskeyOperation = operation({
  name: 'beginByPasskey',
  ...visitor,
  effect: 'write',
  input: z.object({}),
  output: z.object({
    challenge: z.string(),
    timeout: z.number().optional(),
    rpId: z.string().optional(),
    userVerification: z.enum(['required', 'preferred', 'discouraged']).optional(),
    allowCredentials: z.array(z.object({ id: z.string(), type: z.string(), transports: z.array(z.string()).optional() })).optional(),
  }),
  run: () => beginByPasskey(),
});

/** The second step by a passkey. */
export const finishByPasskeyOperation = operation({
  name: 'finishByPasskey',
  ...visitor,
  effect: 'write',
  input: z.object({ answer: passkeyAnswer }),
  output: z.null(),
  run: (given) => finishByPasskey(given.answer),
});
