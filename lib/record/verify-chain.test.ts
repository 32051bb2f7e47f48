import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, type JsonObject } from './canonical-json';
import { chainEvents } from './chain-events';
import { accountChain, CONSOLE_CHAIN, EMPTY, GENESIS, hashOf, type SealedEvent, sha256 } from './event';
import type { NewEvent } from './kinds';
import { verifyChain } from './verify-chain';

const CHAIN = accountChain('123456789012');
const discarded = (number: number): NewEvent => ({
  at: new Date(Date.UTC(2026, 0, 1, 0, 0, number)),
  actor: 'operator',
  kind: 'draft-discarded',
  subject: `draft-${number}`,
  data: { draftId: `draft-${number}`, region: 'ap-northeast-1', recoveryPointArn: 'arn:aws:ec2:ap-northeast-1::image/ami-1' },
});
const sealed = chainEvents(
  CHAIN,
  EMPTY,
  [1, 2, 3, 4, 5].map((number) => discarded(number)),
);
const [first, second, third, fourth, fifth] = sealed as [SealedEvent, SealedEvent, SealedEvent, SealedEvent, SealedEvent];
const verdict = async (events: readonly SealedEvent[], head?: { seq: number; hash: string }) => {
  const verified = await verifyChain(CHAIN, events, head === undefined ? {} : { head });
  return verified.ok ? verified.value : `${verified.error.seq} ${verified.error.code}`;
};
const resealed = (from: SealedEvent, events: readonly SealedEvent[]): readonly SealedEvent[] => {
  let previousHash = from.previousHash;
  return events.map((event) => {
    const hash = hashOf(previousHash, event);
    const made = { ...event, previousHash, hash };
    previousHash = hash;
    return made;
  });
};

describe('chainEvents', () => {
  it('hashes the hash before, a line feed, and the sorted record', () => {
    const record =
      '{"actor":"operator","at":"2026-01-01T00:00:01.000Z","chain":"account:123456789012",' +
      '"data":{"draftId":"draft-1","recoveryPointArn":"arn:aws:ec2:ap-northeast-1::image/ami-1","region":"ap-northeast-1"},' +
      '"kind":"draft-discarded","seq":1,"subject":"draft-1","version":1}';
    const hash = sha256(`${'0'.repeat(64)}\n${record}`);
    expect(first).toMatchObject({ seq: 1, previousHash: GENESIS, hash });
    expect(second).toMatchObject({ seq: 2, previousHash: hash });
  });

  it('hashes the canonical JSON of any record', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.string(),
        fc.nat(),
        fc.option(fc.string()),
        fc.dictionary(fc.string(), fc.jsonValue()),
        (actor, kind, seq, subject, data) => {
          const record = { version: 1, chain: CHAIN, seq, at: first.at, actor, kind, subject, data: data as JsonObject } as const;
          expect(hashOf(GENESIS, record)).toBe(sha256(`${GENESIS}\n${canonicalJson(record)}`));
        },
      ),
    );
  });

  it('goes on behind a head as it would have without the stop', () => {
    expect(chainEvents(CHAIN, { seq: 3, hash: third.hash }, [discarded(4), discarded(5)])).toEqual([fourth, fifth]);
  });

  it('refuses data that is not what its kind says, and ids that the database would give back changed', () => {
    const broken = { ...discarded(1), data: { draftId: 'x' } } as unknown as NewEvent;
    expect(() => chainEvents(CHAIN, EMPTY, [broken])).toThrow();
    const more = { ...discarded(1), data: { ...discarded(1).data, secret: 'x' } } as unknown as NewEvent;
    expect(() => chainEvents(CHAIN, EMPTY, [more])).toThrow();
    for (const subject of ['', 'a\0b', 'a\ud800b'])
      expect(() => chainEvents(CHAIN, EMPTY, [{ ...discarded(1), subject }])).toThrow(TypeError);
  });
});

describe('verifyChain', () => {
  it('follows an untouched chain to its head', async () => {
    expect(await verdict(sealed)).toEqual({ seq: 5, hash: fifth.hash });
    expect(await verdict([])).toEqual(EMPTY);
    expect(await verdict(sealed, { seq: 5, hash: fifth.hash })).toEqual({ seq: 5, hash: fifth.hash });
    expect(await verdict(sealed, { seq: 2, hash: second.hash })).toEqual({ seq: 5, hash: fifth.hash });
  });

  it.each<[string, Partial<SealedEvent>, string]>([
    ['actor', { actor: 'somebody' }, '3 changed'],
    ['time', { at: '2026-01-01T00:00:03.001Z' }, '3 changed'],
    ['kind', { kind: 'note-added' }, '3 changed'],
    ['subject', { subject: null }, '3 changed'],
    ['data', { data: {} }, '3 changed'],
    ['hash', { hash: GENESIS }, '3 changed'],
    ['previous hash', { previousHash: GENESIS }, '3 previous'],
    ['chain', { chain: CONSOLE_CHAIN }, '3 other-chain'],
    ['number', { seq: 7 }, '3 missing'],
    ['number, downwards', { seq: 1 }, '1 repeated'],
  ])('names the record whose %s was changed', async (_, change, expected) => {
    expect(await verdict([first, second, { ...third, ...change }, fourth, fifth])).toBe(expected);
  });

  it('names what was taken out, put in twice, or moved', async () => {
    expect(await verdict([first, second, fourth, fifth])).toBe('3 missing');
    expect(await verdict([second, third])).toBe('1 missing');
    expect(await verdict([first, second, second, third])).toBe('2 repeated');
    expect(await verdict([first, third, second, fourth])).toBe('2 missing');
  });

  it('names the record behind one that was changed and given a new hash', async () => {
    const [changed] = resealed(third, [{ ...third, actor: 'somebody' }]);
    expect(await verdict([first, second, changed as SealedEvent, fourth, fifth])).toBe('4 previous');
  });

  it('does not see a chain recomputed to its end, unless a head was noted down', async () => {
    const forged = [first, second, ...resealed(third, [{ ...third, actor: 'somebody' }, fourth, fifth])];
    expect(await verdict(forged)).toMatchObject({ seq: 5 });
    expect(await verdict(forged, { seq: 5, hash: fifth.hash })).toBe('5 head');
    expect(await verdict(forged, { seq: 3, hash: third.hash })).toBe('3 head');
  });

  it('does not see a tail cut off, unless a head was noted down', async () => {
    expect(await verdict([first, second])).toMatchObject({ seq: 2 });
    expect(await verdict([first, second], { seq: 5, hash: fifth.hash })).toBe('3 cut-off');
  });
});
