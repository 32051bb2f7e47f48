import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/*
 * What ties the answer of an identity provider to the browser that asked: one secret in a cookie of that browser, from which state, nonce and PKCE's verifier are
 * derived. So none of them is stored anywhere, and whoever reads the database, the provider's logs or the address of the answer cannot make one from another.
 */

const SECRET_BYTES = 32;

/** What a round trip to the provider is made with. */
export interface RoundTrip {
  /** RFC 6749, 10.12: the answer comes from the request of this browser. */
  readonly state: string;
  /** OpenID Connect Core, 3.1.2.1: the token was made for this request. */
  readonly nonce: string;
  /** RFC 7636: the code is exchanged by whoever asked for it. */
  readonly verifier: string;
}

/** A secret for one round trip, as a cookie holds it. */
export const newSecret = (): string => randomBytes(SECRET_BYTES).toString('base64url');

const derived = (use: string, secret: string): string => createHash('sha256').update(`rehome ${use} ${secret}`).digest('base64url');

/** The round trip of a secret. */
export const roundTripOf = (secret: string): RoundTrip => ({
  state: derived('state', secret),
  nonce: derived('nonce', secret),
  verifier: derived('verifier', secret),
});

/** Whether the state of an answer is that of the secret. */
export const isStateOf = (secret: string, state: string): boolean => {
  const [given, wanted] = [Buffer.from(state), Buffer.from(roundTripOf(secret).state)];
  return given.length === wanted.length && timingSafeEqual(given, wanted);
};
