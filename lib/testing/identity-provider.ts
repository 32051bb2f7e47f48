import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeJwt, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import Provider, { type Configuration, type KoaContextWithOIDC } from 'oidc-provider';

/*
 * An identity provider for tests: oidc-provider, which is certified by the OpenID Foundation, on loopback. People choose on a page of theirs who they are.
 */

/** What the provider tells of a person beside their id there. */
export type ProviderClaims = Readonly<Record<string, unknown>>;

/** Makes another token of the one that the provider gives: the claims as they were, and how to sign others with its key. */
type Tamper = (claims: JWTPayload, sign: (claims: JWTPayload) => Promise<string>) => Promise<string>;

/** How somebody proves there who they are (OpenID Connect Core, 2). */
interface Methods {
  readonly amr?: string[];
  readonly acr?: string;
}

export interface IdentityProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What a console is started with to use it. */
  readonly env: Readonly<Record<string, string>>;
  /** By their id; may be changed at any time. */
  readonly people: Map<string, ProviderClaims>;
  /** How they prove who they are there, where the provider says so; may be changed at any time. */
  readonly methods: Map<string, Methods>;
  /** What happens to the tokens that it gives; `null`: nothing. */
  tamper: Tamper | null;
  /** Registers a console by its address: answers go to registered ones only. */
  readonly register: (console: string) => void;
  readonly close: () => Promise<void>;
}

const CLIENT = { clientId: 'rehome', clientSecret: 'a secret of tests alone, long enough for anything' } as const;
/** What the provider says in `acr` of whom it asked for two factors. */
export const TWO_FACTORS = 'urn:example:two-factors';
const KEY_ID = 'key-of-tests';

const page = (
  uid: string,
  people: readonly string[],
): string => `<!doctype html><html lang="en"><title>Team login</title><main><h1>Team login</h1>
${people.map((id) => `<form method="post" action="/choose/${uid}"><button name="person" value="${id}">I am ${id}</button></form>`).join('\n')}
<form method="post" action="/choose/${uid}"><button name="person" value="">Cancel</button></form></main></html>`;

const bodyOf = async (ctx: KoaContextWithOIDC): Promise<URLSearchParams> => {
  const chunks: Buffer[] = [];
  for await (const chunk of ctx.req) chunks.push(chunk as Buffer);
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
};

const configuration = (people: ReadonlyMap<string, ProviderClaims>, key: object): Configuration => ({
  clients: [
    {
      client_id: CLIENT.clientId,
      client_secret: CLIENT.clientSecret,
      redirect_uris: ['http://127.0.0.1/asked-for-below'],
      response_types: ['code'],
      grant_types: ['authorization_code'],
    },
  ],
  acrValues: [TWO_FACTORS],
  jwks: { keys: [key] },
  cookies: { keys: ['a key of tests alone'] },
  pkce: { required: () => true },
  ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
  claims: { openid: ['sub', 'amr'], profile: ['name'], email: ['email', 'email_verified'], groups: ['groups'] },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_ctx, { uid }) => `/choose/${uid}` },
  findAccount: (_ctx, id) => (people.has(id) ? { accountId: id, claims: async () => ({ sub: id, ...people.get(id) }) } : undefined),
  // Whoever signs in has consented.
  loadExistingGrant: async (ctx) => {
    const grant = new ctx.oidc.provider.Grant({ clientId: CLIENT.clientId, accountId: ctx.oidc.session?.accountId ?? '' });
    grant.addOIDCScope('openid profile email groups');
    await grant.save();
    return grant;
  },
});

/** Starts a provider on a free port. Its tokens can be tampered with, by its own key. */
export const startIdentityProvider = async (): Promise<IdentityProvider> => {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const key = { ...(await exportJWK(privateKey)), kid: KEY_ID, alg: 'RS256', use: 'sig' };
  const sign = (claims: JWTPayload): Promise<string> =>
    new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: KEY_ID }).sign(privateKey);
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const people = new Map<string, ProviderClaims>();
  const provider = new Provider(issuer, configuration(people, key));
  // The port of a console is known once it runs, which needs the provider's address.
  const consoles = new Set<string>();
  provider.Client.prototype.redirectUriAllowed = (uri) => consoles.has(uri);
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  const env = {
    REHOME_OIDC_ISSUER: issuer,
    REHOME_OIDC_CLIENT_ID: CLIENT.clientId,
    REHOME_OIDC_CLIENT_SECRET: CLIENT.clientSecret,
    REHOME_OIDC_NAME: 'Team login',
    REHOME_OIDC_SCOPES: 'openid profile email groups',
    REHOME_OIDC_FACTOR_ACR: TWO_FACTORS,
  };
  const register = (console: string): void => void consoles.add(`${console}/sign-in/oidc`);
  const methods = new Map<string, Methods>();
  const made: IdentityProvider = { issuer, ...CLIENT, env, people, methods, tamper: null, register, close };
  provider.use(async (ctx, next) => {
    if (ctx.path.startsWith('/choose/')) return choose(provider, made, ctx as KoaContextWithOIDC);
    await next();
    const given = ctx.body as { id_token?: string } | null;
    if (ctx.path === '/token' && typeof given?.id_token === 'string' && made.tamper !== null)
      given.id_token = await made.tamper(decodeJwt(given.id_token), sign);
  });
  server.on('request', provider.callback());
  return made;
};

const choose = async (
  provider: Provider,
  { people, methods }: Pick<IdentityProvider, 'people' | 'methods'>,
  ctx: KoaContextWithOIDC,
): Promise<void> => {
  if (ctx.method === 'GET') {
    ctx.type = 'html';
    ctx.body = page(ctx.path.slice('/choose/'.length), [...people.keys()]);
    return;
  }
  const person = (await bodyOf(ctx)).get('person') ?? '';
  const result = person === '' ? { error: 'access_denied' } : { login: { accountId: person, ...methods.get(person) } };
  ctx.redirect(await provider.interactionResult(ctx.req, ctx.res, result, { mergeWithLastSubmission: false }));
};

/** Goes to the provider as a browser does, and chooses to be `person` there (`''`: cancels). The address that it leads back to. */
export const answerOf = async (url: string, person: string): Promise<URL> => {
  const jar = new Map<string, string>();
  let [next, init]: [string, RequestInit] = [url, {}];
  for (;;) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(next, { ...init, redirect: 'manual', headers: { ...init.headers, cookie } });
    for (const each of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(each) ?? [];
      jar.set(name, value);
    }
    const location = answer.headers.get('location');
    if (location === null) throw new Error(`the provider answered ${answer.status}: ${await answer.text()}`);
    const to = new URL(location, next);
    if (to.origin !== new URL(url).origin) return to;
    next = to.href;
    init = to.pathname.startsWith('/choose/') ? { method: 'POST', body: new URLSearchParams({ person }) } : {};
  }
};
