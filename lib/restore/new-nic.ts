import type { SecurityGroupId, SubnetId } from './ids';
import type { NewNic } from './plan';

/** An interface with AWS's defaults, as a gesture or a top-level SubnetId makes it. */
export const newNic = (key: string, deviceIndex: number, subnetId: SubnetId | null, groups: readonly SecurityGroupId[]): NewNic => ({
  kind: 'new',
  key,
  deviceIndex,
  networkCardIndex: null,
  origin: null,
  extra: {},
  subnetId,
  groups,
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
