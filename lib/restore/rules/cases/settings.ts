import { boundary, denied, FACTS, fails, keys, known, nic, passes, type RuleCase } from './fixture';

const cpu = (cores: number, threads: number) => ({ CpuOptions: JSON.stringify({ CoreCount: cores, ThreadsPerCore: threads }) });
const features = (InstanceType: string, options: object) => keys({ InstanceType, CpuOptions: JSON.stringify(options) });

/** F2, F6, F28, V33, V34. */
export const SETTING_CASES: readonly RuleCase[] = [
  passes('F2', 'the backed-up one', keys({ IamInstanceProfileName: 'app' })),
  ...(
    [
      ['what RunInstances takes', '{"Name":"app"}'],
      ['the same by ARN', '{"Arn":"arn:aws:iam::123456789012:instance-profile/team/app"}'],
      ['a space behind it', 'app '],
      ['nothing that could be one', '{}'],
      ['too long for one', 'x'.repeat(129)],
    ] as const
  ).map(([name, IamInstanceProfileName]) =>
    fails('F2', name, { ...keys({ IamInstanceProfileName }), context: { backupKnown: false } }, 'profile-arn /IamInstanceProfileName'),
  ),
  boundary('F2', 'as long as one can be', { ...keys({ IamInstanceProfileName: 'x'.repeat(128) }), context: { backupKnown: false } }),
  fails('F2', 'another', keys({ IamInstanceProfileName: 'admin' }), 'profile-other /IamInstanceProfileName'),
  fails(
    'F2',
    'an ARN, be it of the backed-up one',
    keys({ IamInstanceProfileName: 'arn:aws:iam::123456789012:instance-profile/app' }),
    'profile-arn /IamInstanceProfileName',
  ),
  fails(
    'F2',
    'a path, where the backup is not known',
    { ...keys({ IamInstanceProfileName: '/team/app' }), context: { backupKnown: false } },
    'profile-arn /IamInstanceProfileName',
  ),
  fails(
    'F2',
    'one where there was none',
    { ...keys({ IamInstanceProfileName: 'admin' }), context: { backedUpProfile: null } },
    'profile-not-backed-up /IamInstanceProfileName',
  ),
  boundary('F2', 'AWS’s own word for it', keys({ IamInstanceProfileName: 'UseBackedUpValue' })),
  boundary('F2', 'a file of which the backup is not known', {
    ...keys({ IamInstanceProfileName: 'admin' }),
    context: { backupKnown: false },
  }),

  passes('F6', 'values that the type takes', keys(cpu(1, 2))),
  fails('F6', 'a type that takes none', keys({ ...cpu(1, 1), InstanceType: 't2.micro' }), 'cpu-options-unsupported /CpuOptions'),
  fails('F6', 'too many cores', keys(cpu(3, 1)), 'cpu-options-values /CpuOptions'),
  fails('F6', 'one value alone', keys({ CpuOptions: '{"CoreCount":1}' }), 'cpu-options-values /CpuOptions'),
  passes('F6', 'AMD SEV-SNP on a type that has it, cores and threads not said', features('m6a.large', { AmdSevSnp: 'enabled' })),
  passes('F6', 'the same with the default cores', features('m6a.large', { AmdSevSnp: 'enabled', CoreCount: 2, ThreadsPerCore: 2 })),
  fails('F6', 'on a type without it', features('m5.large', { AmdSevSnp: 'enabled' }), 'cpu-feature-unsupported /CpuOptions'),
  fails('F6', 'a type that takes no CpuOptions', features('t2.micro', { AmdSevSnp: 'disabled' }), 'cpu-options-unsupported /CpuOptions'),
  fails(
    'F6',
    'cores that it has not, beside what it has',
    features('m6a.large', { AmdSevSnp: 'enabled', CoreCount: 9, ThreadsPerCore: 2 }),
    'cpu-options-values /CpuOptions',
  ),
  fails('F6', 'neither on nor off', features('m6a.large', { AmdSevSnp: 'yes' }), 'cpu-feature-value /CpuOptions/AmdSevSnp'),
  fails('F6', 'one value alone beside it', features('m6a.large', { AmdSevSnp: 'enabled', CoreCount: 1 }), 'cpu-options-values /CpuOptions'),
  boundary('F6', 'turned off where it is not', features('m5.large', { AmdSevSnp: 'disabled' }), 'cpu-options-default /CpuOptions'),
  boundary('F6', 'null says nothing', features('m5.large', { AmdSevSnp: null, CoreCount: null })),
  boundary('F6', 'what the type has anyway', keys(cpu(2, 2)), 'cpu-options-default /CpuOptions'),
  boundary('F6', 'emptied', keys({ CpuOptions: '{}', InstanceType: 't2.micro' })),

  passes('F28', 'none', keys({})),
  fails('F28', 'instance store', keys({ InstanceType: 'p4d' }), 'instance-store /InstanceType'),
  boundary('F28', 'a type that AWS does not know', keys({ InstanceType: 'z9.huge' })),

  passes('V33', 'offered', keys({})),
  fails('V33', 'no type', { nics: [nic()], keys: { InstanceType: '' } }, 'no-instance-type /InstanceType'),
  fails('V33', 'no such type', keys({ InstanceType: 'z9.huge' }), 'no-such-type /InstanceType'),
  fails('V33', 'not in this zone', { nics: [nic({ SubnetId: 'subnet-c' })], keys: { InstanceType: 'p4d' } }, 'not-offered /InstanceType'),
  fails('V33', 'another architecture', keys({ InstanceType: 'm7g.large' }), 'architecture /InstanceType'),
  fails(
    'V33',
    'credits for a type without',
    keys({ InstanceType: 'm5.large', CreditSpecification: '{"CpuCredits":"standard"}' }),
    'credits-not-burstable /CreditSpecification',
  ),
  boundary(
    'V33',
    'no image to look at: the metadata says it',
    { ...keys({ Architecture: 'arm64' }), facts: { image: known(null) } },
    'architecture /InstanceType',
  ),
  fails(
    'V33',
    'credits in a capital letter',
    keys({ CreditSpecification: '{"CpuCredits":"Unlimited"}' }),
    'credits-value /CreditSpecification',
  ),
  fails(
    'V33',
    'credits that EC2 does not know',
    keys({ CreditSpecification: '{"CpuCredits":"high"}' }),
    'credits-value /CreditSpecification',
  ),
  fails(
    'V33',
    'credits by another spelling',
    keys({ CreditSpecification: '{"cpuCredits":"Standard","x":1}' }),
    'credits-value /CreditSpecification',
  ),
  fails('V33', 'credits that are no text', keys({ CreditSpecification: '{"CpuCredits":true}' }), 'credits-value /CreditSpecification'),
  boundary('V33', 'unlimited', keys({ CreditSpecification: '{"CpuCredits":"unlimited"}' })),
  boundary('V33', 'credits emptied', keys({ InstanceType: 'm5.large', CreditSpecification: '{}' })),
  boundary('V33', 'a type that nobody asked about', keys({ InstanceType: 'c7i.large' }), 'unknown-not-given /InstanceType'),

  passes('V34', 'the original, existing', keys({ KeyName: 'key' })),
  fails('V34', 'gone', { ...keys({ KeyName: 'key' }), facts: { keyPairs: known([]) } }, 'key-pair-not-found /KeyName'),
  fails('V34', 'another', { ...keys({ KeyName: 'mine' }), facts: { keyPairs: known(['key', 'mine']) } }, 'key-pair-other /KeyName'),
  fails(
    'V34',
    'one where there was none',
    { ...keys({ KeyName: 'key' }), context: { backedUpKeyPair: null } },
    'key-pair-not-backed-up /KeyName',
  ),
  boundary('V34', 'none', keys({ KeyName: '' })),
  boundary(
    'V34',
    'key pairs not readable',
    { ...keys({ KeyName: 'key' }), facts: { ...FACTS, keyPairs: denied('ec2:DescribeKeyPairs') } },
    'unknown-denied /KeyName',
  ),
];
