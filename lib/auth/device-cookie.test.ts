import { expect, it } from 'vitest';
import { deviceCookieName, deviceIn, newDeviceCookie } from './device-cookie';
import { tokenIn } from './session-cookie';

const SECRET = 'a secret of this console';
const OWNER = { person: 'rika', passwordHash: 'scrypt:1' };

it('is known again for the same person with the same password, and for nobody else', () => {
  const cookie = newDeviceCookie(OWNER, SECRET);
  const device = deviceIn(cookie, OWNER, SECRET);
  expect(device).toMatch(/^[\w-]{22}$/);
  expect(deviceIn(cookie, OWNER, SECRET)).toBe(device);
  expect(deviceIn(newDeviceCookie(OWNER, SECRET), OWNER, SECRET)).not.toBe(device);
  for (const owner of [
    { ...OWNER, person: 'ken' },
    { ...OWNER, passwordHash: 'scrypt:2' },
  ])
    expect(deviceIn(cookie, owner, SECRET)).toBeNull();
  expect(deviceIn(cookie, OWNER, 'the secret of another console')).toBeNull();
});

it('cannot be made without the secret, and says nothing of its person', () => {
  const cookie = newDeviceCookie(OWNER, SECRET);
  const [nonce = '', signature = ''] = cookie.split('.');
  for (const forged of [
    undefined,
    '',
    '.',
    nonce,
    `${nonce}.`,
    `.${signature}`,
    `x${nonce}.${signature}`,
    `${nonce}.${signature}x`,
    `${nonce}.${signature.slice(1)}`,
  ])
    expect(deviceIn(forged, OWNER, SECRET)).toBeNull();
  expect(Buffer.from(nonce, 'base64url').toString('latin1') + cookie).not.toContain('rika');
});

it('is no cookie of a session', () => {
  expect(tokenIn(newDeviceCookie(OWNER, SECRET), SECRET)).toBeNull();
});

it('is bound to the host over https, and has the port in its name over http', () => {
  expect(deviceCookieName('https://rehome.example.com')).toBe('__Host-rehome.device');
  expect(deviceCookieName('http://127.0.0.1:3000')).toBe('rehome-3000.device');
});
