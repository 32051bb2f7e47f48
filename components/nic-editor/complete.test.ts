import { describe, expect, it } from 'vitest';
import { parseCidr } from '@/lib/net/cidr';
import { addressesOf, completeAddress, entriesOf, fixedOctets } from './complete';

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

describe('a list of addresses', () => {
  it.each([
    ['10.1.10.4, 10.1.10.5;6\t7|8', ['10.1.10.4', '10.1.10.5', '6', '7', '8']],
    ['["10.1.10.4","10.1.10.5"]', ['10.1.10.4', '10.1.10.5']],
    ['10.1.10.20 – 29、10.1.10.40 - 10.1.10.42', ['10.1.10.20-29', '10.1.10.40-10.1.10.42']],
    ['web-01', ['web-01']],
  ])('%s has these entries', (text, entries) => {
    expect(entriesOf(text)).toEqual(entries);
  });

  it.each([
    ['10.1.10.20-22', ['10.1.10.20', '10.1.10.21', '10.1.10.22']],
    ['20-21', ['10.1.10.20', '10.1.10.21']],
    ['10.1.10.255-11.0', ['10.1.10.255', '10.1.11.0']],
    ['10.1.10.20-10.1.10.20', ['10.1.10.20']],
    ['10.1.10.16/30', ['10.1.10.16', '10.1.10.17', '10.1.10.18', '10.1.10.19']],
    ['5', ['10.1.10.5']],
  ])('%s stands for its addresses', (entry, addresses) => {
    expect(addressesOf(entry, cidr('10.1.10.0/24'))).toEqual(addresses);
  });

  it.each(['10.1.10.22-20', 'web-01', '10.1.10.16/23', '10.0.0.0/8', '10.1.10.17/28', '1-2-3', '20-', '-20', '10.1.10.1-10.1.12.1'])(
    '%s stands for none',
    (entry) => {
      expect(addressesOf(entry, cidr('10.1.10.0/24'))).toBeNull();
    },
  );
});
