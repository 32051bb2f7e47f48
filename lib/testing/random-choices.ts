import fc from 'fast-check';
import { PLACEMENTS } from './random-placements';

/** A number that picks from a list; shrinks towards the first, harmless choice. */
const pick = fc.nat({ max: 65_535 });

type Often = <T>(usual: T, ...others: readonly T[]) => fc.Arbitrary<T>;

/** Picks the usual value `weight` times as often as any of the others; shrinks towards it. */
const oftenBy =
  (weight: number): Often =>
  (usual, ...others) =>
    fc.oneof(
      { withCrossShrink: true },
      { weight, arbitrary: fc.constant(usual) },
      ...others.map((value) => ({ weight: 1, arbitrary: fc.constant(value) })),
    );

const addressChoices = (often: Often, few: number) => ({
  primary: fc.option(pick, { freq: 2, nil: null }),
  secondaries: fc.array(pick, { maxLength: few }),
  secondaryCount: fc.oneof(
    { withCrossShrink: true },
    { weight: 5, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: few }) },
  ),
  /** How an address is chosen: a free one, any of the subnet, or one of anywhere. */
  from: often<'free' | 'subnet' | 'anywhere'>('free', 'subnet', 'anywhere'),
  ipv6: often<'none' | 'list' | 'count' | 'bad'>('none', 'list', 'count', 'bad'),
  ipv6Count: fc.integer({ min: 1, max: few }),
  ipv4Prefixes: often<'none' | 'list' | 'count' | 'bad'>('none', 'list', 'count', 'bad'),
  ipv6Prefixes: often<'none' | 'list' | 'count' | 'bad'>('none', 'list', 'count', 'bad'),
  prefixCount: fc.integer({ min: 1, max: 4 }),
});

const nicChoices = (often: Often, few: number) =>
  fc.record({
    subnet: pick,
    /** Mostly one of the zone's, sometimes any, sometimes a stranger's. */
    anySubnet: often(false, true),
    ...addressChoices(often, few),
    groups: often<'right' | 'none' | 'other' | 'stranger' | 'many'>('right', 'none', 'other', 'stranger', 'many'),
    card: often(0, 1, 2, 9),
    type: often('interface', 'efa', 'efa-only', 'trunk'),
    queues: often<number | null>(null, 1, 2, 9),
    description: often('', 'restored', '本番', 'x'.repeat(256)),
    existing: often<number | null>(null, 0, 1, 2),
    index: often<'own' | 'same' | 'gap'>('own', 'same', 'gap'),
    publicIp: often(false, true),
    deleteOnTermination: often(true, false),
    primaryIpv6: often(false, true),
  });

const choicesOf = (often: Often, few: number, type: 'own' | 'large') =>
  fc.record({
    account: fc.nat({ max: 6 }),
    machine: pick,
    zone: often(0, 1),
    nics: fc.oneof(
      { weight: 5, arbitrary: fc.array(nicChoices(often, few), { minLength: 1, maxLength: 2 }) },
      { weight: 1, arbitrary: fc.array(nicChoices(often, few), { minLength: 1, maxLength: 5 }) },
    ),
    // The old one is not offered everywhere.
    type: often<'own' | 'large' | 'old' | 'any' | 'stranger'>(type, 'own', 'large', 'old', 'any', 'any', 'stranger'),
    anyType: pick,
    /** Which role restores: the default one, one that lacks something, or nobody. */
    role: often(0, 1, 2, 3, 4, 9),
    profile: often<'backed-up' | 'none' | 'sentinel' | 'other' | 'arn'>('backed-up', 'none', 'sentinel', 'other', 'arn'),
    keyPair: often<'backed-up' | 'none' | 'other'>('backed-up', 'none', 'other'),
    cpu: often<'by-rule' | 'keep' | 'drop' | 'odd' | 'sev' | 'odd-sev' | 'nested' | 'bad-sev'>(
      'by-rule',
      'keep',
      'drop',
      'odd',
      'sev',
      'odd-sev',
      'nested',
      'bad-sev',
    ),
    credits: often<'as-is' | 'typed' | 'capitals' | 'odd'>('as-is', 'typed', 'capitals', 'odd'),
    placement: often<keyof typeof PLACEMENTS | 'as-is'>('fitting', 'as-is', ...(Object.keys(PLACEMENTS) as (keyof typeof PLACEMENTS)[])),
    /** What BlockDeviceMappings says: nothing, one of a list, or anything. */
    devices: often<'none' | 'list' | 'wild'>('none', 'list', 'wild'),
    device: pick,
    ebs: fc.record({
      VolumeType: fc.constantFrom(undefined, 'gp2', 'gp3', 'io1', 'io2', 'st1', 'standard', 'GP3', 'ssd'),
      VolumeSize: fc.option(fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 70_000 })), { nil: undefined }),
      Iops: fc.option(fc.integer({ min: 50, max: 90_000 }), { nil: undefined }),
      Throughput: fc.option(fc.integer({ min: 100, max: 2_100 }), { nil: undefined }),
      Encrypted: fc.constantFrom<unknown>(undefined, true, false, 'true'),
    }),
    extra: often<'none' | 'address' | 'addresses' | 'count' | 'public' | 'groups'>(
      'none',
      'address',
      'addresses',
      'count',
      'public',
      'groups',
    ),
    capacity: often<'as-is' | 'targeted'>('as-is', 'targeted'),
    imds: often<'as-is' | 'optional' | 'unsaid'>('as-is', 'optional', 'unsaid'),
  });

type ChoicesOf<A> = A extends fc.Arbitrary<infer T> ? T : never;

/** What decides a random restore. */
export type PlanChoices = ChoicesOf<ReturnType<typeof choicesOf>>;
export type NicChoices = PlanChoices['nics'][number];

/**
 * Choices of a random restore; `planOf` makes the plan for an account. Three kinds: almost ordinary ones, of which most pass; ones with a fault or two;
 * and wild ones. They shrink towards one plain interface in the first subnet.
 */
export const planChoices: fc.Arbitrary<PlanChoices> = fc.oneof(
  { weight: 5, arbitrary: choicesOf(oftenBy(150), 6, 'large') },
  { weight: 3, arbitrary: choicesOf(oftenBy(40), 6, 'own') },
  { weight: 2, arbitrary: choicesOf(oftenBy(8), 18, 'own') },
);
