import type { InstanceTypeFact, NetworkCardFact } from '../../facts';

export const card = (index: number, maxInterfaces: number, more: Partial<NetworkCardFact> = {}): NetworkCardFact => ({
  index,
  maxInterfaces,
  moreInterfaces: 0,
  maxQueuesPerInterface: null,
  maxQueues: null,
  ...more,
});

export const type = (name: string, limits: readonly [number, number, number], more: Partial<InstanceTypeFact> = {}): InstanceTypeFact => ({
  type: name,
  maxInterfaces: limits[0],
  ipv4PerInterface: limits[1],
  ipv6PerInterface: limits[2],
  ipv6Supported: limits[2] > 0,
  networkCards: [card(0, limits[0])],
  flexibleQueues: false,
  efaSupported: false,
  maxEfaInterfaces: 0,
  hypervisor: 'nitro',
  architectures: ['x86_64'],
  burstable: false,
  defaultVcpus: 4,
  memoryMib: 8_192,
  validCores: [1, 2],
  validThreadsPerCore: [1, 2],
  processorFeatures: [],
  instanceStorage: false,
  ...more,
});

const CARDS = [0, 1, 2, 3].map((index) => card(index, 15));

/** The instance types of the small account. */
export const TYPES: readonly InstanceTypeFact[] = [
  type('t2.micro', [2, 2, 2], { hypervisor: 'xen', burstable: true, validCores: [], validThreadsPerCore: [], defaultVcpus: 1 }),
  type('t3.small', [3, 4, 4], { burstable: true }),
  type('m3.large', [3, 10, 0], { hypervisor: 'xen' }),
  type('m5.large', [3, 10, 10]),
  type('m8.flex', [3, 10, 10], {
    networkCards: [card(0, 3, { moreInterfaces: 2, maxQueuesPerInterface: 8, maxQueues: 16 })],
    flexibleQueues: true,
  }),
  type('m6a.large', [3, 10, 10], { processorFeatures: ['amd-sev-snp'] }),
  type('m7g.large', [3, 10, 10], { architectures: ['arm64'] }),
  type('p4d', [60, 50, 50], { networkCards: CARDS, efaSupported: true, maxEfaInterfaces: 2, instanceStorage: true }),
];
