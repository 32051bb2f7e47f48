import type { PublicKeyCredentialCreationOptionsJSON, PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser';
import { addOwnPasskeyAction, beginOwnPasskeyAction } from '@/lib/actions/factors';
import { beginByPasskeyAction, finishByPasskeyAction } from '@/lib/actions/second-step';
import { withFreshSignIn } from '@/lib/queries/sign-in-again';
import { heard } from '@/lib/queries/signed-out';
import { err, type Result } from '@/lib/result';

/*
 * The browser's part of a passkey: what the console asks for goes to the device or password manager, and its answer back. The library comes when it is first wanted.
 */

/** The browser gave none: cancelled, too late, none there; or (`passkey-known`) the device has one for this console already. */
type BrowserRefusal = { readonly code: 'passkey-cancelled' } | { readonly code: 'passkey-known' };

const refusalOf = (error: unknown): BrowserRefusal =>
  error instanceof Error && error.name === 'InvalidStateError' ? { code: 'passkey-known' } : { code: 'passkey-cancelled' };

/** What both answers have. What extensions say is not asked for. */
const sent = ({ id, rawId }: { readonly id: string; readonly rawId: string }) => ({
  id,
  rawId,
  type: 'public-key' as const,
  clientExtensionResults: {},
});

type Made = Awaited<ReturnType<typeof addOwnPasskeyAction>>;
type Used = Awaited<ReturnType<typeof finishByPasskeyAction>>;
type ErrorOf<R> = R extends { readonly ok: false; readonly error: infer E } ? E : never;
type ValueOf<R> = R extends { readonly ok: true; readonly value: infer T } ? T : never;
type BeginError = ErrorOf<Awaited<ReturnType<typeof beginOwnPasskeyAction>>> | ErrorOf<Awaited<ReturnType<typeof beginByPasskeyAction>>>;

/** Makes a passkey and adds it to one's own. */
export const makePasskey = async (name: string): Promise<Result<ValueOf<Made>, ErrorOf<Made> | BeginError | BrowserRefusal>> => {
  // Asked for here, not around all of it: a device that made one passkey would not make another for the same question.
  const begun = await withFreshSignIn(() => heard(beginOwnPasskeyAction({})));
  if (!begun.ok) return begun;
  const { startRegistration } = await import('@simplewebauthn/browser');
  const answer = await startRegistration({ optionsJSON: begun.value as PublicKeyCredentialCreationOptionsJSON }).catch(refusalOf);
  if ('code' in answer) return err(answer);
  const { clientDataJSON, attestationObject, transports = [] } = answer.response;
  return heard(addOwnPasskeyAction({ name, answer: { ...sent(answer), response: { clientDataJSON, attestationObject, transports } } }));
};

/** Does the second step of signing in by a passkey. */
export const proveByPasskey = async (): Promise<Result<ValueOf<Used>, ErrorOf<Used> | BeginError | BrowserRefusal>> => {
  const begun = await heard(beginByPasskeyAction({}));
  if (!begun.ok) return begun;
  const { startAuthentication } = await import('@simplewebauthn/browser');
  const answer = await startAuthentication({ optionsJSON: begun.value as PublicKeyCredentialRequestOptionsJSON }).catch(refusalOf);
  if ('code' in answer) return err(answer);
  const { clientDataJSON, authenticatorData, signature } = answer.response;
  return heard(finishByPasskeyAction({ answer: { ...sent(answer), response: { clientDataJSON, authenticatorData, signature } } }));
};
