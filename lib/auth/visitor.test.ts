import { describe, expect, it, vi } from 'vitest';
import { SECURE_COOKIE, sessionCookieName, sessionCookieValue, tokenIn } from './session-cookie';
import { visitorOf } from './visitor';

vi.mock('next/headers', () => ({}));

const at = (headers: Readonly<Record<string, string>>, trust = false) => visitorOf(new Headers(headers), trust);

describe('visitorOf', () => {
  it.each([
    ['http on loopback', { host: '127.0.0.1:3000' }, false, 'http://127.0.0.1:3000'],
    ['https on loopback, as a write tells', { host: 'localhost:3443', origin: 'https://localhost:3443' }, false, 'https://localhost:3443'],
    ['https elsewhere, for nothing else is served', { host: 'rehome.example.com' }, false, 'https://rehome.example.com'],
    [
      'what a trusted proxy says',
      { host: '127.0.0.1:3000', 'x-forwarded-host': 'rehome.example.com', 'x-forwarded-proto': 'https' },
      true,
      'https://rehome.example.com',
    ],
    ['not what anybody says', { host: '127.0.0.1:3000', 'x-forwarded-proto': 'https' }, false, 'http://127.0.0.1:3000'],
  ])('sees %s', (_, headers, trust, origin) => {
    expect(at(headers, trust).origin).toBe(origin);
  });

  it('is on loopback only where both the address and the connection are', () => {
    expect(at({ host: '127.0.0.1:3000' }).onLoopback).toBe(true);
    expect(at({ host: 'localhost:3000', 'x-forwarded-for': '::1' }).onLoopback).toBe(true);
    expect(at({ host: '[::1]:3000', 'x-forwarded-for': '::ffff:127.0.0.1' }).onLoopback).toBe(true);
    expect(at({ host: 'rehome.example.com', 'x-forwarded-for': '127.0.0.1' }).onLoopback).toBe(false);
    expect(at({ host: '127.0.0.1:3000', 'x-forwarded-for': '10.0.0.7' }).onLoopback).toBe(false);
    expect(at({ host: '127.0.0.1:3000', 'x-forwarded-for': '10.0.0.7, 127.0.0.1' }).onLoopback).toBe(false);
    expect(at({ host: '127.0.0.1.evil.example' }).onLoopback).toBe(false);
  });

  it('believes only a trusted proxy of where a request came from, and of what it says the last', () => {
    const headers = { host: 'rehome.example.com', 'x-forwarded-for': '1.2.3.4, 10.0.0.7' };
    expect(at(headers).address).toBeNull();
    expect(at(headers, true).address).toBe('10.0.0.7');
  });
});

describe('the cookie of a session', () => {
  it('is bound to the host over https, and has the port in its name over http', () => {
    expect(sessionCookieName('https://rehome.example.com')).toBe(SECURE_COOKIE);
    expect(SECURE_COOKIE.startsWith('__Host-')).toBe(true);
    expect(sessionCookieName('http://127.0.0.1:3000')).toBe('rehome-3000.session');
    expect(sessionCookieName('http://localhost')).toBe('rehome-80.session');
  });

  it('is read where this console signed it, and nowhere else', () => {
    const value = sessionCookieValue('token', 'a secret');
    expect(tokenIn(value, 'a secret')).toBe('token');
    for (const forged of [
      undefined,
      '',
      'token',
      'token.',
      `other.${value.split('.')[1]}`,
      `${value}x`,
      value.slice(0, -1),
      '.',
      `.${value}`,
    ])
      expect(tokenIn(forged, 'a secret'), forged).toBeNull();
    expect(tokenIn(value, 'another secret')).toBeNull();
  });
});
