import { describe, expect, it } from 'vitest';
import type { Cidr } from '@/lib/net/cidr';
import type { Ipv4 } from '@/lib/net/ipv4';
import { applyAll } from '@/lib/restore/apply';
import { type FactIndex, indexFacts, NO_FACTS } from '@/lib/restore/fact-index';
import type { InterfaceFact, Known, SubnetFact } from '@/lib/restore/facts';
import cases from '@/lib/restore/fixtures/address_cases.json';
import { articlePlan } from '@/lib/restore/fixtures/article';
import { nicSpecs } from '@/lib/restore/sent-keys';
import { asks, CASES, type PresetForm, presetCommands, presetDefaults, presetOutcome, presetStep } from './preset-choice';

const plan = articlePlan();

const known = <T>(value: T): Known<T> => ({ state: 'known', value, asOf: '', source: '' });
const subnet = (id: string, cidr: string): SubnetFact => ({
  id,
  name: null,
  vpcId: 'vpc-0038965ef3ab23888',
  cidr: cidr as Cidr,
  ipv6Cidrs: [],
  ipv6Native: false,
  availabilityZone: 'ap-northeast-1a',
  availabilityZoneId: null,
  availableAddressCount: 250,
  ownerId: '123456789012',
  mapPublicIpOnLaunch: false,
});
const original: InterfaceFact = {
  id: 'eni-0196b22fc136f1f81',
  subnetId: 'subnet-0bdb9444b6747e0d6',
  status: 'in-use',
  type: 'interface',
  description: '',
  requesterManaged: false,
  ownerId: null,
  managedBy: null,
  instanceId: 'i-1',
  deviceIndex: 0,
  attachment: null,
  macAddress: null,
  addresses: ['10.1.10.115', '10.1.10.100'] as Ipv4[],
  ipv4Prefixes: [],
  ipv6Addresses: [],
  ipv6Prefixes: [],
};
const index: FactIndex = indexFacts({
  ...NO_FACTS,
  subnets: known([subnet('subnet-0bdb9444b6747e0d6', '10.1.10.0/24'), subnet('subnet-b', '10.1.20.0/24')]),
  interfaces: { 'subnet-0bdb9444b6747e0d6': known([original]), 'subnet-b': known([]) },
});

const form = (change: Partial<PresetForm>): PresetForm => ({
  preset: 'case1',
  nic: 'n0',
  primary: '10.1.10.115',
  secondaries: '10.1.10.100',
  count: '1',
  subnets: {},
  ...change,
});

describe('presetCommands', () => {
  it.each(CASES.map((preset, at) => [preset, at] as const))('%s gives what the article shows', (preset, at) => {
    const expected = Object.values(cases as Record<string, Record<string, unknown>>)[at] ?? {};
    const primary = (expected.PrivateIpAddresses as { Primary: boolean; PrivateIpAddress: string }[] | undefined)?.find(
      (each) => each.Primary,
    );
    const secondaries = (expected.PrivateIpAddresses as { Primary: boolean; PrivateIpAddress: string }[] | undefined)?.filter(
      (each) => !each.Primary,
    );
    const commands = presetCommands(
      plan,
      index,
      form({
        preset,
        primary: primary?.PrivateIpAddress ?? '',
        secondaries: (secondaries ?? []).map((each) => each.PrivateIpAddress).join(', '),
        count: String(expected.SecondaryPrivateIpAddressCount ?? ''),
      }),
    );
    const after = commands.ok ? applyAll(plan, commands.value) : null;
    const [nic] = after?.ok ? nicSpecs(after.value) : [];
    expect({ PrivateIpAddresses: nic?.PrivateIpAddresses, SecondaryPrivateIpAddressCount: nic?.SecondaryPrivateIpAddressCount }).toEqual({
      PrivateIpAddresses: expected.PrivateIpAddresses,
      SecondaryPrivateIpAddressCount: expected.SecondaryPrivateIpAddressCount,
    });
  });

  it.each([
    [{ preset: 'case2', primary: '' }, 'noAddress'],
    [{ preset: 'case2', primary: '10.1.10' }, 'badAddress'],
    [{ preset: 'case5', secondaries: '10.1.10.4 web' }, 'badAddress'],
    [{ preset: 'case5', secondaries: ' ' }, 'noAddress'],
    [{ preset: 'case3', count: '0' }, 'badCount'],
    [{ preset: 'other-subnet', subnets: { n0: 'subnet-gone' } }, 'noSubnet'],
  ] as const)('%j is refused: %s', (change, code) => {
    expect(presetCommands(plan, index, form(change))).toMatchObject({ ok: false, error: { code } });
  });

  it('moves the last octets of the backup into another subnet', () => {
    const commands = presetCommands(plan, index, form({ preset: 'other-subnet', subnets: { n0: 'subnet-b' } }));
    const after = commands.ok ? applyAll(plan, commands.value) : null;
    expect(after).toMatchObject({ value: { nics: [{ subnetId: 'subnet-b', primary: { address: '10.1.20.115' } }] } });
  });
});

describe('presetOutcome', () => {
  it('tells the plan after it, or what keeps it from being applied', () => {
    expect(presetOutcome(plan, index, form({ preset: 'backup' })).after?.nics).toHaveLength(plan.nics.length);
    expect(presetOutcome(plan, index, form({ preset: 'case2', primary: '' }))).toMatchObject({ after: null, refusal: null });
    const twice = form({ preset: 'case4', primary: '10.1.10.4', secondaries: '10.1.10.4' });
    expect(presetOutcome(plan, index, twice)).toMatchObject({ after: null, refusal: { code: 'duplicate-address' } });
  });
});

describe('presetDefaults', () => {
  it('begins with the addresses that stand there, and another subnet of the same VPC', () => {
    expect(presetDefaults(plan, index, 'n0')).toEqual({
      nic: 'n0',
      primary: '10.1.10.115',
      secondaries: '10.1.10.100',
      count: '1',
      subnets: { n0: 'subnet-b' },
    });
  });

  it('chooses a subnet that has the last octets, and has them free, before one that is merely there', () => {
    const beside = (...others: readonly SubnetFact[]) =>
      indexFacts({
        ...NO_FACTS,
        subnets: known([subnet('subnet-0bdb9444b6747e0d6', '10.1.10.0/24'), ...others]),
        interfaces: { 'subnet-taken': known([{ ...original, subnetId: 'subnet-taken', addresses: ['10.1.30.115'] as Ipv4[] }]) },
      });
    const small = subnet('subnet-small', '10.1.20.0/26');
    const taken = subnet('subnet-taken', '10.1.30.0/24');
    const elsewhere = { ...subnet('subnet-elsewhere', '10.1.11.0/24'), availabilityZone: 'ap-northeast-1c' };
    const native = { ...subnet('subnet-v6', '0.0.0.0/32'), ipv6Native: true };
    const chosen = (...others: readonly SubnetFact[]) => presetDefaults(plan, beside(...others), 'n0').subnets;
    expect(chosen(small, taken, subnet('subnet-b', '10.1.40.0/24'))).toEqual({ n0: 'subnet-b' });
    expect(chosen(small, taken, elsewhere)).toEqual({ n0: 'subnet-elsewhere' });
    expect(chosen(native, small)).toEqual({ n0: 'subnet-small' });
  });

  it('offers free addresses where the plan has none and those of the backup are held', () => {
    const automatic = applyAll(plan, [
      { type: 'set-secondaries', nic: 'n0', secondaries: { kind: 'fixed', values: [] } },
      { type: 'set-primary', nic: 'n0', address: 'automatic' },
    ]);
    if (!automatic.ok) throw new Error('does not apply');
    expect(presetDefaults(automatic.value, index, 'n0')).toMatchObject({ primary: '10.1.10.4', secondaries: '10.1.10.5' });
  });
});

describe('presets', () => {
  it('ask for what they need and name their step', () => {
    expect(asks('case3')).toEqual({ primary: true, secondaries: false, count: true, subnet: false });
    expect(presetStep('case5')).toBe('preset-case');
    expect(presetStep('automatic')).toBe('all-automatic');
  });
});
