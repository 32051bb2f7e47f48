import { boundary, denied, FACTS, fails, fixed, known, nic, passes, type RuleCase, second, subnet } from './fixture';

const at = '/NetworkInterfaces/0';
const second0 = '/NetworkInterfaces/1';
const zone = (AvailabilityZone: string) => ({ Placement: JSON.stringify({ AvailabilityZone }) });
const groups = (...list: readonly string[]) => ({ nics: [nic({ Groups: list })] });
const FIVE = ['sg-1', 'sg-d', 'sg-aa', 'sg-bb', 'sg-cc'];
/** No interfaces: EC2 makes one of the instance-level subnet and groups. */
const implicit = (keys: Readonly<Record<string, string>> = {}) => ({ nics: [], keys: { SubnetId: 'subnet-a', ...keys } });
const withSubnet = (more: Parameters<typeof subnet>[2]) => ({
  subnets: known([subnet('subnet-a', '10.0.0.0/24', more)], 'ec2:DescribeSubnets'),
});
const NOTHING_RESERVED = { reservations: { 'subnet-a': known([], 'ec2:GetSubnetCidrReservations') } };

/** F12, V14-V17, V20, V32. */
export const NETWORK_CASES: readonly RuleCase[] = [
  passes('F12', 'an interface with a subnet', { nics: [nic()] }),
  fails('F12', 'no subnet anywhere', { nics: [] }, 'no-subnet-at-all '),
  boundary('F12', 'an instance-level subnet', { nics: [], keys: { SubnetId: 'subnet-a' } }),

  passes('V14', 'one zone', { nics: [nic(), second({ SubnetId: 'subnet-b' })], keys: zone('tokyo-a') }),
  fails('V14', 'two zones', { nics: [nic(), second({ SubnetId: 'subnet-c' })] }, `two-zones ${second0}/SubnetId`),
  fails('V14', 'Placement names another', { nics: [nic()], keys: zone('tokyo-c') }, 'placement-zone /Placement'),
  fails('V14', 'Placement names another than that of the instance-level subnet', implicit(zone('tokyo-c')), 'placement-zone /Placement'),
  boundary('V14', 'Placement names that of the instance-level subnet', implicit(zone('tokyo-a'))),
  fails(
    'V14',
    'Placement names another by its id',
    { nics: [nic()], keys: { Placement: '{"AvailabilityZoneId":"az-2"}' } },
    'placement-zone /Placement',
  ),
  boundary('V14', 'Placement names it by its id', { nics: [nic()], keys: { Placement: '{"AvailabilityZoneId":"az-1"}' } }),
  boundary('V14', 'the zone of that id is not known', {
    nics: [nic({ SubnetId: 'subnet-b' })],
    keys: { Placement: '{"AvailabilityZoneId":"az-2"}' },
  }),
  boundary('V14', 'Placement without a zone', { nics: [nic()], keys: { Placement: '{"AvailabilityZone":"","GroupName":""}' } }),
  boundary(
    'V14',
    'an attached interface lies somewhere, too',
    { nics: [nic({ SubnetId: 'subnet-c' }), { DeviceIndex: 1, NetworkInterfaceId: 'eni-left' }] },
    `two-zones ${second0}`,
  ),

  passes('V15', 'one VPC', { nics: [nic(), second()] }),
  fails(
    'V15',
    'two VPCs: allowed, unverified',
    { nics: [nic(), second({ SubnetId: 'subnet-v', Groups: ['sg-2'] })] },
    `two-vpcs ${second0}/SubnetId`,
  ),
  boundary('V15', 'another VPC alone', { nics: [nic({ SubnetId: 'subnet-v', Groups: ['sg-2'] })] }),

  fails(
    'V16',
    'an instance-level group of another VPC',
    implicit({ SecurityGroupIds: '["sg-2"]' }),
    'group-of-other-vpc /SecurityGroupIds/0',
  ),
  passes('V16', 'a group of the VPC', groups('sg-1')),
  fails('V16', 'a group of another VPC', groups('sg-2'), `group-of-other-vpc ${at}/Groups/0`),
  fails('V16', 'six groups', groups(...FIVE, 'sg-dd'), `too-many-groups ${at}/Groups`),
  boundary('V16', 'five groups', groups(...FIVE)),
  boundary('V16', 'six where the quota is raised', { ...groups(...FIVE, 'sg-dd'), facts: { groupsPerInterface: known(6) } }),
  boundary(
    'V16',
    'six where the quota is not known',
    { ...groups(...FIVE, 'sg-dd'), facts: { groupsPerInterface: denied('ec2:DescribeAccountAttributes') } },
    `unknown-denied ${at}/Groups`,
  ),

  passes('V17', 'groups are named', groups('sg-1')),
  fails('V17', 'none', groups(), `no-groups ${at}`),
  fails('V17', 'none at the instance level', implicit(), 'no-groups /SecurityGroupIds'),
  boundary('V17', 'an EFA without addresses needs none', { nics: [nic(), second({ Groups: [], InterfaceType: 'efa-only' })] }),

  passes('V20', 'plenty', { nics: [nic()] }),
  fails(
    'V20',
    'fewer than asked for',
    { nics: [nic({ SubnetId: 'subnet-c', SecondaryPrivateIpAddressCount: 3 })] },
    `subnet-full ${at}/SubnetId`,
  ),
  fails(
    'V20',
    'the rest is reserved for prefixes',
    {
      nics: [nic({ SecondaryPrivateIpAddressCount: 3 })],
      facts: { reservations: { 'subnet-a': known([{ id: 'scr', cidr: '10.0.0.0/24', type: 'prefix', description: null }]) } },
    },
    `subnet-full-reserved ${at}/SubnetId`,
  ),
  fails(
    'V20',
    'none left for the interface that EC2 makes',
    { ...implicit(), facts: withSubnet({ availableAddressCount: 0 }) },
    'subnet-full /SubnetId',
  ),
  boundary('V20', 'exactly enough', { nics: [nic({ SubnetId: 'subnet-c', SecondaryPrivateIpAddressCount: 2 })] }),
  boundary(
    'V20',
    'both interfaces together',
    {
      nics: [
        nic({ SubnetId: 'subnet-c', SecondaryPrivateIpAddressCount: 1 }),
        second({ SubnetId: 'subnet-c', SecondaryPrivateIpAddressCount: 1 }),
      ],
    },
    `subnet-full ${at}/SubnetId`,
  ),
  boundary(
    'V20',
    'a prefix takes 16',
    { nics: [nic({ Ipv4PrefixCount: 1 })], facts: { ...withSubnet({ availableAddressCount: 16 }), ...NOTHING_RESERVED } },
    `subnet-full ${at}/SubnetId`,
  ),
  boundary('V20', 'a prefix comes out of a reservation, which is not counted as free', {
    nics: [nic({ Ipv4PrefixCount: 1 })],
    facts: withSubnet({ availableAddressCount: 1 }),
  }),
  boundary(
    'V20',
    'the second prefix does not',
    { nics: [nic({ Ipv4PrefixCount: 2 })], facts: withSubnet({ availableAddressCount: 16 }) },
    `subnet-full ${at}/SubnetId`,
  ),

  passes('V32', 'all exist', { nics: [nic()] }),
  fails('V32', 'a subnet that is gone', { nics: [nic({ SubnetId: 'subnet-x' })] }, `subnet-not-found ${at}/SubnetId`),
  fails('V32', 'a group that is gone', groups('sg-1', 'sg-x'), `group-not-found ${at}/Groups/1`),
  fails(
    'V32',
    'an interface that is gone',
    { nics: [{ DeviceIndex: 0, NetworkInterfaceId: 'eni-gone' }] },
    `interface-not-found ${at}/NetworkInterfaceId`,
  ),
  fails(
    'V32',
    'an interface that is taken',
    { nics: [{ DeviceIndex: 0, NetworkInterfaceId: 'eni-web' }] },
    `interface-attached ${at}/NetworkInterfaceId`,
  ),
  fails(
    'V32',
    'one interface twice',
    {
      nics: [
        { DeviceIndex: 0, NetworkInterfaceId: 'eni-left' },
        { DeviceIndex: 1, NetworkInterfaceId: 'eni-left' },
      ],
    },
    `interface-twice ${second0}/NetworkInterfaceId`,
  ),
  boundary(
    'V32',
    'an interface that nobody asked about',
    { nics: [{ DeviceIndex: 0, NetworkInterfaceId: 'eni-far' }] },
    `unknown-not-given ${at}/NetworkInterfaceId`,
  ),
  boundary(
    'V32',
    'the instance-level subnet and groups',
    { nics: [], keys: { SubnetId: 'subnet-x', SecurityGroupIds: '["sg-x"]' } },
    'group-not-found /SecurityGroupIds/0',
    'subnet-not-found /SubnetId',
  ),
  boundary('V32', 'the same in another spelling', { nics: [], keys: { subnetId: 'subnet-x' } }, 'subnet-not-found /subnetId'),
  boundary('V32', 'a free interface', { nics: [{ DeviceIndex: 0, NetworkInterfaceId: 'eni-left' }], facts: { attached: FACTS.attached } }),
  passes('V32', 'addresses do not matter here', { nics: [nic(fixed('10.0.0.10'))] }),
];
