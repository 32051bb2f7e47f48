import { describe, expect, it } from 'vitest';
import { dryRunRequest } from './dry-run-request';
import finalMetadata from './fixtures/article_final_metadata.json';

const POINT = 'arn:aws:ec2:ap-northeast-1::image/ami-084ddc30cf536ac1e';

describe('dryRunRequest', () => {
  it('translates the article’s final metadata', () => {
    const request = dryRunRequest(POINT, finalMetadata, 'ec2_role');
    expect(request.ok && request.value).toEqual({
      ImageId: 'ami-084ddc30cf536ac1e',
      MinCount: 1,
      MaxCount: 1,
      DryRun: true,
      CapacityReservationSpecification: { CapacityReservationPreference: 'open' },
      CreditSpecification: { CpuCredits: 'standard' },
      DisableApiTermination: false,
      EbsOptimized: false,
      HibernationOptions: { Configured: false },
      IamInstanceProfile: { Name: 'ec2_role' },
      InstanceInitiatedShutdownBehavior: 'stop',
      InstanceType: 't2.micro',
      KeyName: 'ec2-keypair',
      MetadataOptions: { HttpTokens: 'required' },
      Monitoring: { Enabled: false },
      NetworkInterfaces: [
        {
          AssociatePublicIpAddress: false,
          DeleteOnTermination: true,
          DeviceIndex: 0,
          Groups: ['sg-06d3f4fca2b07b915'],
          InterfaceType: 'interface',
          Ipv4Prefixes: [],
          Ipv6AddressCount: 0,
          Ipv6Addresses: [],
          Ipv6Prefixes: [],
          PrivateIpAddresses: [{ Primary: false, PrivateIpAddress: '10.1.10.100' }],
          SubnetId: 'subnet-0bdb9444b6747e0d6',
        },
      ],
      Placement: { AvailabilityZone: 'ap-northeast-1a', Tenancy: 'default' },
    });
  });

  it.each([
    [
      'AWS’s word for the backed-up profile',
      { IamInstanceProfileName: 'UseBackedUpValue' },
      'app',
      { IamInstanceProfile: { Name: 'app' } },
    ],
    ['the same where there was none', { IamInstanceProfileName: 'UseBackedUpValue' }, null, {}],
    ['detailed monitoring', { Monitoring: '{"State":"enabled"}' }, null, { Monitoring: { Enabled: true } }],
    ['IMDSv1', { RequireIMDSv2: 'FALSE' }, null, { MetadataOptions: { HttpTokens: 'optional' } }],
    ['an emptied object', { CpuOptions: '{}' }, null, {}],
    ['a null member', { Placement: '{"GroupName":null,"Tenancy":"default"}' }, null, { Placement: { Tenancy: 'default' } }],
    [
      'keys in other letters, and those without a member',
      { instancetype: 't3.small', VpcId: 'vpc-1', Tags: '[]' },
      null,
      { InstanceType: 't3.small' },
    ],
  ] as const)('%s', (_name, metadata, profile, members) => {
    const request = dryRunRequest(POINT, metadata as Record<string, string>, profile);
    expect(request.ok && request.value).toEqual({ ...members, ImageId: 'ami-084ddc30cf536ac1e', MinCount: 1, MaxCount: 1, DryRun: true });
  });

  it('says why it cannot be tried', () => {
    const airGapped = 'arn:aws:backup:ap-northeast-1:123456789012:recovery-point:0d1c';
    expect(dryRunRequest(airGapped, {}, null)).toEqual({ ok: false, error: { code: 'no-image' } });
    expect(dryRunRequest(POINT, { Placement: '{' }, null)).toEqual({ ok: false, error: { code: 'unreadable-key', key: 'Placement' } });
  });
});
