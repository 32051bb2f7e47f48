import type { Decision, ImageFact, PermissionFacts } from '../../facts';
import { boundary, denied, FACTS, fails, fixed, IMAGE, known, nic, passes, type RuleCase, second } from './fixture';

const at = '/NetworkInterfaces/0';
const permit = (more: Partial<PermissionFacts>) => ({ permissions: { ...FACTS.permissions, ...more } });
const no = (why: string): Decision => ({ decision: 'denied', why });
const profile = (name: string) => ({
  nics: [nic()],
  keys: { IamInstanceProfileName: name },
  facts: permit({ passInstanceRole: known(no('implicit-deny')) }),
});
const elsewhere = { nics: [nic({ SubnetId: 'subnet-b' })] };
const gone = { image: known<ImageFact | null>(null, 'ec2:DescribeImages') };
const attached = (DeviceIndex: number) => ({ DeviceIndex, NetworkInterfaceId: `eni-${DeviceIndex}` });
const elastic = (...ids: readonly (string | null)[]) => ({
  elasticIps: known(ids.map((instanceId, i) => ({ publicIp: `203.0.113.${i + 1}`, instanceId }))),
});
const NOTHING_BEFORE = { originalInstanceId: null };

/** F1, F9, F11, F19-F23 at their edges: roles, image, guest, the original. */
export const AROUND_CASES: readonly RuleCase[] = [
  boundary('F1', 'an empty name is no profile', profile('')),
  passes('F1', 'as it was, of an instance that had none', { ...profile('UseBackedUpValue'), context: { backedUpProfile: null } }),
  fails('F1', 'as it was, of one that had one', profile('UseBackedUpValue'), 'cannot-pass-instance-role /IamInstanceProfileName'),
  fails(
    'F1',
    'as it was, of a backup that is not known',
    { ...profile('UseBackedUpValue'), context: { backedUpProfile: null, backupKnown: false } },
    'cannot-pass-instance-role /IamInstanceProfileName',
  ),
  fails(
    'F1',
    'another profile, of an instance that had none',
    { ...profile('app'), context: { backedUpProfile: null } },
    'cannot-pass-instance-role /IamInstanceProfileName',
  ),
  boundary('F9', 'the image cannot be read, which another rule says', { nics: [nic()], facts: { image: denied('ec2:DescribeImages') } }),
  boundary('F9', 'there is no image', { nics: [nic()], facts: gone }),
  fails('F11', 'the role cannot be read', { nics: [nic()], facts: permit({ restoreRoleTrust: denied('iam:GetRole') }) }, 'unknown-denied '),

  fails(
    'F19',
    'Windows by the metadata, where there is no image',
    { ...elsewhere, keys: { Platform: 'windows' }, facts: gone },
    `windows-other-subnet ${at}/SubnetId`,
  ),
  boundary('F19', 'where it was is not known', {
    ...elsewhere,
    keys: { Platform: 'windows' },
    context: { backedUpSubnetIds: [] },
  }),
  boundary('F19', 'an interface without a subnet', { nics: [{ DeviceIndex: 0 }], keys: { Platform: 'windows' } }),
  fails(
    'F19',
    'the second interface elsewhere',
    { nics: [nic(), second({ SubnetId: 'subnet-b' })], keys: { Platform: 'windows' } },
    'windows-other-subnet /NetworkInterfaces/1/SubnetId',
  ),

  passes('F20', 'a primary address of one’s own', { nics: [nic(fixed('10.0.0.100'))] }),
  fails(
    'F20',
    'as many as are counted',
    { nics: [nic({ SecondaryPrivateIpAddressCount: 1 })] },
    'guest-secondary-addresses /NetworkInterfaces',
  ),
  boundary('F20', 'a count of none', { nics: [nic({ SecondaryPrivateIpAddressCount: 0 })] }),
  fails(
    'F20',
    'a secondary address on one of two interfaces',
    { nics: [nic(), second({ SubnetId: 'subnet-b', ...fixed('10.0.1.100', '10.0.1.101') })] },
    'guest-secondary-addresses /NetworkInterfaces',
    'guest-several-interfaces /NetworkInterfaces',
  ),
  boundary(
    'F20',
    'where attached interfaces are is not known',
    { nics: [attached(0), attached(1)] },
    'guest-several-interfaces /NetworkInterfaces',
  ),

  fails('F21', 'instances cannot be read', { nics: [nic()], facts: { instances: denied('ec2:DescribeInstances') } }, 'unknown-denied '),
  boundary('F21', 'nothing was there before, whatever can be read', {
    nics: [nic()],
    facts: { instances: denied('ec2:DescribeInstances') },
    context: NOTHING_BEFORE,
  }),
  fails('F23', 'two on the original', { nics: [nic()], facts: elastic('i-00a1', null, 'i-00a1') }, 'elastic-ips-stay '),
  fails('F23', 'Elastic IPs cannot be read', { nics: [nic()], facts: { elasticIps: denied('ec2:DescribeAddresses') } }, 'unknown-denied '),
  boundary('F23', 'nothing was there before, and one is on nothing', { nics: [nic()], facts: elastic(null), context: NOTHING_BEFORE }),
  boundary('F10', 'the image that may be launched', {
    nics: [nic()],
    facts: { image: known<ImageFact | null>({ ...IMAGE, imageAllowed: false }) },
  }),
];
