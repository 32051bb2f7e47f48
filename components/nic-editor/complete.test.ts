import { describe, expect, it } from 'vitest';
import { parseCidr } from '@/lib/net/cidr';
import { completeAddress, fixedOctets } from './complete';

const cidr = (text: string) => {
  const block = parseCidr(text);
  if (block === null) throw new Error(text);
  return block;
};

describe('completeAddress', () => {
  it.each([
    ['116', '10.1.10.0/24', '10.1.10.116'],
    ['.116', '10.1.10.0/24', '10.1.10.116'],
    [' 116 ', '10.1.10.0/24', '10.1.10.116'],
    ['10.116', '10.1.10.0/24', '10.1.10.116'],
    ['17.5', '10.1.16.0/20', '10.1.17.5'],
    ['5', '10.1.16.0/20', '10.1.16.5'],
    ['10.1.10.116', '10.1.10.0/24', '10.1.10.116'],
    ['10.9.9.9', '10.1.10.0/24', '10.9.9.9'],
  ])('%s in %s is %s', (typed, block, address) => {
    expect(completeAddress(typed, cidr(block))).toBe(address);
  });

  it.each(['', '.', '256', '01', '1.', '1..2', 'web-01', '10.1.10.116.7', '-1', '1e2', '10.1.10.0/24'])('%s is no address yet', (typed) => {
    expect(completeAddress(typed, cidr('10.1.10.0/24'))).toBeNull();
  });

  it('takes only whole addresses where the subnet is not known', () => {
    expect(completeAddress('116', null)).toBeNull();
    expect(completeAddress('10.1.10.116', null)).toBe('10.1.10.116');
  });
});

describe('fixedOctets', () => {
  it.each([
    ['10.1.10.0/24', '10.1.10.'],
    ['10.1.10.32/28', '10.1.10.'],
    ['10.1.16.0/20', '10.1.'],
    ['10.1.0.0/16', '10.1.'],
  ])('%s keeps %s', (block, kept) => {
    expect(fixedOctets(cidr(block))).toBe(kept);
  });
});
