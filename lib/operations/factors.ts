import 'server-only';
import { z } from 'zod';
import { newRecoveryCodes } from '@/lib/auth/factors/own-factors';
import { addOwnPasskey, beginOwnPasskey, removeOwnPasskey, renameOwnPasskey } from '@/lib/auth/factors/own-passkeys';
import { beginOwnTotp, confirmOwnTotp, removeOwnTotp } from '@/lib/auth/factors/own-totp';
import { newPasskeyAnswer } from '@/lib/auth/factors/passkey-answers';
import { operation } from './operation';
import { code, codes } from './schemas/factors';

/** One's own second factors. Who has yet to set one up can do so, and nothing more; what is not checked by something of the factor itself wants a fresh sign-in. */
const own = { permission: 'own-account', scope: 'none', effect: 'write' } as const;
const passkeyName = z.string().trim().min(1).max(60);
const settingUp = { ...own, withoutFactor: true } as const;

/** Offers a secret for an authenticator app; it counts once `confirmOwnTotp` was given a code of it. */
export const beginOwnTotpOperation = operation({
  ...settingUp,
  name: 'beginOwnTotp',
  fresh: true,
  input: z.object({}),
  output: z.object({ secret: z.string(), uri: z.string(), qr: z.object({ size: z.int(), path: z.string() }) }),
  run: (_input, { caller }) => beginOwnTotp(caller),
});

/** Takes an authenticator app into use by its first code. */
export const confirmOwnTotpOperation = operation({
  ...settingUp,
  name: 'confirmOwnTotp',
  input: z.object({ code }),
  output: codes,
  run: (given, { caller }) => confirmOwnTotp(caller, given.code),
});

/** Removes the authenticator app, by a code of it or a recovery code. */
export const removeOwnTotpOperation = operation({
  ...own,
  name: 'removeOwnTotp',
  fresh: true,
  input: z.object({ code }),
  output: z.null(),
  run: (given, { caller }) => removeOwnTotp(caller, given.code),
});

/** Asks for a new passkey: the options that the browser is given, as WebAuthn has them. */
export const beginOwnPasskeyOperation = operation({
  ...settingUp,
  name: 'beginOwnPasskey',
  fresh: true,
  input: z.object({}),
  output: z.object({
    rp: z.object({ id: z.string().optional(), name: z.string() }),
    user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
    challenge: z.string(),
    pubKeyCredParams: z.array(z.object({ alg: z.number(), type: z.literal('public-key') })),
    timeout: z.number().optional(),
    excludeCredentials: z.array(z.object({ id: z.string(), type: z.string(), transports: z.array(z.string()).optional() })).optional(),
    authenticatorSelection: z
      .object({
        residentKey: z.enum(['discouraged', 'preferred', 'required']).optional(),
        requireResidentKey: z.boolean().optional(),
        userVerification: z.enum(['required', 'preferred', 'discouraged']).optional(),
      })
      .optional(),
    attestation: z.enum(['none', 'direct', 'indirect', 'enterprise']).optional(),
  }),
  run: (_input, { caller }) => beginOwnPasskey(caller),
});

/** Adds the passkey that the browser answered with. */
export const addOwnPasskeyOperation = operation({
  ...settingUp,
  name: 'addOwnPasskey',
  input: z.object({ name: passkeyName, answer: newPasskeyAnswer }),
  output: codes,
  run: (given, { caller }) => addOwnPasskey(caller, given.name, given.answer),
});

/** Gives a passkey another name. */
export const renameOwnPasskeyOperation = operation({
  ...own,
  name: 'renameOwnPasskey',
  input: z.object({ id: z.string().min(1).max(100), name: passkeyName }),
  output: z.null(),
  run: ({ id, name }, { caller }) => renameOwnPasskey(caller, id, name),
});

/** Removes a passkey. */
export const removeOwnPasskeyOperation = operation({
  ...own,
  name: 'removeOwnPasskey',
  fresh: true,
  input: z.object({ id: z.string().min(1).max(100) }),
  output: z.null(),
  run: ({ id }, { caller }) => removeOwnPasskey(caller, id),
});

/** New recovery codes; the old ones count no more. */
export const newRecoveryCodesOperation = operation({
  ...own,
  name: 'newRecoveryCodes',
  fresh: true,
  input: z.object({}),
  output: z.object({ codes: z.array(z.string()).readonly() }),
  run: (_input, { caller }) => newRecoveryCodes(caller),
});
