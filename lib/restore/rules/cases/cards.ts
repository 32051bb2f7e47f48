import type { Facts, InstanceTypeFact } from '../../facts';
import { boundary, denied, fails, fixed, known, nic, passes, primary, type RuleCase, second, secondary, subnet } from './fixture';
import { card, type } from './fixture-types';

const at = '/NetworkInterfaces/0';
const at1 = '/NetworkInterfaces/1';
const v4 = (...list: readonly string[]) => ({ Ipv4Prefixes: list.map((Ipv4Prefix) => ({ Ipv4Prefix })) });
const p4d = { keys: { InstanceType: 'p4d' } };
const of = (fact: InstanceTypeFact) => ({
  keys: { InstanceType: fact.type },
  facts: { instanceTypes: { [fact.type]: known<InstanceTypeFact | null>(fact, 'ec2:DescribeInstanceTypes') } },
});
const many = (count: number, more: (i: number) => object = () => ({})) => ({
  nics: Array.from({ length: count }, (_, i) => nic({ DeviceIndex: i, ...more(i) })),
});
const flexible = type('f2', [6, 4, 4], {
  networkCards: [
    card(0, 3, { moreInterfaces: 2, maxQueuesPerInterface: 8, maxQueues: 16 }),
    card(1, 3, { moreInterfaces: 1, maxQueuesPerInterface: 4, maxQueues: 6 }),
  ],
  flexibleQueues: true,
});
const unlimited = type('f3', [3, 4, 4], { flexibleQueues: true });
const NO_TYPE: Partial<Facts> = { instanceTypes: { 't3.small': denied('ec2:DescribeInstanceTypes') } };
const efaOnly = (more: object = {}) => nic({ InterfaceType: 'efa-only', ...more });
const secondEfa = (more: object = {}) => second({ InterfaceType: 'efa-only', NetworkCardIndex: 1, ...more });
const free = (availableAddressCount: number): Partial<Facts> => ({
  subnets: known([subnet('subnet-a', '10.0.0.0/24', { availableAddressCount })], 'ec2:DescribeSubnets'),
});
const two = of(
  type('e2', [4, 2, 2], { networkCards: [card(0, 2), card(1, 2), card(2, 2), card(3, 2)], efaSupported: true, maxEfaInterfaces: 4 }),
);
const PRIMARY = `efa-only-primary ${at}/InterfaceType` as const;
const ADDRESSES = `efa-only-with-addresses ${at}/InterfaceType` as const;

/** V18, V19 and V27 at their edges. */
export const CARD_CASES: readonly RuleCase[] = [
  boundary('V18', 'no type', { ...many(4), keys: { InstanceType: '' } }),
  boundary('V18', 'null for a type', { ...many(4), keys: { InstanceType: null } }),
  boundary('V18', 'a type that AWS does not know', { ...many(4), keys: { InstanceType: 'z9.huge' } }),
  boundary('V18', 'a type that nobody asked about', { ...many(4), keys: { InstanceType: 'c7i.large' } }, 'unknown-not-given /InstanceType'),
  boundary('V18', 'no interfaces', { nics: [], keys: { SubnetId: 'subnet-a' } }),
  fails('V18', 'two too many: none alone could go', many(5), 'too-many-interfaces /NetworkInterfaces'),
  fails(
    'V18',
    'the first that is listed is not the primary one',
    many(4, (i) => ({ DeviceIndex: [1, 0, 2, 3][i] })),
    'too-many-interfaces /NetworkInterfaces',
  ),
  boundary('V18', 'a card takes more with flexible queues', { ...of(flexible), ...many(5) }),
  fails('V18', 'and no more than that', { ...of(flexible), ...many(6) }, 'card-full /NetworkInterfaces'),
  fails(
    'V18',
    'the other card takes fewer more',
    { ...of(flexible), nics: [nic(), ...Array.from({ length: 5 }, (_, i) => nic({ DeviceIndex: i + 1, NetworkCardIndex: 1 }))] },
    'card-full /NetworkInterfaces',
  ),
  boundary('V18', 'as many as the other card takes', {
    ...of(flexible),
    nics: [nic(), ...Array.from({ length: 4 }, (_, i) => nic({ DeviceIndex: i + 1, NetworkCardIndex: 1 }))],
  }),
  boundary('V18', 'a first interface on each card', { nics: [nic(), nic({ NetworkCardIndex: 1 }), second()], ...p4d }),
  boundary('V18', 'no first interface at all is V2’s', { nics: [second(), second({ NetworkCardIndex: 1 })], ...p4d }),
  fails(
    'V18',
    'card 0 is full',
    { nics: [nic({ NetworkCardIndex: 1 }), ...Array.from({ length: 15 }, (_, i) => nic({ DeviceIndex: i + 1 }))], ...p4d },
    `first-not-on-card-0 ${at}/NetworkCardIndex`,
  ),
  fails(
    'V18',
    'card 0 has one place',
    { nics: [nic({ NetworkCardIndex: 1 }), ...Array.from({ length: 14 }, (_, i) => nic({ DeviceIndex: i + 1 }))], ...p4d },
    `first-not-on-card-0 ${at}/NetworkCardIndex`,
  ),
  fails(
    'V18',
    'efa-only is none for card 0',
    { nics: [efaOnly({ NetworkCardIndex: 1 }), second()], ...p4d },
    `first-not-on-card-0 ${at}/NetworkCardIndex`,
  ),
  fails(
    'V18',
    'a plain one is',
    { nics: [nic({ NetworkCardIndex: 1, InterfaceType: 'interface' }), second()], ...p4d },
    `first-not-on-card-0 ${at}/NetworkCardIndex`,
  ),
  fails(
    'V18',
    'a type that tells of no card 0',
    { nics: [nic({ NetworkCardIndex: 1 })], ...of(type('c1', [4, 4, 4], { networkCards: [card(1, 2), card(2, 2)] })) },
    `first-not-on-card-0 ${at}/NetworkCardIndex`,
  ),

  boundary('V18', 'one queue', { nics: [nic({ EnaQueueCount: 1 })], ...of(flexible) }),
  boundary('V18', 'as many queues as an interface has', { nics: [nic({ EnaQueueCount: 8 })], ...of(flexible) }),
  boundary('V18', 'as many as on the other card', { nics: [nic(), second({ NetworkCardIndex: 1, EnaQueueCount: 4 })], ...of(flexible) }),
  fails(
    'V18',
    'more than on the other card',
    { nics: [nic(), second({ NetworkCardIndex: 1, EnaQueueCount: 5 })], ...of(flexible) },
    `queues-range ${at1}/EnaQueueCount`,
  ),
  boundary('V18', 'queues of two cards are not one sum', {
    nics: [nic({ EnaQueueCount: 8 }), second({ EnaQueueCount: 8 }), nic({ DeviceIndex: 2, NetworkCardIndex: 1, EnaQueueCount: 4 })],
    ...of(flexible),
  }),
  fails(
    'V18',
    'all queues of the other card and one more',
    {
      nics: [nic(), second({ NetworkCardIndex: 1, EnaQueueCount: 4 }), nic({ DeviceIndex: 2, NetworkCardIndex: 1, EnaQueueCount: 3 })],
      ...of(flexible),
    },
    'too-many-queues /NetworkInterfaces/2/EnaQueueCount',
  ),
  fails(
    'V18',
    'queues of a card that the type lacks',
    { nics: [nic(), second({ NetworkCardIndex: 7, EnaQueueCount: 90 })], ...of(flexible) },
    'no-such-card /NetworkInterfaces',
  ),
  boundary('V18', 'AWS tells no limit of queues', { nics: [nic({ EnaQueueCount: 90 })], ...of(unlimited) }),
  fails(
    'V18',
    'no queue where AWS tells no limit',
    { nics: [nic({ EnaQueueCount: 0 })], ...of(unlimited) },
    `queues-range ${at}/EnaQueueCount`,
  ),
  boundary('V18', 'queues as text are J1’s', { nics: [nic({ EnaQueueCount: '90' })], ...of(flexible) }),

  fails(
    'V19',
    'a type with one address has no room for a secondary',
    { nics: [nic({ SecondaryPrivateIpAddressCount: 1 })], ...of(type('a1', [2, 1, 1])) },
    `too-many-addresses ${at}`,
  ),
  fails(
    'V19',
    'a type with two has room for one',
    { nics: [nic({ SecondaryPrivateIpAddressCount: 2 })], ...of(type('a2', [2, 2, 1])) },
    `too-many-addresses ${at}`,
  ),
  fails(
    'V19',
    'primaries alone are V5’s to lessen',
    { nics: [nic({ PrivateIpAddresses: [101, 102, 103, 104, 105].map((n) => primary(`10.0.0.${n}`)) })] },
    `too-many-addresses ${at}`,
  ),

  boundary('V27', 'nothing of EFA on a type of which nothing is known', {
    nics: [nic({ InterfaceType: '' }), second({ InterfaceType: null })],
    facts: NO_TYPE,
  }),
  boundary(
    'V27',
    'EFA on a type of which nothing is known',
    { nics: [nic({ InterfaceType: 'efa' })], facts: NO_TYPE },
    'unknown-denied /InstanceType',
  ),
  boundary('V27', 'EFA on a type that AWS does not know', { nics: [nic({ InterfaceType: 'efa' })], keys: { InstanceType: 'z9.huge' } }),
  boundary('V27', 'efa-only at index 0 of another card', { nics: [nic(), efaOnly({ NetworkCardIndex: 1 })], ...p4d }),
  boundary('V27', 'efa-only on card 0 behind the primary', { nics: [nic(), second({ InterfaceType: 'efa-only' })], ...p4d }),
  boundary('V27', 'efa-only without addresses', { nics: [nic(), secondEfa({ Ipv4PrefixCount: 0, Ipv6AddressCount: 0 })], ...p4d }),
  ...(
    [
      ['a count', { SecondaryPrivateIpAddressCount: 1 }],
      ['a prefix', v4('10.0.0.112/28')],
      ['a count of prefixes', { Ipv4PrefixCount: 1 }],
      ['IPv6', { Ipv6AddressCount: 1 }],
    ] as const
  ).map(([name, more]) =>
    fails('V27', `efa-only with ${name}`, { nics: [nic(), secondEfa(more)], ...p4d }, `efa-only-with-addresses ${at1}/InterfaceType`),
  ),
  fails(
    'V27',
    'two more than the type takes',
    { nics: [0, 1, 2, 3].map((i) => nic({ DeviceIndex: i === 0 ? 0 : 1, NetworkCardIndex: i, InterfaceType: 'efa' })), ...p4d },
    'too-many-efa /NetworkInterfaces/3/InterfaceType',
  ),

  fails(
    'V27',
    'a plain interface would need an address, and there is none',
    { nics: [efaOnly()], keys: p4d.keys, facts: free(0) },
    PRIMARY,
  ),
  fails('V27', 'there is one', { nics: [efaOnly()], keys: p4d.keys, facts: free(1) }, PRIMARY),
  fails('V27', 'it names the only one', { nics: [efaOnly(fixed('10.0.0.100'))], keys: p4d.keys, facts: free(1) }, PRIMARY, ADDRESSES),
  fails('V27', 'it names one of none', { nics: [efaOnly(fixed('10.0.0.100'))], keys: p4d.keys, facts: free(0) }, PRIMARY, ADDRESSES),
  fails(
    'V27',
    'it names a secondary, and needs a primary',
    { nics: [efaOnly({ PrivateIpAddresses: [secondary('10.0.0.100')] })], keys: p4d.keys, facts: free(1) },
    PRIMARY,
    ADDRESSES,
  ),
  ...[3, 4].map((count) =>
    fails(
      'V27',
      `it asks for three secondaries, and ${count} are free`,
      { nics: [efaOnly({ SecondaryPrivateIpAddressCount: 3 })], keys: p4d.keys, facts: free(count) },
      PRIMARY,
      ADDRESSES,
    ),
  ),
  fails(
    'V27',
    'its count is below 0',
    { nics: [efaOnly({ SecondaryPrivateIpAddressCount: -3 })], keys: p4d.keys, facts: free(1) },
    PRIMARY,
    ADDRESSES,
  ),
  fails('V27', 'its subnet is gone', { nics: [efaOnly({ SubnetId: 'subnet-x' })], ...p4d }, PRIMARY),
  fails(
    'V27',
    'EFA with a full subnet can be a plain one: its address is asked for anyway',
    { nics: [nic({ InterfaceType: 'efa' })], facts: free(0) },
    `type-without-efa ${at}/InterfaceType`,
  ),
  ...(
    [
      ['one secondary and a primary', { PrivateIpAddresses: [secondary('10.0.0.100')] }],
      ['two secondaries and a primary', { PrivateIpAddresses: [secondary('10.0.0.100'), secondary('10.0.0.101')] }],
      ['two prefixes and a primary', v4('10.0.0.112/28', '10.0.0.128/28')],
      ['two prefixes to pick and a primary', { Ipv4PrefixCount: 2 }],
      ['one prefix to pick and a primary', { Ipv4PrefixCount: 1 }],
      ['two counted secondaries and a primary', { SecondaryPrivateIpAddressCount: 2 }],
      ['a count of prefixes below 0', { Ipv4PrefixCount: -2, PrivateIpAddresses: [secondary('10.0.0.100')] }],
    ] as const
  ).map(([name, more]) => fails('V27', `${name}, on a type with two places`, { nics: [efaOnly(more)], ...two }, PRIMARY, ADDRESSES)),
  fails(
    'V27',
    'the places of a type of which nothing is known',
    { nics: [efaOnly()], facts: NO_TYPE },
    PRIMARY,
    'unknown-denied /InstanceType',
  ),
  passes('V27', 'one EFA', { nics: [nic({ InterfaceType: 'efa' })], ...p4d }),
];
