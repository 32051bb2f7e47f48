import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cidrRange, parseCidr } from '@/lib/net/cidr';
import { ipv4FromNumber } from '@/lib/net/ipv4';
import { block, eni, ip } from './address-map/testing';
import type { CidrReservation, SubnetFact } from './facts';
import { hiddenAddresses, type SubnetRead, unexplained } from './hidden-addresses';
import { subnet } from './rules/cases/fixture';

const CIDR = '10.0.0.0/24';
const look = (available: number, more: Partial<Omit<SubnetRead, 'subnet'>> = {}, facts: Partial<SubnetFact> = {}): SubnetRead => ({
  subnet: subnet('subnet-a', CIDR, { availableAddressCount: available, ...facts }),
  interfaces: [],
  reservations: [],
  ...more,
});
const reservation = (cidr: string, type: CidrReservation['type']): CidrReservation => ({ id: cidr, cidr, type, description: null });
const WEB = eni('eni-web', [ip('10.0.0.10'), ip('10.0.0.11')]);

describe('what one look leaves unexplained', () => {
  it.each<[string, SubnetRead, number, number]>([
    ['an empty subnet', look(251), 0, 0],
    ['all that is held is named', look(249, { interfaces: [WEB] }), 0, 0],
    ['three more are held', look(246, { interfaces: [WEB] }), 3, 3],
    ['an interface that came after the count', look(251, { interfaces: [WEB] }), 0, 0],
    [
      'a delegated prefix is 16',
      look(234, { interfaces: [eni('eni-n', [ip('10.0.0.10')], { ipv4Prefixes: [block('10.0.0.32/28')] })] }),
      0,
      0,
    ],
    ['a reservation for prefixes counts as taken', look(235, { reservations: [reservation('10.0.0.64/28', 'prefix')] }), 0, 0],
    ['one more than a reservation for prefixes', look(234, { reservations: [reservation('10.0.0.64/28', 'prefix')] }), 1, 1],
    ['a reservation for named addresses may count or not', look(235, { reservations: [reservation('10.0.0.64/28', 'explicit')] }), 0, 16],
    [
      'less than that reservation shows that it does not count',
      look(236, { reservations: [reservation('10.0.0.64/28', 'explicit')] }),
      15,
      15,
    ],
    ['one is enough', look(250, { reservations: [reservation('10.0.0.64/28', 'explicit')] }), 1, 1],
    ['none is none', look(251, { reservations: [reservation('10.0.0.64/28', 'explicit')] }), 0, 0],
    ['more than that reservation', look(233, { reservations: [reservation('10.0.0.64/28', 'explicit')] }), 2, 18],
    [
      'what is held in a reservation counts once',
      look(234, { interfaces: [WEB], reservations: [reservation('10.0.0.0/28', 'explicit')] }),
      5,
      15,
    ],
    ['a reservation for IPv6', look(251, { reservations: [reservation('2001:db8::/80', 'prefix')] }), 0, 0],
    ['an IPv6-only subnet', look(0, {}, { ipv6Native: true }), 0, 0],
  ])('%s', (_name, read, atLeast, atMost) => {
    expect(unexplained(read)).toEqual({ atLeast, atMost });
  });
});

describe('what two looks prove', () => {
  it('a difference that both have', () => {
    expect(hiddenAddresses(look(246, { interfaces: [WEB] }), look(246, { interfaces: [WEB] }))).toEqual({ atLeast: 3, atMost: 3 });
  });

  it.each<[string, SubnetRead]>([
    ['another count', look(247, { interfaces: [WEB] })],
    ['another address', look(246, { interfaces: [eni('eni-web', [ip('10.0.0.10'), ip('10.0.0.12')])] })],
    ['another interface with the same addresses', look(246, { interfaces: [eni('eni-new', WEB.addresses)] })],
    ['a reservation more', look(246, { interfaces: [WEB], reservations: [reservation('10.0.1.0/28', 'explicit')] })],
  ])('nothing after %s', (_name, before) => {
    expect(hiddenAddresses(before, look(246, { interfaces: [WEB] }))).toBeNull();
  });

  it('that all is explained, whatever the look before said', () => {
    expect(hiddenAddresses(look(240), look(249, { interfaces: [WEB] }))).toEqual({ atLeast: 0, atMost: 0 });
  });
});

/** A subnet of AWS’s: who holds which addresses, which of them are shown, and what is reserved. */
interface World {
  readonly range: ReturnType<typeof cidrRange>;
  readonly cidr: string;
  readonly shown: Map<string, readonly number[]>;
  readonly hidden: Set<number>;
  readonly reservations: readonly CidrReservation[];
  /** Whether AWS counts a reservation for named addresses as taken: not documented. */
  readonly explicitCounts: boolean;
}

const reservedIn = ({ range, reservations }: World, types: readonly string[]): Set<number> => {
  const out = new Set<number>();
  for (const { cidr, type } of reservations) {
    const parsed = parseCidr(cidr);
    if (parsed === null || !types.includes(type)) continue;
    const within = cidrRange(parsed);
    for (let value = within.first; value <= within.last; value += 1) if (value >= range.first + 4 && value < range.last) out.add(value);
  }
  return out;
};

/** AvailableIpAddressCount of the world. */
const countOf = (world: World): SubnetFact => {
  const taken = reservedIn(world, world.explicitCounts ? ['prefix', 'explicit'] : ['prefix']);
  for (const values of world.shown.values()) for (const value of values) taken.add(value);
  for (const value of world.hidden) taken.add(value);
  return subnet('subnet-a', world.cidr, { availableAddressCount: world.range.size - 5 - taken.size });
};

const namesOf = (world: World) => [...world.shown].map(([id, values]) => eni(id, values.map(ipv4FromNumber)));

/** Something that happens between two answers: an interface comes with some addresses, or goes. */
type Change = { readonly hidden: boolean } & ({ readonly comes: readonly number[] } | { readonly goes: number });

const apply = (world: World, changes: readonly Change[], step: number): void => {
  const { first, size } = world.range;
  for (const [i, change] of changes.entries()) {
    if ('goes' in change) {
      if (change.hidden) world.hidden.delete([...world.hidden][change.goes % Math.max(1, world.hidden.size)] ?? -1);
      else world.shown.delete([...world.shown.keys()][change.goes % Math.max(1, world.shown.size)] ?? '');
      continue;
    }
    const busy = new Set([...world.hidden, ...[...world.shown.values()].flat()]);
    const free = [...new Set(change.comes.map((at) => first + 4 + (at % (size - 5))))].filter((value) => !busy.has(value));
    if (change.hidden) for (const value of free) world.hidden.add(value);
    else if (free.length > 0) world.shown.set(`eni-${step}-${i}`, free);
  }
};

const at = fc.nat({ max: 4_096 });
const holding = fc.array(at, { minLength: 1, maxLength: 4 });
const changesOf = (hidden: fc.Arbitrary<boolean>) =>
  fc.array(fc.oneof(fc.record({ hidden, comes: holding }), fc.record({ hidden, goes: at })) as fc.Arbitrary<Change>, { maxLength: 3 });
const worldOf = (withHidden: boolean) =>
  fc
    .record({
      bits: fc.integer({ min: 22, max: 28 }),
      shown: fc.array(holding, { maxLength: 12 }),
      hidden: withHidden ? fc.array(at, { minLength: 1, maxLength: 12 }) : fc.constant([]),
      reserved: fc.array(fc.tuple(fc.nat({ max: 63 }), fc.constantFrom('prefix' as const, 'explicit' as const)), { maxLength: 2 }),
      explicitCounts: fc.boolean(),
    })
    .map(({ bits, shown, hidden, reserved, explicitCounts }): World => {
      const cidr = `10.40.0.0/${bits}`;
      const range = cidrRange(block(cidr));
      const blocks = new Map(reserved.map(([n, type]) => [n % (range.size / 16), type]));
      const world: World = {
        range,
        cidr,
        shown: new Map(),
        hidden: new Set(),
        reservations: [...blocks].map(([n, type]) => reservation(`${ipv4FromNumber(range.first + n * 16)}/28`, type)),
        explicitCounts,
      };
      apply(
        world,
        shown.map((comes) => ({ hidden: false, comes })),
        0,
      );
      apply(world, [{ hidden: true, comes: hidden }], 0);
      return world;
    });

const RUNS = 10_000;

describe(`in ${RUNS} random subnets`, () => {
  it('what is hidden is found once it is quiet, whatever went on before', () => {
    let found = 0;
    const churn = fc.array(fc.tuple(changesOf(fc.boolean()), changesOf(fc.boolean())), { maxLength: 4 });
    fc.assert(
      fc.property(worldOf(true), churn, (world, rounds) => {
        for (const [step, [between, after]] of rounds.entries()) {
          apply(world, between, 2 * step + 1);
          apply(world, after, 2 * step + 2);
        }
        const quiet = (): SubnetRead => ({ subnet: countOf(world), interfaces: namesOf(world), reservations: world.reservations });
        const proven = hiddenAddresses(quiet(), quiet());
        const outside = reservedIn(world, ['prefix']);
        const dark = [...world.hidden].filter((value) => !outside.has(value)).length;
        const named = new Set([...world.shown.values()].flat());
        const open = [...reservedIn(world, ['explicit'])].filter((value) => !named.has(value) && !world.hidden.has(value)).length;
        if (proven === null) throw new Error('nothing changed, and nothing is proven');
        expect(proven.atLeast).toBeLessThanOrEqual(dark);
        const unnamed = [...reservedIn(world, ['explicit'])].filter((value) => !named.has(value)).length;
        if (!world.explicitCounts && dark < unnamed) expect(proven).toEqual({ atLeast: dark, atMost: dark });
        if (open === 0 && reservedIn(world, ['explicit']).size === 0) expect(proven).toEqual({ atLeast: dark, atMost: dark });
        else if (proven.atLeast > 0) expect(proven.atMost).toBeGreaterThanOrEqual(dark);
        if (dark > reservedIn(world, ['explicit']).size) expect(proven.atLeast).toBeGreaterThan(0);
        if (proven.atLeast > 0) found += 1;
      }),
      { numRuns: RUNS },
    );
    expect(found).toBeGreaterThan(RUNS / 2);
  });

  it('nothing is found where nothing is hidden, while interfaces come and go between the answers', () => {
    const gaps = fc.tuple(changesOf(fc.constant(false)), changesOf(fc.constant(false)), changesOf(fc.constant(false)));
    let busy = 0;
    fc.assert(
      fc.property(worldOf(false), fc.array(gaps, { minLength: 1, maxLength: 4 }), fc.nat({ max: 2 }), (world, rounds, still) => {
        for (const [step, round] of rounds.entries()) {
          // Between one of the four answers and the next nothing happens: where something does in all three, four answers can look as if nothing had.
          const changes = round.map((each, gap) => (gap === still ? [] : each));
          const answers = [0, 1].map((n): SubnetRead => {
            const counted = countOf(world);
            apply(world, changes[2 * n] ?? [], 10 * step + 2 * n + 1);
            const read = { subnet: counted, interfaces: namesOf(world), reservations: world.reservations };
            if (n === 0) apply(world, changes[1] ?? [], 10 * step + 2);
            return read;
          });
          const [before, now] = answers as [SubnetRead, SubnetRead];
          const proven = hiddenAddresses(before, now);
          if (unexplained(now).atLeast > 0) busy += 1;
          expect(proven?.atLeast ?? 0).toBe(0);
        }
      }),
      { numRuns: RUNS },
    );
    // The changes are worth something: one look alone would have been wrong that often.
    expect(busy).toBeGreaterThan(RUNS / 20);
  });
});
