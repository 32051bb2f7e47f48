import { z } from 'zod';

/*
 * What a browser answers for a passkey (WebAuthn level 3, 5.1.8), as much of it as is looked at.
 */

/** Base64url of up to 16 kB: an attestation can hold certificates. */
const bytes = z
  .string()
  .regex(/^[\w-]+={0,2}$/)
  .max(22_000);
const shared = {
  id: bytes,
  rawId: bytes,
  type: z.literal('public-key'),
  // What extensions say is not asked for, and not looked at.
  clientExtensionResults: z.object({}),
};

/** The answer to being asked for a new passkey. */
export const newPasskeyAnswer = z.object({
  ...shared,
  response: z.object({
    clientDataJSON: bytes,
    attestationObject: bytes,
    transports: z
      .array(z.string().regex(/^[a-z-]{1,32}$/))
      .max(10)
      .optional()
      .transform((each) => each ?? []),
  }),
});

/** The answer to being asked to sign with a passkey. */
export const passkeyAnswer = z.object({
  ...shared,
  response: z.object({
    clientDataJSON: bytes,
    authenticatorData: bytes,
    signature: bytes,
  }),
});

export type NewPasskeyAnswer = z.output<typeof newPasskeyAnswer>;
export type PasskeyAnswer = z.output<typeof passkeyAnswer>;

const clientData = z.object({ challenge: z.string().max(200) });

/** The challenge that an answer says it signed; `null` where it says none. Whether it really did, its signature tells. */
export const challengeIn = (clientDataJSON: string): string | null => {
  try {
    return clientData.safeParse(JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8'))).data?.challenge ?? null;
  } catch {
    return null;
  }
};
