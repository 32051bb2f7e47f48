import type { Facts } from '../../facts';
import { boundary, denied, eni, fails, fixed, known, nic, primary, type RuleCase, second, secondary, subnet } from './fixture';

const at = '/NetworkInterfaces/0';
const at1 = '/NetworkInterfaces/1';
const v4 = (...prefixes: readonly string[]) => ({ Ipv4Prefixes: prefixes.map((Ipv4Prefix) => ({ Ipv4Prefix })) });
const v6 = (...prefixes: readonly string[]) => ({ Ipv6Prefixes: prefixes.map((Ipv6Prefix) => ({ Ipv6Prefix })) });
const addresses6 = (...list: readonly string[]) => ({ Ipv6Addresses: list.map((Ipv6Address) => ({ Ipv6Address })) });
const large = { keys: { InstanceType: 'm5.large' } };
const xen = { keys: { InstanceType: 't2.micro' } };
const UNREAD: Partial<Facts> = { interfaces: { 'subnet-a': denied('ec2:DescribeNetworkInterfaces') } };

/** 10.0.4.0/26: four blocks, of which AWS's own addresses leave the two in the middle. */
const four: Partial<Facts> = {
  subnets: known([subnet('subnet-t', '10.0.4.0/26', { availableAddressCount: 59 })], 'ec2:DescribeSubnets'),
  interfaces: { 'subnet-t': known([], 'ec2:DescribeNetworkInterfaces') },
  reservations: { 'subnet-t': known([], 'ec2:GetSubnetCidrReservations') },
};
const counted = (count: number, DeviceIndex = 0) => nic({ DeviceIndex, SubnetId: 'subnet-t', Ipv4PrefixCount: count });

/** V25, and what prefixes do to V19 and V20. */
export const PREFIX_CASES: readonly RuleCase[] = [
  fails(
    'V25',
    'one outside beside one that cannot be read, which its remedy would lose',
    { nics: [nic(v4('10.0.1.0/28', 'x', '10.0.0.112/28'))], ...large },
    `prefix-outside-subnet ${at}/Ipv4Prefixes/0`,
    `ipv4-prefix-not-28 ${at}/Ipv4Prefixes/1`,
  ),
  fails('V25', 'a /80 that begins elsewhere', { nics: [nic(v6('2001:db8:0:a:7::1/80'))] }, `ipv6-prefix-not-80 ${at}/Ipv6Prefixes/0`),
  fails(
    'V25',
    'no prefix of IPv6',
    { nics: [nic(v6('2001:db8:0:a:7::', '::x/80'))] },
    `ipv6-prefix-not-80 ${at}/Ipv6Prefixes/0`,
    `ipv6-prefix-not-80 ${at}/Ipv6Prefixes/1`,
  ),
  fails(
    'V25',
    'two of IPv6, one outside',
    { nics: [nic(v6('2001:db8:0:b::/80', '2001:db8:0:a:7::/80'))] },
    `prefix-outside-subnet ${at}/Ipv6Prefixes/0`,
  ),
  boundary('V25', 'IPv4 in an IPv6-only subnet is V24’s', { nics: [nic({ SubnetId: 'subnet-6', ...v4('10.0.0.112/28') })], ...large }),
  boundary('V25', 'IPv6 where the subnet has none is V24’s', { nics: [nic({ SubnetId: 'subnet-b', ...v6('2001:db8:0:a:7::/80') })] }),
  boundary('V25', 'a subnet that is gone is V32’s', {
    nics: [nic({ SubnetId: 'subnet-x', ...v4('10.0.0.112/28'), ...v6('2001:db8:0:a:7::/80') })],
  }),
  boundary('V25', 'counts of 0 and empty lists, as AWS returns them', {
    nics: [nic({ Ipv4PrefixCount: 0, Ipv4Prefixes: [], Ipv6PrefixCount: 0, Ipv6Prefixes: [] })],
    ...xen,
  }),
  fails('V25', 'a Xen type and prefixes of IPv6', { nics: [nic(), second({ Ipv6PrefixCount: 1 })], ...xen }, `prefix-needs-nitro ${at1}`),
  fails('V25', 'a Xen type and a list', { nics: [nic(v6('2001:db8:0:a:7::/80'))], ...xen }, `prefix-needs-nitro ${at}`),
  boundary('V25', 'a type that AWS does not know', { nics: [nic({ Ipv4PrefixCount: 1 })], keys: { InstanceType: 'z9.huge' } }),
  fails('V25', 'a negative count of IPv4', { nics: [nic({ Ipv4PrefixCount: -1 })] }, `count-not-positive ${at}/Ipv4PrefixCount`),
  fails(
    'V25',
    'list and count of IPv6',
    { nics: [nic({ ...v6('2001:db8:0:a:7::/80'), Ipv6PrefixCount: 1 })] },
    `prefix-count-with-list ${at}/Ipv6PrefixCount`,
  ),
  boundary('V25', 'a list and a count of 0', { nics: [nic({ ...v4('10.0.0.112/28'), Ipv4PrefixCount: 0 })] }),

  ...['10.0.0.111', '10.0.0.128'].map((address) =>
    boundary('V25', `${address} is beside it`, { nics: [nic({ ...v4('10.0.0.112/28'), ...fixed(address) })] }),
  ),
  ...['10.0.0.112', '10.0.0.127'].map((address) =>
    fails(
      'V25',
      `${address} is in it`,
      { nics: [nic({ ...v4('10.0.0.112/28'), ...fixed('10.0.0.100', address) })] },
      `prefix-overlaps ${at}/Ipv4Prefixes/0`,
    ),
  ),
  boundary('V25', 'what cannot be read is nowhere', {
    nics: [
      nic({
        ...v4('10.0.0.112/28'),
        ...v6('2001:db8:0:a:7::/80'),
        PrivateIpAddresses: [primary('10.0.0.1120')],
        ...addresses6('2001:db8:0:a:7:::1'),
      }),
    ],
  }),
  ...['2001:db8:0:a:6:ffff:ffff:ffff', '2001:db8:0:a:8::'].map((address) =>
    boundary('V25', `${address} is beside it`, { nics: [nic({ ...v6('2001:db8:0:a:7::/80'), ...addresses6(address) })] }),
  ),
  ...['2001:db8:0:a:7::', '2001:db8:0:a:7:ffff:ffff:ffff'].map((address) =>
    fails(
      'V25',
      `${address} is in it`,
      { nics: [nic({ ...v6('2001:db8:0:a:7::/80'), ...addresses6('2001:db8:0:a::20', address) })] },
      `prefix-overlaps ${at}/Ipv6Prefixes/0`,
    ),
  ),
  fails(
    'V25',
    'a prefix and an address of the same restore',
    { nics: [nic(v4('10.0.0.112/28')), second({ ...v4('10.0.0.112/28'), PrivateIpAddresses: [secondary('10.0.0.113')] })] },
    `prefix-overlaps ${at}/Ipv4Prefixes/0`,
    `prefix-overlaps ${at1}/Ipv4Prefixes/0`,
    `prefix-overlaps ${at1}/Ipv4Prefixes/0`,
  ),
  boundary('V25', 'the same prefix in another subnet', {
    nics: [nic(v6('2001:db8:0:a:7::/80')), second({ SubnetId: 'subnet-x', ...v6('2001:db8:0:a:7::/80') })],
  }),
  boundary('V25', 'an address of it in another subnet', {
    nics: [nic(v6('2001:db8:0:a:7::/80')), second({ SubnetId: 'subnet-x', ...addresses6('2001:db8:0:a:7::1') })],
  }),
  fails(
    'V25',
    'two of IPv6 that are one',
    { nics: [nic(v6('2001:db8:0:a:7::/80', '2001:0db8:0:a:7::/80'))] },
    `prefix-overlaps ${at}/Ipv6Prefixes/1`,
  ),
  boundary('V25', 'two that touch', {
    nics: [nic(v4('10.0.0.112/28', '10.0.0.128/28')), second(v6('2001:db8:0:a:7::/80', '2001:db8:0:a:8::/80'))],
  }),
  fails(
    'V25',
    'the last address of a block is held',
    {
      nics: [nic(v4('10.0.0.112/28'))],
      facts: { interfaces: { 'subnet-a': known([eni('eni-last', ['10.0.0.127'])], 'ec2:DescribeNetworkInterfaces') } },
    },
    `prefix-in-use ${at}/Ipv4Prefixes/0`,
  ),
  fails(
    'V25',
    'an address of a block is held by the original',
    {
      nics: [nic(v4('10.0.0.112/28'))],
      facts: {
        interfaces: { 'subnet-a': known([eni('eni-old', ['10.0.0.120'], { instanceId: 'i-00a1' })], 'ec2:DescribeNetworkInterfaces') },
      },
    },
    `prefix-in-use-original ${at}/Ipv4Prefixes/0`,
  ),
  boundary('V25', 'the addresses beside a block are held', {
    nics: [nic(v4('10.0.0.112/28'))],
    facts: { interfaces: { 'subnet-a': known([eni('eni-near', ['10.0.0.111', '10.0.0.128'])], 'ec2:DescribeNetworkInterfaces') } },
  }),
  fails('V25', 'an address of IPv6 in it is held', { nics: [nic(v6('2001:db8:0:a::/80'))] }, `prefix-in-use ${at}/Ipv6Prefixes/0`),
  boundary(
    'V25',
    'who holds what is not known',
    { nics: [nic(v4('10.0.0.112/28')), second({ Ipv4PrefixCount: 1 })], facts: UNREAD },
    `unknown-denied ${at}/Ipv4Prefixes/0`,
  ),
  boundary(
    'V25',
    'who holds what is not known, and AWS picks',
    {
      nics: [nic({ Ipv4PrefixCount: 1 }), second({ SubnetId: 'subnet-c', Ipv4PrefixCount: 1 })],
      facts: { interfaces: { ...UNREAD.interfaces, 'subnet-c': known([]) } },
    },
    `unknown-denied ${at}/Ipv4PrefixCount`,
    `no-room-for-prefix ${at1}/Ipv4PrefixCount`,
  ),
  boundary('V25', 'IPv6 that AWS picks needs no block of ours', { nics: [nic({ Ipv6PrefixCount: 1 })], facts: UNREAD }),

  boundary('V25', 'as many blocks as there are', { nics: [counted(1), counted(1, 1)], facts: four, ...large }),
  fails(
    'V25',
    'one more than there are',
    { nics: [counted(1), counted(2, 1)], facts: four, ...large },
    `no-room-for-prefix ${at}/Ipv4PrefixCount`,
  ),
  fails(
    'V25',
    'a block that the request names is none to pick',
    { nics: [counted(2), nic({ DeviceIndex: 1, SubnetId: 'subnet-t', ...v4('10.0.4.16/28') })], facts: four, ...large },
    `no-room-for-prefix ${at}/Ipv4PrefixCount`,
  ),
  fails(
    'V25',
    'nor is one in which it names an address',
    { nics: [counted(2), nic({ DeviceIndex: 1, SubnetId: 'subnet-t', ...fixed('10.0.4.47') })], facts: four, ...large },
    `no-room-for-prefix ${at}/Ipv4PrefixCount`,
  ),
  boundary('V25', 'IPv4 prefixes to pick in an IPv6-only subnet are V24’s', {
    nics: [nic({ SubnetId: 'subnet-6', Ipv4PrefixCount: 1 })],
    ...large,
  }),
  boundary('V25', 'prefixes to pick in a subnet that is gone', { nics: [nic({ SubnetId: 'subnet-x', Ipv4PrefixCount: 1 })], ...large }),
  boundary(
    'V25',
    'prefixes without a subnet',
    { nics: [{ DeviceIndex: 0, Ipv4PrefixCount: 1, ...v4('10.0.0.112/28') }] },
    `prefix-count-with-list ${at}/Ipv4PrefixCount`,
  ),
  boundary('V25', 'an interface that exists brings its own', {
    nics: [{ DeviceIndex: 0, NetworkInterfaceId: 'eni-left', Ipv4PrefixCount: -1 }],
  }),

  boundary('V19', 'named prefixes count one each', { nics: [nic(v4('10.0.0.112/28', '10.0.0.128/28', '10.0.0.144/28'))] }),
  fails(
    'V19',
    'four of them and a primary',
    { nics: [nic(v4('10.0.0.112/28', '10.0.0.128/28', '10.0.0.144/28', '10.0.0.160/28'))] },
    `too-many-addresses ${at}`,
  ),
  fails(
    'V19',
    'a count beside a fixed primary is lowered',
    { nics: [nic({ ...fixed('10.0.0.100'), SecondaryPrivateIpAddressCount: 4 })] },
    `too-many-addresses ${at}`,
  ),
  fails(
    'V19',
    'a count beside a list is left to V7',
    { nics: [nic({ ...fixed('10.0.0.100', '10.0.0.101'), SecondaryPrivateIpAddressCount: 4 })] },
    `too-many-addresses ${at}`,
  ),
  fails(
    'V19',
    'a count beside prefixes is left to V7',
    { nics: [nic({ ...v4('10.0.0.112/28'), SecondaryPrivateIpAddressCount: 4 })] },
    `too-many-addresses ${at}`,
  ),
  fails(
    'V19',
    'a count beside a count of prefixes is left to V7',
    { nics: [nic({ Ipv4PrefixCount: 1, SecondaryPrivateIpAddressCount: 4 })] },
    `too-many-addresses ${at}`,
  ),
  boundary('V19', 'efa-only has no primary', { nics: [nic(), second({ InterfaceType: 'efa-only', SecondaryPrivateIpAddressCount: 4 })] }),
  boundary('V19', 'nor has one in an IPv6-only subnet', { nics: [nic({ SubnetId: 'subnet-6', Ipv4PrefixCount: 4 })] }),
  boundary('V19', 'negative counts take nothing', {
    nics: [nic({ SecondaryPrivateIpAddressCount: -5, Ipv4PrefixCount: -5, ...fixed('10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4') })],
  }),
  boundary('V19', 'a type that AWS does not know', {
    nics: [nic({ SecondaryPrivateIpAddressCount: 50 })],
    keys: { InstanceType: 'z9.huge' },
  }),
];
