import { expect, it } from 'vitest';
import { addressBlock, beginningOfWord, containing, endOfId, isIndexed, numberOf, words } from './text-search';

it('takes the wildcards of LIKE literally', () => {
  expect(containing('100%_a\\b')).toBe('%100\\%\\_a\\\\b%');
});

it.each([
  ['db', 'prod-db-01', true],
  ['DB', 'db', true],
  ['db', 'arn:aws:ec2:x:1:instance/db1', true],
  ['db', 'first\ndbx', true],
  ['db', 'sandbox', false],
  ['d', 'sandbox dev', true],
  ['01', 'prod-db-01', true],
  ['1', 'prod-db-01', false],
  ['db', 'データdb', false],
])('%s of two letters begins a word of %j: %s', (word, text, found) => {
  expect(new RegExp(beginningOfWord(word) ?? 'none').test(text)).toBe(found);
});

it.each(['dbs', '10.', 'i-', '本番', 'é', '%', '::'])('%s is looked for anywhere', (word) => {
  expect(beginningOfWord(word)).toBeNull();
});

it.each([
  ['web', true],
  ['d', true],
  ['a-b', true],
  ['本番', false],
  ['本番サーバー', false],
  ['本番web', true],
  ['::', false],
  ['a-', false],
])('the index finds rows by %s: %s', (word, indexed) => {
  expect(isIndexed(word)).toBe(indexed);
});

it.each([
  ['i-0123456789abcdef0', 'bcdef0'],
  ['I-0123456789ABCDEF0', 'BCDEF0'],
  ['ami-1234abcd', '34abcd'],
  ['i-0123456789abcdef', null],
  ['0123456789abcdef0', null],
  ['web-i-1234abcd', null],
  ['i-1234abcg', null],
])('the index is asked for the id %s by its end: %s', (word, end) => {
  expect(endOfId(word)).toBe(end);
});

it.each([
  ['INC-10042', '10042'],
  ['machine-4711', '-4711'],
  ['INC-404', null],
  ['10042', null],
  ['-10042', null],
  ['web-1-10042', null],
  ['inc-10042a', null],
])('the index may be asked for %s by its number: %s', (word, number) => {
  expect(numberOf(word)).toBe(number);
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
