import 'server-only';
import { generateRegistrationOptions, verifyRegistrationResponse } from '@simplewebauthn/server';
import { dropPasskeys } from '@/lib/db/repositories/factors';
import { addPasskey, passkeysOf, renamePasskey, type StoredPasskey } from '@/lib/db/repositories/passkeys';
import { whoIs } from '@/lib/db/repositories/sessions';
import { keepUntil, takeOnce } from '@/lib/db/repositories/verifications';
import { err, ok, type Result } from '@/lib/result';
import type { Caller } from '../caller';
import { isHostName } from '../own-account';
import { visitor } from '../visitor';
import { afterAdding, afterTaking, changeOwnFactors, mayNotGo, type Required } from './own-factors';
import { challengeIn, type NewPasskeyAnswer } from './passkey-answers';

type Unproved = { readonly code: 'factor-needed' };
type Nobody = { readonly code: 'not-signed-in' };
/** The console is addressed by an IP address, and passkeys go with host names. */
type NoHostName = { readonly code: 'no-host-name' };
/** What the browser sent is not what it was asked for, or no longer, or the passkey is somebody's already. */
type NotAdded = { readonly code: 'passkey-not-added' };
/** The person has no such passkey. */
type NoPasskey = { readonly code: 'no-passkey' };

/** How long somebody may take with their device. */
const OPEN_SECONDS = 300;
/** A challenge is kept with these of its session. */
const KIND = 'passkey';

type Options = Awaited<ReturnType<typeof generateRegistrationOptions>>;

/** Asks for a new passkey: what the browser hands to the device or password manager. */
export const beginOwnPasskey = async (caller: Caller): Promise<Result<Options, NoHostName | Unproved | Nobody>> => {
  const [person, { origin }] = await Promise.all([whoIs(caller.user), visitor()]);
  if (person === null) return err({ code: 'not-signed-in' });
  const { hostname } = new URL(origin);
  if (!isHostName(hostname)) return err({ code: 'no-host-name' });
  const asked = await changeOwnFactors<readonly StoredPasskey[], never>(caller, async (tx) => ok(await passkeysOf(tx, caller.user)));
  if (!asked.ok) return asked;
  const options = await generateRegistrationOptions({
    rpName: 'Rehome',
    rpID: hostname,
    userID: Uint8Array.from(Buffer.from(caller.user)),
    userName: person.email,
    userDisplayName: person.name,
    timeout: OPEN_SECONDS * 1_000,
    attestationType: 'none',
    excludeCredentials: asked.value
      .filter(({ rpId }) => rpId === hostname)
      .map(({ credentialId, transports }) => ({ id: credentialId, transports: [...transports] })),
    // The device makes sure that it is its owner: it stands for a factor of its own.
    authenticatorSelection: { residentKey: 'discouraged', userVerification: 'required' },
  });
  await keepUntil(KIND, `${caller.session.id} ${options.challenge}`, '', new Date(Date.now() + OPEN_SECONDS * 1_000));
  return ok(options);
};

/** Verifies what the browser answered, for this session and address; each challenge counts once. `null`: it is not what was asked for. */
const verified = async ({ session }: Caller, answer: NewPasskeyAnswer) => {
  const { origin } = await visitor();
  const challenge = challengeIn(answer.response.clientDataJSON);
  if (challenge === null || (await takeOnce(KIND, `${session.id} ${challenge}`)) === null) return null;
  // The library throws for whatever does not fit.
  const { registrationInfo } = await verifyRegistrationResponse({
    response: answer as Parameters<typeof verifyRegistrationResponse>[0]['response'],
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: new URL(origin).hostname,
    requireUserVerification: true,
  }).catch(() => ({ registrationInfo: undefined }));
  return registrationInfo ?? null;
};

/** Adds the passkey that the browser answered with. `codes`: the recovery codes, told only now; `null` where the person has some already. */
export const addOwnPasskey = async (
  caller: Caller,
  name: string,
  answer: NewPasskeyAnswer,
): Promise<Result<{ readonly codes: readonly string[] | null }, NotAdded | Unproved>> => {
  const info = await verified(caller, answer);
  if (info === null) return err({ code: 'passkey-not-added' });
  const { credential, credentialBackedUp, rpID = '' } = info;
  return changeOwnFactors(caller, async (tx, held): Promise<Result<{ readonly codes: readonly string[] | null }, NotAdded>> => {
    const id = await addPasskey(tx, {
      person: caller.user,
      credentialId: credential.id,
      publicKey: Buffer.from(credential.publicKey).toString('base64url'),
      counter: credential.counter,
      transports: answer.response.transports,
      rpId: rpID,
      name,
      synced: credentialBackedUp,
      addedAt: held.at,
    });
    if (id === null) return err({ code: 'passkey-not-added' });
    return ok({ codes: await afterAdding(tx, caller, held, { factor: 'passkey', factorId: id }) });
  });
};

/** Removes a passkey. */
export const removeOwnPasskey = (caller: Caller, id: string): Promise<Result<null, NoPasskey | Required | Unproved>> =>
  changeOwnFactors(caller, async (tx, held): Promise<Result<null, NoPasskey | Required>> => {
    if (!held.factors.passkeys.some((each) => each.id === id)) return err({ code: 'no-passkey' });
    if (await mayNotGo(caller, held)) return err({ code: 'factor-required' });
    await afterTaking(tx, caller, held, await dropPasskeys(tx, caller.user, id));
    return ok(null);
  });

/** Gives a passkey another name. Nobody signs in otherwise for that, so it ends no session and is not on record. */
export const renameOwnPasskey = (caller: Caller, id: string, name: string): Promise<Result<null, NoPasskey | Unproved>> =>
  changeOwnFactors(
    caller,
    async (tx): Promise<Result<null, NoPasskey>> =>
      (await renamePasskey(tx, caller.user, id, name)) ? ok(null) : err({ code: 'no-passkey' }),
  );
