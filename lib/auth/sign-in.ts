import 'server-only';
import { APIError } from 'better-auth/api';
import { parseSetCookieHeader, toCookieOptions } from 'better-auth/cookies';
import { cookies } from 'next/headers';
import type { Role } from '@/lib/access/roles';
import { db, withTransaction } from '@/lib/db/client';
import { signOutOf } from '@/lib/db/repositories/ended-sessions';
import { readPeople } from '@/lib/db/repositories/new-people';
import { noteRefusedSignIn } from '@/lib/db/repositories/refusals';
import { whoseEmail } from '@/lib/db/repositories/sessions';
import { oneClick } from '@/lib/env';
import { err, ok, type Result } from '@/lib/result';
import { ADDRESS_HEADER, betterAuthAt } from './better-auth';
import { currentToken } from './session';
import { SECURE_COOKIE, sessionCookieName } from './session-cookie';
import { type Visitor, visitor } from './visitor';

/** The same whether the e-mail address, the password or the person's right to sign in is at fault: nobody learns who is known here. */
type NotSignedIn = { readonly code: 'wrong-credentials' };

const headersOf = ({ address, userAgent }: Visitor): Headers =>
  new Headers({ 'user-agent': userAgent, ...(address === null ? {} : { [ADDRESS_HEADER]: address }) });

/** Gives the browser the cookies that Better Auth answered with. */
const passOn = async (answered: Headers): Promise<void> => {
  const jar = await cookies();
  for (const [name, cookie] of parseSetCookieHeader(answered.get('set-cookie') ?? '')) jar.set(name, cookie.value, toCookieOptions(cookie));
};

const causeOf = (known: { readonly may: boolean } | null): string => {
  if (known === null) return 'unknown-person';
  return known.may ? 'wrong-password' : 'disabled';
};

/** Signs a person in by e-mail address and password. */
export const signIn = async (email: string, password: string): Promise<Result<null, NotSignedIn>> => {
  const from = await visitor();
  try {
    const { headers } = await betterAuthAt(from.origin).api.signInEmail({
      body: { email, password },
      headers: headersOf(from),
      returnHeaders: true,
    });
    await forgetSignOut();
    await passOn(headers);
    return ok(null);
  } catch (error) {
    if (!(error instanceof APIError)) throw error;
    const known = await whoseEmail(email.toLowerCase());
    noteRefusedSignIn({ person: known?.id ?? null, cause: causeOf(known) });
    return err({ code: 'wrong-credentials' });
  }
};

/** Signs in a person who has proved otherwise who they are. `false` where they are disabled or erased. */
export const openSession = async (person: string, method: 'link' | 'demo' | 'oidc'): Promise<boolean> => {
  const from = await visitor();
  const { headers, response } = await betterAuthAt(from.origin).api.openSession({
    body: { person, method },
    headers: headersOf(from),
    returnHeaders: true,
  });
  if (!response.opened) return false;
  await forgetSignOut();
  await passOn(headers);
  return true;
};

const signedOutCookie = (origin: string): string => sessionCookieName(origin).replace(/\.session$/, '.signed-out');
const YEAR_SECONDS = 31_536_000;

const forgetSignOut = async (): Promise<void> => {
  const { origin } = await visitor();
  (await cookies()).set(signedOutCookie(origin), '', { maxAge: 0, path: '/', secure: origin.startsWith('https:') });
};

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

/** Signs in one of `oneClickPeople`. */
export const signInWithOneClick = async (person: string): Promise<Result<null, NotSignedIn>> => {
  const { people } = await oneClickPeople();
  const known = people.some(({ id }) => id === person);
  return known && (await openSession(person, 'demo')) ? ok(null) : err({ code: 'wrong-credentials' });
};
