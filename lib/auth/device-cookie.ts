import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { SECURE_COOKIE, sessionCookieName } from './session-cookie';

/*
 * The cookie of a browser in which a person has signed in before, as OWASP describes "device cookies": what strangers try from elsewhere does not use up the tries of that
 * browser. It opens nothing, and does not say whose it is. It is signed with a key that is made of the console's secret, and over the hash of the person's password: with a new
 * password those of before are worth nothing.
 */

const KEY_BYTES = 32;
const NONCE_BYTES = 16;

const keyOf = (secret: string): Buffer => Buffer.from(hkdfSync('sha256', secret, '', 'rehome device cookies', KEY_BYTES));

/** Whose browser it is, and by which password. */
interface Owner {
  readonly person: string;
  readonly passwordHash: string;
}

const beside = (session: string): string => session.replace(/\.session$/, '.device');

/** The name of the cookie, at the address that a browser uses. */
export const deviceCookieName = (origin: string): string => beside(sessionCookieName(origin));

/** The names under which a browser may send it: a read on loopback does not say whether TLS was ended before it. */
export const deviceCookieNames = (origin: string): readonly string[] => [beside(SECURE_COOKIE), deviceCookieName(origin)];

const signatureOf = (nonce: string, { person, passwordHash }: Owner, secret: string): string =>
  createHmac('sha256', keyOf(secret))
    .update(JSON.stringify([nonce, person, passwordHash]))
    .digest('base64url');

/** The value of the cookie of one more browser of a person. */
export const newDeviceCookie = (owner: Owner, secret: string): string => {
  const nonce = randomBytes(NONCE_BYTES).toString('base64url');
  return `${nonce}.${signatureOf(nonce, owner, secret)}`;
};

/** What tells the browsers of a person apart; `null` where the cookie is not of this person with this password, or not ours. */
export const deviceIn = (cookie: string | undefined, owner: Owner, secret: string): string | null => {
  const [nonce = '', signature = ''] = cookie?.split('.') ?? [];
  const [given, wanted] = [Buffer.from(signature), Buffer.from(signatureOf(nonce, owner, secret))];
  return nonce !== '' && given.length === wanted.length && timingSafeEqual(given, wanted) ? nonce : null;
};
