import { expect, it } from 'vitest';
import { forApp, newTotpSecret, stepOfCode } from './totp';

/** RFC 6238, appendix B: the secret of SHA-1, and the last six of its eight digits. */
const RFC = Uint8Array.from(Buffer.from('12345678901234567890'));

it.each([
  [59, '287082', 1],
  [1_111_111_109, '081804', 37_037_036],
  [1_111_111_111, '050471', 37_037_037],
  [1_234_567_890, '005924', 41_152_263],
  [2_000_000_000, '279037', 66_666_666],
  [20_000_000_000, '353130', 666_666_666],
])('at second %i the code of RFC 6238’s table is of its step', (second, code, step) => {
  for (const strict of [true, false]) expect(stepOfCode(RFC, code, second * 1_000, strict)).toBe(step);
});

it.each([
  ['its own thirty seconds and those beside', false, [null, 41_152_263, 41_152_263, 41_152_263, 41_152_263, null]],
  ['its own thirty seconds alone where that is wanted', true, [null, null, 41_152_263, 41_152_263, null, null]],
] as const)('a code counts in %s, and no longer', (_, strict, steps) => {
  const first = 41_152_263 * 30;
  const seconds = [first - 31, first - 30, first, first + 29, first + 59, first + 60];
  expect(seconds.map((second) => stepOfCode(RFC, '005924', second * 1_000, strict))).toEqual(steps);
  for (const wrong of ['005925', '00592', '0059240', 'abcdef', '']) expect(stepOfCode(RFC, wrong, first * 1_000, strict)).toBeNull();
});

it('a secret has 160 bits at random, and an app is given it as text, address and QR code', () => {
  const [one, two] = [newTotpSecret(), newTotpSecret()];
  expect([one.length, two.length]).toEqual([20, 20]);
  expect(Buffer.from(one)).not.toEqual(Buffer.from(two));
  const app = forApp(RFC, 'Rehome rehome.example.com', 'alex@example.com');
  expect(app.secret).toBe('GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ');
  const uri = new URL(app.uri);
  expect([uri.protocol, uri.host, decodeURIComponent(uri.pathname)]).toEqual([
    'otpauth:',
    'totp',
    '/Rehome rehome.example.com:alex@example.com',
  ]);
  expect(Object.fromEntries(uri.searchParams)).toEqual({
    issuer: 'Rehome rehome.example.com',
    secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
    algorithm: 'SHA1',
    digits: '6',
    period: '30',
  });
  // The corners of a QR code are squares of seven, here behind a margin of four.
  expect(app.qr.path.startsWith('M4 4h7v1h-7z')).toBe(true);
  expect(app.qr.size).toBeGreaterThan(30);
});
