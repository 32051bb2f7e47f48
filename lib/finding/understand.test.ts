import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cidrContains, parseCidr } from '@/lib/net/cidr';
import { type Ipv4, ipv4FromNumber } from '@/lib/net/ipv4';
import { ipv6ToBigInt, parseIpv6, parseIpv6Cidr } from '@/lib/net/ipv6';
import { meaningOf, type Term } from './term';
import { MOST_TERMS, understand } from './understand';

/** A Sunday, 18:00 in Tokyo. */
const NOW = Date.parse('2026-11-29T09:00:00Z');
const tokyo = { nowMs: NOW, timeZone: 'Asia/Tokyo' };
const utc = { nowMs: NOW, timeZone: 'UTC' };
const without = (terms: readonly Term[]) => terms.map(({ text: _text, ...term }) => term);
const of = (text: string) => without(understand(text, utc));
const stretch = (text: string, reader = utc) => {
  const { from, before } = meaningOf(understand(text, reader));
  return [from, before];
};

describe('an address', () => {
  it.each([
    ['10.1.10.115', { kind: 'address', address: '10.1.10.115' }],
    ['10.1.10.115,', { kind: 'address', address: '10.1.10.115' }],
    ['10.1.10.115/32', { kind: 'address', address: '10.1.10.115' }],
    ['ip-10-1-10-115.ap-northeast-1.compute.internal', { kind: 'address', address: '10.1.10.115' }],
    ['2406:DA14:abc:de30:0:0:0:20', { kind: 'address', address: '2406:da14:abc:de30::20' }],
    ['[2406:da14:abc:de30::20]', { kind: 'address', address: '2406:da14:abc:de30::20' }],
    ['10.1.10.0/24', { kind: 'block', block: '10.1.10.0/24' }],
    ['10.1.10.115/24', { kind: 'block', block: '10.1.10.0/24' }],
    ['10.1.', { kind: 'block', block: '10.1.0.0/16' }],
    ['10.', { kind: 'block', block: '10.0.0.0/8' }],
    ['10.1.*', { kind: 'block', block: '10.1.0.0/16' }],
    ['10.1.*.*', { kind: 'block', block: '10.1.0.0/16' }],
    ['10.*', { kind: 'block', block: '10.0.0.0/8' }],
    ['2406:DA14:', { kind: 'block', block: '2406:da14::/32' }],
    ['2406:da14:abc:de30:', { kind: 'block', block: '2406:da14:abc:de30::/64' }],
    ['2406:da14:abc:de30::20/64', { kind: 'block', block: '2406:da14:abc:de30::/64' }],
    ['10.1.10.300', { kind: 'word', word: '10.1.10.300' }],
    ['10.1.10.1/33', { kind: 'word', word: '10.1.10.1/33' }],
    ['cafe:', { kind: 'word', word: 'cafe:' }],
    ['*', { kind: 'word', word: '*' }],
  ])('%s', (text, term) => {
    expect(of(text)).toEqual([term]);
  });

  it.each([
    ['1.2', '1.2.0.0/16'],
    ['10.1.10', '10.1.10.0/24'],
    ['2.15', '2.15.0.0/16'],
  ])('%s may be its beginning, or a part of a name', (text, block) => {
    expect(of(text)).toEqual([{ kind: 'beginning', block, word: text }]);
  });

  it.each(['v1.2', '1.2-rc1', '12', '24.04', '300.1', '2026.11.12', '1.2.3.4.5'])('%s is none', (text) => {
    expect(of(text)).toEqual([{ kind: 'word', word: text }]);
  });

  it('is found for every address, and a block that it lies in for every length', () => {
    fc.assert(
      fc.property(fc.nat(0xffffffff), fc.integer({ min: 0, max: 31 }), (value, bits) => {
        const address = ipv4FromNumber(value);
        expect(of(address)).toEqual([{ kind: 'address', address }]);
        const [term] = understand(`${address}/${bits}`, utc);
        const block = term?.kind === 'block' ? parseCidr(term.block) : null;
        expect(block !== null && cidrContains(block, address as Ipv4)).toBe(true);
      }),
    );
  });

  it('is found for every IPv6 address and block', () => {
    fc.assert(
      fc.property(fc.ipV6(), fc.integer({ min: 0, max: 127 }), (text, bits) => {
        const address = parseIpv6(text);
        fc.pre(address !== null);
        expect(of(text)).toEqual([{ kind: 'address', address }]);
        const [term] = understand(`${text}/${bits}`, utc);
        const range = term?.kind === 'block' ? parseIpv6Cidr(term.block) : null;
        const value = ipv6ToBigInt(address as NonNullable<typeof address>);
        expect(range !== null && range.first <= value && value <= range.last).toBe(true);
      }),
    );
  });
});

describe('an id, an ARN, a tag, a name', () => {
  it.each([
    ['i-0f3a9c41d27be5860', { kind: 'id', id: 'i-0f3a9c41d27be5860', what: 'instance' }],
    ['AMI-084ddc30cf536ac1e', { kind: 'id', id: 'ami-084ddc30cf536ac1e', what: 'image' }],
    ['eni-0196b22fc136f1f81', { kind: 'id', id: 'eni-0196b22fc136f1f81', what: 'interface' }],
    ['i-0f3a', { kind: 'word', word: 'i-0f3a' }],
    ['arn:aws:ec2:ap-northeast-1::image/ami-1', { kind: 'arn', arn: 'arn:aws:ec2:ap-northeast-1::image/ami-1' }],
    ['tag:Env=prod', { kind: 'tag', key: 'Env', value: 'prod' }],
    ['TAG:Env', { kind: 'tag', key: 'Env', value: null }],
    ['tag:Env=', { kind: 'tag', key: 'Env', value: '' }],
    ['tag:Owner="data team"', { kind: 'tag', key: 'Owner', value: 'data team' }],
    ['Env=prod=eu', { kind: 'tag', key: 'Env', value: 'prod=eu' }],
    ['環境=本番', { kind: 'tag', key: '環境', value: '本番' }],
    ['tag:', { kind: 'word', word: 'tag:' }],
    ['web-01', { kind: 'word', word: 'web-01' }],
    ['"web 01"', { kind: 'word', word: 'web 01' }],
    ['before', { kind: 'word', word: 'before' }],
    ['may', { kind: 'word', word: 'may' }],
    ['"1.2"', { kind: 'word', word: '1.2' }],
    ['"10.1.10.115"', { kind: 'word', word: '10.1.10.115' }],
    ['"yesterday', { kind: 'word', word: 'yesterday' }],
    ['"2026-11-12"', { kind: 'word', word: '2026-11-12' }],
    ['"tag:Owner=data team"', { kind: 'tag', key: 'Owner', value: 'data team' }],
  ])('%s', (text, term) => {
    expect(of(text)).toEqual([term]);
  });
});

describe('a time', () => {
  it.each([
    ['2026-11-12', '2026-11-12T00:00:00.000Z', '2026-11-13T00:00:00.000Z'],
    ['on 2026/11/12', '2026-11-12T00:00:00.000Z', '2026-11-13T00:00:00.000Z'],
    ['yesterday', '2026-11-28T00:00:00.000Z', '2026-11-29T00:00:00.000Z'],
    ['Tuesday', '2026-11-24T00:00:00.000Z', '2026-11-25T00:00:00.000Z'],
    ['sunday', '2026-11-29T00:00:00.000Z', '2026-11-30T00:00:00.000Z'],
    ['before Tuesday', null, '2026-11-24T00:00:00.000Z'],
    ['before 2026-11-12 09:00', null, '2026-11-12T09:00:00.000Z'],
    ['until 2026-11-12', null, '2026-11-13T00:00:00.000Z'],
    ['after 2026-11-12', '2026-11-13T00:00:00.000Z', null],
    ['since 28 Nov', '2026-11-28T00:00:00.000Z', null],
    ['Dec 24', '2025-12-24T00:00:00.000Z', '2025-12-25T00:00:00.000Z'],
    ['24 december 2024', '2024-12-24T00:00:00.000Z', '2024-12-25T00:00:00.000Z'],
    ['Sept. 3', '2026-09-03T00:00:00.000Z', '2026-09-04T00:00:00.000Z'],
    ['3 days ago', '2026-11-26T00:00:00.000Z', '2026-11-27T00:00:00.000Z'],
    ['since 2 hours ago', '2026-11-29T07:00:00.000Z', null],
    ['2026-11-12T09:00+09:00', null, '2026-11-12T00:00:00.001Z'],
    ['2026-11-12 09:00', null, '2026-11-12T09:00:00.001Z'],
    ['昨日', '2026-11-28T00:00:00.000Z', '2026-11-29T00:00:00.000Z'],
    ['11月12日より前', null, '2026-11-12T00:00:00.000Z'],
    ['2026-11-12 以降', '2026-11-12T00:00:00.000Z', null],
    ['2026年11月12日 09:00まで', null, '2026-11-12T09:00:00.001Z'],
    ['火曜日', '2026-11-24T00:00:00.000Z', '2026-11-25T00:00:00.000Z'],
    ['since 2026-11-01 before 2026-11-05', '2026-11-01T00:00:00.000Z', '2026-11-05T00:00:00.000Z'],
  ])('%s', (text, from, before) => {
    expect(stretch(text)).toEqual([from, before]);
    expect(understand(text, utc).every(({ kind }) => kind === 'when')).toBe(true);
  });

  it('is that of the clocks where the reader is', () => {
    expect(stretch('2026-11-12', tokyo)).toEqual(['2026-11-11T15:00:00.000Z', '2026-11-12T15:00:00.000Z']);
    expect(stretch('before 2026-11-12 09:00', tokyo)).toEqual([null, '2026-11-12T00:00:00.000Z']);
    // Clocks are put back that night: the day has 25 hours.
    expect(stretch('2026-11-01', { nowMs: NOW, timeZone: 'America/New_York' })).toEqual([
      '2026-11-01T04:00:00.000Z',
      '2026-11-02T05:00:00.000Z',
    ]);
  });

  it.each(['2026-02-30', '2026-11-12T25:00', 'before', '12', '12 monkeys', 'nov', 'marketing 5', '3 decoders', '28 "nov"', 'ma 5'])(
    '%s is none',
    (text) => {
      expect(understand(text, utc).some(({ kind }) => kind === 'when')).toBe(false);
    },
  );

  it('stands beside other words', () => {
    expect(of('10.1.10.115 before 2026-11-12 09:00 tag:Env=prod web-01')).toMatchObject([
      { kind: 'address' },
      { kind: 'when', when: 'before', wholeDay: false },
      { kind: 'tag' },
      { kind: 'word', word: 'web-01' },
    ]);
  });

  it('is a stretch with a beginning before its end, for every day in every zone', () => {
    const zones = ['UTC', 'Asia/Tokyo', 'America/New_York', 'Pacific/Apia', 'Asia/Kathmandu', 'Australia/Lord_Howe'];
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2000-01-01'), max: new Date('2090-01-01'), noInvalidDate: true }),
        fc.constantFrom(...zones),
        (date, timeZone) => {
          const day = date.toISOString().slice(0, 10);
          const [from, before] = stretch(day, { nowMs: NOW, timeZone });
          const hours = (Date.parse(before ?? '') - Date.parse(from ?? '')) / 3_600_000;
          // Apia left a whole day out in 2011; clocks change by an hour or half of one.
          expect(hours).toBeGreaterThanOrEqual(day === '2011-12-30' || day === '2011-12-29' ? 0 : 23);
          expect(hours).toBeLessThanOrEqual(25);
          const [since, until] = [
            stretch(`since ${day}`, { nowMs: NOW, timeZone })[0],
            stretch(`before ${day}`, { nowMs: NOW, timeZone })[1],
          ];
          expect([since, until]).toEqual([from, from]);
        },
      ),
    );
  });
});

describe('whatever is typed', () => {
  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc
      .array(
        fc.constantFrom(
          '10.1.10.115',
          '10.1.0.0/16',
          'before',
          'since',
          '2026-11-12',
          '09:00',
          '以降',
          'まで',
          'nov',
          '28',
          '2026',
          'ago',
          'days',
          '"',
          'tag:a=b',
          'web',
          '::',
          '::/0',
        ),
        { maxLength: 12 },
      )
      .map((words) => words.join(' ')),
  );

  it('means something, and no word of it is lost', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const terms = understand(text, tokyo);
        const squeezed = (each: string) => each.replace(/[\s"\0]+/g, '');
        const said = squeezed(terms.map((term) => term.text).join(''));
        if (terms.length < MOST_TERMS) expect(said).toBe(squeezed(text));
        else expect(squeezed(text).startsWith(said)).toBe(true);
      }),
    );
  });

  it('gives instants that are some, in order', () => {
    fc.assert(
      fc.property(anything, (text) => {
        for (const term of understand(text, tokyo)) {
          if (term.kind !== 'when') continue;
          for (const instant of [term.at, term.from, term.before])
            expect(instant === null || !Number.isNaN(Date.parse(instant))).toBe(true);
          expect(term.from === null || term.before === null || term.from < term.before).toBe(true);
        }
      }),
    );
  });
});
