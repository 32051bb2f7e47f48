import type { Facts, InterfaceFact } from '../../facts';
import { boundary, denied, eni, fails, fixed, known, nic, passes, type RuleCase, second, subnet } from './fixture';

const at = '/NetworkInterfaces/0';
const v4 = (...prefixes: readonly string[]) => ({ Ipv4Prefixes: prefixes.map((Ipv4Prefix) => ({ Ipv4Prefix })) });
const inT = (more: Readonly<Record<string, unknown>> = {}, DeviceIndex = 0) => nic({ DeviceIndex, SubnetId: 'subnet-t', ...more });
const automatic = (count: number) => ({ SecondaryPrivateIpAddressCount: count - 1 });
const large = { keys: { InstanceType: 'p4d' } };
interface World {
  readonly cidr?: string;
  readonly free: number;
  readonly reserved?: readonly string[];
  readonly held?: readonly InterfaceFact[];
  readonly hidden?: number;
}
/** A subnet with as many free addresses as AWS counts, which the cases choose freely. */
const world = ({ cidr = '10.0.4.0/26', free, reserved = [], held = [], hidden }: World): Partial<Facts> => ({
  subnets: known([subnet('subnet-t', cidr, { availableAddressCount: free }), subnet('subnet-a', '10.0.0.0/24')], 'ec2:DescribeSubnets'),
  interfaces: { 'subnet-t': known(held, 'ec2:DescribeNetworkInterfaces'), 'subnet-a': known([], 'ec2:DescribeNetworkInterfaces') },
  reservations: {
    'subnet-t': known(
      reserved.map((block) => ({ id: block, cidr: block, type: 'prefix', description: null })),
      'ec2:GetSubnetCidrReservations',
    ),
  },
  ...(hidden === undefined ? {} : { hidden: { 'subnet-t': known({ atLeast: hidden, atMost: hidden }, 'ec2:DescribeSubnets') } }),
});
const BLOCK = { reserved: ['10.0.4.16/28'] };
const both = { reserved: ['10.0.4.16/28', '10.0.4.32/28'] };
const holding = (...addresses: readonly string[]) => ({ held: [eni('eni-t', addresses, { subnetId: 'subnet-t', instanceId: 'i-0web' })] });

/** Whether a subnet has what a request takes from it (V20), and what is offered where it is scarce (V6, V10). */
export const ROOM_CASES: readonly RuleCase[] = [
  passes('V20', 'a named address of a reservation is not counted as free', {
    nics: [inT(fixed('10.0.4.20'))],
    facts: world({ free: 0, ...BLOCK }),
  }),
  fails('V20', 'one beside it is', { nics: [inT(fixed('10.0.4.40'))], facts: world({ free: 0, ...BLOCK }) }, `subnet-full ${at}/SubnetId`),
  passes('V20', 'a named prefix of a reservation', {
    nics: [inT({ ...v4('10.0.4.16/28'), ...fixed('10.0.4.40') })],
    facts: world({ free: 1, ...BLOCK }),
  }),
  fails(
    'V20',
    'a named prefix beside it',
    { nics: [inT({ ...v4('10.0.4.32/28'), ...fixed('10.0.4.20') })], facts: world({ free: 15, ...BLOCK }) },
    `subnet-full ${at}/SubnetId`,
  ),
  boundary('V20', 'the same with one address more', {
    nics: [inT({ ...v4('10.0.4.32/28'), ...fixed('10.0.4.20') })],
    facts: world({ free: 16, ...BLOCK }),
  }),
  fails(
    'V20',
    'two prefixes in and beside it',
    { nics: [inT({ ...v4('10.0.4.16/28', '10.0.4.32/28'), ...fixed('10.0.4.50') })], facts: world({ free: 16, ...BLOCK }) },
    `subnet-full ${at}/SubnetId`,
  ),
  boundary('V20', 'a prefix and an address that cannot be read', {
    nics: [inT({ ...v4('x'), ...fixed('ten') })],
    facts: world({ free: 17, ...BLOCK }),
  }),
  boundary(
    'V20',
    'a reservation that is used up gives nothing',
    {
      nics: [inT(fixed('10.0.4.20'))],
      facts: world({ free: 0, ...BLOCK, ...holding(...Array.from({ length: 16 }, (_, i) => `10.0.4.${16 + i}`)) }),
    },
    `subnet-full ${at}/SubnetId`,
  ),
  passes('V20', 'what another subnet is asked for does not count', {
    nics: [inT(fixed('10.0.4.40')), second(fixed('10.0.0.100', '10.0.0.101'))],
    facts: world({ free: 1 }),
  }),
  fails(
    'V20',
    'named prefixes of both interfaces',
    { nics: [inT(v4('10.0.4.16/28')), inT(v4('10.0.4.32/28'), 1)], facts: world({ free: 33 }) },
    `subnet-full ${at}/SubnetId`,
  ),
  boundary('V20', 'the same with one address more', {
    nics: [inT(v4('10.0.4.16/28')), inT(v4('10.0.4.32/28'), 1)],
    facts: world({ free: 34 }),
  }),
  boundary('V20', 'counts below 0 take nothing', {
    nics: [inT({ Ipv4PrefixCount: -1, SecondaryPrivateIpAddressCount: -4 })],
    facts: world({ free: 1 }),
  }),
  boundary('V20', 'an IPv6-only subnet has no IPv4 to be short of', { nics: [nic({ SubnetId: 'subnet-6', ...fixed('10.0.0.100') })] }),
  boundary('V20', 'who holds what is not known, so that only the count tells', {
    nics: [inT(automatic(2))],
    facts: { ...world({ free: 2, reserved: ['10.0.4.0/26'] }), interfaces: { 'subnet-t': denied('ec2:DescribeNetworkInterfaces') } },
  }),

  boundary('V20', 'AWS picks all that is left beside a named prefix', {
    nics: [inT({ ...automatic(15), ...v4('10.0.4.0/28') })],
    facts: world({ cidr: '10.0.4.0/27', free: 99 }),
  }),
  fails(
    'V20',
    'its last address is none to pick',
    { nics: [inT({ ...automatic(16), ...v4('10.0.4.0/28') })], facts: world({ cidr: '10.0.4.0/27', free: 99 }) },
    `subnet-full-reserved ${at}/SubnetId`,
  ),
  boundary('V20', 'what is no prefix of 16 takes nothing from what AWS picks', {
    nics: [inT({ ...automatic(27), ...v4('10.0.4.0/27') })],
    facts: world({ cidr: '10.0.4.0/27', free: 99 }),
  }),
  boundary('V20', 'a named address that is held was none to pick', {
    nics: [inT({ ...automatic(10), PrivateIpAddresses: [{ PrivateIpAddress: '10.0.4.5', Primary: false }] })],
    facts: world({ cidr: '10.0.4.0/28', free: 99, ...holding('10.0.4.5') }),
  }),
  ...(
    [
      ['a block that AWS picks is none to pick addresses from', 44, {}],
      ['a block out of a reservation costs nothing more', 44, BLOCK],
      ['nor do two reservations for one block', 28, both],
    ] as const
  ).flatMap(([name, count, more]) => [
    fails(
      'V20',
      name,
      { nics: [inT({ ...automatic(count), Ipv4PrefixCount: 1 })], facts: world({ free: 99, ...more }), ...large },
      `subnet-full-reserved ${at}/SubnetId`,
    ),
    boundary('V20', `${name}: one address fewer`, {
      nics: [inT({ ...automatic(count - 1), Ipv4PrefixCount: 1 })],
      facts: world({ free: 99, ...more }),
      ...large,
    }),
  ]),
  fails(
    'V20',
    'of two reservations one block is used: the other is none of the addresses that AWS counts',
    { nics: [inT({ Ipv4PrefixCount: 1 })], facts: world({ free: 0, ...both }), ...large },
    `subnet-full ${at}/SubnetId`,
  ),
  fails(
    'V20',
    'two blocks, one out of a reservation',
    { nics: [inT({ ...automatic(28), Ipv4PrefixCount: 2 })], facts: world({ free: 99, ...BLOCK }), ...large },
    `subnet-full-reserved ${at}/SubnetId`,
  ),

  boundary('V20', 'hidden addresses leave a block each', {
    nics: [inT({ Ipv4PrefixCount: 1 })],
    facts: world({ free: 40, hidden: 1 }),
    ...large,
  }),
  fails(
    'V20',
    'two of them may break both blocks',
    { nics: [inT({ Ipv4PrefixCount: 1 })], facts: world({ free: 40, hidden: 2 }), ...large },
    `subnet-may-be-full ${at}/SubnetId`,
  ),
  fails(
    'V20',
    'one of them may break one of two',
    { nics: [inT({ Ipv4PrefixCount: 2 })], facts: world({ free: 40, hidden: 1 }), ...large },
    `subnet-may-be-full ${at}/SubnetId`,
  ),
  fails(
    'V20',
    'more of them than blocks',
    { nics: [inT({ Ipv4PrefixCount: 2 })], facts: world({ free: 40, hidden: 9 }), ...large },
    `subnet-may-be-full ${at}/SubnetId`,
  ),
  boundary('V20', 'nothing is proven to be hidden', {
    nics: [inT(automatic(2))],
    facts: {
      ...world({ cidr: '10.0.4.0/28', free: 11 }),
      hidden: { 'subnet-t': known({ atLeast: 0, atMost: 11 }, 'ec2:DescribeSubnets') },
    },
  }),

  fails(
    'V10',
    'a free address that AWS needs for a block is not offered',
    { nics: [inT(fixed('10.0.4.5')), inT({ Ipv4PrefixCount: 2 }, 1)], facts: world({ free: 50, ...holding('10.0.4.5') }), ...large },
    `in-use-instance ${at}/PrivateIpAddresses/0`,
  ),
  fails(
    'V10',
    'one that it does not need is',
    { nics: [inT(fixed('10.0.4.5')), inT({ Ipv4PrefixCount: 1 }, 1)], facts: world({ free: 50, ...holding('10.0.4.5') }), ...large },
    `in-use-instance ${at}/PrivateIpAddresses/0`,
  ),
  ...[10, 9].map((count) =>
    fails(
      'V10',
      `AWS is to pick ${count} of the ten that are free`,
      {
        nics: [inT(fixed('10.0.4.5')), inT(automatic(count), 1)],
        facts: world({ cidr: '10.0.4.0/28', free: 50, ...holding('10.0.4.5') }),
        ...large,
      },
      `in-use-instance ${at}/PrivateIpAddresses/0`,
    ),
  ),
  fails(
    'V6',
    'the last two free addresses are those that are asked for',
    { nics: [inT(), inT(fixed('10.0.4.40'), 1)], facts: world({ free: 2 }) },
    `automatic-primary-may-take ${at}`,
  ),
  fails(
    'V6',
    'none can be named besides',
    { nics: [inT(), inT(fixed('10.0.4.40'), 1)], facts: world({ free: 1 }) },
    `automatic-primary-may-take ${at}`,
  ),
  boundary('V25', 'held right behind the blocks', {
    nics: [inT({ Ipv4PrefixCount: 2 })],
    facts: world({ free: 50, held: [eni('eni-t', ['10.0.4.48', '10.0.4.15'], { subnetId: 'subnet-t' })] }),
    ...large,
  }),
];
