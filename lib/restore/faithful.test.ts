import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ipv4FromNumber } from '@/lib/net/ipv4';
import { MAX_LIST } from './bounds';
import { explain } from './explain';
import { ARTICLE, articlePlan } from './fixtures/article';
import answer from './fixtures/metadata_template.json';
import { isObject, openJson } from './json';
import { knownKey, metadataValue } from './keys';
import { isPlanned } from './member-forms';
import { parseTemplate } from './parse';
import type { RestoreMetadata } from './plan';
import { planHistorySchema } from './plan-schema';
import { openMetadata, requestOf } from './request';
import { templateNics } from './sent-keys';
import { toMetadata } from './to-metadata';
import { begin } from './undo';

const ID = 'fresh-id';
/** Keys that a restore never sends as they came (facts 1.2, 1.5, 1.6). */
const NEVER = new Set(['interfaces', 'drop-with-interfaces', 'drop', 'fresh', 'cpu-options']);

const own = (map: RestoreMetadata, name: string): string | undefined => (Object.hasOwn(map, name) ? map[name] : undefined);

const octet = fc.integer({ min: 0, max: 255 });
const address = fc.tuple(octet, octet).map(([c, d]) => `10.1.${c}.${d}`);
const strange = fc.dictionary(
  fc.constantFrom('EnaSrdSpecification', 'ConnectionTrackingSpecification', '__proto__', 'Zukunft', '将来'),
  fc.jsonValue({ maxDepth: 2 }),
  { maxKeys: 2 },
);
const textOr = (value: string) => fc.constantFrom(value, '', 'ターゲット', 'a "quoted" \\ text');

/** An interface as GetRecoveryPointRestoreMetadata returns it, the clashes of 1.5 included, and members of tomorrow. */
const returnedNic = (index: number) =>
  fc
    .record({
      addresses: fc.uniqueArray(address, { minLength: 1, maxLength: 5 }),
      publicIp: fc.boolean(),
      ends: fc.boolean(),
      description: textOr('Primary network interface'),
      ipv6: fc.uniqueArray(fc.integer({ min: 16, max: 4_000 }), { maxLength: 3 }),
      prefixes: fc.uniqueArray(fc.integer({ min: 1, max: 14 }), { maxLength: 2 }),
      card: fc.constantFrom(undefined, 0, 1),
      more: strange,
      entry: strange,
    })
    .map(({ addresses, publicIp, ends, description, ipv6, prefixes, card, more, entry }) => ({
      AssociatePublicIpAddress: publicIp,
      DeleteOnTermination: ends,
      Description: description,
      DeviceIndex: index,
      Groups: ['sg-1'],
      Ipv6AddressCount: ipv6.length,
      Ipv6Addresses: ipv6.map((n) => ({ Ipv6Address: `2001:db8::${n.toString(16)}`, ...entry })),
      NetworkInterfaceId: `eni-${index}`,
      PrivateIpAddress: addresses[0],
      PrivateIpAddresses: addresses.map((PrivateIpAddress, i) => ({ Primary: i === 0, PrivateIpAddress, ...entry })),
      SecondaryPrivateIpAddressCount: addresses.length - 1,
      SubnetId: `subnet-${index}`,
      InterfaceType: 'interface',
      Ipv4Prefixes: prefixes.map((n) => ({ ...entry, Ipv4Prefix: `10.2.0.${16 * n}/28` })),
      Ipv6Prefixes: [],
      ...(card === undefined ? {} : { NetworkCardIndex: card }),
      ...more,
    }));

/** JSON as nobody here writes it: spelling must survive where nothing changes. */
const spelt = (value: unknown) => fc.constantFrom(JSON.stringify(value), JSON.stringify(value, null, 1), ` ${JSON.stringify(value)}`);

/** What AWS can return: the article's keys and others, in any order, in any case, with interfaces of any kind. */
const returned: fc.Arbitrary<RestoreMetadata> = fc
  .record({
    nics: fc.integer({ min: 1, max: 4 }).chain((n) => fc.tuple(...Array.from({ length: n }, (_, i) => returnedNic(i)))),
    base: fc.subarray(Object.entries(answer.RestoreMetadata).filter(([name]) => !['NetworkInterfaces', 'InstanceType'].includes(name))),
    unknown: fc.dictionary(fc.constantFrom('Tags', 'FutureKey', '__proto__', 'constructor', '鍵'), fc.string(), { maxKeys: 2 }),
    lower: fc.boolean(),
    placement: spelt({ AvailabilityZone: 'ap-northeast-1a', GroupName: null }),
  })
  .chain(({ nics, base, unknown, lower, placement }) => {
    const named = (name: string): string => (lower ? name.charAt(0).toLowerCase() + name.slice(1) : name);
    const entries: [string, string][] = [
      ...base.map(([name, text]): [string, string] => [named(name), text]),
      [named('InstanceType'), 't3.small'],
      ['PLACEMENT', placement],
      ...Object.entries(unknown),
    ];
    return fc
      .tuple(spelt(nics), fc.shuffledSubarray(entries, { minLength: entries.length }))
      .map(([text, shuffled]) =>
        Object.fromEntries([
          ...shuffled.filter(([name]) => name.toLowerCase() !== 'placement' || name === 'PLACEMENT'),
          [named('NetworkInterfaces'), text],
        ]),
      );
  });

describe('parse, then print', () => {
  it('changes nothing but what must change, byte for byte and in AWS’s order', () => {
    fc.assert(
      fc.property(returned, (template) => {
        const sent = toMetadata(articlePlan(template), ID);
        const kept = Object.keys(template).filter((name) => !NEVER.has(knownKey(name)?.treatment ?? ''));
        for (const name of kept) expect(sent[name], name).toBe(template[name]);
        const order = Object.keys(sent).filter((name) => Object.hasOwn(template, name));
        expect(order).toEqual(Object.keys(template).filter((name) => Object.hasOwn(sent, name)));
      }),
      { numRuns: 1_000 },
    );
  });

  it('keeps of each interface the addresses, and every member that nobody knows', () => {
    fc.assert(
      fc.property(returned, (template) => {
        const before = templateNics(template);
        const after = templateNics(toMetadata(articlePlan(template), ID));
        expect(after.length).toBe(before.length);
        before.forEach((nic, i) => {
          for (const list of ['PrivateIpAddresses', 'Ipv6Addresses', 'Ipv4Prefixes'])
            expect(JSON.stringify(after[i]?.[list])).toBe(JSON.stringify(nic[list]));
          for (const name of Object.keys(nic).filter((each) => !isPlanned(each))) {
            expect(Object.hasOwn(after[i] ?? {}, name), name).toBe(true);
            expect(after[i]?.[name]).toEqual(nic[name]);
          }
          for (const name of ['NetworkInterfaceId', 'PrivateIpAddress', 'SecondaryPrivateIpAddressCount'])
            expect(after[i]).not.toHaveProperty(name);
        });
      }),
      { numRuns: 1_000 },
    );
  });

  it('is identity on what it printed itself', () => {
    fc.assert(
      fc.property(returned, (template) => {
        const sent = toMetadata(articlePlan(template), ID);
        expect(JSON.stringify(toMetadata(articlePlan(sent), ID))).toBe(JSON.stringify(sent));
      }),
      { numRuns: 1_000 },
    );
  });

  it('explains every difference, and nothing that did not change', () => {
    fc.assert(
      fc.property(returned, (template) => {
        const plan = articlePlan(template);
        const sent = toMetadata(plan, ID);
        const told = new Set(explain(plan).map((each) => each.at.split('/')[1]?.replaceAll('~1', '/').replaceAll('~0', '~')));
        for (const name of new Set([...Object.keys(template), ...Object.keys(sent)])) {
          const changed = own(template, name) !== own(sent, name);
          if (knownKey(name) === null) expect(told.has(name), name).toBe(true);
          else if (knownKey(name)?.treatment !== 'interfaces') expect(told.has(name), name).toBe(changed);
        }
        expect(told.has('NetworkInterfaces')).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('the request that is checked is the one that is sent', () => {
    fc.assert(
      fc.property(returned, (template) => {
        const plan = articlePlan(template);
        const checked = requestOf(plan);
        const sent = openMetadata(toMetadata(plan, ID));
        expect(checked.nics.map(({ members }) => members)).toEqual(sent.nics.map(({ members }) => members));
        expect(checked.problems).toEqual(sent.problems);
      }),
      { numRuns: 500 },
    );
  });
});

describe('what no plan holds', () => {
  const many = <T>(item: (n: number) => T): readonly T[] => Array.from({ length: MAX_LIST + 1 }, (_, n) => item(n));
  const nic = (more: object) => [{ DeviceIndex: 0, SubnetId: 'subnet-1', ...more }];

  it.each<[string, unknown, string, string]>([
    ['a count', nic({ SecondaryPrivateIpAddressCount: MAX_LIST + 1 }), 'too-many', '/0/SecondaryPrivateIpAddressCount'],
    ['a count of IPv6 addresses', nic({ Ipv6AddressCount: MAX_LIST + 1 }), 'too-many', '/0/Ipv6AddressCount'],
    ['a number', nic({ DeviceIndex: 2 ** 53 }), 'not-a-count', '/0/DeviceIndex'],
    ['addresses', nic({ PrivateIpAddresses: many((n) => ({ PrivateIpAddress: ipv4FromNumber(n) })) }), 'too-many', '/0/PrivateIpAddresses'],
    ['groups', nic({ Groups: many((n) => `sg-${n}`) }), 'too-many', '/0/Groups'],
    ['interfaces', many((n) => nic({ DeviceIndex: n })[0]), 'too-many', ''],
  ])('%s beyond its bounds is told with its place', (_name, nics, code, at) => {
    const template = { InstanceType: 't3.small', NetworkInterfaces: JSON.stringify(nics) };
    expect(parseTemplate({ ...ARTICLE, template })).toMatchObject({ ok: false, error: { code, at: `/NetworkInterfaces${at}` } });
  });

  it('groups of the only interface, too', () => {
    const template = { InstanceType: 't3.small', SubnetId: 'subnet-1', SecurityGroupIds: JSON.stringify(many((n) => `sg-${n}`)) };
    expect(parseTemplate({ ...ARTICLE, template })).toMatchObject({ ok: false, error: { code: 'too-many', key: 'SecurityGroupIds' } });
  });

  it('what is read can be stored', () => {
    const odd = fc.oneof(
      { weight: 6, arbitrary: fc.nat({ max: 3 }) },
      { weight: 1, arbitrary: fc.constantFrom(0, -1, 1.5, MAX_LIST, MAX_LIST + 1, 2 ** 53, 1e300) },
    );
    const text = fc.constantFrom('', 'x', 'y'.repeat(300));
    const members = fc.record(
      {
        DeviceIndex: odd,
        NetworkCardIndex: odd,
        SecondaryPrivateIpAddressCount: odd,
        Ipv6AddressCount: odd,
        Ipv4PrefixCount: odd,
        Ipv6PrefixCount: odd,
        Ipv6Prefixes: fc.array(text.map((Ipv6Prefix) => ({ Ipv6Prefix }))),
        Groups: fc.array(text),
        SubnetId: text,
        NetworkInterfaceId: text,
        InterfaceType: text,
        Description: text,
        Strange: fc.jsonValue(),
      },
      { requiredKeys: [] },
    );
    let read = 0;
    fc.assert(
      fc.property(fc.array(members, { minLength: 1, maxLength: 3 }), (nics) => {
        const parsed = parseTemplate({ ...ARTICLE, template: { InstanceType: 'x', NetworkInterfaces: JSON.stringify(nics) } });
        if (!parsed.ok) return;
        read += 1;
        expect(planHistorySchema.safeParse(JSON.parse(JSON.stringify(begin(parsed.value)))).error).toBeUndefined();
      }),
      { numRuns: 1_000 },
    );
    expect(read).toBeGreaterThan(100);
  });
});

describe('whatever the text', () => {
  it('reading never throws, and answers with a plan or with the place that is wrong', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...Object.keys(answer.RestoreMetadata), 'x'), fc.oneof(fc.string(), fc.json())),
        (template) => {
          const source = { ...articlePlan(answer.RestoreMetadata).source, template };
          const parsed = parseTemplate(source);
          if (parsed.ok) expect(isObject(toMetadata(parsed.value, ID))).toBe(true);
          else expect(parsed.error.at.startsWith('/')).toBe(true);
          expect(openMetadata(template).problems).toBeInstanceOf(Array);
        },
      ),
      { numRuns: 3_000 },
    );
  });

  it('opens JSON or says that it is none', () => {
    expect(openJson('{')).toBeUndefined();
    expect(openJson('null')).toBeNull();
    expect(metadataValue({ vpcId: 'vpc-1' }, 'VpcId')).toBe('vpc-1');
  });
});
