import 'server-only';
import { createHash, randomBytes } from 'node:crypto';
import { parseSetCookieHeader, toCookieOptions } from 'better-auth/cookies';
import { cookies } from 'next/headers';
import { db } from '@/lib/db/client';
import { hasFactor, readFactors } from '@/lib/db/repositories/factors';
import { keepUnfinished, readUnfinished, type UnfinishedSignIn } from '@/lib/db/repositories/unfinished-sign-ins';
import type { FirstStep, SecondFactor } from '@/lib/db/schema/factors';
import { ADDRESS_HEADER, betterAuthAt } from './better-auth';
import { noteDevice } from './known-device';
import { SECURE_COOKIE, sessionCookieName } from './session-cookie';
import { type Visitor, visitor } from './visitor';

/** What a first step led to: a session, or that the second step has to follow. */
export type Entered = 'signed-in' | 'second-step';

/** How long the second step may take. */
const OPEN_SECONDS = 600;
const SECRET_BYTES = 32;

const headersOf = ({ address, userAgent }: Visitor): Headers =>
  new Headers({ 'user-agent': userAgent, ...(address === null ? {} : { [ADDRESS_HEADER]: address }) });

/** The name of another cookie of the console, beside that of the session. */
const besideSession = (name: string, use: string): string => name.replace(/\.session$/, `.${use}`);

/** Opens a session of a person and gives its cookie to this browser. `false` where they are disabled or erased, or have a second factor and `second` is none. */
export const openSession = async (person: string, method: FirstStep, second: SecondFactor | null): Promise<boolean> => {
  const from = await visitor();
  const { headers, response } = await betterAuthAt(from.origin).api.openSession({
    body: { person, method, second },
    headers: headersOf(from),
    returnHeaders: true,
  });
  if (!response.opened) return false;
  const jar = await cookies();
  for (const [name, cookie] of parseSetCookieHeader(headers.get('set-cookie') ?? '')) jar.set(name, cookie.value, toCookieOptions(cookie));
  await noteDevice(person);
  jar.set(signedOutCookie(from.origin), '', { maxAge: 0, path: '/', secure: from.origin.startsWith('https:') });
  return true;
};

/** The cookie of a browser in which somebody signed out, so that nobody is signed in there without asking. */
export const signedOutCookie = (origin: string): string => besideSession(sessionCookieName(origin), 'signed-out');

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

const setUnfinishedCookie = async (value: string, maxAge: number): Promise<void> => {
  const { origin } = await visitor();
  const attributes = { httpOnly: true, sameSite: 'lax', path: '/', secure: origin.startsWith('https:') } as const;
  (await cookies()).set(besideSession(sessionCookieName(origin), 'second-step'), value, { ...attributes, maxAge });
};

/**
 * Lets somebody in whose first step is done: to a session, or, where they have a second factor, to the second step. Nothing but that can be done with what the browser is
 * given then. `null`: they may not sign in.
 * @param second what already counts as their second factor
 */
export const enter = async (person: string, method: FirstStep, second: 'provider' | null = null): Promise<Entered | null> => {
  if (second !== null || !hasFactor(await readFactors(db(), person)))
    return (await openSession(person, method, second)) ? 'signed-in' : null;
  await awaitSecondStep(person, method);
  return 'second-step';
};

/** Notes that a person has done the first step in this browser; what it is given leads to the second step and to nothing else. */
export const awaitSecondStep = async (person: string, method: FirstStep): Promise<void> => {
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  await keepUnfinished(hashOf(secret), person, method, OPEN_SECONDS);
  await setUnfinishedCookie(secret, OPEN_SECONDS);
};

/** The sign-in of this browser whose first step is done; `null`: there is none, or it is too old. */
export const unfinishedHere = async (): Promise<UnfinishedSignIn | null> => {
  const [jar, { origin }] = await Promise.all([cookies(), visitor()]);
  // A read on loopback does not say whether TLS was ended before it.
  const names = [SECURE_COOKIE, sessionCookieName(origin)].map((name) => besideSession(name, 'second-step'));
  const secret = names.map((name) => jar.get(name)?.value).find((value) => value !== undefined && value !== '');
  return secret === undefined ? null : readUnfinished(db(), hashOf(secret));
};

/** The browser's part of an unfinished sign-in is over. */
export const forgetUnfinished = (): Promise<void> => setUnfinishedCookie('', 0);
