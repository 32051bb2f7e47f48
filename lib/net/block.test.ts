import { describe, expect, it } from 'vitest';
import { blocksMeet, parseBlock } from './block';

const meet = (a: string, b: string): boolean => {
  const [one, other] = [parseBlock(a), parseBlock(b)];
  if (one === null || other === null) throw new Error('no block');
  expect(blocksMeet(other, one)).toBe(blocksMeet(one, other));
  return blocksMeet(one, other);
};

describe('blocks', () => {
  it.each([
    ['10.1.10.7', '10.1.10.0/24', true],
    ['10.1.11.0', '10.1.10.0/24', false],
    ['10.1.10.255', '10.1.10.0/24', true],
    ['10.1.10.0/28', '10.1.10.8/29', true],
    ['10.1.10.0/28', '10.1.10.16/28', false],
    ['0.0.0.0/0', '255.255.255.255', true],
    ['2001:db8::1', '2001:db8::/64', true],
    ['2001:db8:0:1::1', '2001:db8::/64', false],
    ['2001:db8::/32', '2001:db8:5::/80', true],
    ['::/0', '10.1.10.7', false],
    ['::a01:a07', '10.1.10.7', false],
  ])('%s and %s meet: %s', (a, b, expected) => {
    expect(meet(a, b)).toBe(expected);
  });

  it.each(['', '10.1.10', '10.1.10.1/24', '10.1.10.0/33', 'x::/64', '2001:db8::/129'])('%j is none', (text) => {
    expect(parseBlock(text)).toBeNull();
  });
});
