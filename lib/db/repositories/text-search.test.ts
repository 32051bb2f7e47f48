import { expect, it } from 'vitest';
import { containing, words } from './text-search';

it('takes the wildcards of LIKE literally', () => {
  expect(containing('100%_a\\b')).toBe('%100\\%\\_a\\\\b%');
});

it('splits into words', () => {
  expect(words('  web  i-0ab ')).toEqual(['web', 'i-0ab']);
  expect(words(' ')).toEqual([]);
});
