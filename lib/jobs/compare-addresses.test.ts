import { describe, expect, it } from 'vitest';
import { parseIpv4 } from '@/lib/net/ipv4';
import { parseIpv6 } from '@/lib/net/ipv6';
import type { Arn, NetworkInterfaceId, SubnetId } from '@/lib/restore/ids';
import { type NewNic, type Nic, PLAN_VERSION, type RestorePlan } from '@/lib/restore/plan';
import { claimsOfPlan } from './claims-of-plan';
import { type ActualInterface, compareAddresses } from './compare-addresses';

const ip = (text: string) => parseIpv4(text) ?? raise(text);
const ip6 = (text: string) => parseIpv6(text) ?? raise(text);
const raise = (text: string): never => {
  throw new Error(`${text} is no address`);
};

const nic = (change: Partial<NewNic> = {}): NewNic => ({
  kind: 'new',
  key: 'n0',
  deviceIndex: 0,
  networkCardIndex: null,
  origin: 0,
  extra: {},
  subnetId: 'subnet-a' as SubnetId,
  groups: [],
  primary: { kind: 'fixed', address: ip('10.0.0.10') },
  secondaries: { kind: 'fixed', values: [] },
  ipv6: { kind: 'fixed', values: [] },
  ipv4Prefixes: { kind: 'fixed', values: [] },
  ipv6Prefixes: { kind: 'fixed', values: [] },
  primaryIpv6: false,
  publicIp: false,
  deleteOnTermination: true,
  description: '',
  interfaceType: 'interface',
  ...change,
});
const attached: Nic = {
  kind: 'existing',
  key: 'n1',
  deviceIndex: 1,
  networkCardIndex: null,
  origin: null,
  extra: {},
  networkInterfaceId: 'eni-kept' as NetworkInterfaceId,
};
const plan = (...nics: readonly Nic[]): RestorePlan => ({
  kind: 'ec2',
  version: PLAN_VERSION,
  source: {
    account: '123456789012',
    region: 'ap-northeast-1',
    vault: 'v',
    recoveryPointArn: 'arn' as Arn,
    resourceArn: null,
    resourceName: null,
    createdAt: null,
    template: {},
  },
  settings: {
    instanceType: 't3.micro',
    instanceProfile: 'none',
    keyPair: 'none',
    cpuOptions: 'drop',
    userData: null,
    overrides: {},
  },
  nics,
  restoreRoleArn: null,
  copyTags: true,
});
const actual = (change: Partial<ActualInterface> = {}): ActualInterface => ({
  id: 'eni-1',
  deviceIndex: 0,
  subnetId: 'subnet-a',
  macAddress: '06:00:00:00:00:01',
  addresses: ['10.0.0.10'],
  ipv4Prefixes: [],
  ipv6Addresses: [],
  ...change,
});
const marks = (p: RestorePlan, ...have: readonly ActualInterface[]) =>
  compareAddresses(p, have).flatMap((each) => each.addresses.map(({ role, actual: got, match }) => [role, got, match]));

describe('compareAddresses', () => {
  it('matches what was asked for, secondaries in any order', () => {
    const p = plan(nic({ secondaries: { kind: 'fixed', values: [ip('10.0.0.11'), ip('10.0.0.12')] } }));
    const [found] = compareAddresses(p, [actual({ addresses: ['10.0.0.10', '10.0.0.12', '10.0.0.11'] })]);
    expect(found?.matches).toBe(true);
  });

  it('tells another primary, a missing and an unasked secondary', () => {
    const p = plan(nic({ secondaries: { kind: 'fixed', values: [ip('10.0.0.11')] } }));
    expect(marks(p, actual({ addresses: ['10.0.0.99', '10.0.0.12'] }))).toEqual([
      ['primary', '10.0.0.99', 'different'],
      ['secondary', null, 'missing'],
      ['secondary', '10.0.0.12', 'unasked'],
    ]);
  });

  it('takes what AWS picked where it was to pick, and no more than that', () => {
    const p = plan(nic({ primary: { kind: 'automatic' }, secondaries: { kind: 'automatic', count: 2 } }));
    expect(marks(p, actual({ addresses: ['10.0.0.5', '10.0.0.6'] }))).toEqual([
      ['primary', '10.0.0.5', 'picked'],
      ['secondary', '10.0.0.6', 'picked'],
      ['secondary', null, 'missing'],
    ]);
    expect(marks(p, actual({ addresses: ['10.0.0.5', '10.0.0.6', '10.0.0.7', '10.0.0.8'] })).at(-1)).toEqual([
      'secondary',
      '10.0.0.8',
      'unasked',
    ]);
  });

  it('compares IPv6 whatever its spelling', () => {
    const p = plan(nic({ ipv6: { kind: 'fixed', values: [ip6('2001:db8::1')] } }));
    const [found] = compareAddresses(p, [actual({ ipv6Addresses: ['2001:0db8:0000::0001'] })]);
    expect(found?.matches).toBe(true);
  });

  it('another subnet does not match, whatever the addresses', () => {
    expect(compareAddresses(plan(nic()), [actual({ subnetId: 'subnet-b' })])[0]?.matches).toBe(false);
  });

  it('an attached interface is compared by its identity only', () => {
    const p = plan(nic(), attached);
    const good = compareAddresses(p, [actual(), actual({ id: 'eni-kept', deviceIndex: 1, addresses: ['10.0.0.77'] })]);
    expect(good.map((each) => each.matches)).toEqual([true, true]);
    const bad = compareAddresses(p, [actual(), actual({ id: 'eni-other', deviceIndex: 1 })]);
    expect(bad.map((each) => each.matches)).toEqual([true, false]);
  });

  it('an interface that is not there, and one that nobody asked for', () => {
    expect(compareAddresses(plan(nic()), []).map((each) => [each.actual, each.matches])).toEqual([[null, false]]);
    const extra = compareAddresses(plan(nic()), [actual(), actual({ id: 'eni-2', deviceIndex: 1 })]);
    expect(extra.map((each) => each.matches)).toEqual([true, false]);
  });
});

describe('claimsOfPlan', () => {
  it('claims every fixed address once, and an attached interface by its id; nothing that AWS picks', () => {
    const p = plan(
      nic({ secondaries: { kind: 'fixed', values: [ip('10.0.0.11'), ip('10.0.0.10')] } }),
      attached,
      nic({ key: 'n2', deviceIndex: 2, primary: { kind: 'automatic' }, secondaries: { kind: 'automatic', count: 3 } }),
    );
    expect(claimsOfPlan(p)).toEqual([
      { subnetId: 'subnet-a', address: '10.0.0.10' },
      { subnetId: 'subnet-a', address: '10.0.0.11' },
      { subnetId: '', address: 'eni-kept' },
    ]);
  });
});
