import { expect, it } from 'vitest';
import { factsSubject } from './facts-subject';
import type { Arn, SubnetId } from './ids';
import { type NewNic, PLAN_VERSION, type RestorePlan } from './plan';

const nic = (key: string, subnetId: string | null): NewNic => ({
  key,
  kind: 'new',
  deviceIndex: 0,
  networkCardIndex: null,
  origin: null,
  extra: {},
  subnetId: subnetId as SubnetId | null,
  groups: [],
  primary: { kind: 'automatic' },
  secondaries: { kind: 'fixed', values: [] },
  ipv6: { kind: 'fixed', values: [] },
  ipv4Prefixes: { kind: 'fixed', values: [] },
  ipv6Prefixes: { kind: 'fixed', values: [] },
  primaryIpv6: false,
  publicIp: false,
  deleteOnTermination: true,
  description: '',
  interfaceType: 'interface',
});

const plan: RestorePlan = {
  kind: 'ec2',
  version: PLAN_VERSION,
  source: {
    account: '123456789012',
    region: 'ap-northeast-1',
    vault: 'aws-backup-vault',
    recoveryPointArn: 'arn:aws:ec2:ap-northeast-1::image/ami-1' as Arn,
    resourceArn: 'arn:aws:ec2:ap-northeast-1:123456789012:instance/i-1' as Arn,
    resourceName: 'web',
    createdAt: null,
    template: { InstanceType: 't2.micro', SubnetId: 'subnet-a', vpcId: 'vpc-1', IamInstanceProfileName: 'ec2_role' },
  },
  settings: {
    instanceType: 't3.small',
    instanceProfile: 'backed-up',
    keyPair: 'backed-up',
    cpuOptions: 'keep',
    userData: null,
    overrides: {},
  },
  nics: [nic('n0', 'subnet-b'), nic('n1', 'subnet-a'), nic('n2', null)],
  restoreRoleArn: 'arn:aws:iam::123456789012:role/r' as Arn,
  copyTags: true,
};

it('asks about what is planned and about what was backed up', () => {
  expect(factsSubject(plan)).toEqual({
    subnetIds: ['subnet-a', 'subnet-b'],
    interfaceIds: [],
    instanceTypes: ['t2.micro', 't3.small'],
    vpcIds: ['vpc-1'],
    recoveryPointArn: 'arn:aws:ec2:ap-northeast-1::image/ami-1',
    resourceArn: 'arn:aws:ec2:ap-northeast-1:123456789012:instance/i-1',
    restoreRoleArn: 'arn:aws:iam::123456789012:role/r',
    instanceProfileName: 'ec2_role',
    vault: 'aws-backup-vault',
    kmsKeyIds: [],
    otherTypes: false,
  });
});

it('asks about no profile where the instance gets none', () => {
  expect(factsSubject({ ...plan, settings: { ...plan.settings, instanceProfile: 'none' } }).instanceProfileName).toBeNull();
});

it('asks about each KMS key that the volumes name, and about none that cannot be one', () => {
  const devices = ['alias/restores', 'alias/restores', 'no key, surely', `x${'0'.repeat(400)}`, 7].map((KmsKeyId, i) => ({
    DeviceName: `/dev/sd${i}`,
    Ebs: { Encrypted: true, KmsKeyId },
  }));
  const settings = { ...plan.settings, overrides: { blockdevicemappings: JSON.stringify(devices) } };
  expect(factsSubject({ ...plan, settings }).kmsKeyIds).toEqual(['alias/restores']);
});

it('asks about nothing that a pasted file does not name', () => {
  const bare = {
    ...plan,
    source: { ...plan.source, vault: '', recoveryPointArn: '' as Arn, resourceArn: null, template: {} },
    nics: [],
    restoreRoleArn: null,
  };
  expect(factsSubject({ ...bare, settings: { ...plan.settings, instanceType: '' } })).toEqual({
    subnetIds: [],
    interfaceIds: [],
    instanceTypes: [],
    vpcIds: [],
    recoveryPointArn: null,
    resourceArn: null,
    restoreRoleArn: null,
    instanceProfileName: null,
    vault: null,
    kmsKeyIds: [],
    otherTypes: false,
  });
});
