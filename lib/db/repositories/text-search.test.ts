import { expect, it } from 'vitest';
import { addressBlock, containing, words } from './text-search';

it('takes the wildcards of LIKE literally', () => {
  expect(containing('100%_a\\b')).toBe('%100\\%\\_a\\\\b%');
});

it('splits into words', () => {
  expect(words('  web  i-0ab ')).toEqual(['web', 'i-0ab']);
  expect(words(' ')).toEqual([]);
});

it.each([
  ['10.1.10.115', '10.1.10.115'],
  ['10.1.10.0/24', '10.1.10.0/24'],
  ['10.1.10.5/24', '10.1.10.5/24'],
  ['fd00::1', 'fd00::1'],
  ['fd00::/64', 'fd00::/64'],
  ['10.1', '10.1.0.0/16'],
  ['10.1.10.', '10.1.10.0/24'],
  ['10', null],
  ['10.1.10.300', null],
  ['10.1.10.0/33', null],
  ['300.1', null],
  ['web-01', null],
  ['i-0ab', null],
])('%s is the block %s', (word, block) => {
  expect(addressBlock(word)).toBe(block);
});
