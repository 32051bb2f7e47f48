import type { InstanceTypeInfo } from '@aws-sdk/client-ec2';

/**
 * Type, interfaces, IPv4 and IPv6 addresses an interface, cards, default vCPUs, hypervisor, marks:
 * B burstable, E EFA, S instance store, N takes no CPU options, A arm64, 1 one thread a core, P AMD SEV-SNP, V nested virtualization, Q flexible ENA queues. Public figures of DescribeInstanceTypes.
 */
const TABLE = `
t2.nano 2 2 2 1 1 xen BN
t2.micro 2 2 2 1 1 xen BN
t2.small 3 4 4 1 1 xen BN
t2.medium 3 6 6 1 2 xen BN
t2.large 3 12 12 1 2 xen BN
t2.xlarge 3 15 15 1 4 xen BN
t2.2xlarge 3 15 15 1 8 xen BN
t3.nano 2 2 2 1 2 nitro B
t3.micro 2 2 2 1 2 nitro B
t3.small 3 4 4 1 2 nitro B
t3.medium 3 6 6 1 2 nitro B
t3.large 3 12 12 1 2 nitro B
t3.xlarge 4 15 15 1 4 nitro B
t3.2xlarge 4 15 15 1 8 nitro B
t3a.micro 2 2 2 1 2 nitro B
t3a.small 2 4 4 1 2 nitro B
t3a.medium 3 6 6 1 2 nitro B
t3a.large 3 12 12 1 2 nitro B
t4g.micro 2 2 2 1 2 nitro BA
t4g.small 3 4 4 1 2 nitro BA
t4g.medium 3 6 6 1 2 nitro BA
t4g.large 3 12 12 1 2 nitro BA
m3.large 3 10 0 1 2 xen N
m4.large 2 10 10 1 2 xen -
m4.xlarge 4 15 15 1 4 xen -
m5.large 3 10 10 1 2 nitro -
m5.xlarge 4 15 15 1 4 nitro -
m5.2xlarge 4 15 15 1 8 nitro -
m5.4xlarge 8 30 30 1 16 nitro -
m5.12xlarge 8 30 30 1 48 nitro -
m5.24xlarge 15 50 50 1 96 nitro -
m5.metal 15 50 50 1 96 - N
m5d.large 3 10 10 1 2 nitro S
m6a.large 3 10 10 1 2 nitro P
m6a.xlarge 4 15 15 1 4 nitro P
m6i.large 3 10 10 1 2 nitro -
m6i.xlarge 4 15 15 1 4 nitro -
m6i.2xlarge 4 15 15 1 8 nitro -
m6i.4xlarge 8 30 30 1 16 nitro -
m8i.large 3 10 10 1 2 nitro VQ
m7g.medium 2 4 4 1 1 nitro A
m7g.large 3 10 10 1 2 nitro A
m7g.xlarge 4 15 15 1 4 nitro A
c5.large 3 10 10 1 2 nitro -
c5.xlarge 4 15 15 1 4 nitro -
c5.2xlarge 4 15 15 1 8 nitro -
c5.4xlarge 8 30 30 1 16 nitro -
c5n.18xlarge 15 50 50 1 72 nitro E
c6i.large 3 10 10 1 2 nitro -
c6i.xlarge 4 15 15 1 4 nitro -
c6i.2xlarge 4 15 15 1 8 nitro -
c6in.32xlarge 16 50 50 2 128 nitro E
r5.large 3 10 10 1 2 nitro -
r5.xlarge 4 15 15 1 4 nitro -
r6i.large 3 10 10 1 2 nitro -
r6i.xlarge 4 15 15 1 4 nitro -
r6i.2xlarge 4 15 15 1 8 nitro -
i3.large 3 10 10 1 2 xen S
p4d.24xlarge 60 50 50 4 96 nitro ES
hpc6a.48xlarge 2 50 50 1 96 nitro E1
`;

const coresOf = (vcpus: number, threads: number): number[] => {
  const cores = vcpus / threads;
  return cores <= 2 ? Array.from({ length: cores }, (_, i) => i + 1) : Array.from({ length: cores / 2 }, (_, i) => 2 * (i + 1));
};

/** GiB for each vCPU, by family; T types have theirs by size. Public figures of DescribeInstanceTypes. */
const GIB_PER_VCPU: Readonly<Record<string, number>> = {
  c5: 2,
  c5n: 8 / 3,
  c6i: 2,
  c6in: 2,
  hpc6a: 4,
  i3: 7.625,
  m3: 3.75,
  m4: 4,
  m5: 4,
  m5d: 4,
  m6a: 4,
  m6i: 4,
  m7g: 4,
  m8i: 4,
  p4d: 12,
  r5: 8,
  r6i: 8,
};
const GIB_OF_T: Readonly<Record<string, number>> = { nano: 0.5, micro: 1, small: 2, medium: 4, large: 8, xlarge: 16, '2xlarge': 32 };

const memoryMib = (name: string, vcpus: number): number => {
  const [family = '', size = ''] = name.split('.');
  return Math.round((GIB_OF_T[family.startsWith('t') ? size : ''] ?? vcpus * (GIB_PER_VCPU[family] ?? 4)) * 1_024);
};

const parse = (line: string): InstanceTypeInfo => {
  const [name = '', enis, ipv4, ipv6, cards, vcpusText, hypervisor = '', marks = ''] = line.split(' ');
  const has = (mark: string): boolean => marks.includes(mark);
  const vcpus = Number(vcpusText);
  const threads = has('A') || has('1') || vcpus === 1 ? 1 : 2;
  const cardCount = Number(cards);
  return {
    InstanceType: name as NonNullable<InstanceTypeInfo['InstanceType']>,
    CurrentGeneration: true,
    BareMetal: name.endsWith('.metal'),
    ...(hypervisor === '-' ? {} : { Hypervisor: hypervisor as 'nitro' | 'xen' }),
    BurstablePerformanceSupported: has('B'),
    InstanceStorageSupported: has('S'),
    MemoryInfo: { SizeInMiB: memoryMib(name, vcpus) },
    ProcessorInfo: {
      SupportedArchitectures: [has('A') ? 'arm64' : 'x86_64'],
      ...(has('P') ? { SupportedFeatures: ['amd-sev-snp'] } : {}),
      ...(has('V') ? { SupportedFeatures: ['nested-virtualization'] } : {}),
    },
    VCpuInfo: {
      DefaultVCpus: vcpus,
      DefaultCores: vcpus / threads,
      DefaultThreadsPerCore: threads,
      ...(has('N') ? {} : { ValidCores: coresOf(vcpus, threads), ValidThreadsPerCore: threads === 1 ? [1] : [1, 2] }),
    },
    NetworkInfo: {
      MaximumNetworkInterfaces: Number(enis),
      Ipv4AddressesPerInterface: Number(ipv4),
      Ipv6AddressesPerInterface: Number(ipv6),
      Ipv6Supported: Number(ipv6) > 0,
      MaximumNetworkCards: cardCount,
      DefaultNetworkCardIndex: 0,
      NetworkCards: Array.from({ length: cardCount }, (_, i) => ({
        NetworkCardIndex: i,
        MaximumNetworkInterfaces: Number(enis) / cardCount,
        ...(has('Q') ? { AdditionalFlexibleNetworkInterfaces: 1, MaximumEnaQueueCountPerInterface: 2, MaximumEnaQueueCount: 6 } : {}),
      })),
      EfaSupported: has('E'),
      ...(has('Q') ? { FlexibleEnaQueuesSupport: 'supported' as const } : {}),
      ...(has('E') ? { EfaInfo: { MaximumEfaInterfaces: cardCount } } : {}),
      EnaSupport: hypervisor === 'nitro' ? 'required' : 'supported',
    },
  };
};

/** What DescribeInstanceTypes knows here. */
export const INSTANCE_TYPES: ReadonlyMap<string, InstanceTypeInfo> = new Map(
  TABLE.trim()
    .split('\n')
    .map((line) => {
      const info = parse(line);
      return [String(info.InstanceType), info];
    }),
);

/** Types that one availability zone does not offer, as happens in every region. */
const NOT_OFFERED: Readonly<Record<string, readonly string[]>> = {
  'm4.large': ['ap-northeast-1c'],
  'm4.xlarge': ['ap-northeast-1c'],
  'p4d.24xlarge': ['ap-northeast-1c'],
  'c5n.18xlarge': ['ap-northeast-1c'],
  'hpc6a.48xlarge': ['ap-northeast-1a', 'ap-northeast-1c'],
};

export const isOffered = (type: string, zone: string): boolean => INSTANCE_TYPES.has(type) && !(NOT_OFFERED[type] ?? []).includes(zone);
