import { expect, it } from 'vitest';
import { formatBytes } from './bytes';

it.each([
  [0, '0 B'],
  [1023, '1,023 B'],
  [1024, '1 KiB'],
  [8 * 1024 ** 3, '8 GiB'],
  [1.5 * 1024 ** 4, '1.5 TiB'],
  [2 ** 70, '1,048,576 PiB'],
])('%s bytes are %s', (bytes, text) => {
  expect(formatBytes(bytes, 'en')).toBe(text);
});
