import { boundary, fails, nic, passes, type RuleCase, second } from './fixture';

const at = '/NetworkInterfaces/0';

/** V21, V22, V26, V28, V31. */
export const MEMBER_CASES: readonly RuleCase[] = [
  passes('V21', 'on, one interface', { nics: [nic({ AssociatePublicIpAddress: true })] }),
  fails(
    'V21',
    'several interfaces',
    { nics: [nic({ AssociatePublicIpAddress: true }), second()] },
    `public-ip-several ${at}/AssociatePublicIpAddress`,
  ),
  fails(
    'V21',
    'not at index 0',
    { nics: [nic({ DeviceIndex: 1, AssociatePublicIpAddress: true })] },
    `public-ip-not-first ${at}/AssociatePublicIpAddress`,
  ),
  boundary(
    'V21',
    'off with several: whether AWS tolerates it is not known',
    { nics: [nic({ AssociatePublicIpAddress: false }), second()] },
    `public-ip-several ${at}/AssociatePublicIpAddress`,
  ),
  boundary('V21', 'off, not at index 0', { nics: [nic({ DeviceIndex: 1, AssociatePublicIpAddress: false })] }),

  passes('V22', 'off', { nics: [nic({ AssociatePublicIpAddress: false })] }),
  fails('V22', 'on, as AWS returns it', { nics: [nic({ AssociatePublicIpAddress: true })] }, `public-ip-on ${at}/AssociatePublicIpAddress`),
  fails('V22', 'not said, and the subnet gives one', { nics: [nic({ SubnetId: 'subnet-b' })] }, `public-ip-by-default ${at}`),
  fails('V22', 'no interfaces, and the subnet gives one', { nics: [], keys: { SubnetId: 'subnet-b' } }, 'public-ip-by-default /SubnetId'),
  boundary('V22', 'no interfaces, and the subnet gives none', { nics: [], keys: { SubnetId: 'subnet-a' } }),
  boundary('V22', 'not said, and the subnet gives none', { nics: [nic()] }),
  boundary('V22', 'not said, several interfaces: none is given', { nics: [nic({ SubnetId: 'subnet-b' }), second()] }),

  fails(
    'V22',
    'null says nothing, and the subnet gives one',
    { nics: [nic({ SubnetId: 'subnet-b', AssociatePublicIpAddress: null })] },
    `public-ip-by-default ${at}`,
  ),
  boundary('V22', 'off where the subnet would give one', { nics: [nic({ SubnetId: 'subnet-b', AssociatePublicIpAddress: false })] }),
  boundary('V22', 'a subnet of which nothing is known', { nics: [nic({ SubnetId: 'subnet-x' })] }),
  boundary('V21', 'null says nothing', { nics: [nic({ AssociatePublicIpAddress: null }), second()] }),

  passes('V26', 'no primary IPv6', { nics: [nic({ PrimaryIpv6: false })] }),
  fails('V26', 'a primary IPv6', { nics: [nic({ PrimaryIpv6: true })] }, `primary-ipv6-stays ${at}/PrimaryIpv6`),
  boundary('V26', 'null says nothing', { nics: [nic({ PrimaryIpv6: null })] }),

  passes('V28', 'goes with the instance', { nics: [nic({ DeleteOnTermination: true })] }),
  fails('V28', 'stays', { nics: [nic({ DeleteOnTermination: false })] }, `interface-stays ${at}/DeleteOnTermination`),
  boundary('V28', 'not said', { nics: [nic()] }),

  passes('V31', 'letters and signs', { nics: [nic({ Description: 'restored 2026-11-24 (web) [a]+=&;{}!$*' })] }),
  fails('V31', 'Japanese', { nics: [nic({ Description: '本番' })] }, `description-characters ${at}/Description`),
  fails('V31', 'a line break', { nics: [nic({ Description: 'a\nb' })] }, `description-characters ${at}/Description`),
  fails(
    'V31',
    'Japanese behind letters and a space',
    { nics: [nic({ Description: ' web本' })] },
    `description-characters ${at}/Description`,
  ),
  boundary(
    'V31',
    '255 characters, the last of which AWS refuses',
    { nics: [nic({ Description: `${'x'.repeat(254)}本` })] },
    `description-characters ${at}/Description`,
  ),
  boundary('V31', '255 characters', { nics: [nic({ Description: 'x'.repeat(255) })] }),
  boundary('V31', '256 characters', { nics: [nic({ Description: 'x'.repeat(256) })] }, `description-long ${at}/Description`),
];
