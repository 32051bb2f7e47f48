import { describe, expect, it } from 'vitest';
import { foreignRead, foreignWrite } from './own-origin';

const own = { host: '127.0.0.1:3000', origin: 'http://127.0.0.1:3000', 'sec-fetch-site': 'same-origin' };
const without = (name: keyof typeof own): Headers => {
  const headers = new Headers(own);
  headers.delete(name);
  return headers;
};
const having = (more: Readonly<Record<string, string>>): Headers => new Headers({ ...own, ...more });

describe('a write', () => {
  it('of a page of the console is its own', () => {
    expect(foreignWrite(new Headers(own), false)).toBeNull();
    expect(foreignWrite(having({ 'x-forwarded-host': '127.0.0.1:3000' }), false)).toBeNull();
  });

  it('behind a proxy that passes Host on is its own, whatever ends TLS', () => {
    expect(foreignWrite(having({ host: 'rehome.example.com', origin: 'https://rehome.example.com' }), false)).toBeNull();
    expect(foreignWrite(having({ host: 'rehome.example.com:443', origin: 'https://rehome.example.com' }), false)).toBeNull();
  });

  it.each([
    ['names no origin', without('origin'), 'no-origin'],
    ['names no site', without('sec-fetch-site'), 'insecure'],
    ['names no host', without('host'), 'forwarded'],
    ['has the origin null, as a sandboxed frame does', having({ origin: 'null' }), 'other-origin'],
    ['comes from another host', having({ origin: 'http://evil.example' }), 'other-origin'],
    ['comes from another port', having({ origin: 'http://127.0.0.1:3001' }), 'other-origin'],
    ['comes from an origin that contains ours', having({ origin: 'http://127.0.0.1:3000@evil.example' }), 'other-origin'],
    ['comes from an origin that begins as ours', having({ origin: 'http://127.0.0.1:3000.evil.example' }), 'other-origin'],
    ['comes from no web page', having({ origin: 'chrome-extension://127.0.0.1:3000' }), 'other-origin'],
    ['comes from another site', having({ 'sec-fetch-site': 'cross-site' }), 'other-site'],
    ['comes from a sibling site', having({ 'sec-fetch-site': 'same-site' }), 'other-site'],
    ['was typed', having({ 'sec-fetch-site': 'none' }), 'other-site'],
    ['is forwarded for another host', having({ 'x-forwarded-host': 'evil.example' }), 'forwarded'],
    ['forges what Next compares', having({ origin: 'http://evil.example', 'x-forwarded-host': 'evil.example' }), 'forwarded'],
    ['is forwarded as the standard has it', having({ forwarded: 'for=10.0.0.1;host=evil.example' }), 'forwarded'],
    ['is forwarded twice', having({ forwarded: 'host="127.0.0.1:3000", proto=https;Host="evil.example"' }), 'forwarded'],
  ] as const)('that %s is foreign', (_what, headers, reason) => expect(foreignWrite(headers, false)).toBe(reason));
});

describe('where forwarded headers are trusted', () => {
  const forwarded = { 'x-forwarded-host': 'rehome.example.com', 'x-forwarded-proto': 'https', origin: 'https://rehome.example.com' };

  it('a write is the own one of the host that the proxy names', () => {
    expect(foreignWrite(having(forwarded), true)).toBeNull();
    expect(foreignWrite(new Headers(own), true)).toBeNull();
  });

  it.each([
    ['of another host', { ...forwarded, origin: 'https://evil.example' }, 'other-origin'],
    ['of another scheme', { ...forwarded, origin: 'http://rehome.example.com' }, 'other-origin'],
    ['of the host behind the proxy', { ...forwarded, origin: 'http://127.0.0.1:3000' }, 'other-origin'],
    ['through a chain of hosts', { ...forwarded, 'x-forwarded-host': 'evil.example, rehome.example.com' }, 'forwarded'],
    ['that names two hosts', { ...forwarded, forwarded: 'host=evil.example' }, 'forwarded'],
  ] as const)('a write %s is foreign', (_what, more, reason) => expect(foreignWrite(having(more), true)).toBe(reason));
});

describe('a read', () => {
  it('of a script, a page of the console or the address bar is answered', () => {
    expect(foreignRead(new Headers({ host: own.host }), false)).toBeNull();
    expect(foreignRead(new Headers(own), false)).toBeNull();
    expect(foreignRead(having({ 'sec-fetch-site': 'none' }), false)).toBeNull();
  });

  it.each([
    ['of another site', { 'sec-fetch-site': 'cross-site' }, 'other-site'],
    ['of another origin', { origin: 'http://evil.example' }, 'other-origin'],
    ['that claims to be forwarded', { 'x-forwarded-host': 'evil.example' }, 'forwarded'],
  ] as const)('%s is foreign', (_what, more, reason) => expect(foreignRead(having(more), false)).toBe(reason));
});
