import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cidr, parseCidr } from '@/lib/net/cidr';
import { type Ipv4, parseIpv4 } from '@/lib/net/ipv4';
import { addresses } from '@/lib/testing/random-gestures';
import { applyAll } from './apply';
import { addressIn } from './apply/addresses';
import { MAX_LIST } from './bounds';
import type { Slot, Target } from './command';
import { indexFacts, NO_FACTS } from './fact-index';
import type { Facts, InstanceTypeFact, InterfaceFact, Known, SubnetFact } from './facts';
import type { Arn, NetworkInterfaceId, SubnetId } from './ids';
import { type Moving, placesTaken, previewMove, slotOf, targetKey } from './moves';
import { newNic } from './new-nic';
import { type ExistingNic, type NewNic, type Nic, PLAN_VERSION, type RestorePlan } from './plan';

const ip = (text: string): Ipv4 => parseIpv4(text)!;
const block = (text: string): Cidr => parseCidr(text)!;
const known = <T>(value: T): Known<T> => ({ state: 'known', value, asOf: '2026-01-01T00:00:00.000Z', source: 'test' });

const subnet = (id: string, cidr: string): SubnetFact => ({
  id,
  name: null,
  vpcId: 'vpc-1',
  cidr: block(cidr),
  ipv6Cidrs: [],
  ipv6Native: false,
  availabilityZone: 'ap-northeast-1a',
  availabilityZoneId: null,
  availableAddressCount: 200,
  ownerId: '123456789012',
  mapPublicIpOnLaunch: false,
});
const type = (ipv4PerInterface: number): InstanceTypeFact => ({
  type: 'm5.large',
  maxInterfaces: 3,
  ipv4PerInterface,
  ipv6PerInterface: 10,
  ipv6Supported: true,
  networkCards: [{ index: 0, maxInterfaces: 3, moreInterfaces: 0, maxQueuesPerInterface: null, maxQueues: null }],
  flexibleQueues: false,
  efaSupported: false,
  maxEfaInterfaces: 0,
  hypervisor: 'nitro',
  architectures: ['x86_64'],
  burstable: false,
  defaultVcpus: 2,
  memoryMib: 8_192,
  validCores: [1],
  processorFeatures: [],
  validThreadsPerCore: [1, 2],
  instanceStorage: false,
});
const holder: InterfaceFact = {
  id: 'eni-1',
  subnetId: 'subnet-a',
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
  addresses: [ip('10.1.10.50')],
  ipv4Prefixes: [],
  ipv6Addresses: [],
  ipv6Prefixes: [],
};
const factsFor = (ipv4PerInterface: number): Facts => ({
  ...NO_FACTS,
  subnets: known([subnet('subnet-a', '10.1.10.0/24'), subnet('subnet-b', '10.1.20.0/24')]),
  interfaces: { 'subnet-a': known([holder]), 'subnet-b': known([]) },
  instanceTypes: { 'm5.large': known(type(ipv4PerInterface)) },
});
const index = indexFacts(factsFor(4));
const nothing = indexFacts(NO_FACTS);

const nic = (key: string, subnetId: string, primary: string | null, secondaries: readonly string[] | number = []): NewNic => ({
  ...newNic(key, Number(key.slice(1)), subnetId as SubnetId, []),
  primary: primary === null ? { kind: 'automatic' } : { kind: 'fixed', address: ip(primary) },
  secondaries:
    typeof secondaries === 'number'
      ? { kind: 'automatic', count: secondaries }
      : { kind: 'fixed', values: secondaries.map((text) => ip(text)) },
});
const existing: ExistingNic = {
  kind: 'existing',
  key: 'n9',
  deviceIndex: 2,
  networkCardIndex: null,
  origin: null,
  extra: {},
  networkInterfaceId: 'eni-9' as NetworkInterfaceId,
};
const planOf = (...nics: readonly Nic[]): RestorePlan => ({
  kind: 'ec2',
  version: PLAN_VERSION,
  source: {
    account: '123456789012',
    region: 'ap-northeast-1',
    vault: 'v',
    recoveryPointArn: 'arn:aws:ec2:ap-northeast-1::image/ami-1' as Arn,
    resourceArn: null,
    resourceName: null,
    createdAt: null,
    template: {},
  },
  settings: { instanceType: 'm5.large', instanceProfile: 'none', keyPair: 'none', cpuOptions: 'drop', userData: null, overrides: {} },
  nics,
  restoreRoleArn: null,
  copyTags: true,
});

const primary = (key: string): Slot => ({ nic: key, role: 'primary' });
const secondary = (key: string, at: number): Slot => ({ nic: key, role: 'secondary', index: at });
const list = (key: string): Target => ({ nic: key, role: 'new-secondary' });
const POOL: Target = { role: 'pool' };
const fromMap = (address: string): Moving => ({ address: ip(address), subnetId: 'subnet-a', from: null });
const fromSlot = (plan: RestorePlan, from: Slot): Moving => ({ address: addressIn(plan, from)!, subnetId: 'subnet-a', from });

const resulting = (plan: RestorePlan, held: readonly Moving[], target: Target): RestorePlan => {
  const preview = previewMove(plan, index, held, target);
  if (preview.kind === 'refused') throw new Error(preview.code);
  const applied = applyAll(plan, preview.step.commands);
  if (!applied.ok) throw new Error(applied.error.code);
  return applied.value;
};
const addressesOf = (plan: RestorePlan): readonly (readonly [string | null, readonly string[] | number])[] =>
  plan.nics.flatMap((each) =>
    each.kind === 'new'
      ? [
          [
            each.primary.kind === 'fixed' ? each.primary.address : null,
            each.secondaries.kind === 'fixed' ? each.secondaries.values : each.secondaries.count,
          ] as const,
        ]
      : [],
  );

const two = planOf(nic('n0', 'subnet-a', '10.1.10.10', ['10.1.10.11', '10.1.10.12']), nic('n1', 'subnet-a', null));

describe('what comes of a move', () => {
  const effects: [string, RestorePlan, (plan: RestorePlan) => readonly Moving[], Target, string, ReturnType<typeof addressesOf>][] = [
    [
      'from the map to an automatic primary',
      two,
      () => [fromMap('10.1.10.20')],
      primary('n1'),
      'place-primary',
      [
        ['10.1.10.10', ['10.1.10.11', '10.1.10.12']],
        ['10.1.10.20', []],
      ],
    ],
    [
      'from the map to a list',
      two,
      () => [fromMap('10.1.10.20')],
      list('n1'),
      'place-secondary',
      [
        ['10.1.10.10', ['10.1.10.11', '10.1.10.12']],
        [null, ['10.1.10.20']],
      ],
    ],
    [
      'several from the map',
      two,
      () => [fromMap('10.1.10.20'), fromMap('10.1.10.21')],
      list('n1'),
      'place-several',
      [
        ['10.1.10.10', ['10.1.10.11', '10.1.10.12']],
        [null, ['10.1.10.20', '10.1.10.21']],
      ],
    ],
    [
      'from the map onto a filled slot',
      two,
      () => [fromMap('10.1.10.20')],
      secondary('n0', 1),
      'replace',
      [
        ['10.1.10.10', ['10.1.10.11', '10.1.10.20']],
        [null, []],
      ],
    ],
    [
      'two filled slots',
      two,
      (plan) => [fromSlot(plan, secondary('n0', 1))],
      primary('n0'),
      'swap',
      [
        ['10.1.10.12', ['10.1.10.11', '10.1.10.10']],
        [null, []],
      ],
    ],
    [
      'a secondary to another primary',
      two,
      (plan) => [fromSlot(plan, secondary('n0', 0))],
      primary('n1'),
      'move-primary',
      [
        ['10.1.10.10', ['10.1.10.12']],
        ['10.1.10.11', []],
      ],
    ],
    [
      'a primary to its own list',
      two,
      (plan) => [fromSlot(plan, primary('n0'))],
      list('n0'),
      'move-secondary',
      [
        [null, ['10.1.10.11', '10.1.10.12', '10.1.10.10']],
        [null, []],
      ],
    ],
    [
      'several of one list to another interface',
      two,
      (plan) => [fromSlot(plan, secondary('n0', 0)), fromSlot(plan, secondary('n0', 1))],
      list('n1'),
      'move-several',
      [
        ['10.1.10.10', []],
        [null, ['10.1.10.11', '10.1.10.12']],
      ],
    ],
    [
      'a secondary out of the plan',
      two,
      (plan) => [fromSlot(plan, secondary('n0', 0))],
      POOL,
      'return',
      [
        ['10.1.10.10', ['10.1.10.12']],
        [null, []],
      ],
    ],
    [
      'a primary out of the plan',
      two,
      (plan) => [fromSlot(plan, primary('n0'))],
      POOL,
      'return-primary',
      [
        [null, ['10.1.10.11', '10.1.10.12']],
        [null, []],
      ],
    ],
    [
      'several out of the plan',
      two,
      (plan) => [fromSlot(plan, secondary('n0', 0)), fromSlot(plan, primary('n0')), fromSlot(plan, secondary('n0', 1))],
      POOL,
      'return-several',
      [
        [null, []],
        [null, []],
      ],
    ],
  ];
  it.each(effects)('%s', (_, plan, held, target, effect, expected) => {
    expect(previewMove(plan, index, held(plan), target)).toMatchObject({ kind: 'legal', effect });
    expect(addressesOf(resulting(plan, held(plan), target))).toEqual(expected);
  });

  it('places an address that somebody holds: they may give it up, and the finding stays beside it', () => {
    expect(previewMove(two, index, [fromMap('10.1.10.50')], primary('n1')).kind).toBe('legal');
  });

  it('refuses nothing where nothing is known', () => {
    expect(previewMove(two, nothing, [fromMap('192.168.0.0')], list('n0')).kind).toBe('legal');
  });
});

describe('why a move does not go', () => {
  const full = planOf(nic('n0', 'subnet-a', '10.1.10.10', ['10.1.10.11', '10.1.10.12', '10.1.10.13']), nic('n1', 'subnet-a', '10.1.10.14'));
  const counted = planOf(nic('n0', 'subnet-a', '10.1.10.10', 2), nic('n1', 'subnet-b', '10.1.20.10'), existing);
  it.each<[string, RestorePlan, readonly Moving[], Target, string]>([
    ['an empty selection', two, [], primary('n0'), 'nothing-held'],
    ['the place it stands in', two, [fromSlot(two, primary('n0'))], primary('n0'), 'same-place'],
    ['an address that left its slot', two, [{ ...fromMap('10.1.10.77'), from: primary('n0') }], primary('n1'), 'gone'],
    ['an interface that is gone', two, [fromMap('10.1.10.20')], primary('n7'), 'no-such-place'],
    ['a secondary that is gone', two, [fromMap('10.1.10.20')], secondary('n0', 9), 'no-such-place'],
    ['an interface that exists already', counted, [fromMap('10.1.10.20')], list('n9'), 'existing-interface'],
    ['several into one place', two, [fromMap('10.1.10.20'), fromMap('10.1.10.21')], primary('n0'), 'one-place'],
    ['a list beside a count (V7)', counted, [fromMap('10.1.10.20')], list('n0'), 'count-set'],
    ['a secondary beside a count (V7)', counted, [fromMap('10.1.10.20')], secondary('n0', 0), 'count-set'],
    ['an address of the plan (V12)', two, [fromMap('10.1.10.11')], list('n0'), 'duplicate'],
    ['an address of another interface (V13)', two, [fromMap('10.1.10.11')], list('n1'), 'duplicate'],
    ['outside the subnet (V8)', two, [fromMap('10.1.11.20')], list('n1'), 'outside-subnet'],
    ['the network address (V9)', two, [fromMap('10.1.10.0')], list('n1'), 'reserved-by-aws'],
    ['the last reserved at the start (V9)', two, [fromMap('10.1.10.3')], list('n1'), 'reserved-by-aws'],
    ['the broadcast address (V9)', two, [fromMap('10.1.10.255')], primary('n1'), 'reserved-by-aws'],
    ['one more than the type takes (V19)', full, [fromMap('10.1.10.20')], list('n0'), 'full'],
    ['one more from another interface (V19)', full, [fromSlot(full, primary('n1'))], list('n0'), 'full'],
    ['to the map what is not in the plan', two, [fromMap('10.1.10.20')], POOL, 'not-in-plan'],
  ])('%s', (_, plan, held, target, code) => {
    expect(previewMove(plan, index, held, target)).toMatchObject({ kind: 'refused', code });
  });

  it('the first address after the reserved ones and the last before the broadcast address go', () => {
    for (const address of ['10.1.10.4', '10.1.10.254'])
      expect(previewMove(two, index, [fromMap(address)], primary('n1')).kind, address).toBe('legal');
  });

  it('a swap whose other address would leave its subnet', () => {
    const shared = indexFacts({
      ...factsFor(4),
      subnets: known([subnet('subnet-a', '10.1.10.0/24'), subnet('subnet-b', '10.1.10.0/28')]),
    });
    const plan = planOf(nic('n0', 'subnet-a', '10.1.10.100'), nic('n1', 'subnet-b', '10.1.10.5'));
    expect(previewMove(plan, shared, [{ ...fromSlot(plan, primary('n1')), subnetId: 'subnet-b' }], primary('n0'))).toMatchObject({
      kind: 'refused',
      code: 'other-outside-subnet',
    });
  });

  it('a full interface still swaps, and one that is too full may be tidied', () => {
    expect(previewMove(full, index, [fromSlot(full, secondary('n0', 0))], primary('n1'))).toMatchObject({ effect: 'swap' });
    const small = indexFacts(factsFor(2));
    expect(previewMove(full, small, [fromSlot(full, secondary('n0', 0))], POOL).kind).toBe('legal');
    expect(previewMove(full, small, [fromSlot(full, secondary('n0', 2))], primary('n0')).kind).toBe('legal');
  });

  it('names the interface that has the address already, as people count', () => {
    expect(previewMove(two, index, [fromMap('10.1.10.12')], primary('n1'))).toMatchObject({
      params: { address: '10.1.10.12', interface: 1 },
    });
  });
});

describe('every move', () => {
  const host = fc.integer({ min: 0, max: 255 }).map((last) => ip(`10.1.10.${last}`));
  const nicAt = (key: string) =>
    fc
      .record({
        primary: fc.option(host),
        secondaries: fc.oneof(fc.uniqueArray(host, { maxLength: 4 }), fc.integer({ min: 1, max: 3 })),
        subnet: fc.constantFrom('subnet-a', 'subnet-b'),
      })
      .map((each) => nic(key, each.subnet, each.primary, each.secondaries));
  /** Interfaces whose fixed addresses do not repeat, as the commands keep them. */
  const plans = fc
    .tuple(nicAt('n0'), nicAt('n1'), fc.boolean())
    .map(([a, b, third]) => planOf(a, b, ...(third ? [existing] : [])))
    .filter((plan) => {
      const all = addressesOf(plan).flatMap(([first, rest]) => [
        ...(first === null ? [] : [first]),
        ...(typeof rest === 'number' ? [] : rest),
      ]);
      return new Set(all).size === all.length;
    });
  const key = fc.constantFrom('n0', 'n1', 'n9', 'n5');
  const slots: fc.Arbitrary<Slot> = fc.oneof(
    key.map(primary),
    fc.tuple(key, fc.integer({ min: 0, max: 4 })).map(([at, i]) => secondary(at, i)),
  );
  const targets: fc.Arbitrary<Target> = fc.oneof(slots, key.map(list), fc.constant(POOL));
  const selections = fc.array(
    fc.oneof(
      host.map((address) => fromMap(address)),
      slots,
    ),
    { maxLength: 4 },
  );
  const held = (plan: RestorePlan, selection: readonly (Moving | Slot)[]): readonly Moving[] => {
    const all = selection.flatMap((each): Moving[] => {
      if ('address' in each) return [each];
      const address = addressIn(plan, each);
      return address === null ? [] : [{ address, subnetId: 'subnet-a', from: each }];
    });
    return all.filter((each, i) => all.findIndex((other) => other.address === each.address) === i);
  };

  it('that is legal applies, and never takes more places than the type has', () => {
    fc.assert(
      fc.property(plans, selections, targets, (plan, selection, target) => {
        const preview = previewMove(plan, index, held(plan, selection), target);
        if (preview.kind === 'refused') return;
        const applied = applyAll(plan, preview.step.commands);
        expect(applied.ok).toBe(true);
        if (!applied.ok) return;
        for (const each of applied.value.nics) {
          const was = plan.nics.find((before) => before.key === each.key);
          if (each.kind === 'new' && was?.kind === 'new') expect(placesTaken(each)).toBeLessThanOrEqual(Math.max(4, placesTaken(was)));
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it('that is a swap, done twice, changes nothing', () => {
    fc.assert(
      fc.property(plans, slots, slots, (plan, from, to) => {
        const first = held(plan, [from]);
        const preview = previewMove(plan, index, first, to);
        if (preview.kind === 'refused' || preview.effect !== 'swap') return;
        const swapped = resulting(plan, first, to);
        const back = previewMove(swapped, index, held(swapped, [from]), to);
        expect(back).toMatchObject({ kind: 'legal', effect: 'swap' });
        expect(resulting(swapped, held(swapped, [from]), to)).toEqual(plan);
      }),
      { numRuns: 3_000 },
    );
  });

  it('keeps every address that it does not say to leave', () => {
    fc.assert(
      fc.property(plans, selections, targets, (plan, selection, target) => {
        const moving = held(plan, selection);
        const preview = previewMove(plan, index, moving, target);
        if (preview.kind === 'refused' || ['return', 'return-primary', 'return-several', 'replace'].includes(preview.effect)) return;
        const count = (each: RestorePlan) =>
          addressesOf(each)
            .flat(2)
            .filter((value) => typeof value === 'string').length;
        const placed = moving.filter(({ from }) => from === null).length;
        expect(count(resulting(plan, moving, target))).toBe(count(plan) + placed);
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('a list that is full', () => {
  it('takes no more, also where the type is not known', () => {
    const full: NewNic = { ...nic('n0', 'subnet-a', null), secondaries: { kind: 'fixed', values: addresses(MAX_LIST) } };
    const moving = [{ address: ip('10.1.10.9'), subnetId: 'subnet-a', from: null }];
    expect(previewMove({ ...two, nics: [full] }, nothing, moving, list('n0'))).toEqual({
      kind: 'refused',
      code: 'too-many',
      params: { count: MAX_LIST },
    });
  });
});

describe('places', () => {
  it('are named alike when they are alike', () => {
    expect(targetKey(secondary('n0', 1))).toBe(targetKey({ nic: 'n0', role: 'secondary', index: 1 }));
    expect(new Set([primary('n0'), secondary('n0', 0), secondary('n0', 1), list('n0'), POOL].map(targetKey)).size).toBe(5);
  });

  it('are found by the address that stands there, in its subnet', () => {
    expect(slotOf(two, 'subnet-a', ip('10.1.10.12'))).toEqual(secondary('n0', 1));
    expect(slotOf(two, 'subnet-b', ip('10.1.10.12'))).toBeNull();
  });

  it('a prefix takes one, whatever its size', () => {
    const prefixed: NewNic = { ...nic('n0', 'subnet-a', null, 2), ipv4Prefixes: { kind: 'fixed', values: [block('10.1.10.32/28')] } };
    expect(placesTaken(prefixed)).toBe(4);
  });
});
