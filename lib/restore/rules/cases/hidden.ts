import { boundary, denied, FACTS, fails, fixed, known, nic, passes, type RuleCase, subnet } from './fixture';

const at = '/NetworkInterfaces/0';
const hidden = (count: number, subnetId = 'subnet-a', atMost = count) => ({
  hidden: { [subnetId]: known({ atLeast: count, atMost }, 'ec2:DescribeSubnets') },
});
const held = (more: Readonly<Record<string, unknown>>) => {
  const first = FACTS.interfaces['subnet-a'];
  const [eni] = first?.state === 'known' ? first.value : [];
  return eni === undefined ? {} : { interfaces: { 'subnet-a': known([{ ...eni, ...more }], 'ec2:DescribeNetworkInterfaces') } };
};
const automatic = (count: number) => ({ nics: [nic({ SubnetId: 'subnet-t', SecondaryPrivateIpAddressCount: count })] });
const blocks = (count: number) => ({ nics: [nic({ SubnetId: 'subnet-t', Ipv4PrefixCount: count })], keys: { InstanceType: 'm5.large' } });
/** A subnet of 16 addresses more than AWS keeps: 27 can be had. */
const tight = (count: number) => ({
  subnets: known([subnet('subnet-t', '10.0.4.0/27', { availableAddressCount: 27 - count })], 'ec2:DescribeSubnets'),
  interfaces: { 'subnet-t': known([], 'ec2:DescribeNetworkInterfaces') },
  reservations: { 'subnet-t': known([], 'ec2:GetSubnetCidrReservations') },
  ...hidden(count, 'subnet-t'),
});
const shared = { nics: [nic({ SubnetId: 'subnet-s', ...fixed('10.0.3.9') })] };
const inSubnetS = { interfaces: { 'subnet-s': known([], 'ec2:DescribeNetworkInterfaces') } };

/** V10, V20 and V30 where something holds addresses that AWS does not show. */
export const HIDDEN_CASES: readonly RuleCase[] = [
  passes('V10', 'nothing is hidden', { nics: [nic(fixed('10.0.0.200'))], facts: hidden(0) }),
  fails(
    'V10',
    'something is hidden',
    { nics: [nic(fixed('10.0.0.200', '10.0.0.201'))], facts: hidden(2) },
    `hidden-holders ${at}/SubnetId`,
  ),
  fails(
    'V10',
    'a named prefix may hold what is hidden',
    { nics: [nic({ Ipv4Prefixes: [{ Ipv4Prefix: '10.0.0.208/28' }] })], keys: { InstanceType: 'm5.large' }, facts: hidden(1) },
    `hidden-holders ${at}/SubnetId`,
  ),
  fails(
    'V10',
    'the second look was not answered',
    { nics: [nic(fixed('10.0.0.200'))], facts: { hidden: { 'subnet-a': denied('ec2:DescribeSubnets') } } },
    `unknown-denied ${at}/SubnetId`,
  ),
  boundary('V10', 'an address outside the subnet, and one that cannot be read, are nobody’s', {
    nics: [nic(fixed('10.0.1.200', 'ten'))],
    facts: hidden(2),
  }),
  fails(
    'V10',
    'one inside beside them may be',
    { nics: [nic(fixed('10.0.1.200', 'ten', '10.0.0.200'))], facts: hidden(2) },
    `hidden-holders ${at}/SubnetId`,
  ),
  boundary('V10', 'AWS picks, and it picks nothing that is hidden', { nics: [nic()], facts: hidden(2) }),
  boundary('V10', 'something is hidden in another subnet', { nics: [nic(fixed('10.0.0.200'))], facts: hidden(2, 'subnet-b') }),
  boundary('V10', 'only reservations may explain it', { nics: [nic(fixed('10.0.0.200'))], facts: hidden(0, 'subnet-a', 16) }),
  fails(
    'V10',
    'held by another account',
    { nics: [nic(fixed('10.0.0.10'))], facts: held({ ownerId: '999988887777' }) },
    `in-use-other-account ${at}/PrivateIpAddresses/0`,
  ),
  fails(
    'V10',
    'held by what a service manages',
    { nics: [nic(fixed('10.0.0.10'))], facts: held({ managedBy: 'eks.amazonaws.com' }) },
    `in-use-managed ${at}/PrivateIpAddresses/0`,
  ),

  passes('V20', 'enough besides what is hidden', { ...automatic(1), facts: tight(20) }),
  fails(
    'V20',
    'too few where those that can be seen are as many as are hidden',
    { ...automatic(1), facts: { ...tight(20), ...hidden(20, 'subnet-t', 26) } },
    `subnet-may-be-full ${at}/SubnetId`,
  ),
  fails('V20', 'what is hidden may break the only blocks', { ...blocks(1), facts: tight(2) }, `subnet-may-be-full ${at}/SubnetId`),
  boundary('V20', 'a block is left whatever one hidden address breaks', {
    ...blocks(1),
    facts: { ...tight(1), subnets: known([subnet('subnet-t', '10.0.4.0/25', { availableAddressCount: 122 })], 'ec2:DescribeSubnets') },
  }),

  fails(
    'V30',
    'a shared subnet in which something is held',
    { ...shared, facts: { ...inSubnetS, ...hidden(3, 'subnet-s') } },
    `shared-subnet-held ${at}/SubnetId`,
  ),
  boundary('V30', 'AWS picks', { nics: [nic({ SubnetId: 'subnet-s' })], facts: { ...inSubnetS, ...hidden(3, 'subnet-s') } }),
];
