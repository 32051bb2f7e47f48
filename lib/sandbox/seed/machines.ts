/** Names of the seed's subnets and groups; ids are made from them (the article's are its own). */
export interface NicSpec {
  readonly subnet: string;
  readonly addresses: readonly string[];
  readonly groups: readonly string[];
  readonly ipv6?: readonly string[];
  readonly prefixes?: readonly string[];
  readonly publicIp?: boolean;
  /** Its public IP is an Elastic IP. */
  readonly elastic?: boolean;
}

export interface MachineSpec {
  readonly name: string;
  readonly type: string;
  readonly nics: readonly NicSpec[];
  readonly state?: 'running' | 'stopped' | 'deleted';
  readonly windows?: boolean;
  readonly profile?: string;
  /** `null`: launched without one. */
  readonly keyName?: string | null;
  readonly cores?: number;
  readonly vault?: string;
  readonly placementGroup?: string;
}

const nic = (subnet: string, addresses: string, groups: string, more: Partial<NicSpec> = {}): NicSpec => ({
  subnet,
  addresses: addresses.split(' '),
  groups: groups.split(' '),
  ...more,
});

/** The machines of the first region besides the article's own. A company of forty, as one finds it. */
export const MACHINES: readonly MachineSpec[] = [
  { name: 'web-01', type: 'c5.large', nics: [nic('app-a', '10.1.10.21', 'web')], profile: 'web-profile' },
  { name: 'web-02', type: 'c5.large', nics: [nic('app-c', '10.1.11.22', 'web')], profile: 'web-profile' },
  { name: 'api-01', type: 'm5.large', nics: [nic('app-a', '10.1.10.31 10.1.10.32 10.1.10.33', 'app')], profile: 'app-profile' },
  { name: 'api-02', type: 'm6i.large', nics: [nic('app-c', '10.1.11.31 10.1.11.32', 'app')], profile: 'app-profile' },
  {
    name: 'db-primary',
    type: 'r6i.xlarge',
    nics: [nic('db-a', '10.1.20.10', 'db'), nic('ops-a', '10.1.40.10', 'ops')],
    profile: 'db-profile',
    cores: 1,
  },
  { name: 'db-replica', type: 'r6i.xlarge', nics: [nic('db-c', '10.1.20.74', 'db')], profile: 'db-profile' },
  {
    name: 'fw-01',
    type: 'm5.xlarge',
    nics: [
      nic('edge-a', '10.1.0.6', 'edge', { publicIp: true }),
      nic('app-a', '10.1.10.6 10.1.10.7', 'app'),
      nic('ops-a', '10.1.40.6', 'ops'),
    ],
  },
  {
    name: 'batch-01',
    type: 'm5.2xlarge',
    nics: [nic('batch-a', '10.1.64.20', 'batch', { prefixes: ['10.1.64.128/28'] })],
    profile: 'batch-profile',
  },
  { name: 'batch-02', type: 'm5.2xlarge', nics: [nic('batch-a', '10.1.64.21', 'batch')], profile: 'batch-profile' },
  { name: 'jump-01', type: 't3.micro', nics: [nic('edge-a', '10.1.0.8', 'edge', { publicIp: true, elastic: true })] },
  { name: 'ad-dc-01', type: 'm5.large', nics: [nic('app-a', '10.1.10.50', 'ad')], windows: true },
  { name: 'license-01', type: 't3.medium', nics: [nic('app-a', '10.1.10.60', 'app')], state: 'stopped' },
  { name: 'metrics-01', type: 't3.small', nics: [nic('v6-a', '10.1.30.20', 'ops', { ipv6: ['2406:da14:abc:de30::20'] })] },
  { name: 'hpc-01', type: 'c5n.18xlarge', nics: [nic('batch-a', '10.1.65.10', 'batch')], placementGroup: 'hpc-cluster' },
  { name: 'dev-app-01', type: 't3.small', nics: [nic('dev-a', '10.2.10.15', 'dev')] },
  { name: 'old-crm-01', type: 't2.medium', nics: [nic('app-a', '10.1.10.70 10.1.10.71', 'app')], state: 'deleted' },
  { name: 'staging-web-01', type: 't3.small', nics: [nic('dev-a', '10.2.10.40', 'dev')], state: 'deleted' },
  { name: 'wiki-01', type: 't3.small', nics: [nic('app-a', '10.1.10.80', 'retired')], state: 'deleted', keyName: 'old-keypair' },
];

/** The second region: a small disaster-recovery site. */
export const MACHINES_US: readonly MachineSpec[] = [
  { name: 'dr-web-01', type: 't3.small', nics: [nic('dr-a', '10.9.1.21', 'dr')], vault: 'dr-vault' },
  { name: 'dr-db-01', type: 'r5.large', nics: [nic('dr-a', '10.9.1.31', 'dr')], vault: 'dr-frozen' },
];
