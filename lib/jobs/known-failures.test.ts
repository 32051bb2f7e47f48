import { describe, expect, it } from 'vitest';
import { knownFailure } from './known-failures';

// Sentences as docs/aws-facts.md quotes them (1.5, 3 and 4).
describe('knownFailure', () => {
  it.each([
    [
      'You are not authorized to perform this operation. Please consult the permissions associated with your AWS Backup role(s), and refer to the AWS Backup documentation for more details. Encoded authorization failure message: abc-DEF_1',
      'F1',
      'pass-role',
      'abc-DEF_1',
    ],
    ['You are not authorized to perform this operation.', 'F1', 'pass-role', null],
    [
      'AWS Backup does not permit attaching a new instance profile to an EC2 instance. Please restore using the backed up instance profile.',
      'F2',
      'profile-not-permitted',
      null,
    ],
    ['Address 10.1.10.115 is in use. (Service: AmazonEC2; Status Code: 400)', 'F3', 'address-in-use', '10.1.10.115'],
    ['The specified address is already in use.', 'F3', 'address-in-use', null],
    ['Network interfaces and an instance-level subnet ID may not be specified on the same request', 'F4', 'subnet-clash', null],
    ['A network interface may not specify both a network interface ID and a subnet', 'F5', 'interface-shape', null],
    ['Value (0) for parameter secondaryPrivateIpAddressCount is invalid. Value must be a positive number.', 'F5', 'interface-shape', null],
    ['The t2.micro instance type does not support specifying CpuOptions.', 'F6', 'cpu-options', 't2.micro'],
    ['The specified AWS KMS key ARN does not exist, is not enabled or you do not have permissions to access it', 'F7', 'kms', null],
    ['Source AMI ami-0abc1 not found in Region', 'F9', 'image-not-allowed', 'ami-0abc1'],
    [
      'IAM Role arn:aws:iam::123456789012:role/x cannot be assumed by AWS Backup',
      'F11',
      'role-not-assumable',
      'arn:aws:iam::123456789012:role/x',
    ],
    ['IAM Role cannot be assumed by AWS Backup', 'F11', 'role-not-assumable', null],
    ['No default VPC for this user. GroupName is only supported for EC2-Classic and default VPC.', 'F12', 'no-subnet', null],
    ["You can't launch instances with IMDSv1 because httpTokensEnforced is enabled", 'F13', 'imds', null],
    ['Restore job 1A2B-3C already finished', 'F16', 'already-finished', '1A2B-3C'],
    ["The key pair 'ops' does not exist", 'F18', 'key-pair', 'ops'],
    ["Address 10.1.10.2 is in subnet's reserved address range", 'V9', 'address-reserved', '10.1.10.2'],
    ["Address 10.9.0.1 does not fall within the subnet's address range", 'V8', 'address-range', '10.9.0.1'],
    ['Security group sg-1 and subnet subnet-1 belong to different networks.', 'V16', 'group-other-vpc', 'sg-1'],
    ['We currently do not have sufficient t3.large capacity in the Availability Zone you requested', 'F17', 'capacity', null],
    ['You have requested more vCPU capacity than your current vCPU limit of 32 allows', 'F17', 'quota', null],
  ])('%s', (message, rule, code, subject) => {
    expect(knownFailure(message)).toEqual({ rule, code, subject });
  });

  it('claims to know nothing else', () => {
    expect(knownFailure('Something went wrong')).toBeNull();
    expect(knownFailure('')).toBeNull();
  });
});
