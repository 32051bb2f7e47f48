import 'server-only';
import { createAuthorizationURL } from 'better-auth/oauth2';
import { cookies } from 'next/headers';
import { z } from 'zod';
import { setting } from '@/lib/data/settings/read';
import { withTransaction } from '@/lib/db/client';
import { signOutOf } from '@/lib/db/repositories/ended-sessions';
import { noteRefusedSignIn } from '@/lib/db/repositories/refusals';
import { keepUntil, takeOnce } from '@/lib/db/repositories/verifications';
import { oidc } from '@/lib/env';
import type { Oidc } from '@/lib/env-oidc';
import { ownPath } from '@/lib/own-path';
import { paths } from '@/lib/paths';
import { err, ok, type Result } from '@/lib/result';
import { countProviderSignIn, type TooMany } from '../limits';
import { enter } from '../open-session';
import { currentToken } from '../session';
import { sessionCookieName } from '../session-cookie';
import { visitor } from '../visitor';
import { CLOCK_TOLERANCE_SECONDS, type Proved, proveBy } from './claims';
import type { OidcFailure } from './failure';
import { linkIdentity } from './link-identity';
import { personByClaims } from './person';
import { type Provider, providerOf } from './provider';
import { isStateOf, newSecret, roundTripOf } from './round-trip';

/** How long somebody may take at the provider. */
const OPEN_SECONDS = 600;
const KIND = 'oidc';

/** What is kept of a sign-in that was begun, under its state. */
const begunSchema = z.object({
  issuer: z.string(),
  redirectUri: z.string(),
  to: z.string(),
  /** Not before this moment must the person have proved to the provider who they are; seconds since 1970. `null`: whenever they did. */
  provedSince: z.number().nullable(),
  /** The session of whoever links themselves with whom they are there; `null`: somebody signs in. */
  link: z.string().nullable().default(null),
});
type Begun = z.infer<typeof begunSchema>;

/** What the provider's answer holds, as the address of the page that it led to has it. */
export interface OidcAnswer {
  readonly code: string | null;
  readonly state: string;
  /** RFC 9207. */
  readonly iss: string | null;
  readonly error: string | null;
}

const cookieOf = (origin: string): string => sessionCookieName(origin).replace(/\.session$/, '.oidc');

const setCookie = async (value: string, maxAge: number): Promise<void> => {
  const { origin } = await visitor();
  const attributes = { httpOnly: true, sameSite: 'lax', path: '/', secure: origin.startsWith('https:') } as const;
  (await cookies()).set(cookieOf(origin), value, { ...attributes, maxAge });
};

/**
 * Begins a sign-in at the provider.
 * @param to the page to go to then
 * @param again whether the person has to prove there anew who they are, even if they are signed in there
 * @param link the session of a person who is not to be signed in by it, but linked with whom the provider proves
 * @returns the provider's page, where the browser goes
 */
export const beginOidc = async (
  to: string,
  again: boolean,
  link: string | null = null,
): Promise<Result<{ readonly url: string }, OidcFailure | TooMany>> => {
  const config = oidc();
  if (config === null) return err({ code: 'oidc-off' });
  const { origin, address } = await visitor();
  const counted = await countProviderSignIn(address);
  if (!counted.ok) {
    noteRefusedSignIn({ person: null, cause: 'too-many' });
    return counted;
  }
  const provider = await providerOf(config);
  if (!provider.ok) return provider;
  const secret = newSecret();
  const trip = roundTripOf(secret);
  const begun: Begun = {
    issuer: config.issuer,
    redirectUri: `${origin}${paths.oidcReturn()}`,
    to: ownPath(to),
    provedSince: again ? Math.floor(Date.now() / 1_000) : null,
    link,
  };
  await keepUntil(KIND, trip.state, JSON.stringify(begun), new Date(Date.now() + OPEN_SECONDS * 1_000));
  await setCookie(secret, OPEN_SECONDS);
  const url = await createAuthorizationURL({
    id: KIND,
    options: { clientId: config.clientId },
    authorizationEndpoint: provider.value.authorizationEndpoint,
    redirectURI: begun.redirectUri,
    scopes: [...config.scopes],
    state: trip.state,
    nonce: trip.nonce,
    codeVerifier: trip.verifier,
    // OpenID Connect Core, 3.1.2.1: with max_age the token has to say when the person proved it.
    ...(again ? { prompt: 'login' } : {}),
    additionalParams: {
      ...(again ? { max_age: '0' } : {}),
      ...(config.factorAcr.length === 0 ? {} : { acr_values: config.factorAcr.join(' ') }),
    },
  });
  return ok({ url: url.href });
};

/** Somebody who has come back from the provider and is signed in. */
interface Back {
  /** The page to go to. */
  readonly to: string;
  /** As of `personByClaims`: the person is told. */
  readonly keptAdministrator: boolean;
}

/** Signs in whoever comes back from the provider. An answer counts once, and only in the browser that asked for it. */
export const finishOidc = async (answer: OidcAnswer): Promise<Result<Back, OidcFailure>> => {
  const secret = (await cookies()).get(cookieOf((await visitor()).origin))?.value;
  await setCookie('', 0);
  const done = secret === undefined ? refused('oidc-stale') : await finish(secret, answer);
  // What the person's own claims lead to is noted where the person is known.
  const cause = done.ok || done.error.linking === true ? undefined : NOTED.find((each) => each === done.error.code);
  if (cause !== undefined) noteRefusedSignIn({ person: null, cause });
  return done;
};

/** What is refused before it is known whom it is about. */
const NOTED = ['oidc-stale', 'oidc-denied', 'oidc-unverified'] as const;

const refused = (code: OidcFailure['code']): Result<never, OidcFailure> => err({ code });

const finish = async (secret: string, answer: OidcAnswer): Promise<Result<Back, OidcFailure>> => {
  const begun = isStateOf(secret, answer.state) ? await takeOnce(KIND, answer.state) : null;
  const config = oidc();
  if (config === null) return refused('oidc-off');
  const kept = begun === null ? null : begunSchema.parse(JSON.parse(begun));
  if (kept?.issuer !== config.issuer) return refused('oidc-stale');
  const proved = await provedBy(config, kept, secret, answer);
  if (kept.link !== null) return linked(config, kept, kept.link, proved);
  if (!proved.ok) return proved;
  const person = await personByClaims(config, proved.value);
  if (!person.ok) return person;
  const before = await currentToken();
  const counts = proved.value.secondFactor && (await setting('providerFactorCounts'));
  const entered = await enter(person.value.id, 'oidc', counts ? 'provider' : null);
  if (entered === null) return refused('oidc-disabled');
  const { keptAdministrator } = person.value;
  // With a second step to come, the session of before ends once that is done.
  if (entered === 'second-step') return ok({ to: paths.secondStep(kept.to), keptAdministrator });
  if (before !== null) await withTransaction((tx) => signOutOf(tx, before));
  return ok({ to: kept.to, keptAdministrator });
};

/** Whom an answer proves. */
const provedBy = async (config: Oidc, kept: Begun, secret: string, answer: OidcAnswer): Promise<Result<Proved, OidcFailure>> => {
  const provider = await providerOf(config);
  if (!provider.ok) return provider;
  if (!isOf(config, provider.value, answer)) return refused('oidc-unverified');
  if (answer.error !== null || answer.code === null) return refused('oidc-denied');
  const trip = roundTripOf(secret);
  const proved = await proveBy({ config, provider: provider.value, code: answer.code, redirectUri: kept.redirectUri, trip });
  return proved.ok && !isRecent(kept, proved.value) ? refused('oidc-unverified') : proved;
};

/** Links the person of a session instead of signing in. */
const linked = async (
  config: Oidc,
  { to }: Begun,
  session: string,
  proved: Result<Proved, OidcFailure>,
): Promise<Result<Back, OidcFailure>> => {
  const done = proved.ok ? await linkIdentity(config, session, proved.value) : proved;
  return done.ok ? ok({ to, keptAdministrator: false }) : err({ ...done.error, linking: true });
};

/** Whether a person who was to prove it anew did: a provider may ignore that, or be asked something else on the way by whoever holds the browser. */
const isRecent = ({ provedSince }: Begun, { claims }: Proved): boolean =>
  provedSince === null || (typeof claims.auth_time === 'number' && claims.auth_time >= provedSince - CLOCK_TOLERANCE_SECONDS);

/** RFC 9207, 2.4: an answer that names another provider, or none where this one names itself, is not of this one. */
const isOf = ({ issuer }: Oidc, { namesItself }: Provider, { iss }: OidcAnswer): boolean => (iss === null ? !namesItself : iss === issuer);
