import 'server-only';
import { authSecret } from '@/lib/env';
import { SECURE_COOKIE, sessionCookieName, tokenIn } from './session-cookie';

/**
 * The token of the session that cookies claim; `null` where they claim none, or one that this console did not sign.
 * @param origin of the console, as the browser addresses it
 * @param cookie the value of a cookie by its name
 */
export const claimedToken = (origin: string, cookie: (name: string) => string | undefined): string | null => {
  // A read on loopback does not say whether TLS was ended before it.
  const names = [SECURE_COOKIE, sessionCookieName(origin)];
  return names.map((name) => tokenIn(cookie(name), authSecret())).find((token) => token !== null) ?? null;
};
