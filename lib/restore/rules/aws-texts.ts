import type { RuleId } from '../codes';

/** What AWS says where a rule is broken, as far as it is known: docs/aws-facts.md, 1.4, 1.5, 3 and 4. For the documentation only. */
export const AWS_TEXTS: Readonly<Partial<Record<RuleId, readonly string[]>>> = {
  V1: [
    'Network interfaces and an instance-level subnet ID may not be specified on the same request',
    'Network interfaces and an instance-level security groups may not be specified on the same request',
  ],
  V2: [
    'Each network interface requires a device index.',
    'Each network interface requires a unique device index.',
    'When specifying network interfaces, you must include a device at index 0.',
  ],
  V4: [
    'A network interface may not specify both a network interface ID and a subnet',
    'The associatePublicIPAddress parameter cannot be specified for a network interface with an ID.',
  ],
  V5: ['Only one primary private IP address can be specified.'],
  V7: [
    'Value (0) for parameter secondaryPrivateIpAddressCount is invalid. Value must be a positive number.',
    'You can specify one and only one secondaryPrivateIpAddressCount or privateIpAddresses or ipv4Prefixes or ipv4PrefixCount.',
  ],
  V8: ["Address 10.x does not fall within the subnet's address range"],
  V9: ["Address 10.x is in subnet's reserved address range"],
  V10: ['Address 10.x is in use.', 'The specified address is already in use.'],
  V11: ['Address 10.x is in use.'],
  V12: ["address value can't be both primary and secondary", 'Duplicate private IP address.'],
  V13: ['Address 10.x is in use.'],
  V16: ['Security group sg-… and subnet subnet-… belong to different networks.'],
  V19: ['Number of private addresses will exceed limit.'],
  V20: ['InsufficientFreeAddressesInSubnet'],
  V21: [
    'The associatePublicIPAddress parameter cannot be specified when launching with multiple network interfaces',
    'The associatePublicIPAddress parameter can only be specified for the network interface with DeviceIndex 0',
  ],
  V23: ['IPv6 addresses and IPv6 address count may not be specified on the same request'],
  V31: ['Invalid interface description…'],
  V32: ['InvalidSubnetID.NotFound', 'InvalidGroup.NotFound', 'InvalidNetworkInterfaceID.NotFound'],
  V33: ['Unsupported', 'UnsupportedOperation'],
  V34: ['InvalidKeyPair.NotFound'],
  F1: [
    'You are not authorized to perform this operation. Please consult the permissions associated with your AWS Backup role(s)… Encoded authorization failure message: …',
  ],
  F2: [
    'AWS Backup does not permit attaching a new instance profile to an EC2 instance. Please restore using the backed up instance profile.',
  ],
  F6: ['The t2.micro instance type does not support specifying CpuOptions.'],
  F7: [
    'Access denied to KMS key',
    'The specified AWS KMS key ARN does not exist, is not enabled or you do not have permissions to access it',
  ],
  F9: ['Source AMI ami-… not found in Region'],
  F10: ['InvalidAMIID.Unavailable'],
  F11: ['IAM Role cannot be assumed by AWS Backup'],
  F12: ['No default VPC for this user. GroupName is only supported for EC2-Classic and default VPC.'],
  F13: ["You can't launch instances with IMDSv1 because httpTokensEnforced…"],
};
