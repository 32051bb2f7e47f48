import { boundary, denied, fails, fixed, nic, passes, type RuleCase, second } from './fixture';

const at = '/NetworkInterfaces/0';
const flex = { keys: { InstanceType: 'm8.flex' } };
const p4d = { keys: { InstanceType: 'p4d' } };
const many = (count: number, more: (i: number) => object = () => ({})) => ({
  nics: Array.from({ length: count }, (_, i) => nic({ DeviceIndex: i, ...more(i) })),
});
const list = (count: number) => Array.from({ length: count }, (_, i) => `10.0.0.${100 + i}`);
const v6 = (...addresses: readonly string[]) => ({ Ipv6Addresses: addresses.map((Ipv6Address) => ({ Ipv6Address })) });
const v4Prefixes = (...prefixes: readonly string[]) => ({ Ipv4Prefixes: prefixes.map((Ipv4Prefix) => ({ Ipv4Prefix })) });
const v6Prefixes = (...prefixes: readonly string[]) => ({ Ipv6Prefixes: prefixes.map((Ipv6Prefix) => ({ Ipv6Prefix })) });
const address = `${at}/Ipv6Addresses/0`;
const prefix = `${at}/Ipv4Prefixes/0`;
const prefix6 = `${at}/Ipv6Prefixes/0`;

/** V18, V19, V23-V25, V27. */
export const LIMIT_CASES: readonly RuleCase[] = [
  passes('V18', 'two of three', many(2)),
  fails('V18', 'four of three', many(4), 'too-many-interfaces /NetworkInterfaces'),
  fails('V18', 'a card that the type lacks', { nics: [nic(), second({ NetworkCardIndex: 1 })] }, 'no-such-card /NetworkInterfaces'),
  fails(
    'V18',
    'the first on another card',
    { nics: [nic({ NetworkCardIndex: 1 }), second()], ...p4d },
    `first-not-on-card-0 ${at}/NetworkCardIndex`,
  ),
  fails('V18', 'sixteen on a card of fifteen', { ...many(16), ...p4d }, 'card-full /NetworkInterfaces'),
  fails('V18', 'more than queues allow', { ...many(6), ...flex }, 'too-many-interfaces /NetworkInterfaces'),
  fails('V18', 'as many as flexible queues allow', { ...many(5), ...flex }, 'interfaces-need-queues /NetworkInterfaces'),
  boundary('V18', 'as many as always', { ...many(3), ...flex }),
  fails(
    'V18',
    'queues of a type that has none to choose',
    { nics: [nic({ EnaQueueCount: 2 })] },
    `queues-not-flexible ${at}/EnaQueueCount`,
  ),
  fails('V18', 'more queues than an interface has', { nics: [nic({ EnaQueueCount: 9 })], ...flex }, `queues-range ${at}/EnaQueueCount`),
  fails('V18', 'no queue', { nics: [nic({ EnaQueueCount: 0 })], ...flex }, `queues-range ${at}/EnaQueueCount`),
  fails(
    'V18',
    'more queues than the card has',
    { ...many(3, () => ({ EnaQueueCount: 8 })), ...flex },
    'too-many-queues /NetworkInterfaces/2/EnaQueueCount',
  ),
  boundary('V18', 'all queues of the card', { ...many(2, () => ({ EnaQueueCount: 8 })), ...flex }),
  boundary('V18', 'three of three', many(3)),
  boundary('V18', 'fifteen on the first card, one on the next', { ...many(16, (i) => (i === 15 ? { NetworkCardIndex: 1 } : {})), ...p4d }),
  boundary(
    'V18',
    'a type that could not be read',
    { ...many(4), facts: { instanceTypes: { 't3.small': denied('ec2:DescribeInstanceTypes') } } },
    'unknown-denied /InstanceType',
  ),

  passes('V19', 'two of four', { nics: [nic(fixed('10.0.0.100', '10.0.0.101'))] }),
  fails('V19', 'five of four', { nics: [nic(fixed('10.0.0.99', ...list(4)))] }, `too-many-addresses ${at}`),
  fails('V19', 'an automatic primary counts', { nics: [nic({ SecondaryPrivateIpAddressCount: 4 })] }, `too-many-addresses ${at}`),
  boundary('V19', 'four of four', { nics: [nic({ SecondaryPrivateIpAddressCount: 3 })] }),
  boundary('V19', 'each prefix counts one', { nics: [nic({ Ipv4PrefixCount: 3 })] }),
  boundary('V19', 'one prefix too many', { nics: [nic({ Ipv4PrefixCount: 4 })] }, `too-many-addresses ${at}`),

  passes('V23', 'free and inside', { nics: [nic(v6('2001:db8:0:a::20'))] }),
  fails(
    'V23',
    'list and count',
    { nics: [nic({ ...v6('2001:db8:0:a::20'), Ipv6AddressCount: 1 })] },
    `ipv6-count-with-list ${at}/Ipv6AddressCount`,
  ),
  fails('V23', 'no address', { nics: [nic(v6('2001:db8:::1'))] }, `ipv6-malformed ${address}`),
  fails('V23', 'outside the /64', { nics: [nic(v6('2001:db8:0:b::20'))] }, `ipv6-outside-subnet ${address}`),
  fails('V23', 'in use, spelt otherwise', { nics: [nic(v6('2001:db8:0:a:0::10'))] }, `ipv6-in-use ${address}`),
  fails('V23', 'inside a delegated prefix', { nics: [nic(v6('2001:db8:0:a:5::1'))] }, `ipv6-in-use ${address}`),
  fails('V23', 'twice', { nics: [nic(v6('2001:db8:0:a::20', '2001:db8:0:a::20'))] }, `address-repeated ${at}/Ipv6Addresses/1`),
  fails(
    'V23',
    'on two interfaces',
    { nics: [nic(v6('2001:db8:0:a::20')), second(v6('2001:db8:0:a::20'))] },
    'ipv6-on-two-interfaces /NetworkInterfaces/1/Ipv6Addresses/0',
  ),
  fails(
    'V23',
    'a type without IPv6',
    { nics: [nic({ Ipv6AddressCount: 1 })], keys: { InstanceType: 'm3.large' } },
    `type-without-ipv6 ${at}`,
  ),
  fails('V23', 'five of four', { nics: [nic({ Ipv6AddressCount: 5 })] }, `too-many-ipv6 ${at}`),
  boundary('V23', 'four of four', { nics: [nic({ Ipv6AddressCount: 4 })] }),
  boundary('V23', 'the fourth address is AWS’s', { nics: [nic(v6('2001:db8:0:a::3'))] }, `ipv6-reserved ${address}`),
  boundary('V23', 'the fifth is not', { nics: [nic(v6('2001:db8:0:a::4'))] }),
  boundary('V23', 'the last is AWS’s', { nics: [nic(v6('2001:db8:0:a:ffff:ffff:ffff:ffff'))] }, `ipv6-reserved ${address}`),
  boundary('V23', 'a count of 0 and an empty list, as AWS returns them', { nics: [nic({ Ipv6AddressCount: 0, Ipv6Addresses: [] })] }),
  boundary('V23', 'a negative count', { nics: [nic({ Ipv6AddressCount: -1 })] }, `count-not-positive ${at}/Ipv6AddressCount`),

  passes('V24', 'IPv6 where the subnet has it', { nics: [nic({ Ipv6AddressCount: 1 })] }),
  fails(
    'V24',
    'IPv6 where it has none',
    { nics: [nic({ SubnetId: 'subnet-b', Ipv6AddressCount: 1 })] },
    `subnet-without-ipv6 ${at}/SubnetId`,
  ),
  fails(
    'V24',
    'IPv4 in an IPv6-only subnet',
    { nics: [nic({ SubnetId: 'subnet-6', ...fixed('10.0.0.100') })] },
    `ipv4-in-ipv6-subnet ${at}/SubnetId`,
  ),
  fails(
    'V24',
    'an IPv6-only subnet with a Xen type',
    { nics: [nic({ SubnetId: 'subnet-6' })], keys: { InstanceType: 't2.micro' } },
    `ipv6-subnet-needs-nitro ${at}/SubnetId`,
  ),
  fails(
    'V24',
    'an IPv6-only subnet at the instance level, without Nitro',
    { nics: [], keys: { InstanceType: 'm3.large', SubnetId: 'subnet-6' } },
    'ipv6-subnet-needs-nitro /SubnetId',
  ),
  boundary('V24', 'an IPv6-only subnet without any IPv4', { nics: [nic({ SubnetId: 'subnet-6', Ipv6AddressCount: 1 })] }),
  boundary(
    'V24',
    'prefixes are IPv4, too',
    { nics: [nic({ SubnetId: 'subnet-6', Ipv4PrefixCount: 1 })] },
    `ipv4-in-ipv6-subnet ${at}/SubnetId`,
  ),

  passes('V25', 'a free /28 and a free /80', { nics: [nic({ ...v4Prefixes('10.0.0.112/28'), ...v6Prefixes('2001:db8:0:a:7::/80') })] }),
  fails('V25', 'a /27', { nics: [nic(v4Prefixes('10.0.0.96/27'))] }, `ipv4-prefix-not-28 ${prefix}`),
  fails('V25', 'not on its boundary', { nics: [nic(v4Prefixes('10.0.0.113/28'))] }, `ipv4-prefix-not-28 ${prefix}`),
  fails('V25', 'outside the subnet', { nics: [nic(v4Prefixes('10.0.1.0/28'))] }, `prefix-outside-subnet ${prefix}`),
  fails('V25', 'an address in it is held', { nics: [nic(v4Prefixes('10.0.0.16/28'))] }, `prefix-in-use ${prefix}`),
  fails('V25', 'delegated to somebody', { nics: [nic(v4Prefixes('10.0.0.32/28'))] }, `prefix-in-use ${prefix}`),
  fails(
    'V25',
    'list and count',
    { nics: [nic({ ...v4Prefixes('10.0.0.112/28'), Ipv4PrefixCount: 1 })] },
    `prefix-count-with-list ${at}/Ipv4PrefixCount`,
  ),
  fails('V25', 'a Xen type', { nics: [nic({ Ipv4PrefixCount: 1 })], keys: { InstanceType: 't2.micro' } }, `prefix-needs-nitro ${at}`),
  fails('V25', 'an IPv6 /64', { nics: [nic(v6Prefixes('2001:db8:0:a::/64'))] }, `ipv6-prefix-not-80 ${prefix6}`),
  fails('V25', 'an IPv6 prefix outside', { nics: [nic(v6Prefixes('2001:db8:0:b::/80'))] }, `prefix-outside-subnet ${prefix6}`),
  fails('V25', 'an IPv6 prefix in use', { nics: [nic(v6Prefixes('2001:db8:0:a:5::/80'))] }, `prefix-in-use ${prefix6}`),
  fails(
    'V25',
    'two prefixes that are one',
    { nics: [nic(v4Prefixes('10.0.0.112/28')), second(v4Prefixes('10.0.0.112/28'))] },
    'prefix-overlaps /NetworkInterfaces/1/Ipv4Prefixes/0',
  ),
  fails(
    'V25',
    'an address of the same restore inside',
    { nics: [nic(v4Prefixes('10.0.0.112/28')), second(fixed('10.0.0.120'))] },
    `prefix-overlaps ${prefix}`,
  ),
  fails(
    'V25',
    'no whole block is free',
    { nics: [nic({ SubnetId: 'subnet-c', Ipv4PrefixCount: 1 })] },
    `no-room-for-prefix ${at}/Ipv4PrefixCount`,
  ),
  boundary('V25', 'the first block holds AWS’s addresses', { nics: [nic(v4Prefixes('10.0.0.0/28'))] }, `prefix-reserved ${prefix}`),
  boundary('V25', 'so does the last', { nics: [nic(v4Prefixes('10.0.0.240/28'))] }, `prefix-reserved ${prefix}`),
  boundary('V25', 'the one before it does not', { nics: [nic(v4Prefixes('10.0.0.224/28'))] }),
  boundary('V25', 'a negative count', { nics: [nic({ Ipv6PrefixCount: -1 })] }, `count-not-positive ${at}/Ipv6PrefixCount`),

  passes('V27', 'a plain interface', { nics: [nic({ InterfaceType: 'interface' })] }),
  fails('V27', 'a type that nobody knows', { nics: [nic({ InterfaceType: 'trunk' })] }, `interface-type-unknown ${at}/InterfaceType`),
  fails('V27', 'EFA on a type without it', { nics: [nic({ InterfaceType: 'efa' })] }, `type-without-efa ${at}/InterfaceType`),
  fails(
    'V27',
    'two on one card',
    { nics: [nic({ InterfaceType: 'efa' }), second({ InterfaceType: 'efa' })], ...p4d },
    'two-efa-on-card /NetworkInterfaces/1/InterfaceType',
  ),
  fails(
    'V27',
    'efa-only as the primary one',
    { nics: [nic({ InterfaceType: 'efa-only' })], ...p4d },
    `efa-only-primary ${at}/InterfaceType`,
  ),
  fails(
    'V27',
    'efa-only with an address',
    { nics: [nic(), second({ InterfaceType: 'efa-only', NetworkCardIndex: 1, ...fixed('10.0.0.100') })], ...p4d },
    'efa-only-with-addresses /NetworkInterfaces/1/InterfaceType',
  ),
  boundary('V27', 'as many as the type takes', {
    nics: [nic({ InterfaceType: 'efa' }), second({ InterfaceType: 'efa', NetworkCardIndex: 1 })],
    ...p4d,
  }),
  boundary(
    'V27',
    'one more',
    { nics: [0, 1, 2].map((i) => nic({ DeviceIndex: i === 0 ? 0 : 1, NetworkCardIndex: i, InterfaceType: 'efa' })), ...p4d },
    'too-many-efa /NetworkInterfaces/2/InterfaceType',
  ),
];
