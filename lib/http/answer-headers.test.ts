import { describe, expect, it } from 'vitest';
import config from '@/next.config';
import { answerHeaders } from './answer-headers';
import { refusedAtTheDoor } from './front-door';

const asked = { host: 'rehome.example.com', nonce: 'abc', development: false };
const policyOf = (text: string): ReadonlyMap<string, readonly string[]> =>
  new Map(
    text.split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ');
      return [name, sources];
    }),
  );

describe('the headers of a page', () => {
  const policy = policyOf(answerHeaders(asked)['content-security-policy'] ?? '');

  it('let only scripts run that carry the nonce of this very answer, or were loaded by one that did', () => {
    expect(policy.get('script-src')).toEqual(["'self'", "'nonce-abc'", "'strict-dynamic'"]);
    expect(policy.get('default-src')).toEqual(["'self'"]);
  });

  it('take no style element and no style attribute that somebody put into the page', () => {
    expect(policy.get('style-src')).toEqual(["'self'", "'nonce-abc'"]);
    expect(policy.get('style-src-attr')).toEqual(["'none'"]);
  });

  it('let no other page frame it, no form lead elsewhere, no base and no plug-in change it', () => {
    for (const name of ['frame-ancestors', 'object-src', 'base-uri']) expect(policy.get(name)).toEqual(["'none'"]);
    for (const name of ['form-action', 'connect-src']) expect(policy.get(name)).toEqual(["'self'"]);
  });

  it('keep the browser to https for a year, under whatever name but those of this machine', () => {
    expect(answerHeaders(asked)['strict-transport-security']).toBe('max-age=31536000; includeSubDomains');
    for (const host of ['127.0.0.1:3000', 'localhost:3000', '[::1]:3000', null])
      expect(answerHeaders({ ...asked, host })['strict-transport-security']).toBeUndefined();
  });
});

describe('the headers of every answer', () => {
  it('guard against guessed types, framing, leaking addresses and other origins, and turn off what the console does not use', async () => {
    const rules = (await config.headers?.()) ?? [];
    const all = rules.find(({ source }) => source === '/:path*');
    expect(Object.fromEntries(all?.headers.map(({ key, value }) => [key, value]) ?? [])).toEqual({
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'same-origin',
      'X-Frame-Options': 'DENY',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
    });
    const built = rules.find(({ source }) => source === '/_next/static/:path*');
    expect(built?.headers).toEqual([{ key: 'Content-Security-Policy', value: "default-src 'none'; frame-ancestors 'none'" }]);
  });

  it('are on what is refused at the door as well', async () => {
    const request = { method: 'GET', url: 'http://evil.example/', headers: new Headers({ host: 'evil.example' }), body: null };
    const refused = await refusedAtTheDoor(request, { allowedHosts: new Set(), trustForwarded: false, note: () => undefined });
    expect(refused?.headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'");
    expect(refused?.headers.get('cache-control')).toContain('no-store');
    // A name of others is not kept to anything.
    expect(refused?.headers.get('strict-transport-security')).toBeNull();
    const own = { ...request, method: 'PUT', headers: new Headers({ host: 'rehome.example.com' }) };
    const door = { allowedHosts: new Set(['rehome.example.com']), trustForwarded: false, note: () => undefined };
    expect((await refusedAtTheDoor(own, door))?.headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains');
  });
});
