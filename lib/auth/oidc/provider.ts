import 'server-only';
import { createRemoteJWKSet, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import { isSafeAddress, type Oidc } from '@/lib/env-oidc';
import { processWide } from '@/lib/process-wide';
import { err, ok, type Result } from '@/lib/result';
import type { OidcFailure } from './failure';

/** What a provider says of itself, as far as it is used. */
export interface Provider {
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
  readonly userinfoEndpoint: string | null;
  readonly keys: JWTVerifyGetKey;
  /** How its tokens may be signed: with a key pair, never with a shared secret or not at all. */
  readonly algorithms: readonly string[];
  readonly secretBy: 'basic' | 'post';
  /** RFC 9207: its answers name it, so that one of another provider is told apart. */
  readonly namesItself: boolean;
}

/** How long a provider is waited for. */
export const PATIENCE_MS = 10_000;
const KNOWN_MS = 3_600_000;
const ASYMMETRIC = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'];

const address = z.string().refine(isSafeAddress);
/** OpenID Connect Discovery 1.0, 3. */
const discovery = z.object({
  issuer: z.string(),
  authorization_endpoint: address,
  token_endpoint: address,
  jwks_uri: address,
  userinfo_endpoint: address.optional(),
  id_token_signing_alg_values_supported: z.array(z.string()).default(['RS256']),
  token_endpoint_auth_methods_supported: z.array(z.string()).default(['client_secret_basic']),
  authorization_response_iss_parameter_supported: z.boolean().default(false),
});

const read = async (issuer: string): Promise<Provider | null> => {
  const answer = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, {
    headers: { accept: 'application/json' },
    redirect: 'error',
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  const said = answer.ok ? discovery.safeParse(await answer.json()) : null;
  // Discovery 1.0, 4.3: a document that calls itself by another name is not this provider's.
  if (said?.success !== true || said.data.issuer !== issuer) return null;
  const { data } = said;
  return {
    authorizationEndpoint: data.authorization_endpoint,
    tokenEndpoint: data.token_endpoint,
    userinfoEndpoint: data.userinfo_endpoint ?? null,
    keys: createRemoteJWKSet(new URL(data.jwks_uri), { timeoutDuration: PATIENCE_MS }),
    algorithms: data.id_token_signing_alg_values_supported.filter((each) => ASYMMETRIC.includes(each)),
    secretBy: data.token_endpoint_auth_methods_supported.includes('client_secret_basic') ? 'basic' : 'post',
    namesItself: data.authorization_response_iss_parameter_supported,
  };
};

const known = processWide('oidc-provider', () => new Map<string, { readonly provider: Provider; readonly until: number }>());

/** What the configured provider says of itself, asked for once an hour. */
export const providerOf = async ({ issuer }: Oidc): Promise<Result<Provider, OidcFailure>> => {
  const kept = known.get(issuer);
  if (kept !== undefined && kept.until > Date.now()) return ok(kept.provider);
  const provider = await read(issuer).catch(() => null);
  if (provider === null) return err({ code: 'oidc-away' });
  known.set(issuer, { provider, until: Date.now() + KNOWN_MS });
  return ok(provider);
};
