import { describe, expect, it } from 'vitest';
import type { Facts, InterfaceFact, SubnetFact } from '@/lib/restore/facts';
import { restoreTraits } from './traits';

const known = <T>(value: T) => ({ state: 'known' as const, value, asOf: '2026-11-29T00:00:00Z', source: 'test' });
const unknown = { state: 'unknown' as const, reason: { code: 'old' as const }, asOf: '2026-11-29T00:00:00Z', source: 'test' };
const subnet = { id: 'subnet-1', cidr: '10.1.10.0/24', ipv6Cidrs: ['2001:db8::/64'] } as unknown as SubnetFact;
const attached = {
  addresses: ['10.1.10.9'],
  ipv4Prefixes: [],
  ipv6Addresses: ['2001:db8::9'],
  ipv6Prefixes: [],
} as unknown as InterfaceFact;
const FACTS: Pick<Facts, 'subnets' | 'attached'> = {
  subnets: known([subnet]),
  attached: { 'eni-1': known(attached), 'eni-2': known(null) },
};

const addresses = (nics: unknown, facts = FACTS, others: Readonly<Record<string, string>> = {}) =>
  restoreTraits(
    {
      account: '123456789012',
      vault: 'prod',
      metadata: { ...others, ...(nics === undefined ? {} : { NetworkInterfaces: JSON.stringify(nics) }) },
    },
    facts,
    [],
  ).addresses;

describe('the addresses that a restore may get', () => {
  it('are those that are written, and the blocks that a subnet may add', () => {
    const nic = { DeviceIndex: 0, SubnetId: 'subnet-1', PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: '10.1.10.7' }] };
    expect(addresses([nic])).toEqual({ certain: ['10.1.10.7'], possible: ['2001:db8::/64'], unread: false });
  });

  it.each([
    ['no primary is written', { SubnetId: 'subnet-1' }],
    ['secondaries are a number', { SubnetId: 'subnet-1', PrivateIpAddress: '10.1.10.7', SecondaryPrivateIpAddressCount: 2 }],
    ['prefixes are a number', { SubnetId: 'subnet-1', PrivateIpAddress: '10.1.10.7', Ipv4PrefixCount: 1 }],
  ])('are of the whole subnet where %s', (_name, nic) => {
    expect(addresses([{ DeviceIndex: 0, ...nic }]).possible).toEqual(['10.1.10.0/24', '2001:db8::/64']);
  });

  it('are those of an interface that is attached', () => {
    const nic = { DeviceIndex: 0, NetworkInterfaceId: 'eni-1' };
    expect(addresses([nic])).toEqual({ certain: ['10.1.10.9', '2001:db8::9'], possible: [], unread: false });
  });

  it.each([
    ['of an interface that AWS does not know', [{ DeviceIndex: 0, NetworkInterfaceId: 'eni-2' }], FACTS],
    ['of an interface that nobody asked about', [{ DeviceIndex: 0, NetworkInterfaceId: 'eni-3' }], FACTS],
    ['in a subnet that AWS does not know', [{ DeviceIndex: 0, SubnetId: 'subnet-2' }], FACTS],
    ['when the subnets cannot be read', [{ DeviceIndex: 0, SubnetId: 'subnet-1' }], { ...FACTS, subnets: unknown }],
    ['without interfaces and subnet', undefined, FACTS],
    ['of interfaces that are not what they should be', 'three', FACTS],
  ])('are not known %s', (_name, nics, facts) => {
    expect(addresses(nics, facts)).toMatchObject({ unread: true });
  });

  it('are of the subnet that stands beside the interfaces where there are none', () => {
    expect(addresses(undefined, FACTS, { SubnetId: 'subnet-1' })).toMatchObject({
      possible: ['10.1.10.0/24', '2001:db8::/64'],
      unread: false,
    });
  });
});

describe('the tags of a restore', () => {
  it('are those of every place, and what did not answer is named', () => {
    const { tags } = restoreTraits({ account: '1', vault: 'v', metadata: {} }, FACTS, [
      { source: 'backup:ListTags', tags: { env: 'production' } },
      { source: 'ec2:DescribeInstances', tags: null },
    ]);
    expect(tags).toEqual({ read: [{ key: 'env', value: 'production' }], unread: ['ec2:DescribeInstances'] });
  });
});
