import type { Facts } from '../../facts';
import { boundary, denied, FACTS, fails, fixed, known, nic, type RuleCase, second } from './fixture';

const at = '/NetworkInterfaces/0';
const groups = (list: readonly string[], more: object = {}) => ({ nics: [nic({ Groups: list, ...more })] });
const inV = { SubnetId: 'subnet-v' };
const many = (count: number) => groups(Array.from({ length: count }, () => 'sg-1'));
const NO_QUOTA: Partial<Facts> = { groupsPerInterface: denied('ec2:DescribeAccountAttributes') };
const exist = (...list: readonly { readonly id: string; readonly name: string; readonly vpcId: string }[]): Partial<Facts> => ({
  securityGroups: known(list, 'ec2:DescribeSecurityGroups'),
});
const hidden = (subnetId: string, count: number): Partial<Facts> => ({
  hidden: { [subnetId]: known({ atLeast: count, atMost: count }, 'ec2:DescribeSubnets') },
});
const inS: Partial<Facts> = { interfaces: { ...FACTS.interfaces, 'subnet-s': known([], 'ec2:DescribeNetworkInterfaces') } };
const block = (cidr: string) => ({ Ipv4Prefixes: [{ Ipv4Prefix: cidr }] });
const old: Partial<Facts> = {
  hidden: { 'subnet-a': { state: 'unknown', reason: { code: 'old' }, asOf: '', source: 'ec2:DescribeSubnets' } },
};

/** V16, V17 and V32 of groups, V10 and V30 of what is hidden, at their edges. */
export const GROUP_CASES: readonly RuleCase[] = [
  fails(
    'V16',
    'two groups, both with their like here',
    groups(['sg-2', 'sg-2d']),
    `group-of-other-vpc ${at}/Groups/0`,
    `group-of-other-vpc ${at}/Groups/1`,
  ),
  fails('V16', 'two groups of one name here', groups(['sg-2', 'sg-1']), `group-of-other-vpc ${at}/Groups/0`),
  fails('V16', 'one has its like here, the other is gone', groups(['sg-2', 'sg-x']), `group-of-other-vpc ${at}/Groups/0`),
  fails('V16', 'no like here', groups(['sg-aa'], inV), `group-of-other-vpc ${at}/Groups/0`),
  fails(
    'V16',
    'neither its like nor a default group here',
    { ...groups(['sg-1'], inV), facts: exist({ id: 'sg-1', name: 'web', vpcId: 'vpc-1' }, { id: 'sg-9', name: 'other', vpcId: 'vpc-2' }) },
    `group-of-other-vpc ${at}/Groups/0`,
  ),
  boundary('V16', 'a group in a subnet that is gone', groups(['sg-1'], { SubnetId: 'subnet-x' })),
  boundary('V16', 'sixteen groups where the quota is not known', { ...many(16), facts: NO_QUOTA }, `unknown-denied ${at}/Groups`),
  fails('V16', 'seventeen, which no quota allows', { ...many(17), facts: NO_QUOTA }, `too-many-groups ${at}/Groups`),
  boundary('V16', 'five where the quota is not known', { ...many(5), facts: NO_QUOTA }),
  fails(
    'V16',
    'the quota is lower than the default',
    { ...many(6), facts: { groupsPerInterface: known(3) } },
    `too-many-groups ${at}/Groups`,
  ),
  fails('V17', 'none in a subnet that is gone', groups([], { SubnetId: 'subnet-x' }), `no-groups ${at}`),
  fails(
    'V17',
    'none where the VPC has no default group',
    { ...groups([], inV), facts: exist({ id: 'sg-9', name: 'web', vpcId: 'vpc-2' }, { id: 'sg-d', name: 'default', vpcId: 'vpc-1' }) },
    `no-groups ${at}`,
  ),
  fails(
    'V32',
    'two groups that are gone',
    groups(['sg-x', 'sg-1', 'sg-y']),
    `group-not-found ${at}/Groups/0`,
    `group-not-found ${at}/Groups/2`,
  ),
  fails(
    'V32',
    'a group that is gone, in a subnet that is gone',
    groups(['sg-x'], { SubnetId: 'subnet-x' }),
    `group-not-found ${at}/Groups/0`,
    `subnet-not-found ${at}/SubnetId`,
  ),
  boundary(
    'V32',
    'groups are not read, and only the second names one',
    { nics: [nic({ Groups: [] }), second()], facts: { securityGroups: denied('ec2:DescribeSecurityGroups') } },
    'unknown-denied /NetworkInterfaces/1/Groups',
  ),
  boundary(
    'V32',
    'subnets are not read, and only the second names one',
    { nics: [{ DeviceIndex: 0 }, second()], facts: { subnets: denied('ec2:DescribeSubnets') } },
    'unknown-denied /NetworkInterfaces/1/SubnetId',
  ),
  fails(
    'V32',
    'an interface that a service holds',
    { nics: [{ DeviceIndex: 0, NetworkInterfaceId: 'eni-lb' }] },
    `interface-attached ${at}/NetworkInterfaceId`,
  ),
  boundary('V32', 'an interface beside a subnet is V4’s', { nics: [nic({ NetworkInterfaceId: 'eni-web' })] }),

  fails(
    'V10',
    'only what is free and in the subnet may be held by what is hidden',
    {
      nics: [nic(fixed('10.0.0.200', '10.0.0.10', '10.0.1.7', 'ten', '10.0.0.201'))],
      facts: hidden('subnet-a', 2),
    },
    `hidden-holders ${at}/SubnetId`,
    `in-use-instance ${at}/PrivateIpAddresses/1`,
  ),
  boundary(
    'V10',
    'something is hidden, and what is named is held anyway',
    { nics: [nic(fixed('10.0.0.10'))], facts: hidden('subnet-a', 2) },
    `in-use-instance ${at}/PrivateIpAddresses/0`,
  ),
  boundary('V10', 'in a shared subnet V30 says it', {
    nics: [nic({ SubnetId: 'subnet-s', ...fixed('10.0.3.9') })],
    facts: { ...inS, ...hidden('subnet-s', 3) },
  }),
  fails(
    'V10',
    'in a shared subnet V30 says nothing of prefixes',
    { nics: [nic({ SubnetId: 'subnet-s', ...block('10.0.3.16/28') })], facts: { ...inS, ...hidden('subnet-s', 3) } },
    `hidden-holders ${at}/SubnetId`,
  ),
  fails(
    'V10',
    'whose subnet it is is not known',
    {
      nics: [nic({ SubnetId: 'subnet-s', ...fixed('10.0.3.9') })],
      facts: { ...inS, ...hidden('subnet-s', 3), callerAccount: denied('sts:GetCallerIdentity') },
    },
    `hidden-holders ${at}/SubnetId`,
  ),
  boundary(
    'V10',
    'interfaces are not read, so that nothing is known to be hidden',
    {
      nics: [nic(fixed('10.0.0.200'))],
      facts: { ...hidden('subnet-a', 2), interfaces: { 'subnet-a': denied('ec2:DescribeNetworkInterfaces') } },
    },
    `unknown-denied ${at}`,
  ),
  boundary('V10', 'the last look is long ago', { nics: [nic(fixed('10.0.0.200'))], facts: old }),
  boundary('V10', 'the second look was not answered, and nothing is named', {
    nics: [nic()],
    facts: { hidden: { 'subnet-a': denied('ec2:DescribeSubnets') } },
  }),
  boundary(
    'V30',
    'whose subnet it is is not known',
    {
      nics: [nic(), second({ Ipv6Addresses: [{ Ipv6Address: '2001:db8:0:a::20' }] })],
      facts: { callerAccount: denied('sts:GetCallerIdentity') },
    },
    'unknown-denied /NetworkInterfaces/1/SubnetId',
  ),
  boundary('V30', 'a subnet that is gone', { nics: [nic({ SubnetId: 'subnet-x', ...fixed('10.0.3.9') })] }),
  boundary('V30', 'no subnet', {
    nics: [{ DeviceIndex: 0, ...fixed('10.0.3.9') }],
    facts: { callerAccount: denied('sts:GetCallerIdentity') },
  }),
];
