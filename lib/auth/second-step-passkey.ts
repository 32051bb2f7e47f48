import 'server-only';
import { generateAuthenticationOptions, verifyAuthenticationResponse } from '@simplewebauthn/server';
import { db } from '@/lib/db/client';
import { notePasskeyUse, passkeysOf, type StoredPasskey } from '@/lib/db/repositories/passkeys';
import { noteRefusedSignIn } from '@/lib/db/repositories/refusals';
import { noteChallenge, spendChallenge, type UnfinishedSignIn } from '@/lib/db/repositories/unfinished-sign-ins';
import { err, ok, type Result } from '@/lib/result';
import { challengeIn, type PasskeyAnswer } from './factors/passkey-answers';
import { countFactor, forgetFactorTries, type TooMany } from './limits';
import { unfinishedHere } from './open-session';
import { finish, type Stale } from './second-step';
import { visitor } from './visitor';

/** It was not signed by a passkey of this person, for this sign-in and this address, by its owner. */
type WrongPasskey = { readonly code: 'wrong-passkey' };

const TIMEOUT_MS = 300_000;

type Options = Awaited<ReturnType<typeof generateAuthenticationOptions>>;

const keysHere = async (
  person: string,
): Promise<{ readonly keys: readonly StoredPasskey[]; readonly origin: string; readonly rpID: string }> => {
  const { origin } = await visitor();
  const rpID = new URL(origin).hostname;
  return { keys: (await passkeysOf(db(), person)).filter(({ rpId }) => rpId === rpID), origin, rpID };
};

/** Asks a passkey of the person to sign: what the browser hands to the device or password manager. */
export const beginByPasskey = async (): Promise<Result<Options, Stale>> => {
  const waiting = await unfinishedHere();
  if (waiting === null) return err({ code: 'sign-in-stale' });
  const { keys, rpID } = await keysHere(waiting.person);
  const options = await generateAuthenticationOptions({
    rpID,
    timeout: TIMEOUT_MS,
    userVerification: 'required',
    allowCredentials: keys.map(({ credentialId, transports }) => ({ id: credentialId, transports: [...transports] })),
  });
  await noteChallenge(waiting.id, options.challenge);
  return ok(options);
};

/** Whether a passkey of the person signed what it was asked to; that is used up by it. */
const proves = async (waiting: UnfinishedSignIn, answer: PasskeyAnswer): Promise<boolean> => {
  const { keys, origin, rpID } = await keysHere(waiting.person);
  const key = keys.find(({ credentialId }) => credentialId === answer.id);
  if (key === undefined) return false;
  const challenge = challengeIn(answer.response.clientDataJSON);
  if (challenge === null || !(await spendChallenge(waiting.id, challenge))) return false;
  const { credentialId: id, counter, transports } = key;
  // The library throws for whatever does not fit.
  const found = await verifyAuthenticationResponse({
    response: answer as Parameters<typeof verifyAuthenticationResponse>[0]['response'],
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: rpID,
    requireUserVerification: true,
    credential: { id, publicKey: Uint8Array.from(Buffer.from(key.publicKey, 'base64url')), counter, transports: [...transports] },
  }).catch(() => null);
  return found?.verified === true && notePasskeyUse(key.id, found.authenticationInfo.newCounter);
};

/** The second step by a passkey. */
export const finishByPasskey = async (answer: PasskeyAnswer): Promise<Result<null, Stale | WrongPasskey | TooMany>> => {
  const waiting = await unfinishedHere();
  if (waiting === null) return err({ code: 'sign-in-stale' });
  const counted = await countFactor(waiting.person);
  if (!counted.ok) {
    noteRefusedSignIn({ person: waiting.person, cause: 'too-many' });
    return counted;
  }
  if (!(await proves(waiting, answer))) {
    noteRefusedSignIn({ person: waiting.person, cause: 'wrong-passkey' });
    return err({ code: 'wrong-passkey' });
  }
  await forgetFactorTries(waiting.person);
  return finish(waiting, 'passkey');
};
