import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { open, seal } from './secret-box';

const KEY = 'a secret that only consoles under test are given';
const secret = Uint8Array.from(randomBytes(20));

it('what is stored of a secret is another text each time, holds nothing of it, and is read again with the console’s own', () => {
  const [first, second] = [seal(secret, 'p1', KEY), seal(secret, 'p1', KEY)];
  expect(first).not.toBe(second);
  for (const stored of [first, second]) {
    expect(stored).not.toContain(Buffer.from(secret).toString('base64url'));
    expect(Buffer.from(open(stored, 'p1', KEY) ?? [])).toEqual(Buffer.from(secret));
  }
});

it.each([
  ['with the secret of another console', (stored: string) => open(stored, 'p1', `${KEY}!`)],
  ['in the row of another person', (stored: string) => open(stored, 'p2', KEY)],
  ['where a bit of it was changed', (stored: string) => open(flipped(stored), 'p1', KEY)],
  ['where it was cut off', (stored: string) => open(stored.slice(0, 30), 'p1', KEY)],
  ['where it is of another version', (stored: string) => open(stored.replace('v1', 'v2'), 'p1', KEY)],
])('is not read %s', (_, read) => {
  expect(read(seal(secret, 'p1', KEY))).toBeNull();
});

const flipped = (stored: string): string => {
  const bytes = Buffer.from(stored.slice(3), 'base64url');
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  return `v1.${bytes.toString('base64url')}`;
};
