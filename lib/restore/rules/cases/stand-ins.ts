import type { Facts, InstanceTypeFact } from '../../facts';
import { boundary, denied, fails, known, nic, passes, type RuleCase } from './fixture';
import { type } from './fixture-types';

/** Types of one size that the zones offer, to stand in for each other (F17). */
const offer = (types: readonly InstanceTypeFact[], zones: Readonly<Record<string, readonly string[]>>): Partial<Facts> => ({
  instanceTypes: Object.fromEntries(types.map((each) => [each.type, known<InstanceTypeFact | null>(each, 'ec2:DescribeInstanceTypes')])),
  offerings: Object.fromEntries(
    types.map((each) => [each.type, known(zones[each.type] ?? ['tokyo-a'], 'ec2:DescribeInstanceTypeOfferings')]),
  ),
});
const like = (name: string, more: Partial<InstanceTypeFact> = {}): InstanceTypeFact => type(name, [3, 10, 10], more);
const elsewhere = { 'm5.large': ['tokyo-c'] };
const wanting = (more: Readonly<Record<string, string>>, facts: Partial<Facts>, nics = [nic()]) => ({
  nics,
  keys: { InstanceType: 'm5.large', ...more },
  facts,
});
const NOT_OFFERED = 'not-offered /InstanceType' as const;
const cpu = (options: object) => ({ CpuOptions: JSON.stringify(options) });
const snp = { processorFeatures: ['amd-sev-snp'] };

/** V33 and F6 of types, and of those that stand in for them, at their edges. */
export const STAND_IN_CASES: readonly RuleCase[] = [
  fails(
    'V33',
    'types that the zone has, the nearest first',
    wanting(
      {},
      offer([like('m5.large'), like('m6i.large', { memoryMib: 16_384 }), like('c9.large'), like('m7i.large'), like('m6.large')], elsewhere),
    ),
    NOT_OFFERED,
  ),
  fails(
    'V33',
    'types that the zone has not, or of which nothing is known',
    wanting(
      {},
      {
        instanceTypes: {
          ...offer([like('m5.large'), like('m6.large'), like('m7.large')], {}).instanceTypes,
          'm8.large': denied('ec2:DescribeInstanceTypes'),
          'm9.large': known(null),
        },
        offerings: {
          'm5.large': known(['tokyo-c']),
          'm6.large': known(['tokyo-c']),
          'm7.large': denied('x'),
          'm8.large': known(['tokyo-a']),
          'm9.large': known(['tokyo-a']),
        },
      },
    ),
    NOT_OFFERED,
  ),
  fails(
    'V33',
    'types of another architecture, by the image',
    wanting(
      {},
      offer(
        [like('m5.large', { architectures: ['x86_64', 'arm64'] }), like('m6.large', { architectures: ['arm64'] }), like('m7.large')],
        elsewhere,
      ),
    ),
    NOT_OFFERED,
  ),
  fails(
    'V33',
    'types of any architecture, where none is known',
    wanting(
      {},
      {
        ...offer([like('m5.large', { architectures: ['x86_64', 'arm64'] }), like('m6.large', { architectures: ['arm64'] })], elsewhere),
        image: known(null),
      },
    ),
    NOT_OFFERED,
  ),
  fails(
    'V33',
    'types with as many EFA',
    wanting(
      {},
      offer(
        [
          like('m5.large', { maxEfaInterfaces: 1 }),
          like('m6.large'),
          like('m7.large', { maxEfaInterfaces: 1 }),
          like('m8.large', { maxEfaInterfaces: 2 }),
        ],
        elsewhere,
      ),
      [nic({ InterfaceType: 'efa' })],
    ),
    NOT_OFFERED,
  ),
  fails(
    'V33',
    'types without EFA for a plain interface',
    wanting({}, offer([like('m5.large', { maxEfaInterfaces: 1 }), like('m6.large')], elsewhere), [nic({ InterfaceType: 'interface' })]),
    NOT_OFFERED,
  ),
  fails(
    'V33',
    'types that have AMD SEV-SNP',
    wanting(
      cpu({ AmdSevSnp: 'enabled' }),
      offer([like('m5.large', snp), like('m6.large'), like('m7.large', snp), like('m8.large', { ...snp, validCores: [] })], elsewhere),
    ),
    NOT_OFFERED,
  ),
  fails(
    'V33',
    'what becomes of cores that the others lack, beside AMD SEV-SNP',
    wanting(
      cpu({ AmdSevSnp: 'enabled', CoreCount: 1, ThreadsPerCore: 1 }),
      offer([like('m5.large', snp), like('m7.large', { ...snp, validCores: [2] }), like('m8.large', snp)], elsewhere),
    ),
    NOT_OFFERED,
  ),
  fails(
    'V33',
    'what becomes of cores that the others lack or have anyway',
    wanting(
      cpu({ CoreCount: 1, ThreadsPerCore: 2 }),
      offer([like('m5.large'), like('m6.large', { validCores: [2] }), like('m7.large'), like('m8.large', { validCores: [] })], elsewhere),
    ),
    NOT_OFFERED,
  ),
  fails(
    'V33',
    'what becomes of cores that are the default',
    wanting(cpu({ CoreCount: 2, ThreadsPerCore: 2 }), offer([like('m5.large'), like('m6.large')], elsewhere)),
    NOT_OFFERED,
  ),
  fails(
    'V33',
    'AMD SEV-SNP that is off',
    wanting(cpu({ AmdSevSnp: 'disabled' }), offer([like('m5.large'), like('m6.large')], elsewhere)),
    NOT_OFFERED,
  ),
  passes('V33', 'no zone to look at', { nics: [nic({ SubnetId: 'subnet-x' })], keys: { InstanceType: 'p4d' } }),
  boundary(
    'V33',
    'what the zone offers is not known',
    { nics: [nic()], keys: {}, facts: { offerings: {} } },
    'unknown-not-given /InstanceType',
  ),

  fails(
    'F6',
    'the feature goes, the rest stays',
    { nics: [nic()], keys: { InstanceType: 'm5.large', ...cpu({ AmdSevSnp: 'enabled', NestedVirtualization: 'disabled', Future: 1 }) } },
    'cpu-feature-unsupported /CpuOptions',
  ),
  boundary('F6', 'no options on a type of which nothing is known', { nics: [nic()], keys: {}, facts: { instanceTypes: {} } }),
  boundary('F6', 'options on a type that AWS does not know', {
    nics: [nic()],
    keys: { InstanceType: 'z9.huge', ...cpu({ CoreCount: 1, ThreadsPerCore: 1 }) },
  }),
  boundary(
    'F6',
    'options on a type of which nothing is known',
    { nics: [nic()], keys: cpu({ CoreCount: 1, ThreadsPerCore: 1 }), facts: { instanceTypes: {} } },
    'unknown-not-given /InstanceType',
  ),
  boundary('F6', 'a feature of null', {
    nics: [nic()],
    keys: { InstanceType: 'm6a.large', ...cpu({ AmdSevSnp: null, CoreCount: 1, ThreadsPerCore: 2 }) },
  }),
  boundary(
    'F6',
    'a feature of false',
    { nics: [nic()], keys: { InstanceType: 'm6a.large', ...cpu({ AmdSevSnp: false, CoreCount: 1, ThreadsPerCore: 2 }) } },
    'cpu-feature-value /CpuOptions/AmdSevSnp',
  ),
];
