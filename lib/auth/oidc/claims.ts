import 'server-only';
import { authorizationCodeRequest } from 'better-auth/oauth2';
import { errors, jwtVerify } from 'jose';
import { z } from 'zod';
import type { Claims } from '@/lib/access/claim-roles';
import type { Oidc } from '@/lib/env-oidc';
import { logLine } from '@/lib/log';
import { err, ok, type Result } from '@/lib/result';
import type { OidcFailure } from './failure';
import { PATIENCE_MS, type Provider } from './provider';
import type { RoundTrip } from './round-trip';
import { provesSecondFactor } from './second-factor';

/** Who somebody is at the provider: its own id of the person, and all that it says of them. */
export interface Proved {
  readonly subject: string;
  readonly claims: Claims;
  /** Its token says that it asked for a second factor. */
  readonly secondFactor: boolean;
}

interface Exchange {
  readonly config: Oidc;
  readonly provider: Provider;
  readonly code: string;
  readonly redirectUri: string;
  readonly trip: RoundTrip;
}

/** How far the clocks of provider and console may be apart. */
export const CLOCK_TOLERANCE_SECONDS = 30;
const tokens = z.object({ id_token: z.string(), access_token: z.string().optional() });
const object = z.record(z.string(), z.unknown());
const subject = z.string().min(1).max(255);

/** The log says what of an answer was wrong, and nothing of what it held. */
const unverified = (why: string): Result<never, OidcFailure> => {
  logLine({ level: 'warn', name: 'oidc-unverified', why });
  return err({ code: 'oidc-unverified' });
};

/** Exchanges the code of an answer, verifies the token that it gives, and asks for what else the provider says of the person. */
export const proveBy = async (exchange: Exchange): Promise<Result<Proved, OidcFailure>> => {
  const given = await exchangeCode(exchange);
  if (!given.ok) return given;
  const token = await verified(exchange, given.value.id_token);
  if (!token.ok) return token;
  const access = given.value.access_token;
  const more = access === undefined ? ok({}) : await userinfo(exchange.provider, access, token.value.subject);
  // What is signed counts where both say something.
  if (!more.ok) return more;
  const { subject: sub, claims } = token.value;
  return ok({ subject: sub, claims: { ...more.value, ...claims }, secondFactor: provesSecondFactor(claims, exchange.config.factorAcr) });
};

const exchangeCode = async ({
  config,
  provider,
  code,
  redirectUri,
  trip,
}: Exchange): Promise<Result<z.infer<typeof tokens>, OidcFailure>> => {
  const secret = config.clientSecret;
  const { body, headers } = await authorizationCodeRequest({
    code,
    codeVerifier: trip.verifier,
    redirectURI: redirectUri,
    options: { clientId: config.clientId, ...(secret === null ? {} : { clientSecret: secret }) },
    tokenEndpoint: provider.tokenEndpoint,
    authentication: secret === null ? undefined : provider.secretBy,
  });
  const answer = await ask(provider.tokenEndpoint, { method: 'POST', body, headers });
  if (answer === null || answer.status >= 500) return err({ code: 'oidc-away' });
  // Its code was used, is too old, or is not of this client.
  if (!answer.ok) return unverified(`the code was refused with status ${answer.status}`);
  const read = tokens.safeParse(await answer.json().catch(() => null));
  return read.success ? ok(read.data) : unverified('there is no id_token');
};

/** OpenID Connect Core, 3.1.3.7: signature, issuer, audience, party, time, nonce. */
const verified = async (
  { config, provider, trip }: Exchange,
  token: string,
): Promise<Result<Omit<Proved, 'secondFactor'>, OidcFailure>> => {
  try {
    const { payload } = await jwtVerify(token, provider.keys, {
      issuer: config.issuer,
      audience: config.clientId,
      algorithms: [...provider.algorithms],
      requiredClaims: ['sub', 'exp', 'iat', 'nonce'],
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
    });
    if (payload.nonce !== trip.nonce) return unverified('the nonce is of another sign-in');
    const severalAudiences = Array.isArray(payload.aud) && payload.aud.length > 1;
    if ((severalAudiences || payload.azp !== undefined) && payload.azp !== config.clientId)
      return unverified('it was made for another party');
    const sub = subject.safeParse(payload.sub);
    return sub.success ? ok({ subject: sub.data, claims: payload }) : unverified('it names nobody');
  } catch (error) {
    if (error instanceof errors.JWKSTimeout || !(error instanceof errors.JOSEError)) return err({ code: 'oidc-away' });
    return unverified(error instanceof errors.JWTClaimValidationFailed ? `${error.code} ${error.claim}` : error.code);
  }
};

/** OpenID Connect Core, 5.3: many providers tell groups here only. What is of another person than the token is not taken. */
const userinfo = async ({ userinfoEndpoint }: Provider, access: string, sub: string): Promise<Result<Claims, OidcFailure>> => {
  if (userinfoEndpoint === null) return ok({});
  const answer = await ask(userinfoEndpoint, { headers: { authorization: `Bearer ${access}`, accept: 'application/json' } });
  // Without it roles would be taken that the provider still gives.
  if (answer === null || !answer.ok) return err({ code: 'oidc-away' });
  const read = object.safeParse(await answer.json().catch(() => null));
  if (!read.success) return unverified('what it says of the person is no JSON object');
  return read.data.sub === sub ? ok(read.data) : unverified('what it says is of another person');
};

const ask = (url: string, init: RequestInit): Promise<Response | null> =>
  fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(PATIENCE_MS) }).catch(() => null);
