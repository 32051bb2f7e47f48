import type { Facts, InterfaceFact } from '../../facts';
import { boundary, denied, eni, fails, fixed, known, nic, passes, type RuleCase, second, subnet } from './fixture';

const at = '/NetworkInterfaces/0';
const at1 = '/NetworkInterfaces/1';
const addresses = (...list: readonly string[]) => ({ Ipv6Addresses: list.map((Ipv6Address) => ({ Ipv6Address })) });
const prefixes = (...list: readonly string[]) => ({ Ipv6Prefixes: list.map((Ipv6Prefix) => ({ Ipv6Prefix })) });
const v4 = (...list: readonly string[]) => ({ Ipv4Prefixes: list.map((Ipv4Prefix) => ({ Ipv4Prefix })) });
const UNREAD: Partial<Facts> = { interfaces: { 'subnet-a': denied('ec2:DescribeNetworkInterfaces') } };
const NO_TYPE: Partial<Facts> = { instanceTypes: { 't3.small': denied('ec2:DescribeInstanceTypes') } };
const heldBy = (more: Partial<InterfaceFact>) => ({
  nics: [nic(addresses('2001:db8:0:a::50'))],
  facts: {
    interfaces: {
      'subnet-a': known([eni('eni-6', [], { ipv6Addresses: ['2001:db8:0:a::50'], ...more })], 'ec2:DescribeNetworkInterfaces'),
    },
  },
});
/** A subnet with two blocks, of which one cannot be read. */
const twoBlocks: Partial<Facts> = {
  subnets: known(
    [subnet('subnet-a', '10.0.0.0/24', { ipv6Cidrs: ['2001:db8:0:a::/64', 'x', '2001:db8:0:c::/64'] })],
    'ec2:DescribeSubnets',
  ),
};
const xen = { InstanceType: 'm3.large' };

/** V23 and V24 at their edges. */
export const IPV6_CASES: readonly RuleCase[] = [
  fails(
    'V23',
    'one that cannot be read beside one that can',
    { nics: [nic(addresses('x', '2001:db8:0:a::20'))] },
    `ipv6-malformed ${at}/Ipv6Addresses/0`,
  ),
  fails(
    'V23',
    'two that cannot be read: neither can go alone',
    { nics: [nic(addresses('x', '2001:db8:0:a::20', 'y'))] },
    `ipv6-malformed ${at}/Ipv6Addresses/0`,
    `ipv6-malformed ${at}/Ipv6Addresses/2`,
  ),
  fails(
    'V23',
    'one outside beside one that cannot be read',
    { nics: [nic(addresses('2001:db8:0:b::20', 'y'))] },
    `ipv6-outside-subnet ${at}/Ipv6Addresses/0`,
    `ipv6-malformed ${at}/Ipv6Addresses/1`,
  ),
  boundary('V23', 'the same address in two subnets', {
    nics: [nic(addresses('2001:db8:0:a::20')), second({ SubnetId: 'subnet-x', ...addresses('2001:db8:0:a::20') })],
  }),
  boundary('V23', 'two addresses', { nics: [nic(addresses('2001:db8:0:a::20', '2001:db8:0:a::21'))] }),
  fails(
    'V23',
    'one twice on the second interface, spelt otherwise, and on the first',
    { nics: [nic(addresses('2001:db8:0:a::20')), second(addresses('2001:db8:0:a::21', '2001:DB8::a:0:0:0:21', '2001:db8:0:a::20'))] },
    `address-repeated ${at1}/Ipv6Addresses/1`,
    `ipv6-on-two-interfaces ${at1}/Ipv6Addresses/2`,
  ),
  boundary('V23', 'a subnet without IPv6 is V24’s', { nics: [nic({ SubnetId: 'subnet-b', ...addresses('2001:db8:0:a::20') })] }),
  boundary('V23', 'a subnet that is gone is V32’s', { nics: [nic({ SubnetId: 'subnet-x', ...addresses('2001:db8:0:a::20') })] }),
  boundary('V23', 'the second block of a subnet', { nics: [nic(addresses('2001:db8:0:c::20'))], facts: twoBlocks }),
  fails(
    'V23',
    'between the blocks',
    { nics: [nic(addresses('2001:db8:0:b::20'))], facts: twoBlocks },
    `ipv6-outside-subnet ${at}/Ipv6Addresses/0`,
  ),
  fails(
    'V23',
    'below the block',
    { nics: [nic(addresses('2001:db8:0:9:ffff:ffff:ffff:ffff'))] },
    `ipv6-outside-subnet ${at}/Ipv6Addresses/0`,
  ),
  fails('V23', 'the first of the block', { nics: [nic(addresses('2001:db8:0:a::'))] }, `ipv6-reserved ${at}/Ipv6Addresses/0`),
  boundary('V23', 'the last but one', { nics: [nic(addresses('2001:db8:0:a:ffff:ffff:ffff:fffe'))] }),
  boundary(
    'V23',
    'who holds what is not known',
    { nics: [nic(addresses('2001:db8:0:a::20'))], facts: UNREAD },
    `unknown-denied ${at}/Ipv6Addresses/0`,
  ),
  boundary('V23', 'who holds what is not known, and AWS picks', { nics: [nic({ Ipv6AddressCount: 1 })], facts: UNREAD }),
  fails('V23', 'held by an instance', heldBy({ instanceId: 'i-0web' }), `ipv6-in-use ${at}/Ipv6Addresses/0`),
  fails('V23', 'held by the original', heldBy({ instanceId: 'i-00a1' }), `ipv6-in-use-original ${at}/Ipv6Addresses/0`),
  fails('V23', 'held by an instance of which nothing is known', heldBy({ instanceId: 'i-0new' }), `ipv6-in-use ${at}/Ipv6Addresses/0`),
  fails('V23', 'held by what has only a description', heldBy({ description: 'ELB app/web/1' }), `ipv6-in-use ${at}/Ipv6Addresses/0`),
  boundary('V23', 'the neighbour is held', heldBy({ ipv6Addresses: ['2001:db8:0:a::4f', '2001:db8:0:a::51', 'x'] })),
  fails(
    'V23',
    'the last of a delegated prefix',
    heldBy({ ipv6Addresses: [], ipv6Prefixes: ['2001:db8:0:a::/80'] }),
    `ipv6-in-use ${at}/Ipv6Addresses/0`,
  ),
  boundary('V23', 'beside a delegated prefix', heldBy({ ipv6Addresses: [], ipv6Prefixes: ['2001:db8:0:a:1::/80', 'x'] })),

  ...(
    [
      ['an address', addresses('2001:db8:0:a::20')],
      ['a count', { Ipv6AddressCount: 1 }],
      ['a prefix', prefixes('2001:db8:0:a:7::/80')],
      ['a count of prefixes', { Ipv6PrefixCount: 1 }],
    ] as const
  ).flatMap(([name, more]) => [
    fails('V23', `${name} on a type without IPv6`, { nics: [nic(), second(more)], keys: xen }, `type-without-ipv6 ${at1}`),
    fails(
      'V24',
      `${name} where the subnet has no IPv6`,
      { nics: [nic(), second({ SubnetId: 'subnet-b', ...more })] },
      `subnet-without-ipv6 ${at1}/SubnetId`,
    ),
  ]),
  fails(
    'V23',
    'all that counts',
    { nics: [nic({ ...addresses('2001:db8:0:a::20'), ...prefixes('2001:db8:0:a:7::/80', '2001:db8:0:a:8::/80'), Ipv6PrefixCount: 2 })] },
    `too-many-ipv6 ${at}`,
  ),
  boundary('V23', 'one fewer', {
    nics: [nic({ ...addresses('2001:db8:0:a::20'), ...prefixes('2001:db8:0:a:7::/80', '2001:db8:0:a:8::/80'), Ipv6PrefixCount: 1 })],
  }),
  boundary('V23', 'no IPv6 on a type of which nothing is known', { nics: [nic()], facts: NO_TYPE }),
  boundary(
    'V23',
    'IPv6 on a type of which nothing is known',
    { nics: [nic({ Ipv6AddressCount: 1 })], facts: NO_TYPE },
    'unknown-denied /InstanceType',
  ),
  boundary('V23', 'IPv6 on a type that AWS does not know', { nics: [nic({ Ipv6AddressCount: 9 })], keys: { InstanceType: 'z9.huge' } }),

  passes('V24', 'no IPv6 where the subnet has none', {
    nics: [nic({ SubnetId: 'subnet-b', Ipv6AddressCount: 0, Ipv6PrefixCount: -1 })],
    keys: xen,
  }),
  ...(
    [
      ['a count', { SecondaryPrivateIpAddressCount: 0 }],
      ['a prefix', v4('10.0.0.112/28')],
      ['an address', fixed('10.0.0.100')],
    ] as const
  ).map(([name, more]) =>
    fails(
      'V24',
      `${name} of IPv4 in an IPv6-only subnet`,
      { nics: [nic({ SubnetId: 'subnet-6', ...more })] },
      `ipv4-in-ipv6-subnet ${at}/SubnetId`,
    ),
  ),
  boundary('V24', 'no prefixes of IPv4', { nics: [nic({ SubnetId: 'subnet-6', Ipv4PrefixCount: 0 })] }),
  boundary(
    'V24',
    'an IPv6-only subnet and a type of which nothing is known',
    { nics: [nic({ SubnetId: 'subnet-6' })], facts: NO_TYPE },
    'unknown-denied /InstanceType',
  ),
  boundary('V24', 'an IPv6-only subnet and a type that AWS does not know', {
    nics: [nic({ SubnetId: 'subnet-6' })],
    keys: { InstanceType: 'z9.huge' },
  }),
  boundary('V24', 'a Xen type in another subnet', { nics: [nic()], keys: xen }),
  boundary('V24', 'a subnet that is gone', { nics: [nic({ SubnetId: 'subnet-x', Ipv6AddressCount: 1 })] }),
];
