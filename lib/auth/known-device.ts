import 'server-only';
import { cookies } from 'next/headers';
import { passwordHashOf } from '@/lib/db/repositories/sessions';
import { authSecret } from '@/lib/env';
import { deviceCookieName, deviceCookieNames, deviceIn, newDeviceCookie } from './device-cookie';
import { visitor } from './visitor';

const HALF_A_YEAR_SECONDS = 180 * 24 * 3_600;

/** Somebody has signed in in this browser: their tries here are counted for themselves from now on. Of whoever has no password nothing is noted, for nobody can try it. */
export const noteDevice = async (person: string): Promise<void> => {
  const [{ origin }, jar, passwordHash] = await Promise.all([visitor(), cookies(), passwordHashOf(person)]);
  if (passwordHash === null) return;
  jar.set(deviceCookieName(origin), newDeviceCookie({ person, passwordHash }, authSecret()), {
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    secure: origin.startsWith('https:'),
    maxAge: HALF_A_YEAR_SECONDS,
  });
};

/** What tells this browser apart, where the person has signed in in it with the password that they have now; else `null`. As much work whoever it is, and whether they have a password. */
export const knownDevice = async ({ person, passwordHash }: { readonly person: string; readonly passwordHash: string | null }) => {
  const [{ origin }, jar] = await Promise.all([visitor(), cookies()]);
  const owner = { person, passwordHash: passwordHash ?? '' };
  const found = deviceCookieNames(origin).map((name) => deviceIn(jar.get(name)?.value, owner, authSecret()));
  return passwordHash === null ? null : (found.find((device) => device !== null) ?? null);
};
