import fc from 'fast-check';
import { Address6 } from 'ip-address';
import { describe, expect, it } from 'vitest';
import { type Ipv6, ipv6ToBigInt, parseIpv6, parseIpv6Cidr } from './ipv6';

/** What the library `ip-address` makes of a text. It also takes zones and prefixes, which AWS does not. */
const oracle = (text: string): Address6 | null => {
  if (text.includes('%') || text.includes('/')) return null;
  try {
    return new Address6(text);
  } catch {
    return null;
  }
};

const group = fc.integer({ min: 0, max: 0xffff }).map((value) => value.toString(16));
const zeroish = fc.oneof({ weight: 2, arbitrary: fc.constant('0') }, { weight: 1, arbitrary: group });
const whole = fc.array(zeroish, { minLength: 8, maxLength: 8 }).map((groups) => groups.join(':'));
const shortened = fc
  .tuple(fc.array(zeroish, { maxLength: 5 }), fc.array(zeroish, { maxLength: 4 }))
  .map(([head, tail]) => `${head.join(':')}::${tail.join(':')}`);
const broken = fc.stringMatching(/^[0-9a-fA-F:.]{0,24}$/);

describe('IPv6 beside a library that reads it too', () => {
  it('reads and prints what the library does', () => {
    fc.assert(
      fc.property(fc.oneof(whole, shortened, broken, fc.ipV6()), (text) => {
        const ours = parseIpv6(text);
        const theirs = oracle(text);
        expect(ours).toBe(theirs === null ? null : theirs.correctForm());
        if (ours !== null && theirs !== null) expect(ipv6ToBigInt(ours)).toBe(theirs.bigInt());
      }),
      { numRuns: 5_000 },
    );
  });

  it('gives a block its bounds', () => {
    fc.assert(
      fc.property(fc.ipV6(), fc.integer({ min: 0, max: 128 }), (text, prefix) => {
        const range = parseIpv6Cidr(`${text}/${prefix}`);
        const theirs = new Address6(`${text}/${prefix}`);
        expect(range).toEqual({ first: theirs.startAddress().bigInt(), last: theirs.endAddress().bigInt(), prefix });
      }),
    );
  });

  it.each([
    ':::',
    '1::2::3',
    '::1.2.3.4::',
    '1.2.3.4::',
    '::1.2.3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7::8:9',
    '',
    ':',
    '12345::',
    'g::',
    '::1%eth0',
    '::/64',
    ' ::1',
  ])('refuses %j', (text) => expect(parseIpv6(text)).toBeNull());

  it.each([
    ['::', '::'],
    ['0:0:0:0:0:0:0:1', '::1'],
    ['2001:DB8::', '2001:db8::'],
    ['1:0:0:2:0:0:0:3', '1:0:0:2::3'],
    ['1:0:0:2:3:0:0:4', '1::2:3:0:0:4'],
    ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
    ['::ffff:10.1.10.100', '::ffff:a01:a64'],
  ])('prints %s as %s', (text, printed) => expect(parseIpv6(text)).toBe(printed as Ipv6));
});
