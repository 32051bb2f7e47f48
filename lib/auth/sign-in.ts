import 'server-only';
import { cookies } from 'next/headers';
import type { Role } from '@/lib/access/roles';
import { db, withTransaction } from '@/lib/db/client';
import { signOutOf } from '@/lib/db/repositories/ended-sessions';
import { readPeople } from '@/lib/db/repositories/new-people';
import { noteRefusedSignIn } from '@/lib/db/repositories/refusals';
import { whoseEmail } from '@/lib/db/repositories/sessions';
import { oneClick } from '@/lib/env';
import type { SignInCause } from '@/lib/record/refusal-causes';
import { err, ok, type Result } from '@/lib/result';
import type { Caller } from './caller';
import { knownDevice } from './known-device';
import { countSignIn, forgetSignIns, type TooMany } from './limits';
import { type Entered, enter, signedOutCookie } from './open-session';
import { hashPassword, verifyPassword } from './password-hash';
import { currentToken } from './session';
import { SECURE_COOKIE, sessionCookieName } from './session-cookie';
import { visitor } from './visitor';

/** The same whether the e-mail address, the password or the person's right to sign in is at fault: nobody learns who is known here. */
export type NotSignedIn = { readonly code: 'wrong-credentials' };

const causeOf = (known: { readonly may: boolean } | null): SignInCause => {
  if (known === null) return 'unknown-person';
  return known.may ? 'wrong-password' : 'disabled';
};

/**
 * The first step by e-mail address and password: a session, or the second step where the person has a second factor. Each try costs one hash of a password, whoever it is
 * of, so that nobody learns by the time who is known here.
 */
export const signIn = async (email: string, password: string): Promise<Result<Entered, NotSignedIn | TooMany>> => {
  const { address } = await visitor();
  const known = await whoseEmail(email.toLowerCase());
  const hash = known?.passwordHash ?? null;
  const device = await knownDevice({ person: known?.id ?? '', passwordHash: hash });
  const counted = await countSignIn(email, { address, device });
  if (!counted.ok) {
    noteRefusedSignIn({ person: known?.id ?? null, cause: 'too-many' });
    return counted;
  }
  const right = hash === null ? await matchesNobody(password) : await verifyPassword({ hash, password });
  const entered = known?.may === true && right ? await enter(known.id, 'password') : null;
  if (entered === null) {
    noteRefusedSignIn({ person: known?.id ?? null, cause: causeOf(known) });
    return err({ code: 'wrong-credentials' });
  }
  await forgetSignIns(email, { address, device });
  return ok(entered);
};

/** The work of `verifyPassword`, and never right. */
const matchesNobody = async (password: string): Promise<false> => {
  await hashPassword(password);
  return false;
};

const YEAR_SECONDS = 31_536_000;

/** Ends the session of the request. */
export const signOut = async (): Promise<void> => {
  const [{ origin }, jar, token] = await Promise.all([visitor(), cookies(), currentToken()]);
  if (token !== null) await withTransaction((tx) => signOutOf(tx, token));
  const attributes = { httpOnly: true, sameSite: 'lax', path: '/' } as const;
  for (const name of new Set([SECURE_COOKIE, sessionCookieName(origin)]))
    jar.set(name, '', { ...attributes, maxAge: 0, secure: name === SECURE_COOKIE });
  jar.set(signedOutCookie(origin), '1', { ...attributes, maxAge: YEAR_SECONDS, secure: origin.startsWith('https:') });
};

/** Somebody who signs in with one click. */
export interface OneClickPerson {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
}

/** Who signs in with one click here, and who does so without one: whoever comes for the first time. Nobody off loopback, whatever the environment says. */
export const oneClickPeople = async (): Promise<{ readonly people: readonly OneClickPerson[]; readonly opensAs: string | null }> => {
  const ids = oneClick();
  const { onLoopback, origin } = await visitor();
  if (ids.length === 0 || !onLoopback) return { people: [], opensAs: null };
  const known = new Map((await readPeople(db(), ids)).map((person) => [person.id, person]));
  const people = ids.flatMap((id) => known.get(id) ?? []);
  const left = (await cookies()).has(signedOutCookie(origin));
  return { people, opensAs: left ? null : (people[0]?.id ?? null) };
};

/** The first step of one of `oneClickPeople`. */
export const signInWithOneClick = async (person: string): Promise<Result<Entered, NotSignedIn>> => {
  const { people } = await oneClickPeople();
  const entered = people.some(({ id }) => id === person) ? await enter(person, 'demo') : null;
  return entered === null ? err({ code: 'wrong-credentials' }) : ok(entered);
};

/** Whether the person who is signed in may prove it by a click. */
export const againWithOneClick = async ({ user }: Caller): Promise<boolean> =>
  (await oneClickPeople()).people.some(({ id }) => id === user);
