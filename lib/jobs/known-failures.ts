/** A failure that we recognise by AWS's words: the row of section 4 of docs/aws-facts.md. Words for people come from messages, by `code`. */
export type FailureCode =
  | 'pass-role'
  | 'profile-not-permitted'
  | 'address-in-use'
  | 'subnet-clash'
  | 'interface-shape'
  | 'cpu-options'
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
  | 'address-range'
  | 'address-reserved'
  | 'no-free-addresses'
  | 'address-limit'
  | 'group-missing'
  | 'group-other-vpc'
  | 'subnet-missing'
  | 'type-unsupported';

export interface KnownFailure {
  /** `F3`, or the validator rule that would have foreseen it. */
  readonly rule: string;
  readonly code: FailureCode;
  /** What the message names: an address, an image, a job, an encoded authorization message. */
  readonly subject: string | null;
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
  row('F1', 'pass-role', /Encoded authorization failure message:\s*([\w-]+)/i),
  row('F1', 'pass-role', /You are not authorized to perform this operation|iam:PassRole/i),
  row('F3', 'address-in-use', /Address ([\da-fA-F.:]+) is in use|InvalidIPAddress\.InUse|specified address is already in use/i),
  row('F4', 'subnet-clash', /Network interfaces and an instance-level/i),
  row('F6', 'cpu-options', /The (\S+) instance type does not support specifying CpuOptions/i),
  row(
    'F5',
    'interface-shape',
    /network interface may not specify both|cannot be specified for a network interface with an ID|Only one primary private IP|parameter secondaryPrivateIpAddressCount|Each network interface requires/i,
  ),
  row('F7', 'kms', /Access denied to KMS key|KMS key .*(?:does not exist|not enabled|permissions)|Client\.InternalError/i),
  row('F9', 'image-not-allowed', /Source AMI (ami-\w+) not found in Region/i),
  row('F10', 'image-unavailable', /InvalidAMIID\.\w+|image id '?\[?(ami-\w+)/i),
  row('F11', 'role-not-assumable', /IAM Role (\S+ )?cannot be assumed by AWS Backup/i),
  row('F12', 'no-subnet', /No default VPC for this user|No subnets found for the default VPC/i),
  row('F13', 'imds', /httpTokensEnforced|can't launch instances with IMDSv1/i),
  row('F15', 'vault-policy', /explicit deny in a resource-based policy|vault access policy/i),
  row('F16', 'already-finished', /Restore job (\S+) already finished/i),
  row('F18', 'key-pair', /InvalidKeyPair\.NotFound|key pair '([^']+)' does not exist/i),
  row('V9', 'address-reserved', /Address ([\d.]+) is in subnet's reserved address range/i),
  row('V8', 'address-range', /Address ([\da-fA-F.:]+) does not fall within the subnet's address range/i),
  row('V20', 'no-free-addresses', /InsufficientFreeAddressesInSubnet|not have enough free addresses/i),
  row('V19', 'address-limit', /PrivateIpAddressLimitExceeded|Number of private addresses will exceed limit/i),
  row('V16', 'group-other-vpc', /Security group (sg-\w+) and subnet \S+ belong to different networks/i),
  row('V32', 'group-missing', /InvalidGroup\.NotFound|security group '?(sg-\w+)'? does not exist/i),
  row('V32', 'subnet-missing', /InvalidSubnetID\.NotFound|subnet ID '?(subnet-\w+)'? does not exist/i),
  row('F17', 'capacity', /InsufficientInstanceCapacity|do not have sufficient \S+ capacity/i),
  row(
    'F17',
    'quota',
    /VcpuLimitExceeded|InstanceLimitExceeded|NetworkInterfaceLimitExceeded|VolumeLimitExceeded|AttachmentLimitExceeded|vCPU limit/i,
  ),
  row('V33', 'type-unsupported', /requested (?:instance type|configuration)[^.]*(?:is|are) not supported|^Unsupported(?:Operation)?\b/i),
];

/** What a job's message means, where it is a failure we know (F1-F18 and the rules behind them); `null` otherwise. */
export const knownFailure = (message: string): KnownFailure | null => {
  for (const { rule, code, text } of KNOWN) {
    const found = text.exec(message);
    if (found !== null) return { rule, code, subject: found[1]?.trim() ?? null };
  }
  return null;
};
