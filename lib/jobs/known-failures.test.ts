import { describe, expect, it } from 'vitest';
import { AWS_TEXTS } from '@/lib/restore/rules/aws-texts';
import { decodedFailure } from './authorization-failures';
import { knownFailure } from './known-failures';

const USER = 'User: arn:aws:iam::123456789012:user/operator is not authorized to perform';
const SESSION = 'User: arn:aws:sts::123456789012:assumed-role/BackupRole/AWSBackup-BackupRole is not authorized to perform';
const ENCODED =
  'You are not authorized to perform this operation. Please consult the permissions associated with your AWS Backup role(s), and refer to the AWS Backup documentation for more details. Encoded authorization failure message: abc-DEF_1';

type Right = readonly [rule: string, code: string, subject: string | null, more?: object];

/** Sentences and codes as docs/aws-facts.md quotes them (1.4, 1.5, 1.6, 3 and 4), and what each means. */
const TEXTS: Readonly<Record<string, Right>> = {
  // 1.3, 1.4
  'The t2.micro instance type does not support specifying CpuOptions.': ['F6', 'cpu-options', 't2.micro'],
  'AWS Backup does not permit attaching a new instance profile to an EC2 instance. Please restore using the backed up instance profile.': [
    'F2',
    'profile-not-permitted',
    null,
  ],
  // 1.5
  'A network interface may not specify both a network interface ID and a subnet': ['F5', 'interface-shape', null],
  'A network interface may not specify both a network interface ID and a private IP address': ['F5', 'interface-shape', null],
  'A network interface may not specify both a network interface ID and security groups': ['F5', 'interface-shape', null],
  'A network interface may not specify both a network interface ID and delete on termination as true': ['F5', 'interface-shape', null],
  'The associatePublicIPAddress parameter cannot be specified for a network interface with an ID.': ['F5', 'interface-shape', null],
  'Only one primary private IP address can be specified.': ['F5', 'interface-shape', null],
  'Value (0) for parameter secondaryPrivateIpAddressCount is invalid. Value must be a positive number.': ['F5', 'interface-shape', null],
  'You can specify one and only one secondaryPrivateIpAddressCount or privateIpAddresses or ipv4Prefixes or ipv4PrefixCount.': [
    'V7',
    'count-or-list',
    null,
  ],
  'Network interfaces and an instance-level subnet ID may not be specified on the same request': ['F4', 'subnet-clash', null],
  'Network interfaces and an instance-level security groups may not be specified on the same request': ['F4', 'subnet-clash', null],
  // 1.6
  'Restore job 1A2B-3C already finished': ['F16', 'already-finished', '1A2B-3C'],
  // 3
  'Each network interface requires a device index.': ['V2', 'device-index', null],
  'Each network interface requires a unique device index.': ['V2', 'device-index', null],
  'When specifying network interfaces, you must include a device at index 0.': ['V2', 'device-index', null],
  "Address 10.9.0.1 does not fall within the subnet's address range": ['V8', 'address-range', '10.9.0.1'],
  "Address 192.168.0.2 is in subnet's reserved address range": ['V9', 'address-reserved', '192.168.0.2'],
  'Address 10.1.10.115 is in use.': ['F3', 'address-in-use', '10.1.10.115'],
  'The specified address is already in use.': ['F3', 'address-in-use', null],
  'InvalidIPAddress.InUse': ['F3', 'address-in-use', null],
  "address value can't be both primary and secondary": ['V12', 'address-twice', null],
  'Duplicate private IP address.': ['V12', 'address-twice', null],
  'Security group sg-1 and subnet subnet-1 belong to different networks.': ['V16', 'group-other-vpc', 'sg-1'],
  'InvalidGroup.NotFound': ['V32', 'group-missing', null],
  SecurityGroupsPerInterfaceLimitExceeded: ['V16', 'too-many-groups', null],
  AttachmentLimitExceeded: ['V18', 'too-many-interfaces', null],
  PrivateIpAddressLimitExceeded: ['V19', 'address-limit', null],
  'Number of private addresses will exceed limit.': ['V19', 'address-limit', null],
  InsufficientFreeAddressesInSubnet: ['V20', 'no-free-addresses', null],
  'The associatePublicIPAddress parameter cannot be specified when launching with multiple network interfaces': ['V21', 'public-ip', null],
  'The associatePublicIPAddress parameter can only be specified for the network interface with DeviceIndex 0': ['V21', 'public-ip', null],
  'IPv6 addresses and IPv6 address count may not be specified on the same request': ['V23', 'count-or-list', null],
  'Invalid interface description. Value: (本番)': ['V31', 'description', null],
  'InvalidSubnetID.NotFound': ['V32', 'subnet-missing', null],
  'InvalidNetworkInterfaceID.NotFound': ['V32', 'interface-missing', null],
  Unsupported: ['V33', 'type-unsupported', null],
  'Your requested instance type (c5n.18xlarge) is not supported in your requested Availability Zone (x-1c).': [
    'V33',
    'type-unsupported',
    null,
  ],
  'The requested configuration is currently not supported. Please check the documentation for supported configurations.': [
    'V33',
    'type-unsupported',
    null,
  ],
  UnsupportedOperation: ['V33', 'type-unsupported', null],
  'InvalidKeyPair.NotFound': ['F18', 'key-pair', null],
  // 4
  [ENCODED]: ['F1', 'not-authorized', null, { encoded: 'abc-DEF_1' }],
  'Access denied to KMS key': ['F7', 'kms', null],
  'The specified AWS KMS key ARN does not exist, is not enabled or you do not have permissions to access it': ['F7', 'kms', null],
  'Client.InternalError: Client error on launch': ['F7', 'kms', null],
  'Source AMI ami-0abc1 not found in Region': ['F9', 'image-not-allowed', 'ami-0abc1'],
  'InvalidAMIID.Unavailable': ['F10', 'image-unavailable', null],
  'IAM Role cannot be assumed by AWS Backup': ['F11', 'role-not-assumable', null],
  'IAM Role arn:aws:iam::123456789012:role/x cannot be assumed by AWS Backup': [
    'F11',
    'role-not-assumable',
    'arn:aws:iam::123456789012:role/x',
  ],
  'No default VPC for this user. GroupName is only supported for EC2-Classic and default VPC.': ['F12', 'no-subnet', null],
  'No subnets found for the default VPC': ['F12', 'no-subnet', null],
  "You can't launch instances with IMDSv1 because httpTokensEnforced is set": ['F13', 'imds', null],
  [`${USER}: iam:PassRole on resource: arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole`]: [
    'F14',
    'pass-restore-role',
    null,
  ],
  [`${USER}: backup:StartRestoreJob on resource: arn:aws:ec2:x::image/ami-1 with an explicit deny in a resource-based policy`]: [
    'F15',
    'vault-policy',
    null,
    { denial: 'resource' },
  ],
  InsufficientInstanceCapacity: ['F17', 'capacity', null],
  'We currently do not have sufficient t3.large capacity in the Availability Zone you requested': ['F17', 'capacity', null],
  VcpuLimitExceeded: ['F17', 'quota', null],
  InstanceLimitExceeded: ['F17', 'quota', null],
  NetworkInterfaceLimitExceeded: ['F17', 'quota', null],
  VolumeLimitExceeded: ['F17', 'quota', null],
  "The key pair 'ops' does not exist": ['F18', 'key-pair', 'ops'],
};

/** “You are not authorized”, told apart by the action and by what forbids it. */
const REFUSALS: Readonly<Record<string, Right>> = {
  'You are not authorized to perform this operation.': ['F1', 'not-authorized', null],
  [`${SESSION}: iam:PassRole on resource: arn:aws:iam::123456789012:role/Web because no identity-based policy allows the iam:PassRole action`]:
    ['F1', 'pass-role', null],
  [`You are not authorized to perform this operation. ${SESSION}: ec2:RunInstances on resource: arn:aws:ec2:x:1:instance/* with an explicit deny in a service control policy. Encoded authorization failure message: Q-1`]:
    ['F25', 'run-instances', null, { denial: 'organization', encoded: 'Q-1' }],
  [`${SESSION}: ec2:RunInstances on resource: * because no service control policy allows the ec2:RunInstances action`]: [
    'F25',
    'run-instances',
    null,
    { denial: 'organization' },
  ],
  [`${SESSION}: ec2:CreateTags on resource: arn:aws:ec2:x:1:instance/*`]: ['F25', 'create-tags', null],
  [`${SESSION}: ec2:RunInstances on resource: * with an explicit deny in a permissions boundary`]: [
    'F25',
    'run-instances',
    null,
    { denial: 'boundary' },
  ],
  [`${SESSION}: kms:CreateGrant on resource: arn:aws:kms:x:1:key/1`]: ['F7', 'kms', null],
  [`${SESSION}: ec2:DescribeImages`]: ['F25', 'other-action', 'ec2:DescribeImages'],
  [`${USER}: backup:StartRestoreJob on resource: *`]: ['F14', 'caller-action', 'backup:StartRestoreJob'],
  'User: arn:aws:sts::123456789012:assumed-role/Rehome/console is not authorized to perform: backup:StartRestoreJob on resource: * because no identity-based policy allows the backup:StartRestoreJob action':
    ['F14', 'caller-action', 'backup:StartRestoreJob'],
  [`${USER}: ec2:RunInstances on resource: * with an explicit deny in a service control policy`]: [
    'F14',
    'caller-action',
    'ec2:RunInstances',
    { denial: 'organization' },
  ],
  [`${USER}: kms:Decrypt on resource: arn:aws:kms:x:1:key/1`]: ['F14', 'caller-action', 'kms:Decrypt'],
};

const right = ([rule, code, subject, more = {}]: Right): object => ({ rule, code, subject, ...more });

describe('knownFailure', () => {
  it.each(Object.entries({ ...TEXTS, ...REFUSALS }))('%s', (message, expected) => {
    expect(knownFailure(message)).toEqual(right(expected));
  });

  it('knows them inside the sentence that the SDK makes of them', () => {
    expect(
      knownFailure('Address 10.1.10.115 is in use. (Service: AmazonEC2; Status Code: 400; Error Code: InvalidIPAddress.InUse)'),
    ).toEqual(right(['F3', 'address-in-use', '10.1.10.115']));
    expect(knownFailure('You have requested more vCPU capacity than your current vCPU limit of 32 allows')).toEqual(
      right(['F17', 'quota', null]),
    );
  });

  it.each(Object.entries(AWS_TEXTS).flatMap(([rule, texts]) => texts.map((text) => [rule, text] as const)))(
    '%s as the page of checks quotes it: %s',
    (_rule, text) => {
      expect(knownFailure(text.replace('10.x', '10.1.10.9'))).not.toBeNull();
    },
  );

  it('claims to know nothing else', () => {
    for (const message of ['Something went wrong', '', 'The restore job was aborted.', 'CoreCount and efa'])
      expect(knownFailure(message)).toBeNull();
  });
});

describe('decodedFailure', () => {
  const before = knownFailure(ENCODED);
  const decoded = (action: string | null, explicitDeny = false) =>
    before === null
      ? null
      : decodedFailure(before, {
          action,
          explicitDeny,
          principal: 'arn:aws:sts::123456789012:assumed-role/BackupRole/AWSBackup-BackupRole',
        });

  it.each<[string, Right]>([
    ['iam:PassRole', ['F1', 'pass-role', null]],
    ['ec2:RunInstances', ['F25', 'run-instances', null]],
    ['ec2:CreateTags', ['F25', 'create-tags', null]],
    ['kms:Decrypt', ['F7', 'kms', null]],
  ])('%s', (action, expected) => {
    expect(decoded(action)).toEqual({ ...right(expected), encoded: 'abc-DEF_1' });
    expect(decoded(action, true)).toMatchObject({ denial: 'explicit' });
  });
});
