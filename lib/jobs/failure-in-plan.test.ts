import { describe, expect, it } from 'vitest';
import { applyAll } from '@/lib/restore/apply';
import { indexFacts } from '@/lib/restore/fact-index';
import type { Facts, InstanceTypeFact } from '@/lib/restore/facts';
import type { Arn } from '@/lib/restore/ids';
import { parseTemplate } from '@/lib/restore/parse';
import type { RestorePlan } from '@/lib/restore/plan';
import { AWS_TEXTS } from '@/lib/restore/rules/aws-texts';
import { FACTS, fixed, known, nic } from '@/lib/restore/rules/cases/fixture';
import { toMetadata } from '@/lib/restore/to-metadata';
import { failureInPlan } from './failure-in-plan';
import { knownFailure } from './known-failures';

const planOf = (nics: readonly unknown[], more: Readonly<Record<string, string>> = {}): RestorePlan => {
  const plan = parseTemplate(
    {
      account: '123456789012',
      region: 'ap-northeast-1',
      vault: 'v',
      recoveryPointArn: 'arn:aws:ec2:ap-northeast-1::image/ami-1' as Arn,
      resourceArn: null,
      resourceName: null,
      createdAt: null,
      template: { InstanceType: 'm5.large', NetworkInterfaces: JSON.stringify(nics), ...more },
    },
    { restoreRoleArn: 'arn:aws:iam::123456789012:role/restore' as Arn },
  );
  if (!plan.ok) throw new Error(plan.error.code);
  return plan.value;
};

const EVERYTHING = {
  IamInstanceProfileName: 'app',
  KeyName: 'key',
  CpuOptions: '{"CoreCount":1,"ThreadsPerCore":2}',
  CreditSpecification: '{"CpuCredits":"standard"}',
  Placement: '{"GroupName":"cluster"}',
  BlockDeviceMappings: '[{"DeviceName":"/dev/xvda","Ebs":{"Encrypted":true,"KmsKeyId":"alias/a"}}]',
  Tags: '[]',
};
const plan = planOf([nic({ ...fixed('10.0.0.200', '10.0.0.201'), Description: 'web', Groups: ['sg-1', 'sg-d'] })], EVERYTHING);

const inPlan = (message: string, of: RestorePlan = plan, facts: Partial<Facts> = {}) => {
  const failure = knownFailure(message);
  if (failure === null) throw new Error(message);
  return failureInPlan(of, indexFacts({ ...FACTS, ...facts }), failure);
};

/** Codes of the remedies, each of which must apply. */
const remedies = (message: string, of: RestorePlan = plan, facts: Partial<Facts> = {}): readonly string[] =>
  inPlan(message, of, facts).fixes.map(({ code, commands }) => {
    expect(applyAll(of, commands)).toMatchObject({ ok: true });
    return code;
  });

const at = '/NetworkInterfaces/0';

describe('failureInPlan', () => {
  it.each<[string, string | null, readonly string[]]>([
    ['Address 10.0.0.201 is in use.', `${at}/PrivateIpAddresses/1`, ['use-next-free', 'remove-address']],
    ['Address 10.0.0.200 is in use.', `${at}/PrivateIpAddresses/0`, ['use-next-free', 'make-automatic']],
    [
      "Address 10.0.0.200 does not fall within the subnet's address range",
      `${at}/PrivateIpAddresses/0`,
      ['use-next-free', 'make-automatic'],
    ],
    ["Address 10.0.0.200 is in subnet's reserved address range", `${at}/PrivateIpAddresses/0`, ['use-next-free', 'make-automatic']],
    ['The specified address is already in use.', '/NetworkInterfaces', []],
    ['The m5.large instance type does not support specifying CpuOptions.', '/CpuOptions', ['drop-cpu-options']],
    ['You are not authorized to perform this operation.', '/IamInstanceProfileName', ['no-profile']],
    ['does not permit attaching a new instance profile', '/IamInstanceProfileName', ['no-profile']],
    ["The key pair 'key' does not exist", '/KeyName', ['no-key-pair']],
    ["You can't launch instances with IMDSv1 because httpTokensEnforced is set", '/RequireIMDSv2', ['require-imdsv2']],
    ['Access denied to KMS key', '/BlockDeviceMappings', ['remove-key']],
    ["The Placement Group 'cluster' is unknown.", '/Placement', ['remove-key']],
    ['Invalid interface description. Value: (web)', `${at}/Description`, ['clear-description']],
    ["The security group 'sg-d' does not exist", `${at}/Groups/1`, ['remove-group']],
    ['Security group sg-1 and subnet subnet-a belong to different networks.', `${at}/Groups/0`, ['remove-group']],
    ["The subnet ID 'subnet-a' does not exist", `${at}/SubnetId`, []],
    ['Invalid restore metadata. Unrecognized key : Tags', '/Tags', ['remove-key']],
    ['not authorized to perform: ec2:CreateTags on resource', null, ['no-tags']],
    ['IAM Role cannot be assumed by AWS Backup', null, []],
    ['VcpuLimitExceeded', null, []],
  ])('%s', (message, place, codes) => {
    expect(inPlan(message).at).toBe(place);
    expect(remedies(message)).toEqual(codes);
  });

  it('names a place for every text of AWS’s that is about the request', () => {
    const WITHOUT_PLACE = new Set(['F9', 'F10', 'F11']);
    for (const [rule, texts] of Object.entries(AWS_TEXTS))
      for (const text of texts)
        expect(inPlan(text.replace('10.x', '10.0.0.200')).at === null, `${rule} ${text}`).toBe(WITHOUT_PLACE.has(rule));
  });

  it('takes the remedies of what is found now, where it is found', () => {
    const held = planOf([nic(fixed('10.0.0.10'))]);
    expect(inPlan('Address 10.0.0.10 is in use.', held).at).toBe(`${at}/PrivateIpAddresses/0`);
    expect(remedies('Address 10.0.0.10 is in use.', held)).toEqual(['use-next-free', 'make-automatic']);
    const gone = planOf([nic({ Groups: ['sg-x'] })]);
    expect(remedies("The security group 'sg-x' does not exist", gone)).toEqual(['remove-group', 'default-group']);
  });
});

describe('capacity', () => {
  const type = (name: string, more: Partial<InstanceTypeFact> = {}): InstanceTypeFact => {
    const base = FACTS.instanceTypes['m5.large'];
    if (base?.state !== 'known' || base.value === null) throw new Error('no type');
    return { ...base.value, type: name, ...more };
  };
  const TYPES = [
    type('m5.large'),
    type('m6i.large'),
    type('c5.large', { memoryMib: 4_096 }),
    type('m5.2xlarge', { defaultVcpus: 8, memoryMib: 32_768 }),
    type('m5.24xlarge', { defaultVcpus: 96, memoryMib: 400_000 }),
    type('m7g.large', { architectures: ['arm64'] }),
    type('t9.large', { maxInterfaces: 1 }),
    type('u9.large', { ipv4PerInterface: 1 }),
    type('z9.large'),
  ];
  const facts: Partial<Facts> = {
    instanceTypes: Object.fromEntries(TYPES.map((each) => [each.type, known<InstanceTypeFact | null>(each)])),
    offerings: Object.fromEntries(TYPES.map((each) => [each.type, known(each.type === 'z9.large' ? ['tokyo-c'] : ['tokyo-a'])])),
  };
  const MESSAGE = 'We currently do not have sufficient m5.large capacity in the Availability Zone you requested';
  const types = (of: RestorePlan): readonly unknown[] => inPlan(MESSAGE, of, facts).fixes.map(({ params }) => params.type);

  it('offers types of the same zone that take the same interfaces and addresses, the nearest first', () => {
    const two = planOf([nic(fixed('10.0.0.200', '10.0.0.201')), nic({ DeviceIndex: 1 })]);
    expect(inPlan(MESSAGE, two, facts).at).toBe('/InstanceType');
    expect(types(two)).toEqual(['m6i.large', 'm5.2xlarge']);
    expect(types(planOf([nic()]))).toEqual(['m6i.large', 't9.large', 'u9.large', 'm5.2xlarge']);
  });

  it('takes along what the other type takes of the rest', () => {
    const limited = planOf([nic()], { CpuOptions: '{"CoreCount":1,"ThreadsPerCore":2}' });
    const [first] = inPlan(MESSAGE, limited, facts).fixes;
    const changed = applyAll(limited, first?.commands ?? []);
    expect(changed.ok && toMetadata(changed.value, 'r')).toMatchObject({
      InstanceType: 'm6i.large',
      CpuOptions: '{"CoreCount":1,"ThreadsPerCore":2}',
    });
  });

  it('offers none where the zone or the type is not known', () => {
    expect(types(planOf([nic({ SubnetId: 'subnet-gone' })]))).toEqual([]);
    expect(types(planOf([nic()], { InstanceType: 'x1.large' }))).toEqual([]);
  });
});
