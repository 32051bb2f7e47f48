import { createHmac, timingSafeEqual } from 'node:crypto';

/*
 * The cookie of a session: its token and a signature of it, as better-call writes signed cookies. Without the secret, which is not in the database, nobody can make one,
 * whatever they read there.
 */

/** The name of the cookie over https. */
export const SECURE_COOKIE = '__Host-rehome.session';

/**
 * The name of the cookie. Over https `__Host-` binds it to this very host. Over http, which is loopback, browsers disagree about cookies that are marked as secure
 * (Safari keeps none), and cookies do not tell ports apart: there the port is part of the name, so that two consoles on one machine do not sign each other out.
 */
export const sessionCookieName = (origin: string): string =>
  origin.startsWith('https:') ? SECURE_COOKIE : `rehome-${new URL(origin).port || '80'}.session`;

const signatureOf = (token: string, secret: string): string => createHmac('sha256', secret).update(token).digest('base64');

/** The value of the cookie of a session's token. */
export const sessionCookieValue = (token: string, secret: string): string => `${token}.${signatureOf(token, secret)}`;

/** The token that a cookie holds; `null` where its signature is not ours. */
export const tokenIn = (cookie: string | undefined, secret: string): string | null => {
  const at = cookie?.lastIndexOf('.') ?? -1;
  if (cookie === undefined || at < 1) return null;
  const token = cookie.slice(0, at);
  const [given, wanted] = [Buffer.from(cookie.slice(at + 1)), Buffer.from(signatureOf(token, secret))];
  return given.length === wanted.length && timingSafeEqual(given, wanted) ? token : null;
};
