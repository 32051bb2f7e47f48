import { beforeEach, describe, expect, it } from 'vitest';
import { MAX_BODY_BYTES } from './body-limit';
import { type FrontDoor, refusedAtTheDoor } from './front-door';
import { REFUSED_METHOD } from './refused-methods';

const noted: string[] = [];
const note = (code: string): void => void noted.push(code);
const door: FrontDoor = { allowedHosts: new Set(['rehome.example.com']), trustForwarded: false, note };
beforeEach(() => noted.splice(0));
const AT = 'http://127.0.0.1:3000';
const own = { host: '127.0.0.1:3000', origin: AT, 'sec-fetch-site': 'same-origin', 'user-agent': 'Mozilla/5.0' };

interface Asked {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Status and problem of a refusal; `null` where there is none. A Request keeps no Host of its own, so its parts are given. */
const refused = async ({ method = 'POST', path = '/', headers = {}, body }: Asked, at = door) => {
  const request = { method, url: `${AT}${path}`, headers: new Headers({ ...own, ...headers }), body: new Response(body).body };
  const answer = await refusedAtTheDoor(request, at);
  if (answer === null) return null;
  const text = await answer.text();
  return { status: answer.status, says: text.startsWith('{') ? (JSON.parse(text) as { problem: unknown }).problem : text };
};

describe('the front door', () => {
  it('takes a write of its own page, and any read of a host that it has', async () => {
    expect(await refused({ headers: { 'content-length': '12' }, body: '[{"id":"a"}]' })).toBeNull();
    expect(await refused({ method: 'GET', headers: { origin: 'http://evil.example' } })).toBeNull();
  });

  it.each(['PUT', 'PATCH', 'DELETE', 'PROPFIND', REFUSED_METHOD])(
    'refuses a %s of whomever, for nothing is asked for so',
    async (method) => {
      expect(await refused({ method })).toEqual({ status: 405, says: { code: 'method-not-allowed' } });
      const answer = await refusedAtTheDoor({ method, url: AT, headers: new Headers(own), body: null }, door);
      expect(answer?.headers.get('allow')).toBe('GET, HEAD, OPTIONS, POST');
    },
  );

  it.each(['/', '/api/history', '/no/such/page'])('says at %s by which methods it is asked, and lets no other origin ask', async (path) => {
    const asked = { ...own, origin: 'http://evil.example', 'access-control-request-method': 'POST' };
    const answer = await refusedAtTheDoor({ method: 'OPTIONS', url: `${AT}${path}`, headers: new Headers(asked), body: null }, door);
    expect([answer?.status, answer?.headers.get('allow')]).toEqual([204, 'GET, HEAD, OPTIONS, POST']);
    expect([...(answer?.headers.keys() ?? [])].filter((name) => name.startsWith('access-control'))).toEqual([]);
    expect(await refused({ method: 'OPTIONS', path, headers: { host: 'evil.example' } })).toMatchObject({ status: 421 });
  });

  it.each(['POST'])('refuses a foreign %s', async (method) => {
    expect(await refused({ method, headers: { 'sec-fetch-site': 'cross-site' } })).toEqual({
      status: 403,
      says: { code: 'foreign-request', reason: 'other-site' },
    });
    expect(noted).toEqual(['foreign-request']);
  });

  it('answers a refused server action so that the browser hands its problem on: Next does that with plain text alone', async () => {
    const headers = new Headers({ ...own, 'sec-fetch-site': 'cross-site', 'next-action': '0123' });
    const answer = await refusedAtTheDoor({ method: 'POST', url: AT, headers, body: null }, door);
    expect(answer?.headers.get('content-type')).toBe('text/plain');
    expect(JSON.parse((await answer?.text()) ?? '')).toEqual({ problem: { code: 'foreign-request', reason: 'other-site' } });
  });

  it('refuses a forged forwarded host, which Next would compare the origin with', async () => {
    const forged = { origin: 'http://evil.example', 'x-forwarded-host': 'evil.example' };
    expect(await refused({ headers: forged })).toMatchObject({ status: 403, says: { reason: 'forwarded' } });
  });

  it('looks at the forwarded host as at any other where it is trusted', async () => {
    const trusting = { ...door, trustForwarded: true };
    const by = (host: string) => ({ 'x-forwarded-host': host, 'x-forwarded-proto': 'https', origin: `https://${host}` });
    expect(await refused({ headers: by('rehome.example.com') }, trusting)).toBeNull();
    expect(await refused({ headers: by('evil.example') }, trusting)).toMatchObject({ status: 421 });
  });

  it.each(['/%', '/a%2', '/%zz/b', '/%ff', '/%c3%28', '/a%00b', '/points?text=%00'])('refuses the address %s', async (path) => {
    expect(await refused({ method: 'GET', path })).toEqual({ status: 400, says: { code: 'bad-address' } });
    // A look that is refused is not on record, by this door or by the gate.
    expect(noted).toEqual([]);
  });

  it('takes what a person may well search for', async () => {
    expect(await refused({ method: 'GET', path: '/points/arn%3Aaws%3Aec2?text=100%' })).toBeNull();
  });

  it('refuses a body over the limit, told or not', async () => {
    const says = { code: 'body-too-large', maxBytes: MAX_BODY_BYTES };
    expect(await refused({ headers: { 'content-length': String(MAX_BODY_BYTES + 1) } })).toEqual({ status: 413, says });
    expect(await refused({ headers: { 'content-length': 'many' } })).toEqual({ status: 413, says });
    expect(await refused({ body: 'x'.repeat(MAX_BODY_BYTES + 1) })).toEqual({ status: 413, says });
    expect(await refused({ body: 'x'.repeat(MAX_BODY_BYTES) })).toBeNull();
    expect(noted).toEqual(['body-too-large', 'body-too-large', 'body-too-large']);
  });

  it('believes a trusted proxy that says that the browser used plain http, and serves nobody so', async () => {
    const trusting = { ...door, trustForwarded: true };
    const by = (host: string, proto: string) => ({ 'x-forwarded-host': host, 'x-forwarded-proto': proto, 'user-agent': 'curl/8.5.0' });
    for (const method of ['GET', 'POST'])
      expect(await refused({ method, headers: by('rehome.example.com', 'http') }, trusting)).toMatchObject({
        status: 403,
        says: expect.stringContaining('https'),
      });
    expect(await refused({ method: 'GET', headers: by('rehome.example.com', 'https') }, trusting)).toBeNull();
    expect(await refused({ method: 'GET', headers: by('127.0.0.1:3000', 'http') }, trusting)).toBeNull();
    expect(await refused({ method: 'GET', headers: { host: 'rehome.example.com', 'x-forwarded-proto': 'http' } })).toBeNull();
  });

  it('tells a browser that comes without TLS that it is needed, but for this machine', async () => {
    const plain = { ...own, host: 'rehome.example.com' };
    const get = { method: 'GET', url: AT, body: null };
    const { 'sec-fetch-site': _site, ...without } = plain;
    expect(await (await refusedAtTheDoor({ ...get, headers: new Headers(without) }, door))?.text()).toContain('https');
    expect(await refusedAtTheDoor({ ...get, headers: new Headers(plain) }, door)).toBeNull();
    expect(await refusedAtTheDoor({ ...get, headers: new Headers({ ...without, host: 'localhost:3000' }) }, door)).toBeNull();
    expect(await refusedAtTheDoor({ ...get, headers: new Headers({ ...without, 'user-agent': 'curl/8' }) }, door)).toBeNull();
  });
});
