import { boundary, fails, fixed, nic, passes, primary, type RuleCase, second, secondary } from './fixture';

const at = '/NetworkInterfaces/0';
const addresses = (...list: readonly unknown[]) => ({ PrivateIpAddresses: list });

/** V1-V7. */
export const SHAPE_CASES: readonly RuleCase[] = [
  passes('V1', 'subnet and groups in the interface', { nics: [nic()] }),
  fails(
    'V1',
    'subnet and groups beside interfaces, in any case of letters',
    { nics: [nic()], keys: { subnetid: 'subnet-a', SecurityGroupIds: '["sg-1"]' } },
    'top-level-groups /SecurityGroupIds',
    'top-level-subnet /subnetid',
  ),
  boundary('V1', 'emptied keys say nothing', { nics: [nic()], keys: { SubnetId: '', SecurityGroupIds: '[]' } }),
  boundary('V1', 'no interfaces: both are right', { nics: [], keys: { SubnetId: 'subnet-a', SecurityGroupIds: '["sg-1"]' } }),

  passes('V2', '0 and 1', { nics: [nic(), second()] }),
  fails('V2', 'the same index twice', { nics: [nic(), nic()] }, 'device-index-repeated /NetworkInterfaces/1/DeviceIndex'),
  fails('V2', 'no index', { nics: [nic({ DeviceIndex: null })] }, 'no-device-index-0 /NetworkInterfaces', `device-index-missing ${at}`),
  boundary('V2', 'index 1 alone', { nics: [nic({ DeviceIndex: 1 })] }, 'no-device-index-0 /NetworkInterfaces'),
  boundary('V2', 'the same index on another card', {
    nics: [nic(), second(), second({ NetworkCardIndex: 1 })],
    keys: { InstanceType: 'p4d' },
  }),

  passes('V3', '0, 1', { nics: [nic(), second()] }),
  fails('V3', '0, 2', { nics: [nic(), nic({ DeviceIndex: 2 })] }, 'device-index-gap /NetworkInterfaces'),
  boundary('V3', 'without 0 it is V2 that speaks', { nics: [nic({ DeviceIndex: 2 })] }),

  passes('V4', 'a new interface in a subnet', { nics: [nic()] }),
  passes('V4', 'an existing interface alone', { nics: [{ DeviceIndex: 0, NetworkInterfaceId: 'eni-left' }] }),
  fails('V4', 'neither subnet nor id', { nics: [{ DeviceIndex: 0 }] }, `subnet-missing ${at}`),
  fails(
    'V4',
    'id and subnet, as AWS returns them',
    { nics: [nic({ NetworkInterfaceId: 'eni-x' })] },
    `id-with-members ${at}/NetworkInterfaceId`,
  ),
  fails(
    'V4',
    'an existing interface to be deleted with the instance',
    { nics: [{ DeviceIndex: 0, NetworkInterfaceId: 'eni-left', DeleteOnTermination: true }] },
    `id-with-delete ${at}/DeleteOnTermination`,
  ),
  boundary('V4', 'empty members beside an id', {
    nics: [
      {
        DeviceIndex: 0,
        NetworkInterfaceId: 'eni-left',
        Groups: [],
        PrivateIpAddresses: [],
        Ipv6AddressCount: 0,
        DeleteOnTermination: false,
      },
    ],
  }),
  boundary(
    'V4',
    'a public IP that is off beside an id',
    { nics: [{ DeviceIndex: 0, NetworkInterfaceId: 'eni-left', AssociatePublicIpAddress: false }] },
    `id-with-members ${at}/NetworkInterfaceId`,
  ),

  passes('V5', 'one primary', { nics: [nic(fixed('10.0.0.100'))] }),
  fails(
    'V5',
    'two entries that are primary',
    { nics: [nic(addresses(primary('10.0.0.100'), primary('10.0.0.101')))] },
    `two-primaries ${at}/PrivateIpAddresses/1`,
  ),
  boundary(
    'V5',
    'the same address said twice, as AWS returns it',
    { nics: [nic({ PrivateIpAddress: '10.0.0.100', ...fixed('10.0.0.100') })] },
    `two-primaries ${at}/PrivateIpAddresses/0`,
  ),

  passes('V6', 'primary and secondary fixed', { nics: [nic(fixed('10.0.0.100', '10.0.0.101'))] }),
  fails(
    'V6',
    'secondaries only (the article’s case 5): legal, with a race',
    { nics: [nic(addresses(secondary('10.0.0.100')))] },
    `automatic-primary-may-take ${at}/PrivateIpAddresses`,
  ),
  boundary('V6', 'all automatic', { nics: [nic({ SecondaryPrivateIpAddressCount: 2 })] }),
  boundary(
    'V6',
    'automatic beside a fixed one in the same subnet',
    { nics: [nic(), second(fixed('10.0.0.100'))] },
    `automatic-primary-may-take ${at}`,
  ),

  passes('V7', 'a list', { nics: [nic(fixed('10.0.0.100', '10.0.0.101'))] }),
  passes('V7', 'a count with a fixed primary (the article’s case 3)', {
    nics: [nic({ ...fixed('10.0.0.100'), SecondaryPrivateIpAddressCount: 1 })],
  }),
  fails(
    'V7',
    'a count with a list, as AWS returns them',
    { nics: [nic({ ...fixed('10.0.0.100', '10.0.0.101'), SecondaryPrivateIpAddressCount: 1 })] },
    `count-with-list ${at}/SecondaryPrivateIpAddressCount`,
  ),
  fails(
    'V7',
    'a count with prefixes',
    { nics: [nic({ SecondaryPrivateIpAddressCount: 1, Ipv4PrefixCount: 1 })] },
    `count-with-prefixes ${at}/SecondaryPrivateIpAddressCount`,
  ),
  boundary(
    'V7',
    'a count of 0, as AWS returns it',
    { nics: [nic({ SecondaryPrivateIpAddressCount: 0 })] },
    `count-not-positive ${at}/SecondaryPrivateIpAddressCount`,
  ),
  boundary('V7', 'a count of 1', { nics: [nic({ SecondaryPrivateIpAddressCount: 1 })] }),
];
