import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ip6Block, ip6Number, ip6Text, ipNumber, ipText } from './ip';

describe('addresses', () => {
  it('IPv4 there and back', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 0xffffffff }), (value) => ipNumber(ipText(value)) === value));
  });

  it.each([
    '',
    '1',
    '1.2.3',
    '1.2.3.4.5',
    '1.2.3.256',
    '01.2.3.4',
    '1.2.3.-4',
    '1.2.3.4/24',
    ' 1.2.3.4',
    '1.2.3.4.',
    '.1.2.3.4',
    '1..2.3',
    '1.2.3.00',
    '1.2.3.1234',
    '1.2.3.４',
  ])('%j is no IPv4 address', (text) => {
    expect(ipNumber(text)).toBeNull();
  });

  it('IPv6 there and back, zeros in any place', () => {
    const groups = fc.array(fc.oneof(fc.constant(0n), fc.bigInt({ min: 0n, max: 0xffffn })), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(groups, (parts) => {
        const value = parts.reduce((sum, part) => (sum << 16n) + part, 0n);
        expect(ip6Number(ip6Text(value)), ip6Text(value)).toBe(value);
      }),
    );
  });

  it.each(['', '1', ':', '1::2::3', '::12345', 'g::', '1:2:3:4:5:6:7:8:9', '1:2:3:4:5:6:7::8:9', 'fe80::1%eth0', '::1/128'])(
    '%j is no IPv6 address',
    (text) => {
      expect(ip6Number(text)).toBeNull();
    },
  );

  it('an IPv6 block begins on its boundary', () => {
    expect(ip6Text(ip6Block('2406:da14::1/64').first)).toBe('2406:da14::');
  });
});
