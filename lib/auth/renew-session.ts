import 'server-only';
import { randomBytes } from 'node:crypto';
import { cookies } from 'next/headers';
import { renewSession } from '@/lib/db/repositories/sessions';
import type { FirstStep, SecondFactor } from '@/lib/db/schema/factors';
import { authSecret } from '@/lib/env';
import { LONGEST_SECONDS } from './better-auth';
import { sessionCookieName, sessionCookieValue } from './session-cookie';
import { visitor } from './visitor';

const TOKEN_BYTES = 32;

/** Somebody who is signed in has proved once more who they are. */
interface Renewed {
  /** The session, which goes on. */
  readonly id: string;
  readonly method: FirstStep;
  /** What was proved beside the first step. */
  readonly second: SecondFactor | null;
}

/**
 * Has a session go on as a fresh one, under a new token: what of the old one somebody may have got hold of is worth nothing any more. `false` where it has ended, or its
 * person has a second factor and `second` is none.
 */
export const renewHere = async (renewed: Renewed): Promise<boolean> => {
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  if (!(await renewSession({ ...renewed, token }))) return false;
  const { origin } = await visitor();
  (await cookies()).set(sessionCookieName(origin), sessionCookieValue(token, authSecret()), {
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    secure: origin.startsWith('https:'),
    maxAge: LONGEST_SECONDS,
  });
  return true;
};
