import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Oidc } from '@/lib/env-oidc';
import { providerOf } from './provider';

let server: Server;
let origin = '';
/** The paths under which a discovery document lies, each with what it calls itself. */
const SAYS: Readonly<Record<string, () => string>> = {
  '/own': () => `${origin}/own`,
  '/other-path': () => `${origin}/own`,
  '/other-host': () => 'https://login.evil.example/own',
  '/slash': () => `${origin}/slash/`,
};

beforeAll(async () => {
  server = createServer((request, response) => {
    const issuer = SAYS[request.url?.replace('/.well-known/openid-configuration', '') ?? '']?.();
    const [authorization_endpoint, token_endpoint, jwks_uri] = ['authorize', 'token', 'keys'].map((end) => `${origin}/${end}`);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ issuer, authorization_endpoint, token_endpoint, jwks_uri }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

const at = (path: string) => providerOf({ issuer: `${origin}${path}` } as Oidc);

describe('what a provider says of itself', () => {
  it('is taken where it is the one that was set', async () => {
    expect(await at('/own')).toMatchObject({ ok: true, value: { tokenEndpoint: `${origin}/token` } });
  });

  it.each(['/other-path', '/other-host', '/slash'])('is not taken where it calls itself another: %s', async (path) => {
    expect(await at(path)).toEqual({ ok: false, error: { code: 'oidc-away' } });
  });
});
