import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Answer, applyDelta, deltaOf } from './rows-delta';

const value = fc.oneof(fc.integer(), fc.string(), fc.constant(null), fc.array(fc.string()), fc.dictionary(fc.string(), fc.integer()));
const ids = fc.oneof(fc.constantFrom('a', 'b', 'c', 'd', '__proto__', 'constructor', ''), fc.string());
const row = fc.record({ id: ids, status: value, percent: value }).map((each): Answer => each);
const rows = fc.array(fc.oneof({ weight: 9, arbitrary: row }, { weight: 1, arbitrary: value }));
const answer = fc
  .record({ jobs: rows, more: fc.boolean(), intents: fc.array(value), freshness: value }, { requiredKeys: ['jobs', 'more'] })
  .map((each): Answer => JSON.parse(JSON.stringify(each)) as Answer);

describe('the delta of two answers', () => {
  it('makes the second of the first, over the wire', () => {
    fc.assert(
      fc.property(answer, answer, (before, next) => {
        const delta = deltaOf(before, next);
        if (delta === null) {
          expect(Object.keys(before).every((key) => key in next)).toBe(false);
          return;
        }
        expect(JSON.parse(JSON.stringify(applyDelta(before, JSON.parse(JSON.stringify(delta)))))).toEqual(next);
      }),
      { numRuns: 2_000 },
    );
  });

  const job = (id: string, percent: number): Answer => ({
    id,
    percent,
    addresses: ['10.1.10.1'],
    name: 'a long name that does not change',
  });
  const before = { jobs: [job('j1', 10), job('j2', 20)], more: false };

  it('tells of a row that moved on its id and what moved, and nothing of the others', () => {
    expect(deltaOf(before, { jobs: [job('j1', 10), job('j2', 21)], more: false })).toEqual({
      set: {},
      rows: { jobs: { order: null, changed: [['j2', { percent: 21 }]] } },
    });
  });

  it('tells of a new row all of it, and the order', () => {
    const next = { jobs: [job('j3', 0), job('j1', 10)], more: true };
    expect(deltaOf(before, next)).toEqual({
      set: { more: true },
      rows: { jobs: { order: ['j3', 'j1'], changed: [['j3', job('j3', 0)]] } },
    });
  });

  it('leaves what did not change the very object that it was', () => {
    const delta = deltaOf(before, { jobs: [job('j1', 11), job('j2', 20)], more: false });
    const next = applyDelta(before, delta ?? { set: {}, rows: {} }) as typeof before;
    expect(next.jobs[1]).toBe(before.jobs[1]);
    expect(next.jobs[0]).toEqual(job('j1', 11));
  });

  it('is not told where a row has lost a member', () => {
    expect(deltaOf({ jobs: [{ id: 'a', x: 1 }] }, { jobs: [{ id: 'a' }] })).toBeNull();
    expect(deltaOf({ jobs: [], more: true }, { jobs: [] })).toBeNull();
  });
});
