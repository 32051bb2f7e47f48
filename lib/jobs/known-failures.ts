import { authorizationFailure, type Denial } from './authorization-failures';

/** A failure that we recognise by AWS's words: the rows of sections 1.5, 3 and 4 of docs/aws-facts.md. Words for people come from messages, by `code`. */
export type FailureCode =
  | 'not-authorized'
  | 'pass-role'
  | 'pass-restore-role'
  | 'run-instances'
  | 'create-tags'
  | 'other-action'
  | 'caller-action'
  | 'profile-not-permitted'
  | 'profile-missing'
  | 'address-in-use'
  | 'address-twice'
  | 'address-range'
  | 'address-reserved'
  | 'no-free-addresses'
  | 'address-limit'
  | 'subnet-clash'
  | 'interface-shape'
  | 'device-index'
  | 'count-or-list'
  | 'public-ip'
  | 'description'
  | 'prefix'
  | 'ipv6'
  | 'efa'
  | 'interface-missing'
  | 'interface-in-use'
  | 'too-many-interfaces'
  | 'zones'
  | 'cpu-options'
  | 'credits'
  | 'placement'
  | 'volume'
  | 'unknown-key'
  | 'unreadable'
  | 'kms'
  | 'image-not-allowed'
  | 'image-unavailable'
  | 'role-not-assumable'
  | 'no-subnet'
  | 'imds'
  | 'vault-policy'
  | 'already-finished'
  | 'capacity'
  | 'quota'
  | 'key-pair'
  | 'group-missing'
  | 'group-other-vpc'
  | 'too-many-groups'
  | 'subnet-missing'
  | 'type-unsupported';

export interface KnownFailure {
  /** `F3`, or the validator rule that would have foreseen it. */
  readonly rule: string;
  readonly code: FailureCode;
  /** What the message names: an address, an image, a job, an action. */
  readonly subject: string | null;
  /** What forbids it, where it is a permission and AWS says so. */
  readonly denial?: Denial;
  /** An encoded authorization message, which says more once it is decoded. */
  readonly encoded?: string;
}

interface Row {
  readonly rule: string;
  readonly code: FailureCode;
  /** Its first group, where it has one, is the subject. */
  readonly text: RegExp;
}

const row = (rule: string, code: FailureCode, text: RegExp): Row => ({ rule, code, text });

/** The first row that matches counts, so the narrower stand above the wider. */
const KNOWN: readonly Row[] = [
  row('F2', 'profile-not-permitted', /does not permit attaching a new instance profile/i),
  row('F1', 'profile-missing', /Value \(([^)]*)\) for parameter iamInstanceProfile\.name is invalid|Invalid IAM Instance Profile name/i),
  row('V25', 'prefix', /IPv[46] prefix (\S+?)\.? (?:is in|does not|It must)|InsufficientCidrBlocks|insufficient free CIDR blocks/i),
  row('F3', 'address-in-use', /Address ([\da-fA-F.:]+) is in use|InvalidIPAddress\.InUse|specified address is already in use/i),
  row('F4', 'subnet-clash', /Network interfaces and an instance-level/i),
  row('F6', 'cpu-options', /The (\S+) instance type does not support specifying CpuOptions/i),
  row('F6', 'cpu-options', /\b(?:in CpuOptions|parameter (?:CoreCount|ThreadsPerCore|AmdSevSnp|NestedVirtualization) is invalid)/),
  row('V2', 'device-index', /Each network interface requires a (?:unique )?device index|you must include a device at index 0/i),
  row('V21', 'public-ip', /associatePublicIPAddress parameter (?:cannot be specified when launching with multiple|can only be specified)/i),
  row('V7', 'count-or-list', /one and only one (?:of )?secondaryPrivateIpAddressCount|Value for a count parameter is invalid/i),
  row('V25', 'count-or-list', /one and only one (?:of )?ipv[46]Prefix/i),
  row('V23', 'count-or-list', /IPv6 addresses and IPv6 address count/i),
  row('V12', 'address-twice', /can't be both primary and secondary|Duplicate private IP address/i),
  row('V31', 'description', /Invalid interface description/i),
  row(
    'F5',
    'interface-shape',
    /network interface may not specify both|cannot be specified for a network interface with an ID|Only one primary private IP|parameter secondaryPrivateIpAddressCount|Each new network interface requires/i,
  ),
  row('F7', 'kms', /Access denied to KMS key|KMS key .*(?:does not exist|not enabled|permissions)|Client\.InternalError/i),
  row('F9', 'image-not-allowed', /Source AMI (ami-\S+) not found in Region/i),
  row('F10', 'image-unavailable', /InvalidAMIID\.\w+|image id '?\[?(ami-\w+)/i),
  row('F11', 'role-not-assumable', /IAM Role (\S+ )?cannot be assumed by AWS Backup/i),
  row('F12', 'no-subnet', /No default VPC for this user|No subnets found for the default VPC|VPCIdNotSpecified/i),
  row('F13', 'imds', /httpTokensEnforced|can't launch instances with IMDSv1/i),
  row('F16', 'already-finished', /Restore job (\S+) already finished/i),
  row('F18', 'key-pair', /InvalidKeyPair\.NotFound|key pair '([^']+)' does not exist/i),
  row('V9', 'address-reserved', /Address ([\da-fA-F.:]+) is in subnet's reserved address range/i),
  row('V8', 'address-range', /Address ([\da-fA-F.:]+) does not fall within the subnet's address range/i),
  row('V20', 'no-free-addresses', /InsufficientFreeAddressesInSubnet|not have enough free addresses/i),
  row('V19', 'address-limit', /PrivateIpAddressLimitExceeded|Number of (?:private|IPv6) addresses will exceed limit/i),
  row('V16', 'group-other-vpc', /Security group (sg-\S+) and subnet \S+ belong to different networks/i),
  row('V16', 'too-many-groups', /SecurityGroupsPerInterfaceLimitExceeded|maximum number of security groups per interface/i),
  row('V32', 'group-missing', /InvalidGroup\.NotFound|security group '?(sg-\w+)'? does not exist/i),
  row('V32', 'subnet-missing', /InvalidSubnetID\.NotFound|subnet ID '?(subnet-\w+)'? does not exist/i),
  row('V32', 'interface-missing', /InvalidNetworkInterfaceID\.NotFound|networkInterface ID '?(eni-\w+)'? does not exist/i),
  row('V32', 'interface-in-use', /InvalidNetworkInterface\.InUse|Interface: \[(eni-\w+)[^\]]*\] in use/i),
  row('V27', 'efa', /\bEFA interface|efa-only|parameter interfaceType is invalid/i),
  row(
    'V18',
    'too-many-interfaces',
    /ENA queue count|AttachmentLimitExceeded|Interface count \d+ exceeds|(?:N|n)etwork card (?:index )?\d+/,
  ),
  row('V14', 'zones', /must be in the same Availability Zone|parameter availabilityZone(?:Id)? is invalid/i),
  row('V24', 'ipv6', /does not have an IPv6 CIDR block|for the IPv6-only subnet|not built on the Nitro System/i),
  row('V23', 'ipv6', /Invalid IPv6 address|IPv6 is not supported for the instance type/i),
  row('J4', 'placement', /InvalidPlacementGroup|Placement Group '([^']+)' is unknown|parameter tenancy is invalid/i),
  row('J4', 'placement', /parameters (?:availabilityZone and availabilityZoneId|groupName and groupId) cannot/i),
  row(
    'J5',
    'volume',
    /InvalidBlockDeviceMapping|KmsKeyId requires the parameter Encrypted|BlockDeviceMappings|parameter volumeType is invalid|smaller than snapshot|block-device mapping|(?:supported|specified) for \w+ volumes|to volume size ratio|to iops ratio|^Volume \w+ of |The key '(\S+)' is not in the region/i,
  ),
  row('V33', 'credits', /CreditSpecification/i),
  row('V33', 'type-unsupported', /Invalid value '([^']*)' for InstanceType|does not match the architecture/i),
  row('J2', 'unknown-key', /Unrecognized key ?: ?(\S+)/i),
  row(
    'J1',
    'unreadable',
    /The value of (\S+) is not valid JSON|Invalid value for parameter (?:NetworkInterfaces|SecurityGroupIds)|invalid value for parameter address/i,
  ),
  row('F17', 'capacity', /InsufficientInstanceCapacity|do not have sufficient (?:\S+ )?capacity/i),
  row('F17', 'quota', /VcpuLimitExceeded|InstanceLimitExceeded|NetworkInterfaceLimitExceeded|VolumeLimitExceeded|vCPU limit/i),
  row(
    'V33',
    'type-unsupported',
    /requested (?:instance type|configuration)\b.{0,80}(?:is|are) (?:currently )?not supported|^Unsupported(?:Operation)?\b/i,
  ),
];

/** What a job's message means, where it is a failure we know (F1-F18 and the rules behind them); `null` otherwise. */
export const knownFailure = (message: string): KnownFailure | null => {
  const permission = authorizationFailure(message);
  if (permission !== null) return permission;
  for (const { rule, code, text } of KNOWN) {
    const found = text.exec(message);
    if (found !== null) return { rule, code, subject: found[1]?.trim() ?? null };
  }
  return null;
};
