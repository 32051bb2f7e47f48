import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Ipv4, ipv4FromNumber, ipv4ToNumber } from '@/lib/net/ipv4';
import type { SubnetIndex } from '../fact-index';
import { isFree, nextFree } from '../rules/free-addresses';
import { fieldChanges } from './changes';
import { stateCounts } from './counts';
import { type AddressField, addressField, kindAt, TILE_SIZE } from './field';
import type { Placement, Placements } from './placements';
import { isUsable, longestRun, nextRun, nextUsable } from './runs';
import { ADDRESS_KINDS, isUsableKind } from './states';
import { block, eni, indexOf, instance, ip, SUBNET, type World } from './testing';
import { tileSummaries } from './tile-summaries';

const ORIGINAL = 'i-0aaaaaaaaaaaaaaa0';
const made = (world: World): { subnet: SubnetIndex; field: AddressField } => {
  const index = indexOf(world);
  const subnet = index.subnets.get(SUBNET)!;
  return { subnet, field: addressField(subnet, index.instances, ORIGINAL) };
};
const at = (field: AddressField, text: string) => kindAt(field, ipv4ToNumber(ip(text)));

const placed = (values: Iterable<number>, conflict = false): Placements =>
  new Map(
    [...values].map((value): [number, Placement[]] => [
      value,
      [
        {
          value,
          address: ipv4FromNumber(value),
          slot: { nic: 'n0', role: 'primary' },
          role: 'primary',
          number: 1,
          at: '/NetworkInterfaces/0/PrivateIpAddress',
          conflict,
          warning: false,
        },
      ],
    ]),
  );

const LIVED_IN: World = {
  cidr: '10.1.10.0/24',
  instances: [
    instance(ORIGINAL, 'batch-01', 'running'),
    instance('i-0bbbbbbbbbbbbbbb0', 'web-01', 'running'),
    instance('i-0ccccccccccccccc0', 'old-01', 'stopped'),
  ],
  interfaces: [
    eni('eni-1', [ip('10.1.10.115'), ip('10.1.10.100')], { instanceId: ORIGINAL }),
    eni('eni-2', [ip('10.1.10.20')], { instanceId: 'i-0bbbbbbbbbbbbbbb0' }),
    eni('eni-3', [ip('10.1.10.21')], { instanceId: 'i-0ccccccccccccccc0' }),
    eni('eni-4', [ip('10.1.10.22')], { status: 'available' }),
    eni('eni-5', [ip('10.1.10.23')], { description: 'ELB app/front', requesterManaged: true }),
    eni('eni-6', [ip('10.1.10.24')], { instanceId: 'i-0bbbbbbbbbbbbbbb0', ipv4Prefixes: [block('10.1.10.48/28')] }),
    eni('eni-7', [ip('10.1.10.25')], { instanceId: 'i-0ddddddddddddddd0' }),
  ],
  reservations: [
    { id: 'scr-1', cidr: '10.1.10.192/28', type: 'prefix', description: 'kubernetes' },
    { id: 'scr-2', cidr: '10.1.10.208/28', type: 'explicit', description: 'appliances' },
  ],
  claims: [{ address: ip('10.1.10.30'), subnetId: SUBNET, by: 'sato', restoreId: 'r1' }],
};

describe('the field of a subnet', () => {
  it('knows the state of each address', () => {
    const { field } = made(LIVED_IN);
    expect(
      Object.fromEntries(
        [0, 1, 2, 3, 4, 20, 21, 22, 23, 24, 25, 30, 48, 63, 64, 100, 115, 192, 208, 254, 255].map((host) => [
          host,
          at(field, `10.1.10.${host}`),
        ]),
      ),
    ).toEqual({
      0: 'aws',
      1: 'aws',
      2: 'aws',
      3: 'aws',
      4: 'free',
      20: 'used-running',
      21: 'used',
      22: 'used',
      23: 'used-running',
      24: 'used-running',
      25: 'used',
      30: 'claimed',
      48: 'delegated',
      63: 'delegated',
      64: 'free',
      100: 'original',
      115: 'original',
      192: 'reserved-prefix',
      208: 'reserved-explicit',
      254: 'free',
      255: 'aws',
    });
    expect(at(field, '10.1.11.0')).toBeNull();
  });

  it('calls nothing free while nobody knows who holds what', () => {
    const { field } = made({ ...LIVED_IN, interfaces: null });
    expect(at(field, '10.1.10.4')).toBe('unknown');
    expect(at(field, '10.1.10.208')).toBe('unknown');
    expect(at(field, '10.1.10.192')).toBe('reserved-prefix');
    expect(at(field, '10.1.10.30')).toBe('claimed');
    expect(at(field, '10.1.10.0')).toBe('aws');
    expect(nextUsable(field, new Map(), field.range.first)).toBeNull();
    expect(nextRun(field, new Map(), field.range.first, 1)).toBeNull();
    expect(longestRun(field, new Map())).toBe(0);
  });

  it('tells what changed between two answers, and nothing where one knew nothing', () => {
    const before = made(LIVED_IN).field;
    const after = made({ ...LIVED_IN, interfaces: [...LIVED_IN.interfaces!, eni('eni-9', [ip('10.1.10.116')])] }).field;
    expect(fieldChanges(before, after)).toEqual([{ value: ipv4ToNumber(ip('10.1.10.116')), from: 'free', to: 'used-running' }]);
    expect(fieldChanges(after, after)).toEqual([]);
    expect(
      fieldChanges(made({ ...LIVED_IN, interfaces: null }).field, after).filter(({ from, to }) => from === 'unknown' || to === 'unknown'),
    ).toEqual([]);
  });
});

const prefixLength = fc.integer({ min: 18, max: 28 });
const world = prefixLength.chain((prefix) => {
  const size = 2 ** (32 - prefix);
  const first = ipv4ToNumber('10.40.0.0' as Ipv4);
  const host = fc.integer({ min: 0, max: size - 1 }).map((offset) => ipv4FromNumber(first + offset));
  const small = fc.integer({ min: 0, max: size / 16 - 1 }).map((i) => `${ipv4FromNumber(first + i * 16)}/28`);
  return fc.record({
    cidr: fc.constant(`10.40.0.0/${prefix}`),
    interfaces: fc.oneof(
      {
        weight: 5,
        arbitrary: fc
          .array(fc.tuple(fc.uniqueArray(host, { maxLength: 8 }), fc.option(small)), { maxLength: 12 })
          .map((list) =>
            list.map(([addresses, prefixBlock], i) =>
              eni(`eni-${i}`, addresses, { ipv4Prefixes: prefixBlock === null ? [] : [block(prefixBlock)] }),
            ),
          ),
      },
      { weight: 1, arbitrary: fc.constant(null) },
    ),
    reservations: fc
      .array(fc.tuple(small, fc.constantFrom('prefix' as const, 'explicit' as const)), { maxLength: 3 })
      .map((list) => list.map(([cidr, type], i) => ({ id: `scr-${i}`, cidr, type, description: null }))),
    claims: fc
      .array(host, { maxLength: 4 })
      .map((list) => list.map((address) => ({ address, subnetId: SUBNET, by: 'sato', restoreId: 'r' }))),
  });
});
const withPlan = world.chain((given) => {
  const { field, subnet } = made(given);
  const { first, size } = field.range;
  const value = fc.integer({ min: first, max: first + size - 1 });
  return fc.tuple(fc.constant({ field, subnet }), fc.uniqueArray(value, { maxLength: 10 }), value, fc.integer({ min: 1, max: 20 }));
});

describe('for every subnet', () => {
  it('the counts add up to its size, with the plan laid over it, as a whole and tile by tile', () => {
    fc.assert(
      fc.property(withPlan, ([{ field }, plan]) => {
        const placements = placed(plan, true);
        const { states, conflicts } = stateCounts(field, placements);
        expect(Object.values(states).reduce((a, b) => a + b, 0)).toBe(field.range.size);
        expect(Object.values(states).every((count) => count >= 0)).toBe(true);
        expect([states.placed, conflicts]).toEqual([plan.length, plan.length]);
        const tiles = tileSummaries(field, placements);
        expect(tiles.length).toBe(Math.ceil(field.range.size / TILE_SIZE));
        for (const { held, usable, placed: own, reserved, unknown, size } of tiles)
          expect(held + usable + own + reserved + unknown).toBe(size);
        expect(tiles.reduce((sum, tile) => sum + tile.placed, 0)).toBe(plan.length);
        expect(tiles.reduce((sum, tile) => sum + tile.usable, 0)).toBe(states.free + states['reserved-explicit']);
      }),
      { numRuns: 150 },
    );
  });

  it('an address is usable exactly where the rules call it free', () => {
    fc.assert(
      fc.property(withPlan, ([{ field, subnet }, plan, from]) => {
        const knownHolders = subnet.interfaces.state === 'known';
        for (let offset = 0; offset < field.range.size; offset += 7) {
          const value = field.range.first + offset;
          expect(isUsableKind(kindAt(field, value)!)).toBe(knownHolders && isFree(subnet, value));
        }
        const free = nextFree(subnet, from, new Set(plan));
        expect(nextUsable(field, placed(plan), from)).toBe(free === null ? null : ipv4ToNumber(free));
      }),
      { numRuns: 150 },
    );
  });

  it('a run that is found is free throughout, and none is found only where none is', () => {
    fc.assert(
      fc.property(withPlan, ([{ field }, plan, from, length]) => {
        const placements = placed(plan);
        const run = nextRun(field, placements, from, length);
        const longest = longestRun(field, placements);
        if (run === null) expect(longest).toBeLessThan(length);
        else {
          expect(run.last - run.first + 1).toBe(length);
          for (let value = run.first; value <= run.last; value += 1) expect(isUsable(field, placements, value)).toBe(true);
          // Nothing between the asked place and the run would have done.
          if (run.first >= from)
            for (let begin = from; begin < run.first; begin += 1)
              expect(Array.from({ length }, (_, i) => isUsable(field, placements, begin + i)).every(Boolean)).toBe(false);
        }
        expect(nextRun(field, placements, from, 1)?.first ?? null).toBe(nextUsable(field, placements, from));
      }),
      { numRuns: 150 },
    );
  });

  it('no address has a number that stands for no kind', () => {
    fc.assert(
      fc.property(world, (given) => made(given).field.codes.every((code) => code < ADDRESS_KINDS.length)),
      { numRuns: 60 },
    );
  });
});
