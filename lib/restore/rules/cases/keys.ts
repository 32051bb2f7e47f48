import { boundary, denied, fails, fixed, keys, nic, passes, type RuleCase } from './fixture';

const cpu = (cores: number, threads: number) => ({ CpuOptions: JSON.stringify({ CoreCount: cores, ThreadsPerCore: threads }) });
const features = (InstanceType: string, options: object) => keys({ InstanceType, CpuOptions: JSON.stringify(options) });
const data = (bytes: number) => keys({ UserData: btoa('x'.repeat(bytes)) });
const at = '/NetworkInterfaces/0';

/** J1-J9: what the keys and their JSON say. */
export const KEY_CASES: readonly RuleCase[] = [
  passes('J1', 'all can be read', keys({ Placement: '{"GroupName":null}', EnaSupport: 'true' })),
  fails('J1', 'not JSON', keys({ Placement: '{' }), 'not-json /Placement'),
  fails('J1', 'an object where a list is due', { keys: { NetworkInterfaces: '{}' } }, 'not-a-list /NetworkInterfaces'),
  fails('J1', 'a list where an object is due', keys({ CpuOptions: '[]' }), 'not-an-object /CpuOptions'),
  fails('J1', 'not a flag', keys({ EbsOptimized: 'yes' }), 'not-a-flag /EbsOptimized'),
  fails('J1', 'an index as text', { nics: [nic({ DeviceIndex: '0' })] }, `not-a-number ${at}/DeviceIndex`),
  fails('J1', 'a flag as text', { nics: [nic({ DeleteOnTermination: 'true' })] }, `not-a-flag ${at}/DeleteOnTermination`),
  fails('J1', 'a group that is a number', { nics: [nic({ Groups: [1] })] }, `not-text ${at}/Groups/0`),
  fails('J1', 'an interface that is text', { nics: ['eni'] }, `not-an-object ${at}`),
  fails('J1', 'null for a key', keys({ KeyName: null }), 'null-value /KeyName'),
  fails('J1', 'a number for a name', keys({ KeyName: 5 }), 'not-text /KeyName'),
  boundary('J1', 'empty values say nothing', keys({ Placement: '', EbsOptimized: '' })),
  boundary('J1', 'TRUE is true', keys({ EbsOptimized: 'TRUE' })),
  boundary('J1', 'null says nothing', { nics: [nic({ Description: null })] }),

  passes('J2', 'documented keys', keys({ VpcId: 'vpc-1' })),
  fails('J2', 'Tags is not one', keys({ Tags: '[]' }), 'unknown-key /Tags'),
  fails(
    'J2',
    'Elastic Graphics has ended',
    keys({ ElasticGpuSpecification: '[{"Type":"eg1.medium"}]' }),
    'elastic-gpu /ElasticGpuSpecification',
  ),
  fails(
    'J2',
    'a key that every object of JavaScript has',
    keys({ constructor: 'x', valueOf: 'y' }),
    'unknown-key /constructor',
    'unknown-key /valueOf',
  ),
  fails('J2', 'another name for a key', keys({ SecurityGroups: 'sg-1' }), 'unknown-key-meant /SecurityGroups'),
  fails('J2', 'what belongs to the block devices', keys({ Encrypted: 'false' }), 'unknown-key-meant /Encrypted'),
  fails('J2', 'an address beside the interfaces', keys({ PrivateIpAddress: '10.0.0.9' }), 'interface-member /PrivateIpAddress'),
  fails('J2', 'the same in small letters', keys({ privateIpAddress: '10.0.0.9' }), 'interface-member /privateIpAddress'),
  fails(
    'J2',
    'a count beside the interfaces',
    keys({ SecondaryPrivateIpAddressCount: '1' }),
    'interface-member /SecondaryPrivateIpAddressCount',
  ),
  ...['privateIp', 'private_ip_address', 'PrivateIPAddress', 'static-ip', 'fixed_ip', 'IpAddress'].map((key) =>
    fails('J2', `an address as ${key}`, keys({ [key]: ' 10.0.0.9 ' }), `interface-member /${key}`),
  ),
  ...(
    [
      ['no address', { PrivateIpAddress: '10.0.0.x' }],
      ['an address that the interfaces have already', { PrivateIpAddress: '10.0.0.30' }],
      ['a list of addresses', { privateIps: '["10.0.0.8","10.0.0.9"]' }],
      [
        'a list of entries, one primary',
        { PrivateIpAddresses: '[{"PrivateIpAddress":"10.0.0.8","Primary":true},{"PrivateIpAddress":"10.0.0.9"}]' },
      ],
      ['a list with only a primary', { PrivateIpAddresses: '[{"PrivateIpAddress":"10.0.0.8","Primary":true}]' }],
      [
        'a list with two primaries',
        { PrivateIpAddresses: '[{"PrivateIpAddress":"10.0.0.8","Primary":true},{"PrivateIpAddress":"10.0.0.9","Primary":true}]' },
      ],
      ['a list with one twice', { PrivateIpAddresses: '["10.0.0.8","10.0.0.8"]' }],
      ['a list with one that is placed', { PrivateIpAddresses: '["10.0.0.8","10.0.0.30"]' }],
      ['a list with something else in it', { PrivateIpAddresses: '["10.0.0.8",5]' }],
      ['no list', { PrivateIpAddresses: '10.0.0.8' }],
      ['a count that is none', { SecondaryPrivateIpAddressCount: '0' }],
      ['a count of four digits', { SecondaryPrivateIpAddressCount: '1000' }],
      ['a public IP', { AssociatePublicIpAddress: 'TRUE' }],
      ['no public IP', { AssociatePublicIpAddress: 'false' }],
      ['a public IP perhaps', { AssociatePublicIpAddress: 'yes' }],
      ['groups', { Groups: '["sg-1","sg-d"]' }],
      ['groups as text', { Groups: 'sg-1' }],
      ['groups that are no text', { Groups: '["sg-1",1]' }],
      ['what no command can place', { Ipv6Addresses: '["2001:db8:0:a::20"]' }],
    ] as const
  ).map(([name, key]) =>
    fails(
      'J2',
      `beside the interfaces: ${name}`,
      { nics: [nic(fixed('10.0.0.30'))], keys: key },
      `interface-member /${Object.keys(key)[0] ?? ''}`,
    ),
  ),
  ...(
    [
      ['a count where there are secondaries', [nic(fixed('10.0.0.30', '10.0.0.31'))], { SecondaryPrivateIpAddressCount: '2' }],
      [
        'a count where there are prefixes',
        [nic({ Ipv4Prefixes: [{ Ipv4Prefix: '10.0.0.112/28' }] })],
        { SecondaryPrivateIpAddressCount: '2' },
      ],
      ['a count where prefixes are counted', [nic({ Ipv4PrefixCount: 1 })], { SecondaryPrivateIpAddressCount: '2' }],
      ['an address where there is no IPv4', [nic({ SubnetId: 'subnet-6' })], { PrivateIpAddress: '10.0.0.9' }],
      ['groups where there is no IPv4', [nic({ SubnetId: 'subnet-6' })], { Groups: '["sg-1"]' }],
      ['an address where only EFA is', [nic({ InterfaceType: 'efa-only' })], { PrivateIpAddress: '10.0.0.9' }],
      ['an address where no interface is the first', [nic({ DeviceIndex: 1 })], { PrivateIpAddress: '10.0.0.9' }],
      ['an address where the first exists already', [{ DeviceIndex: 0, NetworkInterfaceId: 'eni-left' }], { PrivateIpAddress: '10.0.0.9' }],
    ] as const
  ).map(([name, nics, key]) =>
    fails('J2', `beside the interfaces: ${name}`, { nics, keys: key }, `interface-member /${Object.keys(key)[0] ?? ''}`),
  ),
  ...[
    'securitygroup SecurityGroupId Subnet subnets subnet_ids KeyPair KeyPairName IamInstanceProfile instanceProfile InstanceProfileName',
    'IamInstanceProfileArn AvailabilityZone AvailabilityZoneId Tenancy GroupName PlacementGroup HostId BlockDeviceMapping blockDevices',
    'KmsKeyId VolumeType VolumeSize Iops Throughput CpuCredits CoreCount threads_per_core AmdSevSnp NestedVirtualization HttpTokens',
    'MetadataOptions NetworkInterface Type',
  ]
    .flatMap((names) => names.split(' '))
    .map((key) => fails('J2', `another name: ${key}`, keys({ [key]: 'x' }), `unknown-key-meant /${key}`)),
  fails('J2', 'one key in two spellings', keys({ VpcId: 'vpc-1', vpcId: 'vpc-2' }), 'key-twice /vpcId'),
  boundary('J2', 'letters in any case', keys({ vpcId: 'vpc-1', requiredImdsV2: 'true' })),

  passes('J3', 'no CpuOptions in the backup', keys({})),
  fails(
    'J3',
    'half the vCPUs were set',
    { ...keys({}), context: { backedUpCpuOptions: '{"CoreCount":1,"ThreadsPerCore":2}' } },
    'more-vcpus /CpuOptions',
  ),
  boundary('J3', 'as many as the type has', { ...keys({}), context: { backedUpCpuOptions: '{"CoreCount":2,"ThreadsPerCore":2}' } }),
  fails(
    'J3',
    'AMD SEV-SNP was on',
    { ...keys({}), context: { backedUpCpuOptions: '{"AmdSevSnp":"enabled"}' } },
    'cpu-feature-lost /CpuOptions',
  ),
  fails(
    'J3',
    'and is not any more, beside cores that are sent',
    { ...keys(cpu(1, 2)), context: { backedUpCpuOptions: '{"AmdSevSnp":"enabled","CoreCount":1,"ThreadsPerCore":2}' } },
    'cpu-feature-lost /CpuOptions',
  ),
  boundary('J3', 'it was on and is', {
    ...features('m6a.large', { AmdSevSnp: 'enabled' }),
    context: { backedUpCpuOptions: '{"AmdSevSnp":"enabled"}' },
  }),
  boundary('J3', 'it was off', { ...keys({}), context: { backedUpCpuOptions: '{"AmdSevSnp":"disabled"}' } }),
  boundary('J3', 'they are sent', { ...keys(cpu(1, 2)), context: { backedUpCpuOptions: '{"CoreCount":1,"ThreadsPerCore":2}' } }),

  passes('J4', 'it exists', keys({ Placement: '{"GroupName":"cluster"}' })),
  fails('J4', 'it is gone', keys({ Placement: '{"GroupName":"gone"}' }), 'placement-group-not-found /Placement'),
  passes('J4', 'it exists, by its id', keys({ Placement: '{"GroupId":"pg-1"}' })),
  fails('J4', 'an id that is gone', keys({ Placement: '{"GroupId":"pg-2"}' }), 'placement-group-not-found /Placement'),
  fails('J4', 'a group by name and by id', keys({ Placement: '{"GroupName":"cluster","GroupId":"pg-1"}' }), 'placement-twice /Placement'),
  fails(
    'J4',
    'a zone by name and by id',
    keys({ Placement: '{"AvailabilityZone":"tokyo-a","AvailabilityZoneId":"az-1"}' }),
    'placement-twice /Placement',
  ),
  fails('J4', 'no tenancy of EC2', keys({ Placement: '{"Tenancy":"shared"}' }), 'tenancy-unknown /Placement'),
  fails('J4', 'a host that may be gone', keys({ Placement: '{"Tenancy":"host","HostId":"h-1"}' }), 'dedicated-host /Placement'),
  fails('J4', 'any host', keys({ Placement: '{"Tenancy":"host"}' }), 'tenancy-host /Placement'),
  fails(
    'J4',
    'a group of hosts, and everything else that is said of one',
    keys({ Placement: '{"Tenancy":"default","HostResourceGroupArn":"arn:g","Affinity":"host","PartitionNumber":1}' }),
    'dedicated-host /Placement',
  ),
  fails('J4', 'a host by its id, where nothing is said of tenancy', keys({ Placement: '{"HostId":"h-1"}' }), 'dedicated-host /Placement'),
  boundary('J4', 'the tenancy that there is without one', keys({ Placement: '{"Tenancy":"default"}' })),
  boundary('J4', 'dedicated hardware needs no host', keys({ Placement: '{"Tenancy":"dedicated","HostId":null}' })),
  boundary('J4', 'null and empty name none', keys({ Placement: '{"GroupName":""}' })),
  boundary(
    'J4',
    'it cannot be known',
    { ...keys({ Placement: '{"GroupName":"cluster"}' }), facts: { placementGroups: denied('ec2:DescribePlacementGroups') } },
    'unknown-denied /Placement',
  ),

  passes('J6', 'base64', data(10)),
  fails('J6', 'plain text', keys({ UserData: '#!/bin/sh' }), 'user-data-not-base64 /UserData'),
  boundary('J6', '16 KB', data(16_384)),
  boundary('J6', 'one byte more', data(16_385), 'user-data-long /UserData'),

  passes('J7', 'members of the API', { nics: [nic()] }),
  fails('J7', 'another member', { nics: [nic({ Zukunft: {} })] }, `unknown-member ${at}`),
  fails('J7', 'another member of Placement', keys({ Placement: '{"AvailabilityZoneId":"az-1"}' }), 'unknown-member-of-key /Placement'),
  fails(
    'J7',
    'deep inside a value',
    keys({ CapacityReservationSpecification: '{"CapacityReservationTarget":{"Future":1}}' }),
    'unknown-member-of-key /CapacityReservationSpecification/CapacityReservationTarget',
  ),
  fails(
    'J7',
    'in a block device',
    keys({ BlockDeviceMappings: '[{"DeviceName":"/dev/xvda"},{"DeviceName":"/dev/xvdb","Ebs":{"Future":1},"Later":2}]' }),
    'unknown-member-of-key /BlockDeviceMappings/1',
    'unknown-member-of-key /BlockDeviceMappings/1/Ebs',
  ),
  fails(
    'J7',
    'a DNS name inside an address entry',
    { nics: [nic({ PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: '10.0.0.9', PrivateDnsName: 'ip-10' }] })] },
    `unknown-member ${at}/PrivateIpAddresses/0`,
  ),
  boundary('J7', 'members of the newest EC2', {
    nics: [
      nic({
        EnaSrdSpecification: { EnaSrdEnabled: true },
        ConnectionTrackingSpecification: { UdpTimeout: 60 },
        EnaQueueCount: 4,
        AssociateCarrierIpAddress: false,
      }),
    ],
  }),
  fails(
    'J7',
    'something new inside them',
    { nics: [nic({ EnaSrdSpecification: { Future: 1 } })] },
    `unknown-member ${at}/EnaSrdSpecification`,
  ),
  boundary('J7', 'a known member in other letters is another', { nics: [nic({ subnetid: 'x' })] }, `unknown-member ${at}`),

  passes('J8', 'open', keys({ CapacityReservationSpecification: '{"CapacityReservationPreference":"open"}' })),
  fails(
    'J8',
    'a reservation by name',
    keys({ CapacityReservationSpecification: '{"CapacityReservationTarget":{"CapacityReservationId":"cr-1"}}' }),
    'capacity-reservation /CapacityReservationSpecification',
  ),
  fails('J8', 'hibernation', keys({ HibernationOptions: '{"Configured":true}' }), 'hibernation /HibernationOptions'),
  boundary('J8', 'no hibernation', keys({ HibernationOptions: '{"Configured":false}' })),

  passes('J9', 'a text like any other', { nics: [nic()] }),
  fails(
    'J9',
    'a file that begins with a byte order mark',
    { nics: [nic()], context: { notes: [{ code: 'byte-order-mark', severity: 'warning', at: '', params: { encoding: 'UTF-8' } }] } },
    'byte-order-mark ',
  ),
  ...(
    [
      ['typographic', { characters: '“' }],
      ['placeholder', { where: '--region', text: '<REGION>' }],
      ['filled-by-shell', { option: '--region', text: '$REGION' }],
      ['not-an-arn', { where: '--recovery-point-arn', text: 'ami-084ddc30cf536ac1e' }],
      ['whole-answer', {}],
      ['metadata-as-text', {}],
      ['empty-resource-type', {}],
    ] as const
  ).map(([code, params]) =>
    fails('J9', code, { nics: [nic()], context: { notes: [{ code, severity: 'error', at: '', params }] } }, `${code} `),
  ),
  boundary(
    'J9',
    'a note about one key, at that key',
    {
      nics: [nic()],
      context: { notes: [{ code: 'byte-order-mark', severity: 'info', at: '/InstanceType', params: { encoding: 'UTF-16 LE' } }] },
    },
    'byte-order-mark /InstanceType',
  ),
];
