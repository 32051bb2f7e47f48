import { beforeEach, describe, expect, it } from 'vitest';
import { seedId } from '../seed/ids';
import { freshJudge, type Judge, M5, type Nic, nic, primary, secondaries } from './test-judge';

const APP_C = seedId('subnet', 'app-c');
const BATCH = seedId('subnet', 'batch-a');
const V6 = seedId('subnet', 'v6-a');
const V6_ONLY = seedId('subnet', 'v6-only-a');
const EDGE = seedId('subnet', 'edge-a');

let judge: Judge;
beforeEach(() => {
  judge = freshJudge();
});
const codeOf: Judge['codeOf'] = (nics, changes) => judge.codeOf(nics, changes);
const messageOf: Judge['messageOf'] = (nics, changes) => judge.messageOf(nics, changes);

describe('addresses', () => {
  const fixed = (address: string): string | null => messageOf([nic({ PrivateIpAddresses: [primary(address)] })]);

  it.each([
    ['V8 outside', '10.1.11.5', "Address 10.1.11.5 does not fall within the subnet's address range"],
    ['V8 not an address', '10.1.10.300', 'invalid value for parameter address: 10.1.10.300'],
    ['V9 network', '10.1.10.0', "Address 10.1.10.0 is in subnet's reserved address range"],
    ['V9 fourth', '10.1.10.3', "Address 10.1.10.3 is in subnet's reserved address range"],
    ['V9 broadcast', '10.1.10.255', "Address 10.1.10.255 is in subnet's reserved address range"],
    ['V10 primary of the original', '10.1.10.115', 'Address 10.1.10.115 is in use.'],
    ['V10 secondary of the original', '10.1.10.100', 'Address 10.1.10.100 is in use.'],
    ['V10 load balancer', '10.1.10.11', 'Address 10.1.10.11 is in use.'],
    ['V10 interface left behind', '10.1.10.150', 'Address 10.1.10.150 is in use.'],
    ['V11 stopped instance', '10.1.10.60', 'Address 10.1.10.60 is in use.'],
  ])('%s', (_rule, address, expected) => {
    expect(fixed(address)).toBe(expected);
  });

  it.each(['10.1.10.4', '10.1.10.254'])('%s is the edge of what is free', (address) => {
    expect(fixed(address)).toBeNull();
  });

  it('V10: inside a delegated prefix', () => {
    judge.at('batch-02');
    const one = nic({ SubnetId: BATCH, Groups: [seedId('sg', 'batch')], PrivateIpAddresses: [primary('10.1.64.140')] });
    expect(codeOf([one], { ...M5, IamInstanceProfileName: null })).toBe('InvalidIPAddress.InUse');
  });

  it('V12, V13: twice in one interface, in two', () => {
    expect(messageOf([nic({ PrivateIpAddresses: [primary('10.1.10.201'), ...secondaries('10.1.10.201')] })])).toMatch(
      /both primary and secondary/,
    );
    const two = [nic({ PrivateIpAddress: '10.1.10.201' }), nic({ DeviceIndex: 1, PrivateIpAddress: '10.1.10.201' })];
    expect(codeOf(two)).toBe('InvalidIPAddress.InUse');
  });

  it('V19: t2.micro has two addresses an interface, and the automatic primary is one', () => {
    expect(codeOf([nic({ PrivateIpAddresses: secondaries('10.1.10.201') })])).toBeNull();
    expect(codeOf([nic({ PrivateIpAddresses: secondaries('10.1.10.201', '10.1.10.202') })])).toBe('PrivateIpAddressLimitExceeded');
    expect(codeOf([nic({ SecondaryPrivateIpAddressCount: 2 })])).toBe('PrivateIpAddressLimitExceeded');
  });

  it('V20: a /28 with eight free addresses takes eight', () => {
    const edge = (count: number): string | null =>
      codeOf([nic({ SubnetId: EDGE, Groups: [], SecondaryPrivateIpAddressCount: count })], { ...M5, InstanceType: 'm5.xlarge' });
    expect(edge(7)).toBeNull();
    expect(edge(8)).toBe('InsufficientFreeAddressesInSubnet');
  });
});

describe('IPv6 and prefixes', () => {
  const v6 = (more: Nic): string | null => messageOf([nic({ SubnetId: V6, Groups: [], ...more })]);
  const address = (Ipv6Address: string): Nic => ({ Ipv6Addresses: [{ Ipv6Address }] });

  it.each<[string, Nic, RegExp | null]>([
    ['free', address('2406:da14:abc:de30::30'), null],
    ['counted', { Ipv6AddressCount: 2 }, null],
    ['V23 both', { ...address('2406:da14:abc:de30::30'), Ipv6AddressCount: 1 }, /IPv6 addresses and IPv6 address count/],
    ['V23 in use, spelt another way', address('2406:DA14:0abc:de30:0::20'), /is in use/],
    ['V23 reserved', address('2406:da14:abc:de30::3'), /reserved address range/],
    ['V23 outside', address('2406:da14:abc:de99::30'), /does not fall within/],
    ['V23 limit of t2.micro', { Ipv6AddressCount: 3 }, /will exceed limit/],
    ['not an address', address('2406::da14::1'), /Invalid IPv6 address/],
  ])('%s', (_rule, more, expected) => {
    if (expected === null) expect(v6(more)).toBeNull();
    else expect(v6(more)).toMatch(expected);
  });

  it('V24: a subnet without IPv6; an IPv6-only subnet takes no IPv4 and wants Nitro', () => {
    expect(messageOf([nic({ Ipv6AddressCount: 1 })])).toMatch(/does not have an IPv6 CIDR block/);
    const only = (more: Nic, changes = {}): string | null => messageOf([nic({ SubnetId: V6_ONLY, Groups: [], ...more })], changes);
    expect(only({ Ipv6AddressCount: 1 })).toMatch(/Nitro/);
    expect(only({ Ipv6AddressCount: 1 }, M5)).toBeNull();
    expect(only({ PrivateIpAddress: '10.1.10.201' }, M5)).toMatch(/IPv6-only subnet/);
  });

  it('V23: types of old take no IPv6', () => {
    expect(messageOf([nic({ SubnetId: V6, Groups: [], Ipv6AddressCount: 1 })], { ...M5, InstanceType: 'm3.large' })).toMatch(
      /IPv6 is not supported/,
    );
  });

  const prefix = (Ipv4Prefix: string, more: Nic = {}): string | null =>
    messageOf([nic({ SubnetId: BATCH, Groups: [], Ipv4Prefixes: [{ Ipv4Prefix }], ...more })], M5);

  it.each<[string, string, RegExp | null]>([
    ['free', '10.1.64.144/28', null],
    ['size', '10.1.64.144/27', /must be a \/28/],
    ['boundary', '10.1.64.145/28', /must be a \/28/],
    ['outside', '10.1.80.0/28', /does not fall within/],
    ['delegated already', '10.1.64.128/28', /in use/],
    ['over an address in use', '10.1.64.16/28', /in use/],
    ["over AWS's own", '10.1.64.0/28', /reserved/],
  ])('V25: %s', (_what, text, expected) => {
    if (expected === null) expect(prefix(text)).toBeNull();
    else expect(prefix(text)).toMatch(expected);
  });

  it('V25: list or count, Nitro only, not with a count of secondaries, not over an own address', () => {
    expect(prefix('10.1.64.144/28', { Ipv4PrefixCount: 1 })).toMatch(/one and only one/);
    expect(prefix('10.1.64.144/28', { SecondaryPrivateIpAddressCount: 1 })).toMatch(/one and only one/);
    expect(prefix('10.1.64.144/28', { PrivateIpAddress: '10.1.64.150' })).toMatch(/in use/);
    expect(messageOf([nic({ SubnetId: BATCH, Groups: [], Ipv4PrefixCount: 1 })])).toMatch(/Nitro/);
    expect(messageOf([nic({ SubnetId: V6, Groups: [], Ipv6Prefixes: [{ Ipv6Prefix: '2406:da14:abc:de30:1::/80' }] })], M5)).toBeNull();
    expect(messageOf([nic({ SubnetId: V6, Groups: [], Ipv6Prefixes: [{ Ipv6Prefix: '2406:da14:abc:de30:1::/64' }] })], M5)).toMatch(
      /must be a \/80/,
    );
    expect(messageOf([nic({ SubnetId: V6, Groups: [], Ipv6Prefixes: [{ Ipv6Prefix: '2406:da14:abc:de30::/80' }] })], M5)).toMatch(/in use/);
  });
});

describe('what the request names', () => {
  const many = (count: number, more: Nic = {}): Nic[] => Array.from({ length: count }, (_, i) => nic({ DeviceIndex: i, ...more }));

  it.each<[string, readonly Nic[], Record<string, string | null>, string | null]>([
    ['V14 two zones', [nic(), nic({ DeviceIndex: 1, SubnetId: APP_C })], {}, 'InvalidParameterCombination'],
    ['V14 Placement', [nic()], { Placement: '{"AvailabilityZone":"ap-northeast-1c"}' }, 'InvalidParameterValue'],
    ['V16 another VPC', [nic({ Groups: [seedId('sg', 'dev')] })], {}, 'InvalidParameter'],
    ['V16 deleted', [nic({ Groups: [seedId('sg', 'retired')] })], {}, 'InvalidGroup.NotFound'],
    [
      'V16 six',
      [nic({ Groups: ['web', 'app', 'db', 'ops', 'edge', 'batch'].map((g) => seedId('sg', g)) })],
      {},
      'SecurityGroupsPerInterfaceLimitExceeded',
    ],
    ['V16 five', [nic({ Groups: ['web', 'app', 'db', 'ops', 'edge'].map((g) => seedId('sg', g)) })], {}, null],
    ['V18 at the limit', many(2), {}, null],
    ['V18 over', many(3), {}, 'AttachmentLimitExceeded'],
    ['V18 card unknown', [nic(), nic({ DeviceIndex: 1, NetworkCardIndex: 1 })], {}, 'InvalidParameterValue'],
    ['V32', [nic({ SubnetId: 'subnet-0gone' })], {}, 'InvalidSubnetID.NotFound'],
    ['V33 no such type', [nic()], { InstanceType: 't9.micro' }, 'InvalidParameterValue'],
    ['V33 architecture', [nic()], { InstanceType: 't4g.micro' }, 'InvalidParameterValue'],
    ['V33 zone', [nic({ SubnetId: APP_C, Groups: [] })], { ...M5, InstanceType: 'p4d.24xlarge', Placement: null }, 'Unsupported'],
    ['V34', [nic()], { KeyName: 'old-keypair' }, 'InvalidKeyPair.NotFound'],
    ['no key pair', [nic()], { KeyName: null }, null],
    ['credits', [nic()], { InstanceType: 'm5.large' }, 'InvalidParameterCombination'],
    ['placement group', [nic()], { Placement: '{"GroupName":"gone"}' }, 'InvalidPlacementGroup.Unknown'],
  ])('%s', (_rule, nics, changes, code) => {
    expect(codeOf(nics, changes)).toBe(code);
  });

  it('V18, V27: cards and EFA', () => {
    const p4d = { ...M5, InstanceType: 'p4d.24xlarge' };
    const efa = (index: number, card: number, InterfaceType: string): Nic =>
      nic({ DeviceIndex: index, NetworkCardIndex: card, InterfaceType });
    expect(codeOf([efa(0, 0, 'efa'), efa(1, 1, 'efa'), efa(1, 2, 'efa-only')], p4d)).toBeNull();
    expect(codeOf([efa(0, 0, 'efa'), efa(1, 0, 'efa')], p4d)).toBe('AttachmentLimitExceeded');
    expect(codeOf([efa(0, 0, 'efa-only')], p4d)).toBe('InvalidParameterCombination');
    expect(
      codeOf([nic(), nic({ DeviceIndex: 1, NetworkCardIndex: 1, InterfaceType: 'efa-only', PrivateIpAddress: '10.1.10.201' })], p4d),
    ).toBe('InvalidParameterCombination');
    expect(codeOf([efa(0, 0, 'efa')], M5)).toBe('InvalidParameterCombination');
    expect(codeOf([nic({ NetworkCardIndex: 1 })], p4d)).toBe('InvalidParameterValue');
    expect(codeOf(many(16).slice(0, 15), p4d)).toBeNull();
    expect(codeOf(many(16), p4d)).toBe('AttachmentLimitExceeded');
  });

  it('CpuOptions by the rule of 1.3', () => {
    const cpu = (InstanceType: string, value: object): string | null =>
      messageOf([nic()], { InstanceType, CpuOptions: JSON.stringify(value), CreditSpecification: null });
    expect(cpu('t2.micro', { CoreCount: 1, ThreadsPerCore: 1 })).toBe('The t2.micro instance type does not support specifying CpuOptions.');
    expect(cpu('t3.micro', { CoreCount: 1, ThreadsPerCore: 1 })).toBeNull();
    expect(cpu('m5.xlarge', { CoreCount: 1, ThreadsPerCore: 2 })).toBeNull();
    expect(cpu('m5.xlarge', { CoreCount: 3, ThreadsPerCore: 2 })).toMatch(/CoreCount/);
    expect(cpu('m5.xlarge', { CoreCount: 2 })).toMatch(/Both/);
  });
});
